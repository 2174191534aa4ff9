/* graph_text: lanes as bands across the page, a step a block: what it asks, then each place it leads to with the answers
 * that lead there. What is passed on the way down needs no lines across the page; an arrow up marks a way back. */
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "draw/graph.h"
#include "draw/label.h"
#include "draw/typed.h"

enum { LISTED = -2 /* where a way leads: to any fix */ };
enum { MARKS = 2, ID_MOST = 20, TREE = 3 }; /* columns: "✓ " before a step, its id, "├→ " before a way */

struct page {
    const struct chart *c;
    struct typed *p;
    size_t id; /* columns of an id */
    bool is_chosen_here; /* the list of fixes has been written out */
};

/* Spaces up to the column, or a new line where the text before is past it. */
static void go_to(struct page *g, size_t column)
{
    if (g->p->used >= column)
        typed_end(g->p);
    typed_space(g->p, column - g->p->used);
}

static const char *mark_of(const struct chart_step *s)
{
    return s->is_here ? "● " : s->n_visits ? "✓ " : "  ";
}

/* ---- a way ------------------------------------------------------------------------------------------------------------ */

/* An answer that a line has room for is not parted. */
static void add_word(const char *text, size_t room, struct str *out)
{
    bool fits = utf8_columns(text, strlen(text)) <= room;
    for (; *text; text++) {
        if (*text == ' ' && fits)
            str_add(out, TYPED_GLUE);
        else
            str_add_char(out, *text);
    }
}

static void add_words(const struct page *g, const struct chart_way *way, struct str *out)
{
    size_t column = MARKS + TREE + g->id + 1;
    for (size_t i = 0; i < way->words.n; i++) {
        const struct chart_word *w = &way->words.v[i];
        bool is_plain = w->kind == CHART_ON && way->words.n == 1;
        str_add(out, i ? TYPED_GLUE "· " : "");
        str_add(out, w->n_taken ? "✓" TYPED_GLUE : "");
        add_word(is_plain ? "" : chart_word(w), g->p->width - column - 4, out);
    }
}

static const char *arrow(const struct page *g, const struct chart_step *from, int to)
{
    return to == LISTED ? "→ " : to < 0 ? "■ " : to <= (int)(from - g->c->steps.v) ? "↑ " : "→ ";
}

static void put_way(struct page *g, const struct chart_step *from, int to, const char *end, const char *words, bool is_last)
{
    size_t column = MARKS + TREE + g->id + 1;
    const char *name = to < 0 ? end : g->c->steps.v[to].id;
    typed_space(g->p, MARKS);
    typed_put(g->p, is_last ? "└" : "├");
    typed_put(g->p, arrow(g, from, to));
    typed_put_cut(g->p, name, g->p->width - g->p->used);
    go_to(g, column);
    typed_wrap(g->p, words, column, is_last ? "" : "│", MARKS);
}

static void put_fixes(struct page *g, const struct chart_step *from)
{
    for (size_t i = 0; i < g->c->fixes.n; i++) {
        const struct chart_step *fix = &g->c->steps.v[g->c->fixes.v[i]];
        struct str words = {0};
        str_addf(&words, "%s%s", fix->n_chosen ? "✓ " : "", fix->title);
        put_way(g, from, g->c->fixes.v[i], NULL, str_get(&words), false);
        str_release(&words);
    }
    g->is_chosen_here = true;
}

static void put_ways(struct page *g, const struct chart_step *s)
{
    if (s->lists_fixes && !g->is_chosen_here)
        put_fixes(g, s);
    else if (s->lists_fixes)
        put_way(g, s, LISTED, _("a fix"), _("any of the fixes listed above"), false);
    for (size_t i = 0; i < s->ways.n; i++) {
        struct str words = {0};
        add_words(g, &s->ways.v[i], &words);
        put_way(g, s, s->ways.v[i].to, chart_outcome(s->ways.v[i].outcome), str_get(&words), i + 1 == s->ways.n);
        str_release(&words);
    }
}

/* ---- a step ------------------------------------------------------------------------------------------------------------- */

/* "fix, 4 min": at the right edge. */
static void add_kind(const struct chart_step *s, struct str *out)
{
    struct str minutes = {0};
    if (s->step->is_fix)
        str_addf(out, "%s, ", _("fix"));
    if (s->step->takes)
        chart_minutes(s->step->takes, &minutes);
    str_add(out, str_get(&minutes));
    if (!minutes.n && out->n)
        str_cut(out, out->n - 2);
    str_release(&minutes);
}

static void put_head(struct page *g, const struct chart_step *s)
{
    struct str kind = {0};
    size_t column = MARKS + g->id + 1;
    add_kind(s, &kind);
    typed_put(g->p, mark_of(s));
    typed_put_cut(g->p, s->id, g->p->width - g->p->used);
    go_to(g, column);
    typed_wrap_beside(g->p, s->title, column, str_get(&kind));
    str_release(&kind);
}

static void put_remark(struct page *g, struct str *what)
{
    typed_space(g->p, MARKS);
    typed_put(g->p, "│");
    typed_space(g->p, g->id);
    typed_wrap(g->p, str_get(what), MARKS + g->id + 1, "│", MARKS);
    str_release(what);
}

static void put_step(struct page *g, const struct chart_step *s)
{
    struct str remark = {0};
    put_head(g, s);
    if (s->when) {
        str_addf(&remark, _("only when %s"), s->when);
        put_remark(g, &remark);
    }
    if (s->call) {
        str_addf(&remark, _("calls the flow %s"), s->call);
        put_remark(g, &remark);
    }
    put_ways(g, s);
}

static void put_lane(struct page *g, enum phase phase)
{
    bool is_open = false;
    for (size_t i = 0; i < g->c->steps.n; i++) {
        if (g->c->steps.v[i].step->phase != phase)
            continue;
        if (!is_open)
            typed_rule(g->p, chart_phase(phase));
        else
            typed_end(g->p);
        is_open = true;
        put_step(g, &g->c->steps.v[i]);
    }
}

/* ---- the page ------------------------------------------------------------------------------------------------------------ */

static void put_path(struct page *g)
{
    struct str path = {0};
    for (size_t i = 0; i < g->c->path.n; i++)
        str_addf(&path, i ? " → %s" : "%s", g->c->path.v[i]);
    if (!g->c->path.n)
        str_addf(&path, _("%s was in no step of this flow."), g->c->incident);
    else if (g->c->outcome != OUTCOME_NONE)
        str_addf(&path, " ■ %s", chart_outcome(g->c->outcome));
    typed_rule(g->p, g->c->incident);
    typed_wrap(g->p, str_get(&path), 0, "", 0);
    str_release(&path);
}

static void put_top(struct page *g)
{
    struct str s = {0};
    size_t n = g->c->steps.n;
    typed_wrap(g->p, g->c->title, 0, "", 0);
    str_addf(&s, ngettext("%s: %zu step", "%s: %zu steps", n), g->c->id, n);
    typed_wrap(g->p, str_get(&s), 0, "", 0);
    typed_wrap(g->p, g->c->has_walk ? _("✓ taken · ● here · → on · ↑ back up · ■ it ends") : _("→ on · ↑ back up · ■ it ends"), 0, "", 0);
    str_release(&s);
}

static size_t longest(size_t most, const char *word)
{
    size_t n = utf8_columns(word, strlen(word));
    return n > most ? n : most;
}

/* Room for the names of steps, and for the ways out beside them. */
static size_t id_columns(const struct chart *c)
{
    bool has[OUTCOME_ESCALATED + 1] = {false};
    size_t most = 0;
    label_ends(c, has);
    for (size_t i = 0; i < c->steps.n; i++)
        most = longest(most, c->steps.v[i].id);
    for (int o = 0; o <= OUTCOME_ESCALATED; o++)
        most = has[o] ? longest(most, chart_outcome((enum outcome)o)) : most;
    return most > ID_MOST ? ID_MOST : most;
}

static void write_text(const struct chart *c, const struct graph_options *options, struct str *out)
{
    struct typed p = {.out = out, .is_ascii = options->is_ascii};
    struct page g = {.c = c, .p = &p, .id = id_columns(c)};
    p.width = options->width < GRAPH_NARROWEST ? GRAPH_NARROWEST : options->width > GRAPH_WIDEST ? GRAPH_WIDEST : options->width;
    put_top(&g);
    for (int phase = 0; phase < N_PHASES; phase++)
        put_lane(&g, (enum phase)phase);
    if (c->has_walk)
        put_path(&g);
}

const struct graph_format graph_text = {"text", write_text};
