/* undo: by names, numbers and texts. */
#include "incident/undo.h"

#include <string.h>

/* "database/reach" and "conns" are "database.conns", as facts are stored. */
static void add_stored(const char *step, const char *name, struct str *out)
{
    const char *slash = step ? strrchr(step, '/') : NULL;
    for (const char *c = step; slash && c <= slash; c++)
        str_add_char(out, *c == '/' ? '.' : *c);
    str_add(out, name);
}

/* Is the value of that name ("switch_before=r418", "switch_count=3") one that the change found? */
static bool is_of(const struct incident *inc, const struct run *change, const char *pair)
{
    size_t id = strlen(change->id), n = strcspn(pair, "=");
    struct str dotted = {0}, stored = {0};
    if (n <= id + 1 || strncmp(pair, change->id, id) != 0 || pair[id] != '_')
        return false;
    if (n == id + strlen("_before") && strncmp(pair + id, "_before", strlen("_before")) == 0)
        return true;
    str_addf(&dotted, "%s.%.*s", change->id, (int)(n - id - 1), pair + id + 1);
    add_stored(change->step, str_get(&dotted), &stored);
    const struct fact *f = incident_find_fact(inc, str_get(&stored));
    str_release(&dotted);
    str_release(&stored);
    return f && str_eq(f->source, change->id);
}

static bool depends(const struct incident *inc, const struct run *later, const struct run *change)
{
    if (str_eq(later->id, change->id) && str_eq(later->step, change->step))
        return true;
    for (size_t i = 0; i < later->names.n; i++)
        if (is_of(inc, change, later->names.v[i]))
            return true;
    return false;
}

const struct run *incident_undo_waits_for(const struct incident *inc, const struct run *run)
{
    for (size_t i = inc->runs.n; i-- > 0 && inc->runs.v[i].seq > run->seq;) {
        const struct run *later = &inc->runs.v[i];
        if (!str_blank(later->undo) && incident_is_in_effect(later) && depends(inc, later, run))
            return later;
    }
    return NULL;
}

enum undo_state incident_undo_state(const struct run *run, const char *now)
{
    if (!now)
        return UNDO_NOT_LOOKED;
    if (run->left && str_eq(now, run->left))
        return UNDO_AS_LEFT;
    if (run->before && str_eq(now, run->before))
        return UNDO_BACK;
    return run->left ? UNDO_CHANGED : UNDO_UNSURE;
}
