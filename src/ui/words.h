/* words: how the ui says lengths, shares, names and phases. Texts are added to the caller's. */
#ifndef UI_WORDS_H
#define UI_WORDS_H
#include "ui/model.h"

const char *words_phase(enum phase p);                  /* "Roll back" */
void words_name(const char *id, struct str *out);       /* request_id: "request id" */
void words_about(int64_t length, struct str *out);      /* "about 8 min" */
/* "2 Mar" where only a day was meant (until 23:59), else as words_minute. */
void words_until(const struct model *m, int64_t at, struct str *out);
void words_short(int64_t length, struct str *out);      /* "20 min", "2 h", "14 s": one unit */
void words_count(uint64_t n, struct str *out);          /* 11,320 */
void words_bytes(size_t n, struct str *out);            /* "612 bytes", "9 KB" */
/* A fact's value for a row: times local, numbers grouped; its name may say what it is. */
void words_value(const struct model *m, const char *name, const struct value *v, struct str *out);
/* The text of a fact by name: "" when it is not known. */
void words_fact(const struct model *m, const char *name, struct str *out);
void words_clock(const struct model *m, int64_t at, struct str *out);  /* 03:19:07, with a date when not today */
/* event_line with the times in it, which the record keeps in UTC, as clocks here: "scan: 8.1% errors since 03:01:12". */
void words_event(const struct model *m, const struct event *ev, struct str *out);
void words_minute(const struct model *m, int64_t at, struct str *out); /* 03:19 */
const char *words_cause(const struct diagnosis_cause *c); /* its title; "Something else" */
/* A title cut at the last whole word that fits. */
void words_fit(const char *title, int columns, struct str *out);
/* Where the value of an input is from, as the record names it ("label"): "from the alert". Any other source as it is. */
const char *words_input_source(const char *source);
/* Of a log what people call it: "access.log" of its path, "input" of standard input, "kubectl" of a command. */
void words_source(const char *name, struct str *out);
const char *words_outcome(enum run_outcome o);
/* How a change ended that its keeper recorded, because triage was gone; false for any other. */
bool words_late_end(const struct model *m, const struct run *r, struct str *out);
#endif
