/* ask_go: where g goes: a step, a line of an output, a cause. A place that is not there is asked for again. */
#include <stdlib.h>
#include <string.h>

#include "ui/ask.h"
#include "ui/move.h"

/* The id that was meant by what was typed as an answer to that question. */
static const char *resolve(struct ui *ui, const struct model *m, enum ask ask, const char *text)
{
    ui->prompt.ask = ask;
    const char *id = ask_resolve(ui, m, text);
    ui->prompt.ask = ASK_NONE;
    return id;
}

void ask_go_step(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    const char *id = text[0] ? resolve(ui, m, ASK_GO, text) : m->next_step;
    if (id)
        *w = (struct wish){.kind = WISH_GO, .id = ui_say(ui, 1, id)};
    else if (text[0])
        ask_open(ui, ASK_GO, NULL, NULL, 0, text);
}

/* Lines are counted from the first that there was; Tab then goes to the next one with those words. */
static int64_t line_meant(struct ui *ui, const struct model_output *o, const char *text)
{
    if (text[strspn(text, "0123456789")] == '\0')
        return strtoll(text, NULL, 10) - 1;
    for (size_t i = 0; i < o->n_lines; i++)
        if (ask_matches(text, o->line[i])) {
            str_clear(&ui->find);
            str_add(&ui->find, text);
            return (int64_t)(o->cut_lines + i);
        }
    return -1;
}

void ask_go_line(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)w;
    if (!text[0])
        move_act(ui, m, ACTION_last);
    else if (m->output && !move_to_row(ui, m, (struct row_id){ROW_LINE, line_meant(ui, m->output, text)}))
        ask_open(ui, ASK_LINE, NULL, NULL, 0, text);
}

static const struct diagnosis_cause *likeliest(const struct diagnosis *d)
{
    return d && d->n && !d->cause[0].is_ruled_out ? &d->cause[0] : NULL;
}

/* Enter alone goes where Next says, as from any page; where that is here, to the likeliest cause. */
void ask_go_cause(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    const char *id = text[0] ? resolve(ui, m, ASK_CAUSE, text) : NULL;
    if (!text[0] && m->next_step) {
        ui_pop(ui);
        *w = (struct wish){.kind = WISH_GO, .id = ui_say(ui, 1, m->next_step)};
        return;
    }
    const struct diagnosis_cause *c = id ? diagnosis_find(m->diagnosis, id) : text[0] ? NULL : likeliest(m->diagnosis);
    if (c && move_to_row(ui, m, (struct row_id){ROW_CAUSE, c->cause}))
        ui_place(ui)->subject = c->cause + 1;
    else if (text[0])
        ask_open(ui, ASK_CAUSE, NULL, NULL, 0, text);
}
