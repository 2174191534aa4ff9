/* why: what kept a command from starting, or a fact from being read. Events hold it as a code and what it is about, in
 * no language: "no_process EAGAIN", "not_a number current.n 12 apples". Whoever shows it makes a sentence of it. */
#ifndef INCIDENT_WHY_H
#define INCIDENT_WHY_H
#include "base/arena.h"
#include "base/str.h"

enum why {
    WHY_NO_TERMINAL,     /* these with an errno */
    WHY_TERMINAL_CLOSED,
    WHY_NO_PIPE,
    WHY_NO_PROCESS,
    WHY_NO_SHELL,
    WHY_BAD_PATTERN,     /* these with the pattern */
    WHY_HARD_PATTERN,
    WHY_NOT_A,           /* with the kind, the fact, and the text that is none */
    N_WHYS
};

enum { WHY_SYSTEM_TEXT = 64 };

/* Of the system's refusals. */
void why_system(enum why why, int os_error, char out[WHY_SYSTEM_TEXT]);
const char *why_pattern(enum why why, const char *pattern, struct arena *arena);
const char *why_not_a(const char *kind, const char *fact, const char *text, struct arena *arena);
/* Adds the sentence, in the language of who reads. A text without a code, as events had them once, is one already. */
void why_show(const char *why, struct str *out);
const char *why_text(const char *why, struct arena *arena);
#endif
