/* course: how an incident went, in lines of words: what is kept beside its events to be counted when it is over, and
 * nothing else. No text of a person is in it, only the ids of steps, answers and causes, by their paths ("database/reach").
 *
 *     answer scope one           the newest answer to a step, "unsure" too; one that was withdrawn is left out
 *     fix roll_back helped       the latest verdict on a fix, in the order in which they were given: helped, failed
 *     out abuse                  a cause that is ruled out
 *     pinned bad_release         a cause that a person says it is, in the order in which that was said
 *     minutes scope 95           how many seconds the step held the cursor until it was left forwards
 *     end resolved               how its flow ended, or its status where it ended nowhere
 *
 * Of a drill nothing is kept: it happened to nobody. Pure. */
#ifndef INCIDENT_COURSE_H
#define INCIDENT_COURSE_H
#include "incident/state.h"

enum course_kind { COURSE_ANSWER, COURSE_FIX, COURSE_OUT, COURSE_PINNED, COURSE_MINUTES, COURSE_END };

struct course_item {
    enum course_kind kind;
    const char *path; /* of the step, or of the cause; NULL for the end */
    const char *word; /* the answer, helped or failed, the end; NULL for the others */
    int64_t us;       /* minutes */
};

struct course {
    struct course_item *item;
    size_t n;
};

enum { COURSE_MOST_BYTES = 1 << 18 }; /* more is not kept, and not read: nobody walked that far */

/* Adds the lines. A step that was left open over night counts an hour at most: so long, at most, does a pause between two
 * events count. */
void course_write(const struct incident *inc, struct str *out);
/* What is not understood is left out, line by line: the text comes from a file. Items live in the arena. */
void course_read(const char *text, size_t n, struct arena *arena, struct course *c);
#endif
