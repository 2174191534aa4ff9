/* show: the session as the ui's model. Filled anew before each paint from what is known; the pages that need the disk
 * (an article, an output, a search) are fetched when they are wished for and kept until the next. Owns all that the
 * model borrows and that is not the session's. */
#ifndef APP_SHOW_H
#define APP_SHOW_H
#include "app/articles.h"
#include "app/codes.h"
#include "app/findings.h"
#include "app/logs.h"
#include "app/present.h"
#include "app/session.h"
#include "incident/advice.h"
#include "incident/proposal.h"
#include "text/redact_tally.h"
#include "ui/model.h"

struct reckoned { /* what the diagnosis and the fixes were reckoned from */
    const struct incident *inc;
    int64_t n_folds, seq, minute;
    const struct flow *flow;
    const char *path; /* in the diagnosis */
};

struct show {
    struct session *session;
    struct model model;
    struct arena arena;        /* of the present filling */
    struct diagnosis diagnosis;
    struct fixes fixes;
    struct advice advice;      /* in the arena of the fixes */
    struct reckoned reckoned;
    struct model_step step;
    struct model_question question;
    struct model_second second;
    struct model_trouble trouble;
    struct model_trial trial;

    struct model_home home;    /* as listed last */
    struct arena home_arena;
    int64_t home_changes, home_minute;

    char *text_of;             /* flow digest and path that `text` belongs to */
    struct document text;
    struct arena text_arena;

    char *past_of;             /* incident, flow, step and service that `past` belongs to */
    struct past past;
    struct arena past_arena;

    struct model_output output; /* the page of one run, kept while it is open */
    struct arena output_arena;
    int64_t output_run;
    struct model_found found;
    struct arena found_arena;
    struct model_article article;
    struct arena article_arena;
    struct articles articles;
    struct present present;
    struct findings findings;
    struct show_logs *logs;    /* of the page of logs; NULL until it is opened */
    struct model_changes changes; /* as ranked last */
    struct arena changes_arena;
    struct reckoned changes_of;
    uint64_t changes_read;     /* of the findings, when they were ranked */
    struct codes codes;
    bool has_code;
    struct model_export export;
    struct arena export_arena;
    struct redact_tally taken_out; /* of what the write-up says */
    bool has_export;
    char *trouble_flow;        /* flow with mistakes that is being started, or NULL */
};

bool reckoned_equal(const struct reckoned *a, const struct reckoned *b);
void show_init(struct show *w, struct session *s);
void show_release(struct show *w);
/* Fills w->model; what it borrows holds until the next filling. */
void show_fill(struct show *w);
/* Wishes about pages: true when it was one. */
bool show_wish(struct show *w, const struct wish *wish);

/* parts: show_home.c, show_step.c, show_question.c, show_output.c, show_changes.c, show_pages.c, show_trouble.c */
void show_trial(struct show *w); /* show_trial.c: that nothing is real, and what is asked */
void show_home(struct show *w);
void show_alert(struct show *w); /* show_alert.c: one that is at hand */
void show_step(struct show *w);
void show_past(struct show *w, const struct place *p); /* show_past.c */
/* show_advice.c: reckoned with the diagnosis; then put as a sentence. */
void show_reckon_advice(struct show *w, struct place *p);
void show_advice(struct show *w, const struct place *p);
void show_question(struct show *w);
/* show_second.c: what became of that request so far, a line; what the question waits for, or NULL; who asks others. */
const char *show_second_state(struct show *w, int64_t ask);
const char *show_second_waits(struct show *w, int64_t ask);
void show_second(struct show *w);
void show_undo(struct show *w); /* show_undo.c: what the changes left, and what is there now */
const char *show_undo_state(struct show *w, const struct question *q); /* of a question: that, or that it was made already; or NULL */
void show_output(struct show *w);
void show_changes(struct show *w);
bool show_see_change(struct show *w, const char *id, struct err *e);
bool show_open_output(struct show *w, int64_t run);

/* show_logs.c: the page of logs: which files it is about, and what the looks at them have found */
void show_logs(struct show *w);
bool show_logs_wish(struct show *w, const struct wish *wish); /* WISH_LOGS, WISH_LOG_*: false: it is none of these */
enum logs_news show_logs_step(struct show *w, int64_t budget_us);
bool show_logs_is_busy(const struct show *w);
/* Waits, for a few seconds at most, until what is asked for is there: for who reads lines. */
void show_logs_settle(struct show *w);
void show_logs_release(struct show *w);

void show_search(struct show *w, const char *text);
bool show_article(struct show *w, const char *id, struct err *e);
void show_code(struct show *w, const char *text);
void show_export(struct show *w);
bool show_write_export(struct show *w, const struct wish *wish, struct err *e);
bool show_start(struct show *w, const char *flow);   /* WISH_START: mistakes in the flow become a trouble */
void show_trouble(struct show *w);
bool show_choose(struct show *w, const char *choice); /* WISH_TROUBLE */
#endif
