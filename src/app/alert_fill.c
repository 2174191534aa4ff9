/* alert_fill: what an alert fills in for a flow, and what a person puts right of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/alert.h"
#include "app/clock.h"
#include "app/parts.h"
#include "base/i18n.h"
#include "text/clean.h"

struct filling { /* the list being made */
    const struct session *s;
    struct alert_desk *d;
    struct arena *arena;
    const struct flow *flow; /* or NULL */
    size_t one;              /* the alert of the group */
    struct alert_filled *v;
    size_t n;
};

static const char *fixed(const struct alert_desk *d, const char *id)
{
    for (size_t i = 0; i < d->fixes.n; i++)
        if (str_eq(d->fixes.v[i].id, id))
            return d->fixes.v[i].value;
    return NULL;
}

static void add(struct filling *f, struct alert_filled filled)
{
    const char *value = fixed(f->d, filled.id);
    struct err e = {0};
    if (value) {
        filled.value = value;
        filled.from = NULL;
        filled.is_corrected = true;
        filled.is_part = false;
    }
    if (!filled.value || (value && !*value))
        return;
    filled.is_one_of_many = filled.from && alert_differs(&f->d->alert, filled.from->name);
    if (filled.input && !give_admits(f->s, filled.input, filled.value, &e))
        filled.refused = arena_strdup(f->arena, e.text);
    else if (!filled.input && !clean_is_clean(filled.value, strlen(filled.value), CLEAN_LINE))
        filled.refused = _("control characters cannot be part of it");
    f->v[f->n++] = filled;
}

static bool is_head(const char *id)
{
    return str_eq(id, "service") || str_eq(id, "environment");
}

/* The flow's own input of that name, when it has one, else what the header of the screen shows. */
static void add_head(struct filling *f, const struct opening_value *of, size_t n, enum alert_slot slot, const char *id,
                     const struct alert_label *label)
{
    struct alert_filled filled = {.slot = slot, .id = id, .value = label ? label->value : NULL, .from = label};
    filled.input = f->flow ? flow_find_input(f->flow, id) : NULL;
    if (filled.input) /* filled by its own label or not at all */
        filled.value = NULL;
    for (size_t i = 0; i < n; i++)
        if (str_eq(of[i].input->id, id)) {
            filled.value = of[i].value;
            filled.from = of[i].from;
        }
    add(f, filled);
}

static void add_severity(struct filling *f)
{
    const struct alert_label *from = NULL;
    int level = alert_severity(&f->d->alert, f->one, &from);
    add(f, (struct alert_filled){.slot = ALERT_SEVERITY, .id = "severity", .from = from, .value = level ? arena_printf(f->arena, "SEV%d", level) : NULL});
}

static void add_since(struct filling *f)
{
    char at[TIME_TEXT];
    int64_t starts = f->d->alert.starts;
    if (starts != TIME_NONE)
        time_format_utc(starts, at);
    bool is_known = starts != TIME_NONE && starts <= clock_now();
    if (f->flow && flow_find_input(f->flow, "since")) /* the flow asks for it, and gets it */
        return;
    add(f, (struct alert_filled){.slot = ALERT_SINCE, .id = "since", .from = alert_find(&f->d->alert, f->one, "startsAt"),
                                 .value = is_known ? arena_strdup(f->arena, at) : NULL});
}

static void add_inputs(struct filling *f, const struct opening_value *of, size_t n)
{
    for (size_t i = 0; f->flow && i < f->flow->n_inputs; i++) {
        const struct flow_input *input = &f->flow->input[i];
        struct alert_filled filled = {.slot = ALERT_INPUT, .id = input->id, .input = input};
        for (size_t k = 0; k < n; k++)
            if (of[k].input == input) {
                filled.value = of[k].value;
                filled.from = of[k].from;
                filled.is_part = of[k].is_part;
            }
        if (!is_head(input->id) && input->type != INPUT_SECRET)
            add(f, filled);
    }
}

size_t alert_fill(const struct session *s, const struct alert_flow *flow, struct arena *arena, struct alert_filled **filled)
{
    enum { BESIDE_INPUTS = 4 };
    struct alert_desk *d = s->alert;
    size_t room = flow ? flow->flow->n_inputs : 0, one = flow ? flow->match.one : 0;
    struct opening_value *of = arena_array(arena, room + 1, sizeof *of);
    struct filling f = {s, d, arena, flow ? flow->flow : NULL, one, arena_array(arena, room + BESIDE_INPUTS, sizeof *f.v), 0};
    size_t n = flow ? opening_fill(&d->alert, one, flow->flow, of) : 0;
    add_head(&f, of, n, ALERT_SERVICE, "service", opening_service(&d->alert, one));
    add_head(&f, of, n, ALERT_ENVIRONMENT, "environment", opening_environment(&d->alert, one));
    add_severity(&f);
    add_inputs(&f, of, n);
    add_since(&f);
    *filled = f.v;
    return f.n;
}

/* ---- put right ---------------------------------------------------------------------------------------------------------- */

static const char *as_severity(struct alert_desk *d, const char *text, struct err *e)
{
    const char *digit = strpbrk(text, "1234");
    if (digit && strspn(text, "sevSEV 1234") == strlen(text) && !digit[1])
        return arena_printf(&d->arena, "SEV%c", *digit);
    err_set(e, ERR_USAGE, _("A severity is 1, 2, 3 or 4; 1 is the worst."));
    return NULL;
}

static const char *as_since(const struct session *s, struct alert_desk *d, const char *text, struct err *e)
{
    int64_t at;
    char out[TIME_TEXT];
    if (!time_parse_spoken(text, clock_now(), &s->zone, &at) || at > clock_now()) {
        err_set(e, ERR_USAGE, _("'%s' is no time before now; 03:01, 2026-03-02 03:01 or 15m is one"), text);
        return NULL;
    }
    time_format_utc(at, out);
    return arena_strdup(&d->arena, out);
}

static const char *as_input(const struct session *s, struct alert_desk *d, const char *id, const char *text, struct err *e)
{
    const struct alert_flow *flow = alert_proposal(d);
    const struct flow_input *input = flow ? flow_find_input(flow->flow, id) : NULL;
    if (!input && !is_head(id))
        return err_set(e, ERR_USAGE, _("This flow has no input called '%s'."), id), NULL;
    if (input && input->type == INPUT_SECRET)
        return err_set(e, ERR_USAGE, _("%s is a secret: the flow asks for it when it is needed."), id), NULL;
    if (input && !give_admits(s, input, text, e))
        return NULL;
    return arena_strdup(&d->arena, text);
}

bool alert_correct(struct session *s, const char *id, const char *text, struct err *e)
{
    struct alert_desk *d = s->alert;
    const char *value = str_blank(text)           ? ""
                        : str_eq(id, "severity") ? as_severity(d, text, e)
                        : str_eq(id, "since")    ? as_since(s, d, text, e)
                                                  : as_input(s, d, id, text, e);
    if (!value)
        return false;
    for (size_t i = 0; i < d->fixes.n; i++)
        if (str_eq(d->fixes.v[i].id, id)) {
            d->fixes.v[i].value = value;
            return true;
        }
    *vec_push(&d->fixes) = (struct alert_fix){arena_strdup(&d->arena, id), value};
    return true;
}

int64_t alert_since(const struct session *s)
{
    const struct alert_desk *d = s->alert;
    const char *value = fixed(d, "since");
    int64_t at = d->alert.starts;
    if (value)
        return time_parse(value, &at) ? at : 0;
    return at != TIME_NONE && at <= clock_now() ? at : 0;
}
