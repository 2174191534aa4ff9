/* why_alert: which patterns of which flow the alert fits, and what it says instead. */
#include "ui/alert.h"

#include "base/i18n.h"

void alert_build_why(const struct model *m, struct sheet *s)
{
    const struct model_alert *a = m->alert;
    sheet_wrap(s, 2, 74, STYLE_PLAIN,
               _("A flow is proposed when all patterns of one line of its start_when match. Of several the one that asks for more comes "
                 "first: more patterns, then more letters in them. A flow that the alert names as its runbook comes before all; a runbook "
                 "that is no flow yet, behind those that match."),
               false);
    for (size_t i = 0; i < a->n_why; i++) {
        if (a->why[i].label) {
            sheet_space(s);
            sheet_line(s);
            sheet_put(s, 2, STYLE_BOLD, a->why[i].label);
        }
        sheet_wrap(s, 4, 78, STYLE_PLAIN, a->why[i].text, false);
    }
}
