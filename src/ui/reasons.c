/* reasons: an explanation as lines of a sheet, or one after the other. */
#include "ui/reasons.h"

#include <stdarg.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/time.h"
#include "incident/diagnosis.h"

enum { LABEL = 4, LABEL_END = 40, PAIR = 29, NOTE = 6, TEXT_END = 76 };

static const int cell_end[REASON_CELLS] = {48, 57, 67, 77};

void reasons_release(struct reasons *r)
{
    vec_release(&r->list);
    arena_release(&r->arena);
    *r = (struct reasons){0};
}

static const char *keep(struct reasons *r, const char *fmt, va_list ap)
{
    struct str text = {0};
    str_addv(&text, fmt, ap);
    const char *kept = arena_strdup(&r->arena, str_get(&text));
    str_release(&text);
    return kept;
}

#define ADD(kind_)                                                                                                         \
    va_list ap;                                                                                                            \
    va_start(ap, fmt);                                                                                                     \
    *vec_push(&r->list) = (struct reason){.kind = (kind_), .text = keep(r, fmt, ap)};                                      \
    va_end(ap)

void reasons_head(struct reasons *r, const char *fmt, ...)
{
    ADD(REASON_HEAD);
}

void reasons_say(struct reasons *r, const char *fmt, ...)
{
    ADD(REASON_SAY);
}

void reasons_note(struct reasons *r, const char *fmt, ...)
{
    ADD(REASON_NOTE);
}

static void add_cells(struct reasons *r, enum reason_kind kind, const char *label, const char *const cell[REASON_CELLS])
{
    struct reason *line = vec_push(&r->list);
    *line = (struct reason){.kind = kind, .text = arena_strdup(&r->arena, label)};
    for (int i = 0; i < REASON_CELLS; i++)
        line->cell[i] = cell[i] ? arena_strdup(&r->arena, cell[i]) : NULL;
}

void reasons_pair(struct reasons *r, const char *label, const char *text)
{
    add_cells(r, REASON_PAIR, label, (const char *const[REASON_CELLS]){text});
}

void reasons_columns(struct reasons *r, const char *label, const char *a, const char *b, const char *c, const char *d)
{
    add_cells(r, REASON_COLUMNS, label, (const char *const[REASON_CELLS]){a, b, c, d});
}

void reasons_row(struct reasons *r, const char *label, const char *a, const char *b, const char *c, const char *d)
{
    add_cells(r, REASON_ROW, label, (const char *const[REASON_CELLS]){a, b, c, d});
}

const char *reasons_share(struct reasons *r, double share)
{
    char text[8];
    diagnosis_format_share(share, text);
    return arena_strdup(&r->arena, text);
}

const char *reasons_minutes(struct reasons *r, int64_t length)
{
    char text[TIME_TEXT];
    int64_t minutes = (length + TIME_MINUTE / 2) / TIME_MINUTE;
    time_format_length((minutes ? minutes : 1) * TIME_MINUTE, text);
    return arena_strdup(&r->arena, text);
}

const char *reasons_tenths(struct reasons *r, int64_t length)
{
    char text[TIME_TEXT];
    snprintf(text, sizeof text, _("%.1f min"), (double)length / (double)TIME_MINUTE);
    return arena_strdup(&r->arena, text);
}

/* ---- on a page ----------------------------------------------------------------------------------------------------------- */

/* On a small screen the last figure is the one that matters. */
static void show_cells(const struct reason *line, unsigned style, struct sheet *s)
{
    int last = REASON_CELLS - 1;
    while (s->is_compact && last > 0 && !line->cell[last])
        last--;
    for (int i = s->is_compact ? last : 0; i <= last; i++)
        if (line->cell[i]) {
            sheet_right(s, LABEL, style, line->cell[i]);
            sheet_end(s, s->is_compact ? s->width : cell_end[i]);
        }
}

static void show_row(const struct reason *line, bool is_heading, struct sheet *s)
{
    sheet_line(s);
    sheet_put(s, LABEL, is_heading ? STYLE_DIM : STYLE_PLAIN, line->text);
    sheet_end(s, !line->cell[0] && !line->cell[1] ? cell_end[1] : s->is_compact ? s->width - 7 : LABEL_END);
    show_cells(line, is_heading ? STYLE_DIM : STYLE_PLAIN, s);
}

static void show_pair(const struct reason *line, struct sheet *s)
{
    sheet_line(s);
    sheet_put(s, LABEL, STYLE_DIM, line->text);
    sheet_wrap(s, sheet_after(s, s->is_compact ? LABEL : PAIR), s->width, STYLE_PLAIN, line->cell[0], true);
}

void reasons_show(const struct reasons *r, struct sheet *s)
{
    for (size_t i = 0; i < r->list.n; i++) {
        const struct reason *line = &r->list.v[i];
        bool begins = line->kind < REASON_PAIR || line->kind == REASON_COLUMNS;
        bool follows_table = i > 0 && begins && r->list.v[i - 1].kind >= REASON_PAIR;
        if (follows_table || (i > 0 && line->kind == REASON_HEAD))
            sheet_space(s);
        if (line->kind == REASON_HEAD)
            sheet_wrap(s, 2, TEXT_END, STYLE_BOLD, line->text, false);
        else if (line->kind == REASON_SAY)
            sheet_wrap(s, 2, TEXT_END, STYLE_PLAIN, line->text, false);
        else if (line->kind == REASON_NOTE)
            sheet_wrap(s, NOTE, TEXT_END, STYLE_DIM, line->text, false);
        else if (line->kind == REASON_PAIR)
            show_pair(line, s);
        else
            show_row(line, line->kind == REASON_COLUMNS, s);
    }
}

/* ---- in lines ------------------------------------------------------------------------------------------------------------ */

static void add_figure(const struct reason *columns, const struct reason *line, int i, bool is_first, struct str *out)
{
    const char *name = columns ? columns->cell[i] : NULL;
    str_addf(out, "%s%s%s%s", is_first ? ": " : ", ", name ? name : "", name && *name ? " " : "", line->cell[i]);
}

static void tell_row(const struct reason *columns, const struct reason *line, struct str *out)
{
    bool is_first = true;
    str_add(out, line->text);
    for (int i = 0; i < REASON_CELLS; i++)
        if (!str_blank(line->cell[i])) {
            add_figure(columns, line, i, is_first, out);
            is_first = false;
        }
}

void reasons_tell(const struct reasons *r, reason_line *say, void *to)
{
    const struct reason *columns = NULL;
    struct str text = {0};
    for (size_t i = 0; i < r->list.n; i++) {
        const struct reason *line = &r->list.v[i];
        columns = line->kind == REASON_COLUMNS ? line : line->kind <= REASON_PAIR ? NULL : columns;
        str_clear(&text);
        if (line->kind == REASON_ROW || line->kind == REASON_PAIR)
            tell_row(columns, line, &text);
        else
            str_addf(&text, line->kind == REASON_COLUMNS ? "%s:" : "%s", line->text);
        if (text.n)
            say(to, str_get(&text));
    }
    str_release(&text);
}
