/* library: what a flow refers to outside itself, as those who check it see it: a few questions that the edge answers. */
#ifndef FLOW_LIBRARY_H
#define FLOW_LIBRARY_H
#include "flow/flow.h"

struct redactor; /* text/redact.h */

/* A function that is NULL is not asked, and its rule is silent. */
struct flow_library {
    bool (*has_article)(const void *of, const char *id);
    const char *(*nearest_article)(const void *of, const char *id);  /* "did you mean", or NULL */
    bool (*is_empty_article)(const void *of, const char *id);        /* it is there, and says nothing */
    const struct flow *(*find_flow)(const void *of, const char *id); /* NULL when there is none */
    const void *of;
    struct redactor *redactor; /* that tells what is a secret; NULL: nobody looks for them */
};

#endif
