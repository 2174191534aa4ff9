/* show_alert: an alert that is at hand and not opened yet. */
#include <string.h>

#include "app/alert.h"
#include "app/show.h"
#include "base/i18n.h"
#include "ui/model_alert.h"

enum { CHOICES_FIRST = 5, CHOICES_LEAST = 3, WHY_FLOWS = 12 };

/* ---- what it says -------------------------------------------------------------------------------------------------------- */

static const char *source_name(const char *source)
{
    static const char *const names[][2] = {{"alertmanager", "Alertmanager"}, {"grafana", "Grafana"}, {"pagerduty", "PagerDuty"},
                                           {"cloudevents", "CloudEvents"}, {"json", "JSON"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(names[i][0], source))
            return names[i][1];
    return source;
}

static void add_label(struct show *w, const char *name, struct str *out)
{
    struct alert_desk *d = w->session->alert;
    const struct alert_label *l = alert_find(&d->alert, 0, name);
    if (l)
        str_addf(out, " · %s %s", name, alert_seen(w->session, l->value, &w->arena));
}

static const char *about(struct show *w)
{
    const struct alert_desk *d = w->session->alert;
    const struct alert_label *from;
    struct str out = {0};
    size_t n = d->alert.one.n + d->alert.n_left_out;
    str_add(&out, source_name(d->alert.source));
    add_label(w, "instance", &out);
    if (!alert_severity(&w->session->alert->alert, 0, &from)) /* one that is understood is filled in */
        add_label(w, "severity", &out);
    if (n > 1)
        str_addf(&out, ngettext(" · %zu alert", " · %zu alerts", (unsigned long)n), n);
    str_addf(&out, ngettext(" · %zu field", " · %zu fields", (unsigned long)d->alert.n_fields), d->alert.n_fields);
    if (d->n_secrets)
        str_addf(&out, ngettext(", %zu redacted", ", %zu redacted", (unsigned long)d->n_secrets), d->n_secrets);
    const char *kept = arena_strdup(&w->arena, str_get(&out));
    str_release(&out);
    return kept;
}

static const char *title(struct show *w)
{
    struct alert_desk *d = w->session->alert;
    const char *name = alert_seen(w->session, d->alert.title, &w->arena);
    const struct alert_label *service = opening_service(&d->alert, 0);
    if (alert_differs(&d->alert, "alertname"))
        return arena_printf(&w->arena, _("%s and others"), name);
    if (!service || strstr(name, service->value))
        return name;
    return arena_printf(&w->arena, _("%s on %s"), name, alert_seen(w->session, service->value, &w->arena));
}

/* ---- what it would open ------------------------------------------------------------------------------------------------- */

static const char *remark(struct show *w, const struct alert_flow *f, size_t i)
{
    struct alert_desk *d = w->session->alert;
    const char *said = alert_remark(d, f, &w->arena);
    return said && d->is_tie && i < 2 ? arena_printf(&w->arena, _("a tie: %s"), said) : said;
}

/* The open incident, what matches, what nearly does; then the others. */
static void fill_choices(struct show *w, struct model_alert *a)
{
    struct alert_desk *d = w->session->alert;
    struct model_alert_choice *choice = arena_array(&w->arena, d->flow.n + 1, sizeof *choice);
    size_t n_near = d->n_proposed;
    if (d->number)
        choice[a->n_choices++] = (struct model_alert_choice){.number = d->number, .is_proposed = true, .remark = _("it is about the same group")};
    while (n_near < d->flow.n && (opening_is_near(&d->flow.v[n_near].match) || d->flow.v[n_near].is_runbook))
        n_near++;
    for (size_t i = 0; i < d->flow.n; i++)
        choice[a->n_choices++] = (struct model_alert_choice){.flow = d->flow.v[i].id, .label = d->flow.v[i].title, .remark = remark(w, &d->flow.v[i], i),
                                                             .is_proposed = !d->number && i < d->n_proposed};
    size_t first = n_near + (d->number != 0);
    first = first == 0 ? CHOICES_LEAST : first > CHOICES_FIRST ? CHOICES_FIRST : first;
    a->choice = choice;
    a->n_first = first + 1 >= a->n_choices ? a->n_choices : first;
    a->has_unsure = d->has_unsure;
}

/* ---- what it fills in --------------------------------------------------------------------------------------------------- */

static const char *part_of(struct show *w, const struct alert_label *from)
{
    const char *name = alert_seen(w->session, from->path ? from->path : from->name, &w->arena);
    if (from->part == ALERT_LABEL)
        return arena_printf(&w->arena, _("label %s"), name);
    return from->part == ALERT_ANNOTATION ? arena_printf(&w->arena, _("annotation %s"), name) : name;
}

static const char *source_of(struct show *w, const struct alert_filled *v)
{
    if (!v->from)
        return v->is_corrected ? _("corrected") : "";
    const char *part = part_of(w, v->from);
    if (v->slot == ALERT_SEVERITY)
        return arena_printf(&w->arena, "%s: %s", part, alert_seen(w->session, v->from->value, &w->arena));
    if (v->slot == ALERT_SINCE)
        return arena_printf(&w->arena, _("%s; may be older"), part);
    if (v->is_one_of_many)
        return arena_printf(&w->arena, _("%s, one of %zu"), part, w->session->alert->alert.one.n);
    return part;
}

static struct model_alert_value *fill_values(struct show *w, struct model_alert *a)
{
    struct alert_filled *filled;
    const struct alert_flow *flow = alert_proposal(w->session->alert);
    size_t n = alert_fill(w->session, flow, &w->arena, &filled);
    struct model_alert_value *value = arena_array(&w->arena, n + 1, sizeof *value);
    for (size_t i = 0; i < n; i++) {
        value[i] = (struct model_alert_value){.id = filled[i].id, .value = alert_seen(w->session, filled[i].value, &w->arena),
                                              .source = source_of(w, &filled[i]), .refused = filled[i].refused};
        bool is_time = filled[i].slot == ALERT_SINCE || (filled[i].input && filled[i].input->type == INPUT_TIME);
        if (is_time && !time_parse(filled[i].value, &value[i].at))
            value[i].at = 0;
    }
    a->value = value;
    a->n_values = n;
    a->for_flow = flow ? flow->title : NULL;
    return value;
}

/* ---- its runbook --------------------------------------------------------------------------------------------------------- */

static void fill_runbook(struct show *w, struct model_alert *a, struct model_alert_value *value)
{
    struct alert_desk *d = w->session->alert;
    a->article = d->article;
    if (d->article)
        value[a->n_values++] = (struct model_alert_value){.id = "runbook", .is_fixed = true, .source = _("runbook_url; a shows it"),
                                                          .value = str_eq(d->article, d->article_title) ? d->article : arena_printf(&w->arena, "%s %s", d->article, d->article_title)};
    else if (d->alert.link)
        value[a->n_values++] = (struct model_alert_value){.id = "runbook", .is_fixed = true, .source = _("runbook_url; not here"),
                                                          .value = alert_seen(w->session, d->alert.link, &w->arena)};
}

/* ---- why ----------------------------------------------------------------------------------------------------------------- */

static void explain(struct show *w, const struct alert_flow *f, struct model_pair *why, size_t *n)
{
    struct alert_desk *d = w->session->alert;
    struct str lines = {0};
    if (f->by_link || f->is_runbook)
        str_addf(&lines, _("the alert names it as its runbook: %s\n"), d->alert.link);
    opening_explain(&d->alert, &f->match, &lines);
    if (!lines.n)
        str_addf(&lines, "%s\n", _("it has no start_when: it is opened by hand only"));
    const char *label = f->title;
    for (const char *s = str_get(&lines); *s; s += strcspn(s, "\n") + 1) {
        const char *line = arena_strndup(&w->arena, s, strcspn(s, "\n"));
        why[(*n)++] = (struct model_pair){label, alert_seen(w->session, line, &w->arena)};
        label = NULL;
    }
    str_release(&lines);
}

static size_t lines_of(const struct alert_flow *f)
{
    return 2 + (f->match.line ? f->match.line->n : 0);
}

static void fill_why(struct show *w, struct model_alert *a)
{
    const struct alert_desk *d = w->session->alert;
    size_t n = d->flow.n < WHY_FLOWS ? d->flow.n : WHY_FLOWS, room = 1;
    for (size_t i = 0; i < n; i++)
        room += lines_of(&d->flow.v[i]);
    struct model_pair *why = arena_array(&w->arena, room, sizeof *why);
    for (size_t i = 0; i < n; i++)
        explain(w, &d->flow.v[i], why, &a->n_why);
    a->why = why;
}

void show_alert(struct show *w)
{
    const struct alert_desk *d = w->session->alert;
    if (!d || w->model.incident)
        return;
    alert_find_runbook(w->session, &w->articles);
    struct model_alert *a = arena_alloc(&w->arena, sizeof *a);
    *a = (struct model_alert){.title = title(w), .about = about(w), .is_over = d->alert.is_resolved, .number = d->number,
                              .since = alert_since(w->session)};
    a->summary = d->alert.summary ? alert_seen(w->session, d->alert.summary, &w->arena) : NULL;
    fill_choices(w, a);
    fill_runbook(w, a, fill_values(w, a));
    fill_why(w, a);
    w->model.alert = a;
}
