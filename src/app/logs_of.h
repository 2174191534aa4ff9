/* logs_of: which logs an incident is about: those that the logs probes of its present step read, else those that any logs
 * probe has read. */
#ifndef APP_LOGS_OF_H
#define APP_LOGS_OF_H
#include "app/findings.h"

struct logs_of {
    struct arena arena;
    VEC(const char *) name;   /* files, directories, globs */
    VEC(int64_t) run;         /* looks at them that found something */
    const char *step;         /* title of a step that would look at logs, where nothing is known; or NULL */
};

void logs_of(struct session *s, struct findings *f, struct logs_of *out);
void logs_of_release(struct logs_of *of);
#endif
