/* ask_confirm: the answer to the question before a change, and what another login says to it. */
#include <string.h>

#include "base/i18n.h"
#include "ui/ask.h"

/* The cursor stands at the first thing that is left open. */
static void edit_line(struct ui *ui, const struct model_question *q)
{
    size_t open = strcspn(q->command, "<");
    ask_open(ui, ASK_EDIT, NULL, NULL, 0, q->command);
    if (q->command[open])
        ui->prompt.at = open;
}

/* What is typed on the page of a change: its line, where that is to be edited, else the answer. */
void ask_question(struct ui *ui, const struct model_question *q)
{
    if (q->wants_edit) {
        edit_line(ui, q);
        return;
    }
    ask_open(ui, q->risk == RISK_DESTROY && !q->by_hand ? ASK_DESTROY : ASK_CHANGE, NULL, NULL, 0, NULL);
    if (!q->refused)
        return;
    str_clear(&ui->prompt.label);
    str_add(&ui->prompt.label, q->by_hand ? _("y, o, or Enter to leave:") : q->is_edited ? _("e, or Enter for no:") : _("Enter for no:"));
}

/* "=" and "= production": the environment, where nobody has said it, or it is another one. */
static void finish_environment(struct ui *ui, const char *text, struct wish *w)
{
    text += strspn(text, "= ");
    if (*text)
        *w = (struct wish){.kind = WISH_ENVIRONMENT, .text = text};
    else
        ask_open(ui, ASK_ENVIRONMENT, NULL, NULL, 0, NULL);
}

static void finish_dry_run(struct ui *ui, const struct model_question *q, struct wish *w)
{
    ui_push(ui, PAGE_OUTPUT);
    ui_place(ui)->subject = q->dry_run;
    *w = (struct wish){.kind = WISH_SHOW_OUTPUT, .number = q->dry_run};
}

/* The question stands: what came of it is still to be said. */
static void copy_line(struct ui *ui, const struct model_question *q, struct wish *w)
{
    *w = (struct wish){.kind = WISH_COPY, .text = ui_say(ui, 0, q->command)};
    ask_question(ui, q);
}

static bool is_no(const struct model_question *q, const char *text)
{
    return !text[0] || (q && q->risk != RISK_DESTROY && (str_eq(text, "n") || str_eq(text, "no")));
}

void ask_finish_question(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    const struct model_question *q = m->question;
    bool is_yes = q && !q->refused && (q->risk == RISK_DESTROY ? str_eq(text, q->confirm) : strcmp(text, "y") == 0);

    if (is_yes)
        *w = (struct wish){.kind = WISH_CONFIRMED};
    else if (q && q->by_hand && str_eq(text, "y"))
        copy_line(ui, q, w);
    else if (q && q->is_edited && str_eq(text, "e"))
        edit_line(ui, q);
    else if (is_no(q, text))
        *w = (struct wish){.kind = WISH_DECLINED};
    else if (q && strcmp(text, "o") == 0) /* what cannot run here may have run elsewhere */
        ask_open(ui, ASK_ELSEWHERE, NULL, NULL, 0, NULL);
    else if (q && strcmp(text, "v") == 0 && q->dry_run)
        finish_dry_run(ui, q, w);
    else if (q && text[0] == '=')
        finish_environment(ui, text, w);
    else if (q)
        ask_question(ui, q);
}

/* y, or n and a reason; anything else is no answer, and leaves the page. */
void ask_finish_second(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    int64_t ask = ui->prompt.number;
    bool is_yes = strcmp(text, "y") == 0, is_no = text[0] == 'n' && (!text[1] || text[1] == ' ');
    (void)m;
    if (is_yes || is_no) {
        const char *why = text + is_no + (is_no ? strspn(text + 1, " ") : 0);
        *w = (struct wish){.kind = WISH_SECOND, .number = ask, .flag = is_yes, .reason = is_no ? why : ""};
        ui_pop(ui);
    } else if (!text[0]) {
        ui_pop(ui);
    } else {
        ask_open(ui, ASK_SECOND, NULL, NULL, ask, NULL);
    }
}
