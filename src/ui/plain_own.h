/* plain_own: what the files of plain share and nobody else sees. */
#ifndef UI_PLAIN_OWN_H
#define UI_PLAIN_OWN_H
#include "base/vec.h"
#include "incident/scope.h"
#include "ui/model.h"
#include "ui/wish.h"

enum plain_asks { ASKS_NOTHING, ASKS_REASON, ASKS_REPORT };

struct plain {
    VEC(char *) said;     /* every line so far, without its number */
    int64_t incident;     /* number of the one being shown; 0: home */
    bool has_shown_home, has_shown_alert;
    bool has_greeted;     /* it was said that it is a try */
    int64_t seen;         /* seq up to which events were told */
    char *path;           /* step that was shown last */
    int64_t shown_at;     /* seq when its question was said */
    int64_t question;     /* id of the question that was said */
    char *trouble;        /* id of the trouble that was said */
    char *status;         /* model.status as last said */
    enum wish_kind looks_up; /* what was asked for and is not answered yet: articles, an article, status codes */
    enum plain_asks asks;
    char *held_id;        /* what the awaited text belongs to */
    char *text;           /* the text a wish borrows */
    char *id;
    bool is_all_home;
    bool wants_undo;      /* the undo list is said once what is there now was read */
    int64_t logs_at;      /* key of the row of the logs that was said last; 0: none yet */
    bool is_in_logs;      /* Enter says the next rows */
    VEC(struct said_row { size_t line; int64_t key; char *raw; }) row; /* of the logs, by the number of the line that said it */
};

struct typed { /* a line, and what it may act on */
    struct plain *p;
    const struct model *m;
    const char *rest; /* behind the word, without blanks */
    struct wish *w;
    struct str *out;
};

/* Says one line: numbered, cleaned, kept for `again`. */
void plain_say(struct plain *p, struct str *out, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* A text of many lines, each indented and not numbered, to the letter (cleaned). */
void plain_quote(struct plain *p, struct str *out, const char *text);

/* plain_show.c: pages in words */
void plain_show_home(struct plain *p, const struct model *m, struct str *out);
void plain_show_step(struct plain *p, const struct model *m, struct str *out);
void plain_show_answers(struct plain *p, const struct model *m, struct str *out);
void plain_show_question(struct plain *p, const struct model *m, struct str *out);
void plain_show_trouble(struct plain *p, const struct model *m, struct str *out);
/* plain_past.c: what was done here before, in a line; and the whole of it */
void plain_show_past(struct plain *p, const struct model *m, struct str *out);
void plain_explain_past(struct plain *p, const struct model *m, struct str *out);
/* plain_looked.c: what the probe's run found; false: nothing that can be read, or not yet */
bool plain_looked(struct plain *p, const struct model *m, const char *probe, const struct run *run, struct str *out);
/* plain_causes.c */
void plain_show_causes(struct plain *p, const struct model *m, struct str *out);
const struct diagnosis_cause *plain_find_cause(const struct model *m, const char *name, size_t n); /* by its id; or NULL */
bool plain_pin_cause(struct typed *t, const char *rest); /* "cause bad_release WHY". False: it is about something else */
void plain_do_unpin(struct typed *t);
void plain_do_cause(struct typed *t);
void plain_do_take_over(struct typed *t); /* and what the next person asks first: the board */
/* plain_fixes.c */
void plain_show_fixes(struct plain *p, const struct model *m, struct str *out);
/* plain_why.c */
void plain_do_why(struct typed *t);
/* plain_page.c: longer things that are asked for by name */
void plain_show_timeline(struct plain *p, const struct model *m, struct str *out);
void plain_show_undo(struct plain *p, const struct model *m, struct str *out);
void plain_show_left(struct plain *p, const struct model *m, struct str *out);
/* The checklist of a step is said by the step, with its numbers. */
void plain_show_document(struct plain *p, const struct document *d, bool with_checklist, struct str *out);
void plain_show_looked_up(struct plain *p, const struct model *m, struct str *out); /* once for each question */
void plain_show_help(struct plain *p, const struct model *m, struct str *out);

/* plain_alert.c: one that is not opened yet */
void plain_show_alert(struct plain *p, const struct model *m, struct str *out);
void plain_show_alert_why(struct plain *p, const struct model *m, struct str *out);
void plain_choose_alert(struct typed *t, int64_t n);
void plain_do_alert(struct typed *t); /* that, or what came of the newest of the incident, as it came */

/* plain_second.c: what somebody asks a second yes to; "second yes", "second no WHY" */
void plain_do_second(struct typed *t);

/* plain_logs.c */
void plain_show_logs(struct plain *p, const struct model *m, struct str *out);
void plain_do_logs(struct typed *t);
void plain_do_filter(struct typed *t);
void plain_do_find(struct typed *t);
void plain_do_id(struct typed *t);
void plain_forget_rows(struct plain *p);
/* pin 17: that line of the logs; "change 2": that change; else what is typed. */
void plain_do_pin(struct typed *t);
bool plain_more_logs(struct typed *t); /* false: no logs are being read */

/* plain_changes.c: the list of what changed, most suspect first, or one of it */
void plain_do_changes(struct typed *t);
/* "change 2 REASON": ruled out, or taken back in. False: it is about something else. */
bool plain_judge_change(struct typed *t, const char *rest, enum wish_kind kind);
/* "change 2": evidence. False: it is about something else. */
bool plain_pin_change(struct typed *t, const char *rest);

/* plain_word.c */
bool plain_obey(struct typed *t, const char *line, size_t n); /* the first n bytes are a word of ours */
const char *plain_lend(char **place, const char *text);       /* the wish borrows texts until the next line */
bool plain_take_count(const char **s, int64_t *n);
void plain_ask_for(struct plain *p, enum plain_asks asks, const char *id);

/* The n-th choice of home, from 1: a case when *c is set, else a flow. */
bool plain_home_choice(const struct model *m, int64_t n, const struct model_case **c, const struct model_flow **flow);
#endif
