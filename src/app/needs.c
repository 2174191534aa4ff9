/* needs: conditions as they are now. */
#include "app/needs.h"

#include "base/i18n.h"
#include "flow/condition.h"

enum state { HOLDS, FAILS, UNKNOWN };

static enum state state_of(const struct flow_requirement *r, struct scope *scope)
{
    struct value v = condition_value(r->when, scope_lookup, scope);
    return v.kind != VALUE_FLAG ? UNKNOWN : v.flag ? HOLDS : FAILS;
}

static const char *explained(const struct flow_requirement *r, struct scope *scope, struct arena *arena)
{
    struct str text = {0};
    condition_explain(r->when, scope_lookup, scope, &text);
    const char *kept = arena_strdup(arena, event_word(str_get(&text)));
    str_release(&text);
    return kept;
}

static const char *line_of(const struct flow_requirement *r, enum state state, const char *because, struct arena *arena)
{
    static const char *const glyph[] = {"\xe2\x9c\x93", "\xe2\x9c\x97", "?"};
    if (str_blank(because) || str_eq(because, r->text))
        return arena_printf(arena, "%s %s", glyph[state], r->text);
    return arena_printf(arena, "%s %s (%s)", glyph[state], r->text, because);
}

static const char *refusal(const struct flow_requirement *r, enum state state, const char *because, struct arena *arena)
{
    if (state == FAILS)
        return arena_printf(arena, _("it needs %s, and that is not so (%s)"), r->text, because);
    return arena_printf(arena, _("it needs %s, and that is not known (%s): run the probes that find it, or correct a value with ="),
                        r->text, because);
}

const char *needs_look(struct place *p, const struct flow_action *action, struct arena *arena, struct names *shown, struct names *recorded)
{
    static const char *const word[] = {"true", "false", "unknown"};
    size_t n = action->n_requires;
    const char *why = NULL;
    *shown = (struct names){arena_array(arena, n + 1, sizeof *shown->v), 0};
    *recorded = (struct names){arena_array(arena, n + 1, sizeof *recorded->v), 0};
    for (size_t i = 0; i < n; i++) {
        const struct flow_requirement *r = &action->require[i];
        enum state state = state_of(r, &p->scope);
        const char *because = explained(r, &p->scope, arena);
        shown->v[shown->n++] = line_of(r, state, because, arena);
        recorded->v[recorded->n++] = arena_printf(arena, "%s = %s", r->text, word[state]);
        if (state != HOLDS && !why)
            why = refusal(r, state, because, arena);
    }
    return why;
}
