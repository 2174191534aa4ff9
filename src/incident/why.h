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
    WHY_SSH_NONE,        /* with an errno again */
    WHY_SSH_NAME,        /* these with the other machine: nothing was sent there */
    WHY_SSH_NOWHERE,
    WHY_SSH_REFUSED,
    WHY_SSH_NO_ANSWER,
    WHY_SSH_NO_WAY,
    WHY_SSH_KEY_UNKNOWN,
    WHY_SSH_KEY_CHANGED,
    WHY_SSH_DENIED,
    WHY_SSH_CLOSED,
    WHY_SSH_GIVEN_UP,
    WHY_SSH_NO_SESSION,
    WHY_SSH_NO_SHELL,    /* and what it said instead */
    WHY_SSH_SAID,        /* and what ssh said */
    WHY_SSH_LOST,        /* something was: nobody knows what became of it */
    WHY_NO_TRIAGE,       /* it has no triage that could look */
    N_WHYS
};

enum { WHY_SYSTEM_TEXT = 64, WHY_TEXT = 400 };

/* Of the system's refusals. */
void why_system(enum why why, int os_error, char out[WHY_SYSTEM_TEXT]);
/* Of another machine; `said` may be NULL, or one line as it came, of which the beginning is kept. */
void why_host(enum why why, const char *host, const char *said, char out[WHY_TEXT]);
const char *why_pattern(enum why why, const char *pattern, struct arena *arena);
const char *why_not_a(const char *kind, const char *fact, const char *text, struct arena *arena);
/* Adds the sentence, in the language of who reads. A text without a code, as events had them once, is one already. */
void why_show(const char *why, struct str *out);
const char *why_text(const char *why, struct arena *arena);
#endif
