/* change_will: the end of a change whose triage is gone, told by its keeper to a fresh one. */
#include <stdlib.h>
#include <string.h>

#include "app/change_end.h"
#include "app/parts.h"
#include "base/i18n.h"
#include "store/liveness.h"

/* ---- what is told at the beginning --------------------------------------------------------------------------------------- */

/* Values that are shown as dots, to be taken out of what the command prints. */
static void add_secrets(struct str *text, const struct question *q)
{
    for (size_t i = 0; i < q->names.n && i < q->shown.n; i++) {
        const char *value = strchr(q->names.v[i], '=');
        if (value && value[1] && !str_eq(q->names.v[i], q->shown.v[i]))
            will_add_text(text, "secret", value + 1);
    }
}

void change_will(const struct session *s, const struct question *q, int64_t run, struct arena *arena, struct will *will)
{
    enum { MOST = 8 };
    const char *name = config_text(s->config, CONFIG_OPERATOR);
    const char **argv = arena_array(arena, MOST, sizeof *argv);
    struct str text = {0};
    size_t n = 0;
    argv[n++] = "/proc/self/exe";
    argv[n++] = "record-end";
    argv[n++] = "--journal";
    argv[n++] = arena_strdup(arena, journal_path(s->journal));
    if (!str_blank(name)) {
        argv[n++] = "--operator";
        argv[n++] = arena_strdup(arena, name);
    }
    argv[n] = NULL;
    will_add_number(&text, "incident", s->inc->number);
    will_add_number(&text, "run", run);
    add_secrets(&text, q);
    *will = (struct will){(char *const *)(size_t)argv, arena_strndup(arena, text.s, text.n), text.n};
    str_release(&text);
}

/* ---- what is told at the end --------------------------------------------------------------------------------------------- */

enum { SECRETS_MOST = 64 };

struct late {
    int64_t incident, run, exit, survivors, took, gone_at, bytes;
    char outcome[16], why[WHY_TEXT];
    const char *output;
    size_t n_output;
    struct span {
        const char *s;
        size_t n;
    } secret[SECRETS_MOST];
    size_t n_secrets;
};

static int64_t number_of(const char *value, size_t n)
{
    char text[32] = "";
    memcpy(text, value, n < sizeof text - 1 ? n : sizeof text - 1);
    return strtoll(text, NULL, 10);
}

static bool take_number(struct late *l, const char *name, const char *value, size_t n)
{
    const struct {
        const char *name;
        int64_t *to;
    } numbers[] = {{"incident", &l->incident}, {"run", &l->run},         {"exit", &l->exit},  {"survivors", &l->survivors},
                   {"took", &l->took},         {"gone_at", &l->gone_at}, {"bytes", &l->bytes}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (str_eq(numbers[i].name, name))
            return *numbers[i].to = number_of(value, n), true;
    return false;
}

static void read_late(const char *text, size_t n, struct late *l)
{
    const char *at = text, *value;
    char name[32];
    size_t length;
    *l = (struct late){0};
    while (will_next(&at, text + n, name, &value, &length)) {
        if (take_number(l, name, value, length))
            continue;
        if (str_eq(name, "outcome") && length < sizeof l->outcome)
            memcpy(l->outcome, value, length);
        else if (str_eq(name, "why") && length < sizeof l->why)
            memcpy(l->why, value, length);
        else if (str_eq(name, "output"))
            l->output = value, l->n_output = length;
        else if (str_eq(name, "secret") && l->n_secrets < SECRETS_MOST)
            l->secret[l->n_secrets++] = (struct span){value, length};
    }
}

bool change_late_incident(const char *text, size_t n, char which[32])
{
    struct late l;
    read_late(text, n, &l);
    snprintf(which, 32, "INC-%lld", (long long)l.incident);
    return l.incident > 0 && l.run > 0;
}

/* How long the secret is that stands here, 0 for none. */
static size_t secret_at(const struct late *l, const char *s, size_t n)
{
    for (size_t i = 0; i < l->n_secrets; i++)
        if (l->secret[i].n <= n && memcmp(l->secret[i].s, s, l->secret[i].n) == 0)
            return l->secret[i].n;
    return 0;
}

static void add_output(const struct late *l, struct str *out)
{
    for (size_t i = 0; i < l->n_output;) {
        size_t n = secret_at(l, l->output + i, l->n_output - i);
        if (n)
            str_add(out, "\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2");
        else
            str_add_char(out, l->output[i]);
        i += n ? n : 1;
    }
}

bool change_recorded_late(struct session *s, const char *text, size_t n, struct err *e)
{
    struct late l;
    struct str output = {0};
    struct place p;
    read_late(text, n, &l);
    const struct run *run = incident_find_run(s->inc, l.run);
    enum run_outcome outcome = RUN_UNKNOWN;
    if (!run || run->kind != RUN_ACTION || !run_outcome_parse(l.outcome, &outcome))
        return err_set(e, ERR_INPUT, _("There is no change number %lld."), (long long)l.run);
    if (run->outcome != RUN_RUNNING)
        return true; /* who started it has recorded it, and then gone */
    add_output(&l, &output);
    for (size_t i = 0; i < l.n_secrets; i++) { /* its other forms are found when it is stored */
        char *value = mem_strndup(l.secret[i].s, l.secret[i].n);
        journal_hide(s->journal, "secret", value);
        mem_free(value);
    }
    struct change_end end = {
        .run = run->seq,
        .id = run->id,
        .path = run->step,
        .action = s->flow && place_at(s, run->step, &p) ? flow_find_action(p.step, run->id) : NULL,
        .outcome = outcome,
        .exit_status = (int)l.exit,
        .took = l.took,
        .output = str_get(&output),
        .n_output = output.n,
        .bytes = l.bytes,
        .survivors = (int)l.survivors,
        .why = l.why[0] ? l.why : NULL,
        .recorded_by = "keeper",
        .remark = l.gone_at ? "(what it printed while triage was there is not kept)" : NULL,
    };
    const char *liveness = run->liveness;
    bool ok = change_ended(s, &end, e);
    if (ok && liveness)
        liveness_unguard(liveness, l.run);
    str_release(&output);
    return ok;
}
