/* view: what a page is to the ui: a const struct in a file of its own, and one line in the table of views. build()
 * computes the page from the model; enter() and act() say what a key on it means. All of it is the ui's own affair:
 * the app sees ui.h. */
#ifndef UI_VIEW_H
#define UI_VIEW_H
#include "ui/action.h"
#include "ui/marks.h"
#include "ui/prompt.h"
#include "ui/sheet.h"
#include "ui/ui.h"
#include "ui/zoom.h"

enum { STACK_MAX = 10, PANEL_FROM = 100 /* columns from which there is a side panel */ };

struct place { /* a page on the stack, and what is remembered of it */
    enum page page;
    struct row_id at;   /* ▸ */
    int ordinal;        /* how many rows stood before it: where to go when it is gone */
    int top;            /* first line shown */
    bool is_unfolded;   /* fields shown, all events listed, as recorded: what its one switch does */
    bool is_other_way;
    int sideways;
    int64_t subject;    /* run of an output, event to look at, cause that is unfolded */
    bool follows;       /* the end of what still grows */
};

struct logs_page { /* what the page of logs remembers besides its place */
    int64_t opened;      /* of which logs */
    struct range zoom;   /* of the chart */
    uint64_t jump, slide; /* of the model, as obeyed */
    struct row_id top;   /* the row in sight on top, and how many of its lines are above the window */
    int below;
    bool is_bare;        /* there is nothing to show over the records */
    VEC(struct unfolded { int64_t key; int stage; }) unfolded;
};

/* Which changes are listed: all, or what has this in common. */
enum changes_by {
    CHANGES_ALL,
    CHANGES_LEFT,   /* not ruled out */
    CHANGES_BEFORE, /* the onset */
    CHANGES_KIND,
    CHANGES_SOURCE,
    CHANGES_WHO,
    CHANGES_SERVICE,
    CHANGES_HOST,
    CHANGES_WORDS   /* that stand in it */
};

struct changes_page { /* what the page of changes remembers besides its place */
    enum changes_by by;
    struct str value;
    struct range zoom; /* of the chart */
    bool is_bare;      /* there is no chart */
};

struct ui {
    struct place stack[STACK_MAX];
    int n;              /* at least 1: home */
    struct prompt prompt;
    struct str said[3]; /* texts that were put together for the last wish */
    struct str lent[4]; /* copies of all its texts: what they were taken from may go while it is done */
    struct str step_key; /* which visit of which step the step page shows */
    struct str find;    /* what / looked for on this page */
    bool is_missed;     /* it stands nowhere: row 23 says so until the next key */
    struct logs_page logs;
    struct changes_page changes;
    struct marks marks; /* what m marked, of any page */
    size_t n_marked;    /* on this page, where m was the last that happened: row 23 says what p does */
    int64_t question;   /* the one whose page is open, 0 none */
    struct str trouble; /* the one whose page is open */
    bool wants_empty_queue;
    bool is_refused;    /* what is being typed was not taken: why stands beside it until the next key */
    bool is_bare;       /* the flow names no cause and nothing is advised: no room is kept for Likely and Next */
    int rows, columns;  /* of the last frame painted: a page down is that long */
};

struct view {
    enum page page;
    /* Row 2: its name, and what stands right of it. NULL: the phases of the incident. */
    void (*name)(const struct ui *ui, const struct model *m, struct str *name, struct str *right);
    void (*build)(const struct ui *ui, const struct model *m, struct sheet *s);
    /* Enter on a row. NULL: nothing. */
    void (*enter)(struct ui *ui, const struct model *m, struct row_id row, struct wish *w);
    /* An action of this page; false: it means nothing here. */
    bool (*act)(struct ui *ui, const struct model *m, enum action a, struct wish *w);
    /* The next row, from ▸ on and round, that holds ui->find; NULL: the lines as they are spelled are searched. */
    struct row_id (*find)(const struct ui *ui, const struct model *m);
    /* Where ▸ stands on arrival. NULL: on the first row. */
    struct row_id (*arrive)(struct ui *ui, const struct model *m, const struct sheet *s);
    /* What Enter is called in the footer; NULL or returning NULL: it is not shown. */
    const char *(*enter_label)(const struct ui *ui, const struct model *m, struct row_id row);
    /* What an action is called in the footer here and now, where that changes; NULL or returning NULL: as in its list. */
    const char *(*label)(const struct ui *ui, enum action a);
    /* The actions of the footer, in the order in which they matter; ends with ACTION_NONE. */
    const enum action *(*footer)(const struct ui *ui, const struct model *m);
    /* Lines between the rule and the body that stay when it scrolls, and what paints them. NULL: none. */
    int (*head)(const struct ui *ui, int rows, int columns);
    void (*paint)(const struct ui *ui, const struct model *m, struct frame *f);
    bool is_beside;     /* on a wide screen it stands beside the page below, which stays in sight */
    bool grows;         /* its end may be followed: until a key brings it in there is no ▸ then */
    bool is_prose;      /* moving scrolls; Tab goes through its rows */
    bool has_advice;    /* Likely and Next */
    bool has_next;      /* Next alone */
    bool has_panel;     /* the side panel of wide screens */
};

extern const struct view view_home, view_alert, view_step, view_output, view_logs, view_lists, view_changes, view_change_lists, view_causes, view_undo,
    view_timeline, view_left, view_export, view_search, view_article, view_codes, view_trouble, view_why, view_confirm, view_second,
    view_help, view_palette;

/* What is asked over the line in which it is answered: "Run it on production?" */
void confirm_question(const struct model_question *q, struct str *out);
void second_question(const struct model *m, struct str *out);
/* The command to the letter; lines with a label before them. */
void confirm_build_command(const char *command, struct sheet *s);
void confirm_build_pairs(const struct model_pair *p, size_t n, struct sheet *s);

const struct view *view_of(enum page page);
struct place *ui_place(struct ui *ui);
const struct place *ui_place_const(const struct ui *ui);
/* view_changes.c: the change whose row that is, or NULL. */
const struct model_change *changes_row_at(const struct model_changes *c, struct row_id at);
/* That row goes to the end of the list: the mark stays here, on what comes next. */
void changes_step_over(struct ui *ui, const struct model *m, const struct model_change *row);
/* The page below the one on top: what help and palette are about. */
enum page ui_page_below(const struct ui *ui);
void ui_push(struct ui *ui, enum page page);
void ui_pop(struct ui *ui);
/* Builds the sheet of the present page as a window of this size would show it. */
void ui_build(const struct ui *ui, const struct model *m, int rows, int columns, struct sheet *s);
/* An action by name or key, wherever it is defined. */
void ui_do(struct ui *ui, const struct model *m, enum action a, struct wish *w);
/* Goes to the next line that holds ui->find, from the present one on; with Tab again and again. */
void ui_find_next(struct ui *ui, const struct model *m);
/* m and p: the line that is meant, `of` the run it stands in or 0 for an event. */
struct line_meant {
    struct row_id row;
    int64_t of;
    const char *text;
};
void ui_mark(struct ui *ui, const struct line_meant *line);
/* What is marked there, all of it and then no longer, else this line. */
void ui_pin(struct ui *ui, const struct line_meant *line, struct wish *w);
/* Keeps a text for the wish (slot 0 to 2) and returns it. */
const char *ui_say(struct ui *ui, int slot, const char *text);
#endif
