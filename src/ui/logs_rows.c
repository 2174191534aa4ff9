/* logs_rows: records, a line each, and what belongs to one below it where it is unfolded. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "text/clean.h"
#include "ui/logs_own.h"
#include "ui/words.h"

enum {
    AROUND = 100,      /* rows spelled out on either side of what is in sight; the others are only counted */
    CLOCK_COLUMN = 2,
    SOURCE_MOST = 12,
    CLIENT_AT = 21,    /* behind the text's column, as those below */
    CLIENT_END = 36,
    TOOK_END = 45,
    ID_AT = 47,
    ID_LEAST = 4,
    LINES_FIRST = 3,
    SPARE_MOST = 20,
};

struct columns { /* of this window */
    int clock, glyph, source, text;
    int spare;                         /* that the text takes where no request has an id, or a length */
    bool has_client, has_took, has_id; /* there is room for them */
};

const struct model_log_row *logs_row_at(const struct model *m, struct row_id row)
{
    const struct model_logs *l = m->logs;
    for (size_t i = 0; l && row.kind == ROW_LOG && i < l->n; i++)
        if (l->row[i].key == row.key)
            return &l->row[i];
    return NULL;
}

/* ---- unfolding --------------------------------------------------------------------------------------------------------- */

int logs_stage(const struct ui *ui, int64_t key)
{
    for (size_t i = 0; i < ui->logs.unfolded.n; i++)
        if (ui->logs.unfolded.v[i].key == key)
            return ui->logs.unfolded.v[i].stage;
    return 0;
}

static void fold(struct ui *ui, int64_t key)
{
    size_t n = 0;
    for (size_t i = 0; i < ui->logs.unfolded.n; i++)
        if (ui->logs.unfolded.v[i].key != key)
            ui->logs.unfolded.v[n++] = ui->logs.unfolded.v[i];
    ui->logs.unfolded.n = n;
}

/* First the top of a trace, then all of it, then none. */
void logs_unfold(struct ui *ui, const struct model_log_row *row)
{
    int stage = logs_stage(ui, row->key);
    int last = row->all_more > LINES_FIRST + 1 ? 2 : 1;
    fold(ui, row->key);
    if (stage < last)
        *vec_push(&ui->logs.unfolded) = (struct unfolded){row->key, stage + 1};
}

/* ---- a row ------------------------------------------------------------------------------------------------------------- */

static int clock_width(const struct model *m, const struct model_log_row *row)
{
    struct str clock = {0};
    if (row->at != TIME_NONE)
        words_clock(m, row->at, &clock);
    int n = (int)clock.n;
    str_release(&clock);
    return n > 8 ? n : 8;
}

/* The columns right of what the requests of these logs say, for paths that are cut otherwise. */
static int spare_of(const struct model_logs *l, int room)
{
    bool has_id = false, has_took = false;
    for (size_t i = 0; i < l->n; i++) {
        has_id = has_id || l->row[i].id;
        has_took = has_took || l->row[i].took;
    }
    int spare = has_id ? 0 : room - (has_took ? TOOK_END : CLIENT_END);
    return spare < 0 ? 0 : spare > SPARE_MOST ? SPARE_MOST : spare;
}

static struct columns columns_of(const struct model *m, const struct sheet *s)
{
    const struct model_logs *l = m->logs;
    int first = clock_width(m, &l->row[0]), last = clock_width(m, &l->row[l->n - 1]), longest = 0;
    for (size_t i = 0; i < l->n; i++) {
        int n = (int)utf8_columns(l->row[i].source, strlen(l->row[i].source));
        longest = n > longest ? n : longest;
    }
    struct columns c = {.clock = first > last ? first : last};
    c.glyph = CLOCK_COLUMN + c.clock + 1;
    c.source = c.glyph + 2;
    c.text = c.source + (s->is_compact ? 0 : (longest > SOURCE_MOST ? SOURCE_MOST : longest) + 2);
    c.has_client = !s->is_compact && c.text + CLIENT_END <= s->width;
    c.has_took = c.has_client && c.text + TOOK_END <= s->width;
    c.has_id = c.has_took && c.text + ID_AT + ID_LEAST <= s->width;
    c.spare = c.has_client ? spare_of(l, s->width - c.text) : 0;
    return c;
}

static const char *glyph_of(const struct model_log_row *row, unsigned *style)
{
    bool is_bad = row->is_error || row->level >= LEVEL_ERROR;
    *style = is_bad ? STYLE_BAD : row->level == LEVEL_WARNING ? STYLE_WARN : STYLE_DIM;
    if (row->level == LEVEL_CRITICAL)
        *style |= STYLE_BOLD;
    return is_bad ? "✗" : row->level == LEVEL_WARNING ? "!" : row->level == LEVEL_DEBUG || row->level == LEVEL_TRACE ? " " : "·";
}

/* "+ 14 lines" behind the text, which gives way to it. */
static void put_text(const struct model_log_row *row, int column, bool is_folded, struct sheet *s)
{
    char *text = clean_line(row->text);
    struct str more = {0};
    int end = s->width;
    if (is_folded && row->all_more) {
        if (s->is_compact)
            str_addf(&more, "+%zu", row->all_more);
        else
            str_addf(&more, ngettext("+ %zu line", "+ %zu lines", (unsigned long)row->all_more), row->all_more);
        end -= (int)more.n + 3;
    }
    sheet_put(s, column, STYLE_PLAIN, text);
    sheet_end(s, end);
    int after = column + (int)utf8_columns(text, strlen(text));
    sheet_put(s, (after < end ? after : end) + 3, STYLE_DIM, str_get(&more));
    str_release(&more);
    mem_free(text);
}

static void put_request(const struct model_log_row *row, const struct columns *c, struct sheet *s)
{
    bool has_took = row->took && c->has_took;
    int text = c->text + c->spare;
    sheet_put_cut(s, c->text, text + CLIENT_AT - 1, row->text);
    sheet_put_cut(s, text + CLIENT_AT, text + (has_took || !c->has_took ? CLIENT_END : TOOK_END), row->client);
    if (has_took) {
        sheet_right(s, text + CLIENT_AT, STYLE_PLAIN, row->took);
        sheet_end(s, text + TOOK_END);
    }
    if (row->id && c->has_id) {
        sheet_put(s, c->text + ID_AT, STYLE_PLAIN, row->id);
        sheet_to_the_letter(s);
    }
}

static void put_row(const struct ui *ui, const struct model *m, const struct model_log_row *row, const struct columns *c, struct sheet *s)
{
    const struct place *p = ui_place_const(ui);
    struct str clock = {0};
    unsigned style;
    const char *glyph = glyph_of(row, &style);
    if (marks_has(&ui->marks, (struct row_id){ROW_LOG, row->key}, 0))
        sheet_put(s, 1, STYLE_BOLD, "*");
    if (row->at != TIME_NONE)
        words_clock(m, row->at, &clock);
    sheet_put(s, CLOCK_COLUMN, STYLE_PLAIN, str_get(&clock));
    sheet_put(s, c->glyph, style, glyph);
    if (p->is_other_way) {
        sheet_put_sideways(s, c->source, row->raw, p->sideways);
    } else {
        if (!s->is_compact) {
            sheet_put(s, c->source, STYLE_PLAIN, row->source);
            sheet_end(s, c->text - 1);
        }
        if (row->client && c->has_client)
            put_request(row, c, s);
        else
            put_text(row, c->text, !logs_stage(ui, row->key), s);
    }
    str_release(&clock);
}

static void put_more(const struct ui *ui, const struct model_log_row *row, const struct columns *c, struct sheet *s)
{
    int stage = logs_stage(ui, row->key);
    bool is_short = stage == 1 && row->all_more > LINES_FIRST + 1;
    size_t shown = is_short ? LINES_FIRST : row->n_more;
    if (stage && !row->all_more) /* one line: all of it */
        sheet_wrap(s, c->text, s->width, STYLE_PLAIN, row->raw, false);
    for (size_t i = 0; stage && i < shown && i < row->n_more; i++) {
        sheet_line(s);
        sheet_put(s, c->text, STYLE_PLAIN, row->more[i] + strspn(row->more[i], " \t"));
    }
    if (stage && shown < row->all_more) {
        size_t left = row->all_more - shown;
        sheet_line(s);
        sheet_putf(s, c->text, STYLE_DIM, ngettext("+ %zu line", "+ %zu lines", (unsigned long)left), left);
    }
}

/* ---- nothing to see ---------------------------------------------------------------------------------------------------- */

static void build_empty(const struct model_logs *l, struct sheet *s)
{
    if (l && l->empty)
        sheet_wrap(s, 2, s->width, STYLE_PLAIN, l->empty, false);
    else if (!l || l->is_waiting || l->share < 1)
        sheet_wrap(s, 2, s->width, STYLE_DIM, _("Looking."), false);
    else
        sheet_wrap(s, 2, s->width, STYLE_PLAIN, _("Nothing of it passes this filter. f shows more: all lines, or another condition."), false);
    if (l && l->trouble && !(l->empty && strcmp(l->empty, l->trouble) == 0))
        sheet_wrap(s, 2, s->width, STYLE_WARN, l->trouble, false);
    if (!l || !l->empty)
        return;
    sheet_space(s);
    sheet_line(s);
    sheet_row(s, ROW_ADD, 0, -1);
    sheet_put(s, 2, STYLE_PLAIN, "+");
    sheet_put(s, 4, STYLE_PLAIN, _("another file"));
}

/* Which of the model's rows is near what is in sight. */
static int nearest(const struct ui *ui, const struct model_logs *l)
{
    const struct place *p = ui_place_const(ui);
    for (size_t i = 0; i < l->n; i++)
        if (p->at.kind == ROW_LOG && l->row[i].key == p->at.key)
            return (int)i;
    return p->ordinal < (int)l->n ? p->ordinal : (int)l->n;
}

void logs_build_rows(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_logs *l = m->logs;
    s->is_endless = true;
    if (!l || l->n == 0) {
        build_empty(l, s);
        return;
    }
    struct columns c = columns_of(m, s);
    int near = nearest(ui, l);
    for (size_t i = 0; i < l->n; i++) {
        sheet_line(s);
        sheet_row(s, ROW_LOG, l->row[i].key, -1);
        if (abs((int)i - near) < AROUND)
            put_row(ui, m, &l->row[i], &c, s);
        put_more(ui, &l->row[i], &c, s);
    }
}
