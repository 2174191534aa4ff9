/* plain_past: what was done at this step before, and what was learned of it, a line each. */
#include "base/i18n.h"
#include "ui/past.h"
#include "ui/plain_own.h"

void plain_show_past(struct plain *p, const struct model *m, struct str *out)
{
    const struct past *past = m->step->past;
    struct str text = {0}, more = {0};
    if (!past)
        return;
    past_say(past, &text);
    past_say_more(past, &more);
    plain_say(p, out, _("Last time: %s; %s"), str_get(&text), str_get(&more));
    str_release(&text);
    str_release(&more);
}

void plain_explain_past(struct plain *p, const struct model *m, struct str *out)
{
    const struct past *past = m->step ? m->step->past : NULL;
    struct str text = {0};
    for (size_t i = 0; past && i < past->n_rows; i++) {
        const struct past_row *row = &past->row[i];
        str_clear(&text);
        past_say_row(row, &text);
        if (row->cause && !row->is_verdict)
            plain_say(p, out, _("Last time here, %zu of %zu: %s, %zu times %s"), row->n, past->n, str_get(&text), row->n_cause, row->cause);
        else
            plain_say(p, out, _("Last time here, %zu of %zu: %s"), row->n, past->n, str_get(&text));
    }
    str_clear(&text);
    past_explain_learned(m->diagnosis, &text);
    if (text.n)
        plain_say(p, out, "%s", str_get(&text));
    str_release(&text);
}
