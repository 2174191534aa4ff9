/* give: inputs, corrections and results that a person types. */
#include "app/parts.h"

#include <string.h>

#include "app/clock.h"
#include "app/environment.h"
#include "app/trial.h"
#include "base/i18n.h"
#include "incident/finding.h"
#include "incident/scope.h"
#include "incident/why.h"
#include "text/clean.h"

static bool is_choice(const struct flow_input *input, const char *text)
{
    for (size_t i = 0; i < input->choices.n; i++)
        if (str_eq(input->choices.v[i], text))
            return true;
    return input->choices.n == 0 || *text == '\0';
}

/* "2" is the second choice, as it is shown, unless a choice is called so. */
static const char *meant(const struct flow_input *input, const char *text)
{
    bool is_digit = text[0] >= '1' && text[0] <= '9' && !text[1];
    size_t i = is_digit ? (size_t)(text[0] - '1') : input->choices.n;
    return i < input->choices.n && !is_choice(input, text) ? input->choices.v[i] : text;
}

static bool refuse_choice(const struct flow_input *input, const char *text, struct err *e)
{
    struct str all = {0};
    for (size_t i = 0; i < input->choices.n; i++)
        str_addf(&all, i ? ", %s" : "%s", input->choices.v[i]);
    err_set(e, ERR_USAGE, _("%s: '%s' is none of: %s"), input->id, text, str_get(&all));
    str_release(&all);
    return false;
}

bool give_refuse_kind(const char *id, const char *text, enum value_kind kind, struct err *e)
{
    return kind == VALUE_FLAG ? err_set(e, ERR_USAGE, _("%s: '%s' is neither true nor false"), id, text)
                              : err_set(e, ERR_USAGE, _("%s: '%s' is no %s"), id, text, value_kind_name(kind));
}

/* Does it look like what the type says? Only what cannot be right is refused. */
static bool check_text(const struct flow_input *input, const char *text, struct err *e)
{
    struct value v;
    if (!is_choice(input, text))
        return refuse_choice(input, text, e);
    if (*text && !value_parse(text, flow_input_kind(input->type), &v))
        return give_refuse_kind(input->id, text, flow_input_kind(input->type), e);
    if (*text && input->type == INPUT_URL && !strstr(text, "://"))
        return err_set(e, ERR_USAGE, _("%s: '%s' is no URL; it begins with https:// or the like"), input->id, text);
    if (!clean_is_clean(text, strlen(text), CLEAN_LINE))
        return err_set(e, ERR_USAGE, _("%s: control characters cannot be part of it"), input->id);
    return true;
}

/* "14:30" is a time to a person; the record holds it in full. */
static char *spoken_time(const struct session *s, const char *text)
{
    int64_t at;
    char out[TIME_TEXT];
    if (!*text || !time_parse_spoken(text, clock_now(), &s->zone, &at))
        return mem_strdup(text);
    time_format_utc(at, out);
    return mem_strdup(out);
}

static char *as_kept(const struct session *s, const struct flow_input *input, const char *text)
{
    return input->type == INPUT_TIME ? spoken_time(s, text) : mem_strdup(meant(input, text));
}

bool give_admits(const struct session *s, const struct flow_input *input, const char *text, struct err *e)
{
    char *value = as_kept(s, input, text);
    bool ok = check_text(input, value, e);
    mem_free(value);
    return ok;
}

/* A URL with a password in it is recorded without: the commands of this session get it whole all the same. */
static void keep_whole(struct session *s, const struct event *ev, const char *value)
{
    const struct event *kept = incident_event(s->inc, s->inc->seq);
    if (kept->kind == EVENT_given && str_eq(kept->as.given.input, ev->as.given.input) && !str_eq(kept->as.given.value, value))
        environment_keep_secret(s, ev->as.given.input, value);
}

bool give_value(struct session *s, const char *path, const char *id, const char *text, const char *source, struct err *e)
{
    const struct flow *flow = path ? place_flow(s, path) : s->flow->flow;
    const struct flow_input *input = flow ? flow_find_input(flow, id) : NULL;
    if (!input)
        return err_set(e, ERR_USAGE, _("This flow has no input called '%s'."), id);
    char *value = as_kept(s, input, text);
    bool ok = check_text(input, value, e);
    if (ok) {
        bool secret = input->type == INPUT_SECRET;
        struct event ev = {.kind = EVENT_given, .step = path};
        ev.as.given = (struct event_given){input->id, secret ? "" : value, source, secret};
        if (secret) {
            environment_keep_secret(s, input->id, value);
            journal_hide(s->journal, input->id, value);
        }
        ok = record_event(s, &ev, e);
        if (ok && !secret)
            keep_whole(s, &ev, value);
    }
    mem_free(value);
    return ok;
}

/* What was found before was found with the old value. */
static bool has_looked(const struct session *s)
{
    struct place p;
    if (!place_at(s, s->inc->step, &p))
        return false;
    for (size_t i = 0; i < p.step->n_probes; i++)
        if (incident_last_run(s->inc, s->inc->step, p.step->probe[i].id))
            return true;
    return false;
}

bool give_input(struct session *s, const struct wish *w, struct err *e)
{
    bool ok = give_value(s, s->inc->step, w->id, w->text ? w->text : "", "asked", e);
    if (ok && has_looked(s))
        session_say(s, "%s", _("Recorded. What was found was found without it; r looks again."));
    return ok;
}

/* The kind that a fact has now, so that a correction keeps it; text when nothing is known of it. */
static enum value_kind kind_of_fact(const struct session *s, const char *name)
{
    const struct fact *f = incident_find_fact(s->inc, name);
    return f && value_is_known(&f->value) ? f->value.kind : VALUE_TEXT;
}

bool give_correction(struct session *s, const struct wish *w, struct err *e)
{
    struct place p;
    enum value_kind kind = kind_of_fact(s, w->id);
    struct value v = value_none();
    if (place_now(s, &p) && flow_find_input(p.flow, w->id))
        return give_value(s, p.path, w->id, w->text ? w->text : "", "corrected", e);
    if (!str_blank(w->text) && !value_parse(w->text, kind, &v))
        return give_refuse_kind(w->id, w->text, kind, e);
    struct fact_pair pair = {w->id, v};
    struct event ev = {.kind = EVENT_fact_corrected};
    ev.as.fact_corrected = (struct event_fact_corrected){{&pair, 1}, w->reason && *w->reason ? w->reason : NULL};
    return record_event(s, &ev, e);
}

/* ---- what was found elsewhere ------------------------------------------------------------------------------------------ */

/* The probe's captures, and what its kind yields. */
static size_t captures_of(const struct flow_probe *probe, struct arena *arena, struct flow_capture **captures)
{
    enum { YIELDS_MOST = 40 };
    enum value_kind kind;
    struct flow_capture *out = *captures = arena_array(arena, probe->n_captures + YIELDS_MOST, sizeof *out);
    const char *name;
    size_t n = 0;
    for (size_t i = 0; i < probe->n_captures; i++)
        out[n++] = probe->capture[i];
    for (size_t i = 0; probe->kind != PROBE_RUN && i < YIELDS_MOST && (name = probe_yield_name(probe->kind, i, &kind)); i++)
        out[n++] = (struct flow_capture){name, kind, NULL};
    return n;
}

/* Only what was named counts: a probe reported by hand says nothing of the rest. */
static struct fact_pairs known_pairs(const struct finding *f, struct arena *arena)
{
    struct fact_pair *pair = arena_array(arena, f->facts.n + 1, sizeof *pair);
    size_t n = 0;
    for (size_t i = 0; i < f->facts.n; i++)
        if (f->facts.v[i].value.kind != VALUE_NONE)
            pair[n++] = f->facts.v[i];
    return (struct fact_pairs){pair, n};
}

bool give_report(struct session *s, const struct wish *w, struct err *e)
{
    struct place p;
    struct arena arena = {0};
    struct finding f;
    struct event ev = {.kind = EVENT_probe_reported};
    const struct flow_probe *probe = place_now(s, &p) ? flow_find_probe(p.step, w->id ? w->id : "") : NULL;
    if (s->trial)
        return trial_report(s, w, e);
    if (str_blank(w->text))
        return err_set(e, ERR_USAGE, _("Nothing was typed, so nothing was kept."));
    if (!probe)
        return tell_note(s, w, e);
    struct flow_capture *capture;
    size_t n = captures_of(probe, &arena, &capture);
    finding_make(&(struct finding_of){probe->id, probe->kind, &probe->expect, capture, n, RUN_EXITED, probe->expect.exit_status, 0, w->text,
                                      strlen(w->text), NULL},
                 &arena, &f);
    char digest[65] = "";
    bool ok = (!f.trouble || err_set(e, ERR_USAGE, "%s", why_text(f.trouble, &arena))) &&
              record_blob(s, w->text, strlen(w->text), digest, e);
    const char *summary = str_blank(f.summary) ? arena_strndup(&arena, w->text, strcspn(w->text, "\n")) : f.summary;
    ev.as.probe_reported = (struct event_probe_reported){probe->id, digest, known_pairs(&f, &arena), summary};
    ok = ok && record_event(s, &ev, e);
    arena_release(&arena);
    return ok;
}
