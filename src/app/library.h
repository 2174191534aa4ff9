/* library: the flows there are, in their directories, and their texts once loaded. The first directory that holds an id
 * wins; NAME.LANG.yaml is the language variant of NAME.yaml. */
#ifndef APP_LIBRARY_H
#define APP_LIBRARY_H
#include "base/arena.h"
#include "base/vec.h"
#include "flow/flow.h"
#include "text/problem.h"

struct library_row {
    const char *id, *title, *path; /* title is the one line of the file, not yet checked */
};

struct flow_text { /* a flow as it was read, from a file or from the journal */
    char *bytes;
    size_t n;
    char digest[65];
    char *file;
    struct flow *flow;       /* NULL when it cannot be used at all */
    struct problems problems;
    struct flow_text *next;  /* the library keeps all it loaded */
};

struct library {
    struct arena arena;
    VEC(struct library_row) rows; /* in order of title */
    struct flow_text *loaded;
    const char *language;    /* "de", or NULL */
};

/* Looks through the directories (highest precedence first); what cannot be read is passed over. */
void library_open(struct library *l, const char *const *dir, size_t n, const char *language);
void library_release(struct library *l);
const struct library_row *library_find(const struct library *l, const char *id);
/* Reads and loads a flow by id, or by the path of a file: YAML, or a Markdown runbook. */
struct flow_text *library_load(struct library *l, const char *id_or_file, struct err *e);
/* One that `caller` calls: of a caller out of the directories as above, of any other file the one beside it first. */
struct flow_text *library_load_called(struct library *l, const struct flow_text *caller, const char *id, struct err *e);
/* A text that is already there, by digest: from an earlier load. NULL when it is not. */
struct flow_text *library_find_digest(const struct library *l, const char *digest);
/* Takes a text from the journal in. */
struct flow_text *library_take(struct library *l, const char *bytes, size_t n, const char *name);
#endif
