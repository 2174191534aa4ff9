/* section: a document by its headings, and what each of them is for. */
#ifndef RUNBOOK_SECTION_H
#define RUNBOOK_SECTION_H
#include "base/vec.h"
#include "text/block.h"

enum runbook_role {
    ROLE_NONE,    /* a heading of its own kind */
    ROLE_OPENING, /* Meaning, Impact: what it is about */
    ROLE_CHECK,   /* Diagnosis */
    ROLE_FIX,     /* Mitigation */
    ROLE_VERIFY,  /* Verification: is it gone? */
    ROLE_NOTE,    /* Notes, links, prevention */
};

struct runbook_section {
    const char *title;  /* the words of its heading; NULL for what stands before the first one */
    int level;          /* of the heading, 0 without one */
    size_t heading;     /* index of its block */
    size_t from, to;    /* its blocks, the heading and what has a heading of its own not among them */
    enum runbook_role role;
    bool says_role;     /* its own heading is of that role, not one above it */
};

struct runbook_sections {
    VEC(struct runbook_section) list; /* in order */
    bool has_title;      /* the first one with a heading is that of the whole document */
};

/* Titles live in the arena. */
void sections_read(const struct document *d, struct arena *arena, struct runbook_sections *s);
void sections_release(struct runbook_sections *s);
/* Past the last section below section i: its own text's, and those of deeper headings. */
size_t sections_end(const struct runbook_sections *s, size_t i);
#endif
