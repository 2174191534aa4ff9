/* inspect: flows in files, checked with all that they refer to at hand: the articles, and the flows they call, which lie
 * beside them or in the directories of flows. The caller owns the struct; flows live until inspect_release. */
#ifndef APP_INSPECT_H
#define APP_INSPECT_H
#include "app/articles.h"
#include "flow/flow.h"
#include "incident/coverage.h"
#include "store/config.h"
#include "text/redact_load.h"

struct inspection {
    struct paths paths;
    struct config config;
    struct articles articles;
    struct arena arena;
    bool has_articles; /* the knowledge base could be asked; where not, `why` says it, and missing articles are not found */
    struct err why;
    struct redact_set secret_rules;
    struct redactor *redactor;
    struct coverage *coverage; /* of the examples of the file that is checked; set by who wants it, NULL: nobody does */
    const struct flow *flow; /* that was checked last; NULL: its file holds none */
    const char *dir; /* of the file that is being checked */
    VEC(struct inspected {
        const char *path;
        struct flow *flow; /* NULL where it cannot be read at all */
    })
    flows;
};

bool inspect_open(struct inspection *in, struct err *e);
void inspect_release(struct inspection *in);

/* The files of flows below a directory, sorted; a file is itself. Added to the list, living in the arena. */
bool inspect_find(struct inspection *in, const char *path, struct names *files, struct err *e);

/* Loads and checks one file and walks its examples: every problem is added to ps. False: it cannot be read at all. Where
 * coverage is wanted it is begun, and holds what the examples covered; its flow is NULL where there was none to walk. */
bool inspect_file(struct inspection *in, const char *path, struct problems *ps, struct err *e);

/* The older text of a file that was found below `given`: `older` itself where that is a file, else the file of that name in
 * it, with its directories below `given`, or without. NULL: there is none, the file is new. */
const char *inspect_find_older(struct inspection *in, const char *older, const char *given, const char *file);

/* A flow by its id, as the flow that was checked last would call it; NULL when there is none. */
const struct flow *inspect_find_flow(struct inspection *in, const char *id);
/* The flow that a file holds, without a word about its mistakes: NULL where it holds none. */
const struct flow *inspect_read(struct inspection *in, const char *path, struct err *e);
#endif
