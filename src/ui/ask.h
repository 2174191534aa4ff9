/* ask: what is asked by typing, and what becomes of the answer. The questions are question.def's. */
#ifndef UI_ASK_H
#define UI_ASK_H
#include "ui/view.h"

enum ask_flags {
    EMPTY_OK = 1,   /* Enter alone is an answer */
    MANY_LINES = 2, /* a paste keeps its newlines */
    LISTS = 4,      /* rows above it follow what is typed; Up and Down move ▸ */
    COMPLETES = 8,  /* Tab completes a name */
    EDITOR = 16,    /* Ctrl-O is offered: it may become long */
    HIDDEN = 64,    /* shown as dots, kept nowhere */
    SCROLLS = 32,   /* Up and Down move the page above it */
};

struct ask_row {
    const char *label, *hint, *enter;
    unsigned flags;
};

extern const struct ask_row ask_rows[N_ASKS];

/* Asks. `what` is put into the label's %s and may be NULL; about and number are kept for the answer. */
void ask_open(struct ui *ui, enum ask ask, const char *what, const char *about, int64_t number, const char *preset);
/* Enter: the answer becomes a wish or the next question. */
void ask_finish(struct ui *ui, const struct model *m, struct wish *w);
/* Esc, Ctrl-C. */
void ask_cancel(struct ui *ui, const struct model *m, struct wish *w);
/* What is typed changed: questions that list say so to the app. */
void ask_changed(struct ui *ui, const struct model *m, struct wish *w);
/* The i-th thing that may be typed here: its id, and the name a person reads; false past the last one. */
bool ask_candidate(const struct ui *ui, const struct model *m, size_t i, const char **id, const char **name);
/* The line above what is typed: the names that have these letters, else a word of help; "" for none. */
void ask_hint(const struct ui *ui, const struct model *m, struct str *out);
/* Where what is typed will not be kept as it is: says what will be taken out of it. */
bool ask_taken_out(const struct ui *ui, const struct model *m, struct str *out);
/* Tab: the rest of a name, then the next one. */
void ask_complete(struct ui *ui, const struct model *m);
/* Does the typed text stand in name, as far as letters' case matters not? */
bool ask_matches(const char *typed, const char *name);
/* The id of the candidate that is meant by what was typed, or NULL. */
const char *ask_resolve(const struct ui *ui, const struct model *m, const char *typed);
/* The new value of a fact, by the name under which it is stored. */
void ask_value(struct ui *ui, const struct model *m, const char *name);

/* ask_confirm.c: the question before a change; a request for a second yes. */
void ask_question(struct ui *ui, const struct model_question *q);
void ask_finish_question(struct ui *ui, const struct model *m, const char *text, struct wish *w);
void ask_finish_second(struct ui *ui, const struct model *m, const char *text, struct wish *w);

/* ask_go.c: what becomes of the questions where to go. */
void ask_go_step(struct ui *ui, const struct model *m, const char *text, struct wish *w);
void ask_go_line(struct ui *ui, const struct model *m, const char *text, struct wish *w);
void ask_go_cause(struct ui *ui, const struct model *m, const char *text, struct wish *w);

/* ask_change.c: of the questions about changes */
void ask_change_out(struct ui *ui, const struct model *m, const char *text, struct wish *w);
void ask_change_words(struct ui *ui, const struct model *m, const char *text, struct wish *w);
void ask_go_change(struct ui *ui, const struct model *m, const char *text, struct wish *w);
#endif
