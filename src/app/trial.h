/* trial: a session that tries a flow. Its journal is one of its own, in a private directory that is gone afterwards; no command
 * runs: what a probe would find and how a change would go is asked for. A watched file is read again when it was saved:
 * the flow is begun anew, and what was said is said again as far as its ids are still there; the cursor stays. One
 * that cannot be read says its mistake, and the last good one goes on. Owned by who opened it, borrowed by the session. */
#ifndef APP_TRIAL_H
#define APP_TRIAL_H
#include <sys/stat.h>

#include "app/session.h"

struct trial {
    char *directory;    /* of the journal; NULL: not opened */
    char *file;         /* that is watched, or NULL */
    struct stat seen;   /* as it was read last */
    int64_t looked_at;  /* ticks */
    char *notice;       /* the mistake in the file as it is now, or NULL */
    char *wanted_of, *wanted; /* a probe, and the facts of it that the flow asks about, for people */
};

/* Makes the directory and points the configuration at a journal in it; before session_open. */
bool trial_open(struct trial *t, struct config *config, const struct paths *paths, struct err *e);
/* Removes it; after session_close. */
void trial_release(struct trial *t);

/* Begins a flow, by id or file; one with mistakes too, as long as there is something to walk. */
bool trial_begin(struct session *s, struct trial *t, const char *flow, bool is_watched, struct err *e);
/* Looks at the watched file. True when something is to be shown. */
bool trial_step(struct session *s);
bool trial_is_watching(const struct session *s);

/* Refuses, in a trial, to run anything; true elsewhere. */
bool trial_may_run(const struct session *s, struct err *e);

/* trial_say.c: what a probe would find, as typed: "errors=12 ramp=3m", "failed", or nothing. */
bool trial_report(struct session *s, const struct wish *w, struct err *e);
/* The probe of the present step that is to be asked about next: one that was not on this visit, else the first; NULL: it
 * has none. *wanted: its facts that the flow asks about, "status, asked"; until the next call. */
const struct flow_probe *trial_next(struct session *s, const char **wanted);
/* trial_again.c: what was said in the old incident is said again in the present one. */
void trial_say_again(struct session *s, const struct incident *old);
#endif
