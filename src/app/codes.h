/* codes: the status code reference as a command and a screen have it: read from what ships, in the user's
 * language, when first asked. A zeroed struct is ready; it owns what its model points at, until the next question. */
#ifndef APP_CODES_H
#define APP_CODES_H
#include "kb/status_answer.h"
#include "ui/model.h"

struct codes {
    bool is_for_programs; /* what a program reads is never translated */
    struct status_codes table;
    struct arena arena; /* of the last answer */
    struct status_answer answer;
    struct model_code model;
};

/* `shipped` is where that lies which comes with the program (store/paths). False: the table is not there or damaged.
 * What was asked may well be unknown: the answer says so. */
bool codes_ask(struct codes *c, const char *shipped, const char *asked, struct err *e);
void codes_release(struct codes *c);
#endif
