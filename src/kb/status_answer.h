/* status_answer: what is said when somebody asks about status codes, for the command and for the screen alike.
 *
 *   ""                all of them, as rows
 *   "5", "50x"        those that begin so, as rows by number
 *   "timeout"         those that speak of it, as rows, the nearest first; of several words all must be found
 *   "500"             one of them, as a document
 *   "500 502"         how they are told apart, then each of them; "500 vs 502" is the same
 *   "599"             of one that is not there: what it amounts to
 *
 * An answer lives in the arena and borrows from the table. Either it has rows or its document says something. All its
 * texts are cleaned. */
#ifndef KB_STATUS_ANSWER_H
#define KB_STATUS_ANSWER_H
#include "kb/status_code.h"
#include "text/block.h"

struct status_row {
    const struct status_code *code;
    const char *why; /* the sentence that speaks of what was asked; or who uses it, where it is not registered; or NULL */
};

struct status_answer {
    const char *asked; /* cleaned */
    struct status_row *row;
    size_t n_rows;
    bool is_ranked;   /* rows stand by nearness, not by number */
    const struct status_code **code; /* those asked for by number, in that order, each once */
    size_t n_codes;
    int unknown;      /* a number that was asked for and is not in the table, or 0 */
    struct document document;
};

void status_answer(const struct status_codes *t, const char *asked, struct arena *arena, struct status_answer *a);
/* False when something that was asked for is not there: e says what it amounts to. */
bool status_answer_is_whole(const struct status_answer *a, struct err *e);
#endif
