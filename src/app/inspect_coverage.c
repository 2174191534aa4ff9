/* inspect_coverage: the incidents of this flow, and of those that call it, one by one. */
#include "app/inspect_coverage.h"

#include <stdio.h>

#include "store/files.h"
#include "store/journal.h"

enum { DEEPEST_CALL = 7, CALLS_LOOKED_AT = 1000 };

struct found { /* incidents to be read */
    struct inspection *in;
    const struct flow *flow;
    int patience; /* calls that are still looked at: flows may call one another again and again */
    VEC(struct one {
        int64_t number;
        const struct flow *outermost;
    })
    of;
};

static const struct flow *find_called(void *of, const char *id)
{
    return inspect_find_flow(of, id);
}

static bool leads_into(struct found *f, const struct flow *from, int depth)
{
    if (str_eq(from->id, f->flow->id))
        return true;
    for (size_t i = 0; depth > 0 && i < from->n_steps; i++) {
        const struct flow *called = from->step[i].call && f->patience-- > 0 ? inspect_find_flow(f->in, from->step[i].call) : NULL;
        if (called && leads_into(f, called, depth - 1))
            return true;
    }
    return false;
}

static bool note(const struct journal_entry *entry, void *who)
{
    struct found *f = who;
    bool is_own = str_eq(entry->flow, f->flow->id);
    const struct flow *outermost = is_own ? f->flow : inspect_find_flow(f->in, entry->flow);
    f->patience = CALLS_LOOKED_AT;
    if (outermost && (is_own || leads_into(f, outermost, DEEPEST_CALL)))
        *vec_push(&f->of) = (struct one){entry->number, outermost};
    return true;
}

static bool is_drill(const struct incident *inc)
{
    return inc->events.n && str_eq(inc->events.v[0].as.opened.via, "drill");
}

static bool take(struct found *f, struct journal *j, const struct one *one, struct coverage *c, struct err *e)
{
    char name[32];
    struct incident inc = {0};
    struct err why = {0};
    snprintf(name, sizeof name, "%lld", (long long)one->number);
    bool is_read = journal_load(j, name, &inc, &why) || why.code == ERR_INPUT;
    if (is_read && !is_drill(&inc))
        coverage_take(c, COVERED_BY_INCIDENTS, one->outermost, &inc, find_called, f->in);
    incident_release(&inc);
    if (!is_read)
        *e = why;
    return is_read;
}

bool inspect_incidents(struct inspection *in, struct coverage *c, struct err *e)
{
    struct journal_options o = {.path = config_text(&in->config, CONFIG_JOURNAL), .read_only = true};
    struct journal_filter all = {0};
    struct found f = {.in = in, .flow = c->flow};
    struct journal *j = NULL;
    if (!files_exist(o.path))
        return true;
    bool ok = journal_open(&o, &j, e) && journal_list(j, &all, note, &f, e);
    for (size_t i = 0; ok && i < f.of.n; i++)
        ok = take(&f, j, &f.of.v[i], c, e);
    vec_release(&f.of);
    journal_close(j);
    return ok;
}
