/* sheet: the body of a page before it is cut to the window: lines of pieces, some of them rows that ▸ can stand on. A
 * view builds one from the model each time; nothing in it outlives the paint. Rows are known by what they stand for,
 * never by where they are, so that ▸ stays on its thing while lines come and go above it. The owner releases it. */
#ifndef UI_SHEET_H
#define UI_SHEET_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "ui/frame.h"

enum row_kind {
    ROW_NONE,
    ROW_CASE,     /* key: INC-number */
    ROW_FLOW,     /* key: index into home's flows */
    ROW_UNSURE,
    ROW_FIELD,    /* key: index into the step's inputs */
    ROW_LOOK,     /* Look now */
    ROW_PROBE,    /* key: index into the step's probes */
    ROW_CANNOT,   /* key: which way on */
    ROW_VERDICT,  /* key: what became of it */
    ROW_ITEM,     /* key: index into the step's checklist */
    ROW_ACTION,   /* key: index into the step's actions */
    ROW_ANSWER,   /* key: index into the step's answers */
    ROW_FIX,      /* key: index into the fixes */
    ROW_ESCALATE,
    ROW_GO_ON,
    ROW_CAUSE,    /* key: index into the flow's causes, as in struct diagnosis_cause */
    ROW_ADD,      /* + another */
    ROW_FACT,     /* key: index into the incident's facts */
    ROW_RUN,      /* key: seq of the run */
    ROW_ALL,
    ROW_EVENT,    /* key: seq */
    ROW_DEFERRED, /* key: seq of the deferral */
    ROW_SKIPPED,  /* key: index into the steps passed over */
    ROW_STATUS,   /* key: the status to set */
    ROW_FORMAT,   /* key: index into the export's rows */
    ROW_CHOICE,   /* key: index into the trouble's choices */
    ROW_ARTICLE,  /* key: index into what was found */
    ROW_LINK,     /* key: index into the document's links */
    ROW_CODE,     /* key: index into the codes */
    ROW_COMMAND,  /* key: action */
    ROW_LINE,     /* key: line of an output */
    ROW_CHANGE,   /* key: its place in the list as gathered, which no ruling moves */
    ROW_LOG,      /* key: place of a record */
};

struct row_id {
    enum row_kind kind;
    int64_t key;
};

struct piece {
    struct piece *next;
    int column, end;
    unsigned style;
    bool to_the_right; /* ends at `end` instead of beginning at `column` */
    bool to_the_letter; /* cut without a mark: what is not in sight is one key away, and a mark could be read as text */
    const char *text;
};

struct sheet_line {
    struct piece *first, *last;
    struct row_id row;
    int digit;         /* 0 to 9, -1 none */
    bool is_place;     /* Tab stops here */
    int cursor;        /* column of the terminal's cursor, -1 */
};

struct sheet {
    struct arena arena;
    VEC(struct sheet_line) lines;
    int left;          /* column of ▸: 0, or where a list stands beside a page */
    bool is_endless;   /* its last line in sight does not say how many more there are */
    int width;         /* the right edge: column after the last one of the body */
    bool is_compact;   /* 40x12: no second lines, no empty ones */
    int squeeze;       /* how much a page that does not fit should leave out: 0 nothing, to 5; answers never */
    bool is_ample;     /* all that one could say fits */
    bool is_brief;     /* and reasons have no second line */
    int text_rows;     /* squeezed: the lines that are left for the text of a step */
    int next_digit;    /* the next free one for sheet_numbered; 10: none */
};

void sheet_init(struct sheet *s, int width, bool is_compact);
void sheet_release(struct sheet *s);

void sheet_line(struct sheet *s);   /* begins a line; all below write to the last one begun */
void sheet_space(struct sheet *s);  /* an empty line, unless there is one already or the screen is small */
void sheet_gap(struct sheet *s);    /* the last empty line to go: before what is asked */
void sheet_put(struct sheet *s, int column, unsigned style, const char *text);
void sheet_putf(struct sheet *s, int column, unsigned style, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void sheet_right(struct sheet *s, int column, unsigned style, const char *text); /* ends at the right edge */
int sheet_after(const struct sheet *s, int column); /* that column, or further where the label before it is longer */
void sheet_end(struct sheet *s, int end); /* what was put last is cut before that column */
void sheet_to_the_letter(struct sheet *s);   /* what was put last shows no mark where it is cut: output, code */
/* A line of a stranger's from so many columns on, cleaned, cut without a mark. */
void sheet_put_sideways(struct sheet *s, int column, const char *line, int sideways);
/* A path or an address, cleaned: it has no blanks to cut it at, so as much of it as there is room for. */
void sheet_put_cut(struct sheet *s, int column, int end, const char *text);
void sheet_bar(struct sheet *s, int column, int width, double share);
/* Begins lines and wraps text between column and end; the first may be one begun already. Returns how many lines. */
int sheet_wrap(struct sheet *s, int column, int end, unsigned style, const char *text, bool on_this_line);
/* The line is a row. A digit of -1 is none. */
void sheet_row(struct sheet *s, enum row_kind kind, int64_t key, int digit);
/* The same with the next free digit of 1 to 9, which it puts in column 2. */
void sheet_numbered(struct sheet *s, enum row_kind kind, int64_t key);
void sheet_cursor(struct sheet *s, int column);
const char *sheet_keep(struct sheet *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

bool row_equal(struct row_id a, struct row_id b);
/* Line of that row, -1 when it is not there. */
int sheet_find(const struct sheet *s, struct row_id row);
/* Paints lines from `top` on into rows [from, to) of the frame; ▸ stands on `mark`. The last row says how many more
 * there are. */
void sheet_paint(const struct sheet *s, struct frame *f, int from, int to, int top, struct row_id mark);
#endif
