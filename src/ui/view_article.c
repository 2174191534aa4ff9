/* view_article: articles: finding them as one types, and reading one. */
#include <string.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/move.h"
#include "ui/prose.h"
#include "ui/screen.h"
#include "ui/view.h"
#include "ui/words.h"

/* ---- finding ---- */

static void search_name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    (void)ui, (void)right;
    str_addf(out, "%s\t", _("Articles"));
    if (m->found)
        str_addf(out, _("%zu of %zu"), m->found->n, m->found->total);
}

static void search_build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_found *found = m->found;
    bool is_open = ui->prompt.ask == ASK_ARTICLE;
    for (size_t i = 0; found && i < found->n; i++) {
        const struct model_article_row *row = &found->row[i];
        sheet_line(s);
        if (is_open) /* while letters are typed, so are digits */
            sheet_row(s, ROW_ARTICLE, (int64_t)i, -1);
        else
            sheet_numbered(s, ROW_ARTICLE, (int64_t)i);
        sheet_put(s, 4, STYLE_PLAIN, row->title);
        sheet_end(s, s->is_compact ? s->width : 62);
        if (!s->is_compact) {
            sheet_put(s, 64, STYLE_DIM, row->id);
            if (row->snippet && row->snippet[0] && found->text && found->text[0]) {
                sheet_line(s);
                sheet_put(s, 6, STYLE_DIM, row->snippet);
            }
        }
    }
    if (found && found->n == 0) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_PLAIN, found->total == 0 && (!found->text || !found->text[0])
                                  ? _("There are no articles; triage config shows where they are looked for.")
                                  : _("Nothing has these words. Fewer letters find more."));
    }
}

static void search_enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    (void)ui;
    if (row.kind == ROW_ARTICLE && m->found && (size_t)row.key < m->found->n)
        *w = (struct wish){.kind = WISH_OPEN_ARTICLE, .id = m->found->row[row.key].id};
}

static bool search_act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    (void)w;
    if (a != ACTION_search)
        return false;
    ask_open(ui, ASK_ARTICLE, NULL, NULL, 0, m->found ? m->found->text : NULL);
    return true;
}

static const char *search_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui, (void)m;
    return row.kind == ROW_ARTICLE ? _("read") : NULL;
}

static const enum action *search_footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_search, ACTION_point, ACTION_palette, ACTION_NONE};
    (void)ui, (void)m;
    return list;
}

const struct view view_search = {
    .page = PAGE_SEARCH,
    .name = search_name,
    .build = search_build,
    .enter = search_enter,
    .act = search_act,
    .enter_label = search_label,
    .footer = search_footer,
};

/* ---- reading ---- */

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    const struct model_article *a = m->article;
    (void)ui;
    str_addf(out, "%s\t", a && a->is_step ? _("Step") : _("Article"));
    if (!a)
        return;
    if (!a->is_step)
        str_addf(out, "%s ", a->id);
    str_add(out, a->title);
    str_addf(right, ngettext("%d min to read", "%d min to read", (unsigned long)a->minutes), a->minutes);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    if (m->article && m->article->document)
        prose_document(m->article->document, m->article->link_name, ui_place_const(ui)->sideways, s);
}

/* There is no browser here: where it leads is copied, to be opened in one. */
static bool is_url(const struct document *d, struct row_id row)
{
    return strstr(d->link[row.key].target, "://") != NULL;
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    const struct document *d = m->article ? m->article->document : NULL;
    (void)ui;
    if (d && row.kind == ROW_LINK && (size_t)row.key < d->n_links)
        *w = is_url(d, row) ? (struct wish){.kind = WISH_COPY, .text = d->link[row.key].target}
                            : (struct wish){.kind = WISH_OPEN_ARTICLE, .id = d->link[row.key].target};
}

static const char *code_in_sight(const struct ui *ui, const struct model_article *a)
{
    int from, to;
    move_body(ui, ui->rows, ui->columns, &from, &to);
    return a->document ? prose_code(a->document, a->link_name, screen_width(ui->columns), ui_place_const(ui)->top, to - from)
                       : NULL;
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    struct place *p = ui_place(ui);
    if (a == ACTION_sideways_right)
        p->sideways += 8;
    else if (a == ACTION_sideways_left)
        p->sideways = p->sideways > 8 ? p->sideways - 8 : 0;
    else if (a == ACTION_go_to)
        ui_do(ui, m, ACTION_next_place, w);
    else if (a == ACTION_copy && m->article) {
        const char *code = code_in_sight(ui, m->article);
        *w = (struct wish){.kind = WISH_COPY, .text = ui_say(ui, 0, code ? code : m->article->title)};
    } else {
        return false;
    }
    return true;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    const struct document *d = m->article ? m->article->document : NULL;
    (void)ui;
    if (row.kind != ROW_LINK || !d || (size_t)row.key >= d->n_links)
        return NULL;
    return is_url(d, row) ? _("copy") : _("follow");
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_page_down, ACTION_next_place, ACTION_search, ACTION_copy, ACTION_NONE};
    (void)ui, (void)m;
    return list;
}

const struct view view_article = {
    .page = PAGE_ARTICLE,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .enter_label = enter_label,
    .footer = footer,
    .is_prose = true,
};
