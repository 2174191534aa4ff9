/* graph_dot: the source of graphviz, phases as clusters. What a stranger wrote stands in double quotes, where graphviz
 * knows escapes by backslash and the entities of HTML: a quote and a backslash get a backslash, an ampersand becomes an
 * entity. https://graphviz.org/doc/info/lang.html, https://graphviz.org/docs/attr-types/escString/ */
#include "base/i18n.h"
#include "draw/graph.h"
#include "draw/label.h"

static void escape(struct str *out, char c)
{
    if (c == '&')
        str_add(out, "&amp;");
    else if (c == '\n')
        str_add(out, "\\n");
    else if (c == '"' || c == '\\')
        str_addf(out, "\\%c", c);
    else
        str_add_char(out, c);
}

static void add_text(struct str *out, const char *text)
{
    str_add_char(out, '"');
    for (; *text; text++)
        escape(out, *text);
    str_add_char(out, '"');
}

static void add_step(const struct chart *c, size_t i, struct str *out)
{
    const struct chart_step *s = &c->steps.v[i];
    struct str label = {0};
    label_of_step(s, &label);
    str_addf(out, "    s%zu [label=", i);
    add_text(out, str_get(&label));
    if (s->step->is_fix)
        str_add(out, ", style=\"filled,bold\"");
    if (s->step->call)
        str_add(out, ", peripheries=2");
    if (s->is_here || s->n_visits)
        str_addf(out, ", fillcolor=\"%s\"", s->is_here ? "#ffe08a" : "#d7e8d0");
    str_add(out, "];\n");
    str_release(&label);
}

static void add_lane(const struct chart *c, enum phase phase, struct str *out)
{
    bool is_open = false;
    for (size_t i = 0; i < c->steps.n; i++) {
        if (c->steps.v[i].step->phase != phase)
            continue;
        if (!is_open) {
            str_addf(out, "  subgraph cluster_%s {\n    label=", phase_name(phase));
            add_text(out, chart_phase(phase));
            str_add(out, ";\n    style=filled;\n    color=\"#eef1f4\";\n");
        }
        is_open = true;
        add_step(c, i, out);
    }
    if (is_open)
        str_add(out, "  }\n");
}

static void add_edge(size_t from, const char *to, const char *label, bool is_taken, bool is_quiet, struct str *out)
{
    str_addf(out, "  s%zu -> %s", from, to);
    str_add(out, " [label=");
    add_text(out, label);
    str_add(out, is_taken ? ", penwidth=2.5, color=\"#2f6b1e\"" : "");
    str_add(out, is_quiet ? ", style=dashed" : "");
    str_add(out, "];\n");
}

static void add_ways(const struct chart *c, size_t i, struct str *out)
{
    const struct chart_step *s = &c->steps.v[i];
    for (size_t k = 0; k < s->ways.n; k++) {
        const struct chart_way *way = &s->ways.v[k];
        struct str label = {0}, to = {0};
        label_of_way(way, &label);
        label_end(way, &to);
        add_edge(i, str_get(&to), str_get(&label), way->n_taken > 0, label_is_quiet(way), out);
        str_release(&label);
        str_release(&to);
    }
}

/* Where more than one step lists the fixes, the list is a node of its own: arrows would be the product of both. */
static void add_fixes(const struct chart *c, struct str *out)
{
    const char *taken = ", penwidth=2.5, color=\"#2f6b1e\"";
    if (c->n_lists > 1) {
        str_add(out, "  fixes [label=");
        add_text(out, _("each fix"));
        str_add(out, ", shape=diamond];\n");
    }
    for (size_t i = 0; i < c->steps.n; i++) {
        if (c->steps.v[i].lists_fixes && c->n_lists > 1)
            str_addf(out, "  s%zu -> fixes;\n", i);
        for (size_t k = 0; c->n_lists == 1 && c->steps.v[i].lists_fixes && k < c->fixes.n; k++)
            str_addf(out, "  s%zu -> s%d [style=bold%s];\n", i, c->fixes.v[k], c->steps.v[c->fixes.v[k]].n_chosen ? taken : "");
    }
    for (size_t k = 0; c->n_lists > 1 && k < c->fixes.n; k++)
        str_addf(out, "  fixes -> s%d [style=bold%s];\n", c->fixes.v[k], c->steps.v[c->fixes.v[k]].n_chosen ? taken : "");
}

static void add_ends(const struct chart *c, struct str *out)
{
    bool has[OUTCOME_ESCALATED + 1] = {false};
    label_ends(c, has);
    for (int o = 0; o <= OUTCOME_ESCALATED; o++) {
        if (!has[o])
            continue;
        str_addf(out, "  end_%s [label=", o ? outcome_name((enum outcome)o) : "nowhere");
        add_text(out, chart_outcome((enum outcome)o));
        str_add(out, ", shape=oval];\n");
    }
}

static void write_dot(const struct chart *c, const struct graph_options *options, struct str *out)
{
    (void)options;
    str_add(out, "digraph flow {\n  label=");
    add_text(out, c->title);
    str_add(out, ";\n  labelloc=t;\n  rankdir=TB;\n  fontname=\"sans-serif\";\n"
                 "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\", fontsize=11];\n"
                 "  edge [fontname=\"sans-serif\", fontsize=9];\n");
    for (int phase = 0; phase < N_PHASES; phase++)
        add_lane(c, (enum phase)phase, out);
    add_ends(c, out);
    for (size_t i = 0; i < c->steps.n; i++)
        add_ways(c, i, out);
    add_fixes(c, out);
    str_add(out, "}\n");
}

const struct graph_format graph_dot = {"dot", write_dot};
