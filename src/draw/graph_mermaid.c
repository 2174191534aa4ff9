/* graph_mermaid: a flowchart for Mermaid, which many wikis and forges draw, phases as subgraphs. Mermaid looks for
 * directives, comments, styles, Markdown and HTML within quoted text too, so that of ASCII nothing is left but letters,
 * digits and what means nothing anywhere; all else is an entity, which Mermaid turns back after it has understood the
 * rest. https://mermaid.js.org/syntax/flowchart.html, "Entity codes to escape characters" */
#include <string.h>

#include "base/i18n.h"
#include "draw/graph.h"
#include "draw/label.h"

static bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "1. one" and "- one" would be lists to it, and refused as such. */
static bool is_harmless(const char *line, const char *s)
{
    if (is_letter_or_digit(*s) || (unsigned char)*s >= 0x80 || strchr(" ,?/=", *s))
        return true;
    return (*s == '.' || *s == '-') && s - line > 3;
}

static void add_text(struct str *out, const char *text)
{
    const char *line = text;
    str_add_char(out, '"');
    for (const char *s = text; *s; s++) {
        if (*s == '\n') {
            str_add(out, "<br/>");
            line = s + 1;
        } else if (is_harmless(line, s)) {
            str_add_char(out, *s);
        } else {
            str_addf(out, "#%d;", *s);
        }
    }
    str_add_char(out, '"');
}

static void add_step(const struct chart *c, size_t i, struct str *out)
{
    const struct chart_step *s = &c->steps.v[i];
    struct str label = {0};
    label_of_step(s, &label);
    str_addf(out, "    s%zu%s", i, s->step->call ? "[[" : s->step->is_fix ? "[" : "(");
    add_text(out, str_get(&label));
    str_add(out, s->step->call ? "]]" : s->step->is_fix ? "]" : ")");
    str_add(out, s->is_here ? ":::here\n" : s->n_visits ? ":::taken\n" : "\n");
    str_release(&label);
}

static void add_lane(const struct chart *c, enum phase phase, struct str *out)
{
    bool is_open = false;
    for (size_t i = 0; i < c->steps.n; i++) {
        if (c->steps.v[i].step->phase != phase)
            continue;
        if (!is_open) {
            str_addf(out, "  subgraph phase_%s[", phase_name(phase));
            add_text(out, chart_phase(phase));
            str_add(out, "]\n");
        }
        is_open = true;
        add_step(c, i, out);
    }
    if (is_open)
        str_add(out, "  end\n");
}

static void add_ways(const struct chart *c, size_t i, struct str *out)
{
    const struct chart_step *s = &c->steps.v[i];
    for (size_t k = 0; k < s->ways.n; k++) {
        const struct chart_way *way = &s->ways.v[k];
        struct str label = {0}, to = {0};
        label_of_way(way, &label);
        label_end(way, &to);
        str_addf(out, "  s%zu %s", i, way->n_taken ? "==>" : label_is_quiet(way) ? "-.->" : "-->");
        if (label.n) {
            str_add_char(out, '|');
            add_text(out, label.s);
            str_add_char(out, '|');
        }
        str_addf(out, " %s\n", str_get(&to));
        str_release(&label);
        str_release(&to);
    }
}

static void add_fixes(const struct chart *c, struct str *out)
{
    if (c->n_lists > 1) {
        str_add(out, "  fixes{");
        add_text(out, _("each fix"));
        str_add(out, "}\n");
    }
    for (size_t i = 0; i < c->steps.n; i++) {
        if (c->steps.v[i].lists_fixes && c->n_lists > 1)
            str_addf(out, "  s%zu --> fixes\n", i);
        for (size_t k = 0; c->n_lists == 1 && c->steps.v[i].lists_fixes && k < c->fixes.n; k++)
            str_addf(out, "  s%zu %s s%d\n", i, c->steps.v[c->fixes.v[k]].n_chosen ? "==>" : "-->", c->fixes.v[k]);
    }
    for (size_t k = 0; c->n_lists > 1 && k < c->fixes.n; k++)
        str_addf(out, "  fixes %s s%d\n", c->steps.v[c->fixes.v[k]].n_chosen ? "==>" : "-->", c->fixes.v[k]);
}

static void add_ends(const struct chart *c, struct str *out)
{
    bool has[OUTCOME_ESCALATED + 1] = {false};
    label_ends(c, has);
    for (int o = 0; o <= OUTCOME_ESCALATED; o++) {
        if (!has[o])
            continue;
        str_addf(out, "  end_%s([", o ? outcome_name((enum outcome)o) : "nowhere");
        add_text(out, chart_outcome((enum outcome)o));
        str_add(out, "])\n");
    }
}

/* The title stands in a box of its own: the front matter that could hold it is YAML with directives in it. */
static void write_mermaid(const struct chart *c, const struct graph_options *options, struct str *out)
{
    (void)options;
    str_add(out, "flowchart TB\n  name[");
    add_text(out, c->title);
    str_add(out, "]:::name\n");
    for (int phase = 0; phase < N_PHASES; phase++)
        add_lane(c, (enum phase)phase, out);
    add_ends(c, out);
    for (size_t i = 0; i < c->steps.n; i++)
        add_ways(c, i, out);
    add_fixes(c, out);
    str_add(out, "  classDef name fill:none,stroke:none,font-weight:bold\n");
    if (c->has_walk)
        str_add(out, "  classDef taken fill:#d7e8d0,stroke:#2f6b1e,color:#000\n"
                     "  classDef here fill:#ffe08a,stroke:#7a5a00,stroke-width:3px,color:#000\n");
}

const struct graph_format graph_mermaid = {"mermaid", write_mermaid};
