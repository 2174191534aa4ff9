/* value: what a fact, an input or a condition amounts to. *unknown*: nobody has looked. *none*: somebody looked and
 * there is no such value. A value borrows its text. */
#ifndef FLOW_VALUE_H
#define FLOW_VALUE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum value_kind { VALUE_UNKNOWN, VALUE_NONE, VALUE_FLAG, VALUE_NUMBER, VALUE_DURATION, VALUE_TIME, VALUE_TEXT };

struct value {
    enum value_kind kind;
    bool flag;        /* VALUE_FLAG */
    double number;    /* VALUE_NUMBER; a share of 8% is 0.08 */
    int64_t us;       /* VALUE_DURATION and VALUE_TIME (base/time.h) */
    const char *text; /* VALUE_TEXT, UTF-8 */
};

struct value value_unknown(void);
struct value value_none(void);
struct value value_flag(bool flag);
struct value value_number(double number);
struct value value_duration(int64_t us);
struct value value_time(int64_t us);
struct value value_text(const char *text);

bool value_is_known(const struct value *v); /* neither unknown nor none */
bool value_equal(const struct value *a, const struct value *b);

/* Reads text as a value of that kind, by the literals of the flow format (90s, RFC 3339, 8% or 0.08, true/false, any
 * text). False when it does not fit. */
bool value_parse(const char *text, enum value_kind kind, struct value *v);
/* The exact, reversible form: what a shell receives in $name, what JSON and the journal show. */
void value_print(const struct value *v, struct str *out);
/* For people: 8.3%, 11,320 stays 11320, "14 s", a UTC time; unknown is "unknown", none is "none". */
void value_show(const struct value *v, struct str *out);
/* The same for a fact of that name: what every run yields as `seconds` is a time, not a share. */
void value_show_fact(const char *name, const struct value *v, struct str *out);
/* Both as the record has them, in no language but its own. */
void value_record(const struct value *v, struct str *out);
void value_record_fact(const char *name, const struct value *v, struct str *out);
const char *value_kind_name(enum value_kind kind); /* "text", "number", "duration", "time", "flag"... */
#endif
