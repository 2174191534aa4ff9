/* logs_of: which logs an incident is about: the files that the logs probes of its present step read, and those that any
 * logs probe has read; of a probe that reads what a command prints, the files that the command names by an input. */
#ifndef APP_LOGS_OF_H
#define APP_LOGS_OF_H
#include "app/findings.h"

struct logs_of {
    struct arena arena;
    VEC(const char *) name;   /* files, directories, globs */
    int64_t run;              /* a look at all of these together that has found something; 0: none */
    const char *step;         /* title of a step that would look at logs, where nothing is known; or NULL */
};

void logs_of(struct session *s, struct findings *f, struct logs_of *out);
void logs_of_release(struct logs_of *of);
#endif
