/* ask_change: what becomes of the questions about changes: which are shown, where to go, why one is out. */
#include <stdlib.h>
#include <string.h>

#include "change/change.h"
#include "ui/ask.h"
#include "ui/changes_own.h"
#include "ui/move.h"

void ask_change_out(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    const struct model_changes *c = m->changes;
    const char *id = ui_say(ui, 1, str_get(&ui->prompt.about));
    for (size_t i = 0; c && i < c->n; i++)
        if (str_eq(c->row[i].id, id)) {
            changes_step_over(ui, m, &c->row[i]);
            *w = (struct wish){.kind = WISH_RULE_OUT, .id = id, .text = ui_say(ui, 2, c->row[i].change->what), .reason = text};
            return;
        }
}

void ask_change_words(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m, (void)w;
    changes_choose(ui, text[0] ? CHANGES_WORDS : CHANGES_ALL, text);
}

/* The nearest to a moment of those that are shown; of those not after the onset only, where that is what is meant. */
static const struct model_change *nearest(const struct changes_shown *shown, int64_t at, bool is_before)
{
    const struct model_change *best = NULL;
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < shown->n; i++) {
        int64_t its = shown->row[i]->change->at;
        uint64_t far = its > at ? (uint64_t)its - (uint64_t)at : (uint64_t)at - (uint64_t)its;
        if (far < least && !(is_before && shown->row[i]->is_after)) {
            best = shown->row[i];
            least = far;
        }
    }
    return best;
}

/* Its number counts among all of them, shown or not. */
static const struct model_change *change_meant(struct ui *ui, const struct model *m, const char *text)
{
    const struct model_changes *c = m->changes;
    struct changes_shown shown;
    const struct model_change *found = NULL;
    int64_t at;
    if (text[0] && text[strspn(text, "0123456789")] == '\0') {
        uint64_t n = strtoull(text, NULL, 10);
        return n >= 1 && n <= c->n ? &c->row[n - 1] : NULL;
    }
    changes_shown_make(ui, m, &shown);
    if (!text[0])
        found = nearest(&shown, c->onset != TIME_NONE ? c->onset : m->now, c->onset != TIME_NONE);
    else if (time_parse_spoken(text, m->now, m->zone, &at))
        found = nearest(&shown, at, false);
    for (size_t i = 0; text[0] && !found && i < shown.n; i++)
        found = changes_holds(shown.row[i]->change, text) ? shown.row[i] : NULL;
    changes_shown_release(&shown);
    return found;
}

void ask_go_change(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    const struct model_change *found = m->changes && m->changes->list ? change_meant(ui, m, text) : NULL;
    (void)w;
    if (!found) {
        if (text[0])
            ask_open(ui, ASK_CHANGE_GO, NULL, NULL, 0, text);
        return;
    }
    struct row_id row = {ROW_CHANGE, found->change - m->changes->list->list.v};
    if (move_to_row(ui, m, row))
        return;
    changes_choose(ui, CHANGES_ALL, NULL);
    move_to_row(ui, m, row);
}
