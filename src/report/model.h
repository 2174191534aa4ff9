/* model: all that a write-up says, collected once. Every text in it has been cleaned (text/clean), so that a writer has
 * only to escape for its format; absent text is NULL, an absent time is 0. Built by report_build, constant afterwards. */
#ifndef REPORT_MODEL_H
#define REPORT_MODEL_H
#include "base/vec.h"
#include "report/report.h"

enum report_milestone { MILESTONE_BEGAN, MILESTONE_ALERT, MILESTONE_OPENED, MILESTONE_MITIGATED, MILESTONE_RESOLVED,
                        MILESTONE_CLOSED, N_MILESTONES };

struct report_moment {
    int64_t at, recorded; /* recorded: when it was written down */
    const char *source;   /* what told it: "scan.first_error"; NULL: a person or an alert did */
};

struct report_span { /* a duration is nothing without both of its ends */
    enum report_milestone from, to;
    int64_t length;
};

struct report_person {
    const char *name;
    int64_t first; /* when they were first seen */
    bool opened, commands, changed; /* changed: ran an action */
};

struct report_value { /* an input, or what is known of the world at the end */
    const char *name, *text, *source; /* text: for people */
    struct value value;               /* of what is known; its text is clean. Unknown for an input */
    int64_t at;
    bool is_secret; /* it was given, and not kept */
};

struct report_line { /* a row of the timeline */
    int64_t seq, at, recorded;
    const char *actor, *step, *kind, *sentence; /* step and kind as stored, sentence for people */
    bool is_late;        /* written down so long after it happened that both times are worth saying */
    struct event event;  /* with its texts cleaned; not for what has no event (seq 0) */
};

enum report_words { WORDS_SUMMARY, WORDS_IMPACT, WORDS_TRIGGER, WORDS_ROOT_CAUSE, WORDS_DETECTION, WORDS_LESSONS, N_WORDS };

struct report_text { /* a person's words; the newest of a section counts */
    const char *text, *actor;
    int64_t at;
};

struct report_update {
    int64_t at;
    const char *actor, *affected, *doing, *next, *state;
};

struct report_answer { /* one decision; is_counted: the newest of its step, and not struck */
    int64_t at;
    const char *actor, *step, *title, *question, *answer, *label, *because, *reason;
    const char *proposed;      /* label of what was proposed, NULL when nothing was */
    const char *fixed, *fix;   /* title of the fix it judges, "helped" or "failed" */
    bool is_override;          /* something else was proposed */
    bool is_counted, is_struck, is_stale;
};

struct report_move {
    enum move_kind kind;
    double share;  /* of the cause afterwards */
    double factor; /* that it was multiplied by */
    const char *what, *step, *actor, *because;
    int64_t at;
};

struct report_cause {
    const char *id, *title; /* both NULL for what nobody thought of */
    double prior, share;
    bool is_ruled_out;
    const char *out_by, *out_reason; /* of the newest ruling out */
    int64_t out_at;
    enum hypothesis standing;
    bool is_pinned; /* somebody takes it for the cause */
    const char *pin_by, *pin_reason;
    int64_t pin_at;
    VEC(struct report_move) moves;
};

struct report_causes { /* of one flow: most likely first, something else, then what is ruled out */
    struct report_cause *v;
    size_t n, cap; /* a vec */
    bool is_too_early;
    const char *step, *title; /* the step that called the flow, and the flow's title; NULL for the outermost */
};

struct report_run {
    int64_t seq, started, ended, took;
    enum run_kind kind;
    enum run_outcome outcome;
    int64_t exit_status, left_running, undoes, undone_by;
    const char *id, *step, *title, *command, *host, *user, *actor, *summary, *why, *risk, *before, *undo, *verdict, *settler;
    VEC(const char *) names; /* NAME=value as the shell saw them */
    const char *digest;      /* of its output */
    int64_t bytes;
    enum phase phase;
    bool is_reported;        /* a person ran it elsewhere */
    bool is_soak;            /* a repeated probe, and what its samples amount to */
    struct soak_result soak;
    bool is_in_effect;       /* an action that took or may have taken effect and was not taken back */
};

struct report_fix {
    const char *step, *title;
    enum fix_verdict verdict;
    int64_t at;
    const char *actor;
};

struct report_status {
    int64_t at;
    const char *status, *actor, *reason;
};

struct report_relapse { /* what was verified failed again later */
    int64_t at;
    const char *probe, *summary, *actor;
};

struct report_deferral {
    int64_t at, until, ends; /* ends: when it ends by itself, 0: never */
    bool is_temporary;       /* left behind by a change */
    const char *title, *actor, *owner, *reason, *how; /* how: NULL while it is open; done, handed_over, waived */
};

struct report_passed { /* a step that was jumped over; item: a line of a visited step's checklist that was not ticked */
    const char *step, *title, *item;
};

struct report_item {
    const char *text, *owner, *type, *actor;
    int64_t due;
};

struct report_pin {
    int64_t at, of; /* of: the event it was taken from, 0 for none */
    const char *text, *source, *actor;
    const char *digest; /* of the record in a log that it is, SHA-256; source is its file. NULL */
    int64_t offset;     /* there */
};

struct report_article {
    const char *id, *title, *actor, *digest;
    int64_t at;
};

struct report_output { /* what a command printed; the same bytes are shown once */
    const char *digest;
    int64_t bytes;
    bool is_there;           /* the journal has it */
    const char *excerpt;     /* head and tail; NULL when it is empty or not there */
    const char *told;        /* what a look at logs or changes found, in lines; NULL: it is another output */
    int64_t left_out;        /* lines of the middle */
    VEC(int64_t) runs;       /* seq of the runs that printed it */
};

struct report {
    struct arena arena;
    char name[24], id[33], head[65]; /* "INC-42", hex digits; head "" when unknown */
    int64_t seq, written;            /* events, and when the report was made */
    const char *title, *flow, *flow_title, *flow_digest, *service, *environment, *opener, *via, *commander, *escalated_to,
        *outcome;
    int severity;
    enum incident_status status;
    int64_t complete_except; /* mitigated or later, and this many deferred items are not done; 0: not so */
    int64_t escalated_at;
    struct report_moment milestone[N_MILESTONES];
    struct report_text words[N_WORDS];
    VEC(struct report_span) spans;
    VEC(struct report_person) people;
    VEC(struct report_value) inputs;
    VEC(struct report_value) facts;
    VEC(struct report_line) timeline;
    VEC(struct report_update) updates;
    VEC(struct report_answer) answers;
    struct report_causes causes;
    VEC(struct report_causes) called; /* of the flows that were called, in order of their first step */
    VEC(struct report_run) runs;
    VEC(struct report_fix) fixes;
    VEC(struct report_status) statuses;
    VEC(struct report_relapse) relapses;
    VEC(struct report_deferral) deferrals;
    VEC(struct report_passed) passed;
    VEC(struct report_item) items;
    VEC(struct report_pin) pins;
    VEC(struct report_article) articles;
    VEC(struct report_output) outputs;
};

extern const char *const report_milestone_names[N_MILESTONES]; /* "began" ...: JSON's words */
extern const char *const report_words_names[N_WORDS];          /* "summary" ...: the sections of `described` */

/* Has nobody written it, and should somebody? Lessons are asked for once it is resolved. */
bool report_is_to_write(const struct report *r, enum report_words words);
const struct report_run *report_find_run(const struct report *r, int64_t seq);
#endif
