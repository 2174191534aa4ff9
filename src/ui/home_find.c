/* home_find: three lists narrowed by the same words. Incidents and flows are at hand; articles come by a wish. */
#include "ui/home_find.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/words.h"

/* Every word that was typed stands somewhere in the text. */
static bool has_words(const char *typed, const char *text)
{
    struct str word = {0};
    bool all = true;
    while (all && *(typed += strspn(typed, " "))) {
        size_t n = strcspn(typed, " ");
        str_clear(&word);
        str_add_n(&word, typed, n);
        all = ask_matches(str_get(&word), text);
        typed += n;
    }
    str_release(&word);
    return all;
}

static void put_heading(struct sheet *s, const char *heading, bool *is_there)
{
    if (*is_there)
        return;
    *is_there = true;
    sheet_space(s);
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, heading);
}

/* What is said of an incident in its line is what is searched. */
static void say_case(const struct model *m, const struct model_case *c, struct str *out)
{
    str_addf(out, "INC-%" PRId64 "  %s", c->number, c->service ? c->service : c->title);
    if (c->environment)
        str_addf(out, " · %s", c->environment);
    if (c->severity)
        str_addf(out, " · SEV%d", c->severity);
    str_addf(out, " · %s ", status_word(c->status));
    words_minute(m, c->status == STATUS_OPEN || c->status == STATUS_MITIGATED ? c->since : c->changed, out);
    if (c->service && c->title)
        str_addf(out, " · %s", c->title);
}

static void build_cases(const struct model *m, const struct model_case *list, size_t n, const char *typed, bool *is_there,
                        struct sheet *s)
{
    for (size_t i = 0; i < n; i++) {
        struct str text = {0};
        say_case(m, &list[i], &text);
        if (has_words(typed, str_get(&text))) {
            put_heading(s, _("Incidents"), is_there);
            sheet_line(s);
            sheet_row(s, ROW_CASE, list[i].number, -1);
            sheet_put(s, 4, STYLE_PLAIN, str_get(&text));
        }
        str_release(&text);
    }
}

static void build_flow(const struct model_flow *flow, size_t i, const char *typed, bool *is_there, struct sheet *s)
{
    struct str text = {0};
    str_addf(&text, "%s %s", flow->title, flow->id);
    if (has_words(typed, str_get(&text))) {
        put_heading(s, _("Flows"), is_there);
        sheet_line(s);
        sheet_row(s, ROW_FLOW, (int64_t)i, -1);
        sheet_put(s, 4, STYLE_PLAIN, flow->title);
        sheet_end(s, s->is_compact ? s->width : 50);
        if (!s->is_compact)
            sheet_put(s, 51, STYLE_DIM, flow->id);
    }
    str_release(&text);
}

static void build_articles(const struct model_found *found, struct sheet *s)
{
    bool is_there = false;
    for (size_t i = 0; found && i < found->n; i++) {
        put_heading(s, _("Articles"), &is_there);
        sheet_line(s);
        sheet_row(s, ROW_ARTICLE, (int64_t)i, -1);
        sheet_put(s, 4, STYLE_PLAIN, found->row[i].title);
        sheet_end(s, s->is_compact ? s->width : 62);
        if (!s->is_compact)
            sheet_put(s, 64, STYLE_DIM, found->row[i].id);
    }
}

void home_find_build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_home *h = &m->home;
    const char *typed = str_get(&ui->prompt.text);
    bool has_case = false, has_flow = false;
    build_cases(m, h->open, h->n_open, typed, &has_case, s);
    build_cases(m, h->closed, h->n_closed, typed, &has_case, s);
    for (size_t i = 0; i < h->n_flows; i++)
        build_flow(&h->flow[i], i, typed, &has_flow, s);
    build_articles(m->found, s);
    if (s->lines.n == 0) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_PLAIN, _("Nothing has these words. Fewer letters find more."));
    }
}

bool home_find_is_open(const struct ui *ui)
{
    return ui->prompt.ask == ASK_ALL;
}

void home_find_open(struct ui *ui, struct wish *w)
{
    ui_place(ui)->at = (struct row_id){0};
    ui_place(ui)->top = 0;
    ask_open(ui, ASK_ALL, NULL, NULL, 0, NULL);
    *w = (struct wish){.kind = WISH_SEARCH, .text = ""};
}
