/* report: the write-up of an incident. report_build collects once what there is to say (the model, report/model.h);
 * a writer turns that into one format. Pure: the clock, the flows and the kept outputs are handed in. The report owns
 * copies of all it shows; what was handed in may go once report_build returns. Sentences are in the reader's language
 * at the time of the call, times are UTC, JSON is never translated. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "incident/diagnosis.h"
#include "incident/state.h"

struct report; /* report/model.h */

struct report_source { /* what a report is made from; all borrowed for the call */
    const struct incident *incident;
    const struct flow *flow;           /* the incident's own; NULL when its text is lost: ids stand for titles */
    const struct diagnosis *diagnosis; /* NULL: the report says nothing of causes */
    int64_t now;                       /* us; when it is written */
    const char *head;                  /* hash of the last event, 64 hex digits, or NULL */
    const struct flow *(*find_flow)(void *who, const char *id);               /* a called flow, or NULL; may be NULL */
    const char *(*find_blob)(void *who, const char *digest, size_t *n_bytes); /* a kept output until the next call, or NULL */
    void *who;                         /* handed to both */
};

struct report *report_build(const struct report_source *source);
void report_free(struct report *r);

/* A format. write appends the whole file to out; all text in it is cleaned and escaped. */
struct report_writer {
    const char *name;      /* "md", as in `export -f md`; the extension too */
    const char *title;     /* msgid: "Markdown" */
    const char *remark;    /* msgid: "one file, charts, no script"; "" when there is none */
    void (*write)(const struct report *r, struct str *out);
};

extern const struct report_writer *const report_writers[]; /* in order of use, NULL at the end */
const struct report_writer *report_find_writer(const char *name); /* NULL when there is none; "markdown" is md too */
/* "INC-42.md". */
void report_file_name(const struct report *r, const struct report_writer *w, struct str *out);

/* How far the record went when a report was written, as found in a file that a writer made (for `journal verify
 * --against`): the last such mark in it. False when there is none. */
struct report_mark {
    char incident[33]; /* 32 hex digits */
    char head[65];     /* 64 hex digits */
    int64_t seq;       /* of the event whose hash that is */
};
bool report_find_mark(const char *text, size_t n, struct report_mark *mark);
#endif
