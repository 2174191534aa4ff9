/* graph: a flow as a drawing. */
#include <stdio.h>

#include "app/graphviz.h"
#include "base/i18n.h"
#include "cli/ascii.h"
#include "cli/command.h"
#include "cli/desk.h"
#include "cli/flow_command.h"
#include "cli/output.h"
#include "draw/graph.h"

/* Is the format one that there is? SVG is drawn from the source of graphviz. */
static const struct graph_format *find_format(const char *name, struct err *e)
{
    const struct graph_format *f = graph_find_format(str_eq(name, "svg") ? "dot" : name ? name : graph_formats[0]->name);
    if (!f)
        err_set(e, ERR_USAGE, _("'%s' is no format of a graph; text, dot, mermaid and svg are."), name);
    return f;
}

static bool print(const struct chart *c, const struct command_line *line, const struct config *config, struct err *e)
{
    const char *name = command_option(line, "format");
    const struct graph_format *format = find_format(name, e);
    struct graph_options options = {output_width(), ascii_is_wanted(config)};
    struct str out = {0}, svg = {0};
    if (!format)
        return false;
    format->write(c, &options, &out);
    bool ok = !str_eq(name, "svg") || graphviz_svg(&out, &svg, e);
    const struct str *said = svg.n ? &svg : &out;
    if (ok)
        fwrite(said->s, 1, said->n, stdout);
    str_release(&out);
    str_release(&svg);
    return ok;
}

/* ---- a flow ------------------------------------------------------------------------------------------------------------- */

static bool draw_flow(const struct flow *flow, const struct command_line *line, const struct config *config, struct err *e)
{
    struct chart c;
    chart_build(&c, flow);
    bool ok = print(&c, line, config, e);
    chart_release(&c);
    return ok;
}

/* ---- the path of an incident ---------------------------------------------------------------------------------------------- */

/* The flow of that name as the incident was worked by it, or, of a file, as it is now. */
static const struct flow *worked_flow(struct session *s, const char *name, struct err *e)
{
    struct walk_map map = place_map(s);
    const struct flow *own = name ? map.find_flow(map.who, name) : map.flow;
    if (!name || str_eq(name, s->inc->flow))
        return map.flow;
    struct flow_text *text = own ? NULL : library_load(&s->library, name, e);
    const struct flow *now = text ? text->flow : NULL;
    if (own || (!now && e->code))
        return own;
    if (!now)
        return problems_none(&text->problems, e), NULL;
    if (str_eq(now->id, s->inc->flow) || map.find_flow(map.who, now->id))
        return now;
    err_set(e, ERR_USAGE, _("INC-%lld was not worked by the flow '%s'; its own is '%s'."), (long long)s->inc->number, now->id, s->inc->flow);
    return NULL;
}

static bool draw_incident(struct desk *d, const struct command_line *line, struct err *e)
{
    struct session *s = &d->session;
    const struct flow *flow = worked_flow(s, line->n_args ? line->arg[0] : NULL, e);
    struct walk_map map = place_map(s);
    struct chart c;
    char name[32];
    if (!flow)
        return false;
    snprintf(name, sizeof name, "INC-%lld", (long long)s->inc->number);
    chart_build(&c, flow);
    chart_mark(&c, &map, name);
    bool ok = print(&c, line, &d->settings.config, e);
    chart_release(&c);
    return ok;
}

static int run_incident(const struct command_line *line, const char *incident)
{
    struct desk d;
    struct err e = {0};
    bool ok = desk_open(&d, line, &e) && open_to_read(&d.session, incident, &e) && draw_incident(&d, line, &e);
    return desk_end(&d, ok, &e);
}

static int run(const struct command_line *line)
{
    const char *incident = command_option(line, "incident");
    struct err e = {0};
    if (!incident && !line->n_args) {
        err_set(&e, ERR_USAGE, _("graph: a FLOW is needed, or --incident INCIDENT; triage list --flows shows the flows there are."));
        return command_fail(&e);
    }
    return incident ? run_incident(line, incident) : flow_command_run(line, draw_flow);
}

static const struct option_row options[] = {
    {'f', "format", "text|dot|mermaid|svg", N_("text for a terminal (the default), or the source of a drawing, or SVG by graphviz")},
    {0, "incident", "INCIDENT", N_("mark the path that this incident took")},
    {0, NULL, NULL, NULL},
};

const struct command command_graph = {
    .name = "graph",
    .args = "FLOW",
    .summary = N_("draw a flow: its steps by phase and where each leads"),
    .details = N_("FLOW is the id of a flow, or the path of a YAML file. With --incident it may be left out: then the flow is drawn "
                  "as that incident was worked by it. Flows that are called are drawn for themselves."),
    .option = options,
    .max_args = 1,
    .run = run,
};
