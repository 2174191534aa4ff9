/* plain_fixes: the choice of fixes in lines: chance, minutes with the verification, way back, and escalating. */
#include "base/i18n.h"
#include "base/time.h"
#include "ui/plain_own.h"

static const char *way_back(const struct model_fix *f)
{
    static const char *const word[] = {[FIX_UNDO] = N_("can be undone"),
                                       [FIX_BY_HAND] = N_("way back by hand"),
                                       [FIX_NO_UNDO] = N_("cannot be undone"),
                                       [FIX_OTHER_FLOW] = N_("another flow"),
                                       [FIX_UNDO_UNKNOWN] = N_("way back unknown")};
    return _(word[f->way_back]);
}

/* Where the flow names no cause, nothing is known of what a fix helps against. */
static void show_fix(struct plain *p, size_t n, const struct model_fix *f, bool knows_causes, struct str *out)
{
    char takes[TIME_TEXT], helps[8];
    time_format_length(f->takes, takes);
    diagnosis_format_share(f->helps, helps);
    if (f->not_now)
        plain_say(p, out, _("answer %zu: %s, helps %s, takes %s, %s; not now: %s"), n, f->title, helps, takes, way_back(f), f->not_now);
    else if (!knows_causes)
        plain_say(p, out, _("answer %zu: %s, takes %s, %s"), n, f->title, takes, way_back(f));
    else
        plain_say(p, out, _("answer %zu: %s, helps %s, takes %s, %s"), n, f->title, helps, takes, way_back(f));
}

void plain_show_fixes(struct plain *p, const struct model *m, struct str *out)
{
    char takes[TIME_TEXT];
    time_format_length(m->flow->escalate.takes, takes);
    for (size_t i = 0; i < m->step->n_fixes; i++)
        show_fix(p, i + 1, &m->step->fix[i], m->flow->n_causes > 0, out);
    if (m->flow->escalate.to)
        plain_say(p, out, _("\"escalate\": to %s, takes %s"), m->flow->escalate.to, takes);
    else
        plain_say(p, out, _("\"escalate TO\": takes %s"), takes);
    plain_say(p, out, _("\"why 1\" says how the figures of the first come about."));
}
