/* card_fixes: the fixes in the order in which they are worth trying while nothing is known (incident/fixes.h, with an
 * incident in which nothing happened). */
#include "base/i18n.h"
#include "base/time.h"
#include "draw/card.h"
#include "flow/likelihood.h"
#include "incident/fixes.h"

static const char *take(struct card_builder *b, struct str *s)
{
    const char *kept = arena_strdup(&b->card->arena, str_get(s));
    str_release(s);
    return kept;
}

static const char *against(struct card_builder *b, const struct flow_step *s)
{
    struct str out = {0};
    for (size_t i = 0; i < s->n_cures; i++) {
        const struct flow_share *cure = &s->cure[i];
        const struct flow_cause *c = cure->cause < 0 ? NULL : &b->flow->cause[cure->cause];
        str_addf(&out, "%s%s %.0f%%", i ? "; " : "", c ? card_line(b, c->title ? c->title : c->id) : _("any other cause"), cure->share * 100);
    }
    return take(b, &out);
}

static const char *way_back(const struct flow_step *s)
{
    if (s->call)
        return _("as the other flow says");
    if (!s->n_actions)
        return _("by hand");
    bool is_known = true;
    for (size_t i = 0; i < s->n_actions; i++) {
        if (!s->action[i].undo && !s->action[i].undo_unknown)
            return _("none");
        is_known &= !s->action[i].undo_unknown;
    }
    return is_known ? _("undo") : _("not known");
}

static const char *minutes(struct card_builder *b, const struct fix_option *o)
{
    struct str out = {0}, takes = {0}, verify = {0};
    chart_minutes(o->step->takes, &takes);
    if (o->verify)
        chart_minutes(o->verify->takes, &verify);
    if (o->verify)
        str_addf(&out, _("%s + %s to verify"), str_get(&takes), str_get(&verify));
    else
        str_add(&out, str_get(&takes));
    str_release(&takes);
    str_release(&verify);
    return take(b, &out);
}

static void add(struct card_builder *b, const struct fix_option *o)
{
    char chance[8];
    diagnosis_format_share(o->chance, chance);
    *vec_push(&b->card->fixes) = (struct card_fix){
        .number = arena_printf(&b->card->arena, "%d", (int)(o->step - b->flow->step) + 1),
        .title = card_line(b, o->step->title),
        .against = against(b, o->step),
        .minutes = minutes(b, o),
        .back = way_back(o->step),
        .chance = arena_strdup(&b->card->arena, chance),
    };
}

void card_fixes(struct card_builder *b)
{
    struct incident nothing = {0};
    struct diagnosis d = {0};
    struct fixes f = {0};
    struct scope scope = {b->flow, &nothing, NULL, TIME_NONE};
    if (!b->chart.fixes.n)
        return;
    diagnosis_compute(b->flow, &nothing, &d);
    fixes_rank(&scope, &d, &f);
    for (size_t i = 0; i < f.n; i++)
        add(b, &f.option[i]);
    fixes_release(&f);
    diagnosis_release(&d);
}
