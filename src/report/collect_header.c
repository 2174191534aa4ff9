/* collect_header: what the table at the top says: which incident, when, who, and the values it was about. */
#include <string.h>

#include "base/time.h"
#include "incident/finding.h"
#include "report/collect.h"

/* ---- which --------------------------------------------------------------------------------------------------------- */
static const char *known_text(struct collector *c, const char *name)
{
    const struct fact *f = incident_find_fact(c->inc, name);
    return f && f->value.kind == VALUE_TEXT ? collect_line(c, f->value.text) : NULL;
}

static void copy_hex(const char *from, char *to, size_t room)
{
    if (from && strlen(from) == room - 1 && strspn(from, "0123456789abcdef") == room - 1)
        memcpy(to, from, room);
}

void collect_header(struct collector *c)
{
    const struct incident *inc = c->inc;
    struct report *r = c->r;
    const struct event *first = collect_find_event(c, 1);
    snprintf(r->name, sizeof r->name, "INC-%lld", (long long)inc->number);
    for (size_t i = 0; i < sizeof inc->id; i++)
        snprintf(r->id + 2 * i, 3, "%02x", inc->id[i]);
    copy_hex(c->source->head, r->head, sizeof r->head);
    r->seq = inc->seq;
    r->written = c->source->now;
    r->title = collect_line(c, inc->title);
    r->flow = collect_line(c, inc->flow);
    r->flow_title = c->source->flow ? collect_line(c, c->source->flow->title) : NULL;
    r->flow_digest = collect_line(c, inc->flow_digest);
    r->service = known_text(c, "service");
    r->environment = known_text(c, "environment");
    r->opener = collect_line(c, inc->opener);
    r->commander = collect_line(c, inc->commander);
    r->via = first && first->kind == EVENT_opened ? collect_line(c, first->as.opened.via) : NULL;
    r->outcome = collect_line(c, inc->outcome);
    r->severity = inc->severity;
    r->status = inc->status;
    r->complete_except = incident_is_complete_but_deferred(inc) ? (int64_t)incident_n_left(inc) : 0;
    r->escalated_to = collect_line(c, inc->escalated_to);
    r->escalated_at = inc->escalated_at;
}

/* ---- when ---------------------------------------------------------------------------------------------------------- */
/* The fact that told when it began: of equal ones the first. */
static const struct fact *first_error(const struct incident *inc)
{
    for (size_t i = 0; i < inc->facts.n; i++) {
        const struct fact *f = &inc->facts.v[i];
        if (f->value.kind == VALUE_TIME && f->value.us == inc->since && str_ends(f->name, ".first_error"))
            return f;
    }
    return NULL;
}

static struct report_moment moment_at(const struct collector *c, int64_t at, int64_t seq, const char *source)
{
    const struct event *ev = at ? collect_find_event(c, seq) : NULL;
    return (struct report_moment){at, ev ? ev->recorded_at : 0, source};
}

/* When a status was reached that holds still. */
static struct report_moment reached(const struct collector *c, int64_t at, const char *status)
{
    for (size_t i = c->inc->events.n; at && i-- > 0;) {
        const struct event *ev = &c->inc->events.v[i];
        if (ev->kind == EVENT_status_set && ev->at == at && str_eq(ev->as.status_set.status, status))
            return moment_at(c, at, ev->seq, NULL);
    }
    return (struct report_moment){at, 0, NULL};
}

/* An alert says when it fired; whoever opens by hand may say when it began. A log's first error says it best. */
static void collect_beginning(struct collector *c)
{
    const struct incident *inc = c->inc;
    const struct event *first = collect_find_event(c, 1);
    const struct fact *error = inc->since ? first_error(inc) : NULL;
    int64_t told = first && first->kind == EVENT_opened ? first->as.opened.since : 0;
    bool is_alert = told && str_eq(c->r->via, "alert");
    if (is_alert)
        c->r->milestone[MILESTONE_ALERT] = moment_at(c, told, 1, NULL);
    if (error)
        c->r->milestone[MILESTONE_BEGAN] = moment_at(c, error->value.us, error->seq, collect_line(c, error->name));
    else if (inc->since && !(is_alert && inc->since == told))
        c->r->milestone[MILESTONE_BEGAN] = moment_at(c, inc->since, 1, NULL);
}

static const struct pair {
    enum report_milestone from, to;
    bool unless_alert; /* an alert is the better beginning */
} pairs[] = {
    {MILESTONE_BEGAN, MILESTONE_ALERT, false},      {MILESTONE_BEGAN, MILESTONE_OPENED, false},
    {MILESTONE_ALERT, MILESTONE_OPENED, false},     {MILESTONE_BEGAN, MILESTONE_MITIGATED, false},
    {MILESTONE_ALERT, MILESTONE_MITIGATED, false},  {MILESTONE_OPENED, MILESTONE_MITIGATED, true},
    {MILESTONE_ALERT, MILESTONE_RESOLVED, false},   {MILESTONE_OPENED, MILESTONE_RESOLVED, true},
};

static int64_t length_between(int64_t from, int64_t to)
{
    uint64_t length = (uint64_t)to - (uint64_t)from;
    return length > INT64_MAX ? INT64_MAX : (int64_t)length;
}

void collect_moments(struct collector *c)
{
    struct report_moment *m = c->r->milestone;
    const struct incident *inc = c->inc;
    collect_beginning(c);
    m[MILESTONE_OPENED] = moment_at(c, inc->opened_at, 1, NULL);
    m[MILESTONE_MITIGATED] = reached(c, inc->mitigated_at, "mitigated");
    m[MILESTONE_RESOLVED] = reached(c, inc->resolved_at, "resolved");
    m[MILESTONE_CLOSED] = reached(c, inc->closed_at, "closed");
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        int64_t from = m[pairs[i].from].at, to = m[pairs[i].to].at;
        bool is_told_better = pairs[i].unless_alert && m[MILESTONE_ALERT].at;
        if (from && to >= from && !is_told_better)
            *vec_push(&c->r->spans) = (struct report_span){pairs[i].from, pairs[i].to, length_between(from, to)};
    }
}

/* ---- who ----------------------------------------------------------------------------------------------------------- */
void collect_people(struct collector *c)
{
    struct map seen = {0};
    for (size_t i = 0; i < c->inc->events.n; i++) {
        const struct event *ev = &c->inc->events.v[i];
        if (str_blank(ev->actor))
            continue;
        uint32_t at = map_find(&seen, ev->actor);
        if (at == MAP_ABSENT) {
            at = (uint32_t)c->r->people.n;
            map_set(&seen, ev->actor, at);
            *vec_push(&c->r->people) = (struct report_person){.name = collect_line(c, ev->actor), .first = ev->at,
                .opened = str_eq(ev->actor, c->inc->opener), .commands = str_eq(ev->actor, c->inc->commander)};
        }
        c->r->people.v[at].changed |= ev->kind == EVENT_action_started || ev->kind == EVENT_action_reported;
    }
    map_release(&seen);
}

/* ---- what it was about ----------------------------------------------------------------------------------------------- */
static bool is_by_default(const char *source)
{
    return str_eq(source, "default") || str_eq(source, "environment") || str_eq(source, "with");
}

static void collect_inputs(struct collector *c)
{
    for (size_t i = 0; i < c->inc->events.n; i++) {
        const struct event *ev = &c->inc->events.v[i];
        const struct event_given *g = &ev->as.given;
        if (ev->kind != EVENT_given || !g->input)
            continue;
        uint32_t at = map_find(&c->input_at, g->input);
        if (at == MAP_ABSENT) {
            at = (uint32_t)c->r->inputs.n;
            map_set(&c->input_at, g->input, at);
            vec_push(&c->r->inputs);
        }
        c->r->inputs.v[at] = (struct report_value){.name = collect_line(c, g->input), .at = ev->at, .is_secret = g->secret,
            .text = g->secret ? NULL : collect_line(c, g->value), .source = collect_line(c, g->source)};
    }
}

/* What nobody chose is no news: a default left as it was, and an empty one. */
static void drop_defaults(struct report *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->inputs.n; i++)
        if (!is_by_default(r->inputs.v[i].source) && (r->inputs.v[i].text || r->inputs.v[i].is_secret))
            r->inputs.v[n++] = r->inputs.v[i];
    r->inputs.n = n;
}

static bool is_answer(const struct incident *inc, const char *name)
{
    char *path = mem_strdup(name);
    for (char *s = path; *s; s++)
        if (*s == '.')
            *s = '/';
    bool is = incident_find_answer(inc, path) != NULL;
    mem_free(path);
    return is;
}

/* How it was before an action stands beside the action. */
static bool is_state_before(const struct fact *f)
{
    static const char ending[] = "_before";
    size_t n = strlen(f->name), m = f->source ? strlen(f->source) : 0, rest = n - (sizeof ending - 1);
    return str_ends(f->name, ending) && m && rest >= m && memcmp(f->name + rest - m, f->source, m) == 0;
}

static bool is_news(const struct collector *c, const struct fact *f)
{
    bool is_input = map_find(&c->input_at, f->name) != MAP_ABSENT;
    return f->value.kind != VALUE_UNKNOWN && !is_input && !finding_is_of_every_run(f->name) && !is_state_before(f) &&
           !is_answer(c->inc, f->name);
}

static void collect_fact(struct collector *c, const struct fact *f)
{
    struct str text = {0};
    value_show_fact(f->name, &f->value, &text);
    struct report_value *v = vec_push(&c->r->facts);
    *v = (struct report_value){.name = collect_line(c, f->name), .text = collect_line(c, str_get(&text)), .value = f->value,
        .source = collect_line(c, f->source), .at = f->at};
    if (v->value.kind == VALUE_TEXT)
        v->value.text = collect_line(c, f->value.text);
    str_release(&text);
}

void collect_values(struct collector *c)
{
    collect_inputs(c);
    for (size_t i = 0; i < c->inc->facts.n; i++)
        if (is_news(c, &c->inc->facts.v[i]))
            collect_fact(c, &c->inc->facts.v[i]);
    drop_defaults(c->r);
}
