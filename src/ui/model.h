/* model: all that a screen shows, filled by the app before each paint and constant while the ui looks at it. Everything
 * is borrowed. What the ui can work out from the incident and its flow (phases, findings of ended runs, the undo list,
 * what is left to do) is not repeated here. A pointer may be NULL where its page is not open. Texts of one line are shown
 * cleaned and cut; they need not be clean. */
#ifndef UI_MODEL_H
#define UI_MODEL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/time.h"
#include "flow/flow.h"
#include "incident/diagnosis.h"
#include "incident/past.h"
#include "incident/state.h"
#include "text/block.h"

struct advice;
struct change;
struct change_list;
struct fixes;
struct http_finding;
struct log_finding;
struct observation;

/* ---- home ---- */
struct model_case { /* an incident in the list */
    int64_t number;
    const char *title, *service, *environment; /* service, environment may be NULL; then the title stands */
    int severity;             /* 0 not set */
    enum incident_status status;
    int64_t since, changed;   /* us; when it began (or was opened), when it ended or last changed */
    const char *at;           /* "Roll back: Go back to the release before", or NULL */
    const char *unknown;      /* "a command started at 03:19:07, outcome unknown", or NULL */
    const char *others;       /* "bob has it open too, on ops-1", or NULL */
    const char *asks;         /* "ann asks for a second yes to purge, until 03:35", or NULL */
    const char *relapse;      /* "it is back since 03:50", or NULL */
    size_t n_deferred;
    bool is_exported;
};

struct model_flow { /* a flow that can be started */
    const char *id, *title;
    const char *problem;      /* why it does not load, in a few words, or NULL */
};

struct model_home {
    const char *dropped;      /* "The connection dropped at 03:19:08.", or NULL */
    const struct model_case *open, *closed;
    size_t n_open, n_closed;
    const struct model_flow *flow;
    size_t n_flows;
    const char *unsure_flow;  /* the flow behind 0, Not sure; NULL when there is none */
    const char *journal;      /* "~/.local/state/triage/journal.db, new, readable by you alone" */
};

/* ---- the step ---- */
struct model_live { /* a run of this triage that has not ended */
    int64_t run;              /* seq of its intent */
    const char *id;           /* probe's or action's */
    int64_t started, timeout; /* us */
    double share;             /* 0 to 1; below 0 unknown: then time against timeout is shown */
    size_t bytes, lines;
    const char *newest;       /* its newest line so far, or NULL */
    const struct flow_probe *probe; /* of a repeated probe; NULL of any other, and what follows is then not set */
    int64_t samples, failures;
    int64_t to_come;          /* samples */
    int64_t gap;              /* us, the longest without a sample */
    int64_t median, before;   /* us, of a sample; before: of what it is compared with, 0 unknown */
    const int64_t *took;      /* us, of each of the newest samples, oldest first */
    size_t n_took;
};

struct model_proposal {
    const char *answer;       /* id */
    const char *because;      /* "page.status = 500" */
};

struct model_fix { /* `answers: fixes`, best first */
    const char *step, *title;
    double helps;             /* 0 to 1 */
    int64_t takes;            /* us, with its verification */
    enum way_back { FIX_UNDO, FIX_BY_HAND, FIX_NO_UNDO, FIX_OTHER_FLOW, FIX_UNDO_UNKNOWN } way_back;
    const char *not_now;      /* why it is blocked now, or NULL */
};

struct model_cannot { /* a probe that could not run: what and why, and the command for elsewhere */
    const char *probe;        /* id */
    const char *why;          /* one or two sentences */
    const char *elsewhere;    /* shell text to run on a host that can, or NULL */
};

struct model_looked { /* what a probe of the step that is an engine's has found, also while it runs; all but one are NULL */
    int64_t run;
    const struct log_finding *log;
    const struct change_list *changes;
    const struct observation *small;
    const struct http_finding *http;
    const struct http_finding *http_before; /* what the same probe found the time before; NULL: it had not looked */
};

struct model_step {
    const struct flow_step *step;
    const char *path;         /* as events name it: "scope", "database/reach" */
    const struct document *text; /* step->text as blocks, or NULL */
    struct model_proposal proposal; /* answer NULL: nothing proposed */
    const struct model_fix *fix;
    size_t n_fixes;
    const char *const *host;  /* of each probe: the other machine that it runs on by ssh, NULL for this one; or NULL */
    const struct model_cannot *cannot;
    size_t n_cannot;
    const char *const *filled; /* of each action that is by hand: its line with the values in it, NULL for others; or NULL */
    const struct model_looked *looked;
    size_t n_looked;
    int64_t unsettled;        /* run whose outcome is unknown and that belongs to this step, 0 for none */
    const char *now;          /* what its `before` prints now, once r looked again; NULL */
    int64_t now_at;
    const char *verdict;      /* proposed verdict: took_effect, no_effect; NULL */
    const char *because;      /* "before is not now" */
    const char *waits;        /* shown beside answer 1 while a probe repeats, or NULL: "waits for healthy: 6 samples to come" */
    const struct past *past;  /* what was done here before, or NULL */
    const char *held_by;      /* "bob is working here, on ops-1", or NULL */
};

/* ---- a question before a change ---- */
struct model_pair {
    const char *label, *text; /* label NULL: the line goes on from the one above */
};

struct model_question {
    int64_t id;               /* another id is another question */
    enum risk risk;
    const char *title;        /* of the step or the undone action */
    const char *command;      /* to the letter, many lines */
    const struct model_pair *line; /* with, where, as, stops, now, undo, needs, then: as on the storyboard's 10a */
    size_t n_lines;           /* a text that begins with "✓ " or "✗ " gets its colour; a NULL text is an empty line */
    const char *environment;  /* "production", or NULL */
    const char *confirm;      /* destroy: what must be typed */
    const char *refused;      /* why it cannot run at all (read-only, not recorded): then only Enter, no; or NULL */
    bool by_hand;             /* it is for copying: y copies, o says what came of it */
    bool wants_edit;          /* its line is edited before it is asked */
    bool is_edited;           /* it was; e edits it again */
    const char *waits;        /* what it waits for before it can run, or NULL: the yes of another login */
    int64_t dry_run;          /* the run of its dry run, for v, 0: there is none */
};

struct model_undo { /* a change that can be looked at, or was */
    int64_t run;
    const char *now;          /* what its `before` prints now, or NULL */
    int64_t at;               /* when it was looked at; 0: not yet */
    bool is_reading;
    const char *waits_for;    /* the change that must be taken back before, or NULL */
    bool is_unknown;          /* nobody wrote down how to take it back */
};

struct model_second { /* somebody asks for a second yes */
    int64_t ask;              /* its number */
    const char *asker, *action;
    int64_t until;
    const char *environment;
    const char *command;
    const struct model_pair *line; /* as of a question */
    size_t n_lines;
    const char *hindrance;    /* why nobody here can answer, or NULL */
};

/* ---- pages ---- */
struct model_output {
    int64_t run;
    const char *id, *command;
    int64_t started, ended, timeout; /* ended 0: running */
    const char *outcome;      /* sentence once it ended: "exit 0 after 14 s", or NULL */
    const char *const *line;  /* kept lines, oldest first */
    size_t n_lines;
    size_t bytes;             /* how much there was */
    size_t cut_lines;         /* left out in the middle */
    const char *taken_out;    /* sentence: which secrets were taken out of it, or NULL */
    bool is_probe;
};

struct model_article_row {
    const char *id, *title;
    const char *snippet;      /* where the words stand, or NULL */
    int minutes;
};

struct model_found { /* answer to WISH_SEARCH */
    const char *text;
    const struct model_article_row *row;
    size_t n, total;
};

struct model_article {
    const char *id, *title;
    const struct document *document;
    const char *source;       /* file, or "comes with triage" */
    int minutes;
    bool is_step;         /* it is the text of a step */
    const char *const *link_name; /* titles of the articles that its links lead to, one each or NULL; or NULL */
};

struct model_code {
    const char *text;         /* what was looked up */
    const struct document *document; /* the answer as prose, or NULL when a list fits better */
    const struct model_pair *row;    /* "500", "Internal Server Error ..." */
    size_t n;
};

struct model_export_row {
    const char *format;       /* md, html, json: the id of WISH_EXPORT */
    const char *label, *file, *detail; /* "Markdown", "INC-42.md", "9 KB" */
    bool is_there;            /* the file exists: overwriting is asked */
};

struct model_export {
    const struct model_export_row *row;
    size_t n;
    const char *directory;    /* where to, as shown */
    const struct model_pair *line; /* what is written, what is to be written, durations, record */
    size_t n_lines;
};

struct model_choice {
    const char *id, *label, *detail; /* detail may be NULL */
};

struct model_trouble { /* journal held, disk full, flow with mistakes */
    const char *id;           /* another id is another trouble */
    const char *name;         /* row 2, or NULL: the phases of the incident stand there */
    const char *head;         /* bold */
    const struct model_pair *line;
    size_t n_lines;
    const char *before;       /* heading over the choices, or NULL */
    const struct model_choice *choice;
    size_t n_choices;
    const char *foot;         /* row 23, or NULL */
    const char *why;          /* for w */
    const char *copy;         /* for y, or NULL */
};

struct model_trial { /* a flow is tried: nothing runs, nothing is recorded */
    const char *probe;        /* that is asked about next, or NULL */
    const char *wanted;       /* its facts that the flow asks about: "status, asked" */
    const char *notice;       /* a mistake in the watched file, or NULL */
};

struct model_change {
    const char *id;           /* "change:git:7f3a9c": for WISH_RULE_OUT and the like */
    const struct change *change;
    const char *why;          /* why it is suspected, or NULL */
    const char *distance;     /* "2 min before the onset", or "" */
    bool is_after;
    const struct ruling *ruling; /* NULL unless a person ruled it out */
};

struct model_changes {
    const struct change_list *list; /* NULL: nobody has looked */
    int64_t looked_at;
    const struct model_change *row; /* most suspect first, those that are ruled out last */
    size_t n;
    const struct log_finding *log;  /* the errors beside them, or NULL */
    int64_t onset;            /* TIME_NONE: unknown */
    const char *way_back;     /* "step Go back to the release before, about 8 min", or NULL */
    const char *step;         /* title of the step that would look, where nobody has; or NULL */
};
struct model_alert; /* ui/model_alert.h */
struct model_logs; /* ui/model_logs.h */

struct redactor; /* text/redact.h */

/* ---- all of it ---- */
struct model {
    const char *actor, *host;
    int64_t now;
    const struct time_zone *zone;
    bool is_readonly;         /* --readonly, or a journal that is only read */
    struct redactor *redactor; /* knows what will be taken out of what is typed; NULL: nobody asks */
    bool is_recorded;         /* false: NOT RECORDED stands in the header, in red */
    const char *status;       /* row 23: what just happened; NULL: "25 recorded 03:10:22: ..." of the newest event */

    struct model_home home;

    const struct incident *incident; /* NULL: none is open; all below is then unused but trouble and code */
    const struct flow *flow;         /* the one of the present step: a called flow while in it */
    const struct model_step *step;   /* NULL when the flow has ended */
    const struct diagnosis *diagnosis;
    const struct fixes *fixes;   /* of the flow of the present step; NULL where the cursor stands at none */
    const struct advice *advice; /* what `next` was made of; NULL likewise */
    const char *next;         /* advice, after "Next", or NULL */
    const char *next_step;    /* the advised step for g Enter, or NULL */
    const struct model_live *live;
    size_t n_live;
    const char *head;         /* head of the record, shown with the export; or NULL */

    const struct model_question *question;
    const struct model_undo *undo;     /* of the changes in effect, in the order of the undo list */
    size_t n_undo;
    const struct model_second *second; /* the newest request for a second yes that is open, or NULL */
    const struct model_output *output;
    const struct model_logs *logs;
    const struct model_found *found;
    const struct model_article *article;
    const struct model_code *code;
    const struct model_export *export;
    const struct model_changes *changes;
    const struct model_trouble *trouble;
    const struct model_alert *alert;   /* one that is not opened yet, or NULL; no incident is open then */
    const struct model_trial *trial;   /* NULL: all is real */
};
#endif
