/* sentence: an event as one line of the timeline. The template comes translated and whole; this only fills it in. */
#include "incident/event.h"

#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "incident/soak_facts.h"
#include "incident/why.h"

/* Templates for values that mean something else than the kind's usual sentence. The first row that fits is taken. */
static const struct variant {
    enum event_kind kind;
    const char *field, *value; /* text, or "1" for a flag or count that is set; "": it is not set */
    const char *sentence;
} variants[] = {
    {EVENT_entered, "how", "back", N_("{actor} went back to {step}")},
    {EVENT_entered, "how", "jump", N_("{actor} jumped to {step}")},
    {EVENT_given, "secret", "1", N_("{actor}: {input} is given, and not shown")},
    {EVENT_given, "value", "", N_("{actor}: {input} is empty")},
    {EVENT_ticked, "on", "", N_("{actor} left open: {item}")},
    {EVENT_action_started, "undoes", "1", N_("{actor} started to take back {action}[ on {host}]")},
    {EVENT_action_ended, "recorded_by", "keeper", N_("{action} ended while triage was gone, exit {exit_status}, recorded by its keeper[: {summary}]")},
    {EVENT_discharged, "how", "done", N_("{actor} did what was put off: {title}")},
    {EVENT_discharged, "how", "handed_over", N_("{actor} handed over[ to {owner}]: {title}")},
    {EVENT_discharged, "how", "waived", N_("{actor} waived {title}[: {reason}]")},
    {EVENT_departed, "how", "hangup", N_("The connection of {actor} dropped")},
    {EVENT_departed, "how", "dropped", N_("The connection of {actor} dropped")},
    {EVENT_settled, "verdict", "took_effect", N_("{actor}: {action} took effect")},
    {EVENT_settled, "verdict", "in_part", N_("{actor}: {action} took effect in part")},
    {EVENT_settled, "verdict", "no_effect", N_("{actor}: {action} had no effect")},
    {EVENT_settled, "verdict", "unsure", N_("{actor} is not sure what became of {action}")},
    {EVENT_alerted, "status", "firing", N_("alert {title} fires[, {source}]")},
    {EVENT_alerted, "status", "resolved", N_("alert {title} is over, says {source}")},
    {EVENT_status_set, "status", "open", N_("{actor} opened it again[: {reason}]")},
    {EVENT_status_set, "status", "mitigated", N_("{actor} set the status to mitigated[: {reason}]")},
    {EVENT_status_set, "status", "resolved", N_("{actor} set the status to resolved[: {reason}]")},
    {EVENT_status_set, "status", "closed", N_("{actor} set the status to closed[: {reason}]")},
};

/* The end of a command that printed nothing worth reading. */
static const struct variant ends[] = {
    {EVENT_probe_ended, "outcome", "exited", N_("{probe} ended with exit {exit_status}")},
    {EVENT_probe_ended, "outcome", "timed_out", N_("{probe} ran out of time after {took}")},
    {EVENT_probe_ended, "outcome", "cancelled", N_("{probe} was stopped after {took}")},
    {EVENT_probe_ended, "outcome", "not_started", N_("{probe} could not start[: {why}]")},
    {EVENT_probe_ended, "outcome", "unknown", N_("{probe}: nobody saw how it ended[: {why}]")},
    {EVENT_action_ended, "outcome", "exited", N_("{action} ended with exit {exit_status}")},
    {EVENT_action_ended, "outcome", "timed_out", N_("{action} ran out of time after {took}")},
    {EVENT_action_ended, "outcome", "cancelled", N_("{action} was stopped after {took}")},
    {EVENT_action_ended, "outcome", "not_started", N_("{action} could not start[: {why}]")},
    {EVENT_action_ended, "outcome", "unknown", N_("{action}: nobody saw how it ended[: {why}]")},
};

/* What triage says itself where else a person's or an author's words stand. */
static const char *const own_words[] = {N_("Not sure"), N_("Escalate"), N_("no reason given"), N_("before is now"), N_("before is not now"),
                                         N_("no other holds")};

const char *event_word(const char *text)
{
    for (size_t i = 0; i < sizeof own_words / sizeof *own_words; i++)
        if (str_eq(text, own_words[i]))
            return _(own_words[i]);
    return text;
}

struct filler {
    const struct event *ev;
    const struct flow *flow;
    struct str *out;
};

static const struct event_field *find_field(enum event_kind kind, const char *name, size_t n)
{
    const struct event_shape *shape = &event_shapes[kind];
    for (size_t i = 0; i < shape->n_fields; i++)
        if (strncmp(shape->field[i].name, name, n) == 0 && shape->field[i].name[n] == '\0')
            return &shape->field[i];
    return NULL;
}

static void add_names(const struct names *names, struct str *out)
{
    for (size_t i = 0; i < names->n; i++)
        str_addf(out, "%s%s", i ? ", " : "", names->v[i]);
}

static void add_facts(const struct fact_pairs *facts, struct str *out)
{
    for (size_t i = 0; i < facts->n; i++) {
        str_addf(out, "%s%s = ", i ? ", " : "", facts->v[i].name);
        value_show_fact(facts->v[i].name, &facts->v[i].value, out);
    }
}

/* What triage said itself was recorded in no language. */
static void add_text(const struct event *ev, const struct event_field *f, const char *text, struct str *out)
{
    if (str_eq(f->name, "why"))
        why_show(text, out);
    else
        str_add(out, ev->kind == EVENT_answered ? event_word(text) : text);
}

static void add_field(const struct event *ev, const struct event_field *f, struct str *out)
{
    const void *place = (const char *)&ev->as + f->offset;
    const char *text = f->type == FIELD_TEXT ? *(const char *const *)place : NULL;
    char time[TIME_TEXT];
    switch (f->type) {
    case FIELD_TEXT: add_text(ev, f, text ? text : "", out); break;
    case FIELD_COUNT: str_addf(out, "%lld", (long long)*(const int64_t *)place); break;
    case FIELD_LENGTH:
        time_format_length(*(const int64_t *)place, time);
        str_add(out, time);
        break;
    case FIELD_TIME:
        time_format_utc(*(const int64_t *)place, time);
        str_add(out, time);
        break;
    case FIELD_NUMBER:
        value_show(&(struct value){.kind = VALUE_NUMBER, .number = *(const double *)place}, out);
        break;
    case FIELD_FLAG: str_add(out, *(const bool *)place ? "1" : ""); break;
    case FIELD_NAMES: add_names(place, out); break;
    case FIELD_FACTS: add_facts(place, out); break;
    }
}

/* The title of the step where the flow has it; a step of a called flow is known by its path. */
static void add_step(const struct filler *f)
{
    const struct flow_step *s = f->flow && f->ev->step ? flow_find_step(f->flow, f->ev->step) : NULL;
    const char *title = f->ev->kind == EVENT_entered && f->ev->as.entered.title ? f->ev->as.entered.title
                        : s                                                    ? s->title
                                                                               : f->ev->step;
    str_add(f->out, title ? title : "");
}

static void add_named(const struct filler *f, const char *name, size_t n)
{
    const struct event_field *field = find_field(f->ev->kind, name, n);
    if (n == 5 && memcmp(name, "actor", n) == 0)
        str_add(f->out, str_blank(f->ev->actor) ? _("somebody") : f->ev->actor);
    else if (n == 4 && memcmp(name, "step", n) == 0)
        add_step(f);
    else if (field)
        add_field(f->ev, field, f->out);
}

/* One {name} or one other character; false when the name had nothing to say. */
static bool fill_one(const struct filler *f, const char **at)
{
    const char *end = **at == '{' ? strchr(*at, '}') : NULL;
    size_t before = f->out->n;
    if (!end) {
        str_add_char(f->out, *(*at)++);
        return true;
    }
    add_named(f, *at + 1, (size_t)(end - *at) - 1);
    *at = end + 1;
    return f->out->n > before;
}

static void fill(const struct filler *f, const char *sentence)
{
    size_t start = 0;
    bool is_full = true;
    for (const char *at = sentence; *at;) {
        if (*at == '[') {
            start = f->out->n;
            is_full = true;
            at++;
        } else if (*at == ']') {
            if (!is_full)
                str_cut(f->out, start);
            at++;
        } else {
            is_full &= fill_one(f, &at);
        }
    }
}

static bool fits(const struct event *ev, const struct variant *v)
{
    const struct event_field *field = v->kind == ev->kind ? find_field(ev->kind, v->field, strlen(v->field)) : NULL;
    const void *place = (const char *)&ev->as + (field ? field->offset : 0);
    if (!field)
        return false;
    if (field->type == FIELD_FLAG)
        return *(const bool *)place == (v->value[0] != '\0');
    if (field->type == FIELD_COUNT)
        return (*(const int64_t *)place != 0) == (v->value[0] != '\0');
    const char *text = *(const char *const *)place;
    return str_eq(text ? text : "", v->value);
}

static const char *choose(const struct event *ev, const struct variant *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fits(ev, &v[i]))
            return v[i].sentence;
    return NULL;
}

/* Of many samples what they amount to, not what the last one printed. */
static bool say_soak(const struct event *ev, struct str *out)
{
    const struct event_probe_ended *p = &ev->as.probe_ended;
    struct soak_result r;
    if (ev->kind != EVENT_probe_ended || !p->probe || !soak_of_facts(&p->facts, p->probe, &r))
        return false;
    str_addf(out, "%s: ", p->probe);
    soak_say_result(&r, out);
    return true;
}

void event_sentence(const struct event *ev, const struct flow *flow, struct str *out)
{
    if (say_soak(ev, out))
        return;
    bool is_silent_end = (ev->kind == EVENT_probe_ended && str_blank(ev->as.probe_ended.summary)) ||
                         (ev->kind == EVENT_action_ended && str_blank(ev->as.action_ended.summary) && !ev->as.action_ended.recorded_by);
    const char *sentence = is_silent_end ? choose(ev, ends, sizeof ends / sizeof *ends)
                                         : choose(ev, variants, sizeof variants / sizeof *variants);
    const struct filler f = {ev, flow, out};
    fill(&f, _(sentence ? sentence : event_shapes[ev->kind].sentence));
}

void event_line(const struct event *ev, const struct flow *flow, struct str *out)
{
    size_t start = out->n;
    event_sentence(ev, flow, out);
    for (size_t i = start; i < out->n; i++)
        if (out->s[i] == '\n' || out->s[i] == '\t')
            out->s[i] = ' ';
}
