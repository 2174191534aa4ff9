/* plain_line: a typed line becomes a wish: a number, an awaited text, a verdict, or a word. */
#include <string.h>

#include "base/i18n.h"
#include "ui/plain.h"
#include "ui/plain_own.h"

/* ---- answers --------------------------------------------------------------------------------------------------------- */

static void wish_answer(struct typed *t, enum wish_kind kind, const char *id, const char *proposed_label)
{
    *t->w = (struct wish){.kind = kind, .id = plain_lend(&t->p->id, id)};
    const char *proposed = t->m->step->proposal.answer;
    if (!proposed || str_eq(proposed, id) || str_eq(id, "unsure"))
        return;
    plain_say(t->p, t->out, _("The facts propose \"%s\". Why not? Empty: no reason."), proposed_label ? proposed_label : proposed);
    t->w->kind = WISH_NONE;
    t->p->asks = ASKS_REASON;
    plain_lend(&t->p->held_id, id);
}

static void answer_step(struct typed *t, int64_t n)
{
    const struct flow_step *step = t->m->step->step;
    const struct flow_answer *proposed = t->m->step->proposal.answer ? flow_find_answer(step, t->m->step->proposal.answer) : NULL;
    if (n == 0)
        wish_answer(t, WISH_ANSWER, "unsure", NULL);
    else if (step->answers_fixes && (size_t)n <= t->m->step->n_fixes)
        *t->w = (struct wish){.kind = WISH_FIX, .id = plain_lend(&t->p->id, t->m->step->fix[n - 1].step)};
    else if (!step->answers_fixes && (size_t)n <= step->n_answers)
        wish_answer(t, WISH_ANSWER, step->answer[n - 1].id, proposed ? proposed->label : NULL);
    else
        plain_say(t->p, t->out, _("There is no answer %lld here."), (long long)n);
}

static void settle(struct typed *t, int64_t n)
{
    static const char *const verdict[] = {"unsure", "took_effect", "in_part", "no_effect"};
    if (n > 3)
        plain_say(t->p, t->out, _("There is no answer %lld here."), (long long)n);
    else
        *t->w = (struct wish){.kind = WISH_SETTLE, .number = t->m->step->unsettled, .id = verdict[n]};
}

static void choose_at_home(struct typed *t, int64_t n)
{
    const struct model_case *c;
    const struct model_flow *f;
    if (n == 0 && t->m->home.unsure_flow)
        *t->w = (struct wish){.kind = WISH_START, .id = t->m->home.unsure_flow};
    else if (!plain_home_choice(t->m, n, &c, &f))
        plain_say(t->p, t->out, _("There is no choice %lld here."), (long long)n);
    else if (c)
        *t->w = (struct wish){.kind = WISH_OPEN, .number = c->number};
    else
        *t->w = (struct wish){.kind = WISH_START, .id = f->id};
}

static void choose_number(struct typed *t, int64_t n)
{
    const struct flow_step *step = t->m->step ? t->m->step->step : NULL;
    if (t->m->trouble && n >= 1 && (size_t)n <= t->m->trouble->n_choices)
        *t->w = (struct wish){.kind = WISH_TROUBLE, .id = t->m->trouble->choice[n - 1].id};
    else if (t->m->alert)
        plain_choose_alert(t, n);
    else if (!t->m->incident)
        choose_at_home(t, n);
    else if (!step)
        plain_say(t->p, t->out, _("The flow has ended; there is nothing to answer."));
    else if (*t->rest && n >= 1 && (size_t)n <= step->n_inputs)
        *t->w = (struct wish){.kind = WISH_SET_INPUT, .id = t->m->flow->input[step->input[n - 1]].id, .text = plain_lend(&t->p->text, t->rest)};
    else if (t->m->step->unsettled)
        settle(t, n);
    else
        answer_step(t, n);
}

/* ---- awaited text ---------------------------------------------------------------------------------------------------- */

static void take_awaited(struct typed *t, const char *line)
{
    struct plain *p = t->p;
    if (p->asks == ASKS_REASON) {
        *t->w = (struct wish){.kind = WISH_ANSWER, .id = p->held_id, .reason = plain_lend(&p->text, line)};
    } else if (!str_eq(line, ".")) {
        struct str more = {0};
        str_addf(&more, "%s%s\n", p->text ? p->text : "", line);
        mem_free(p->text);
        p->text = str_take(&more);
        return;
    } else {
        *t->w = (struct wish){.kind = t->m->question ? WISH_DONE_ELSEWHERE : WISH_REPORTED, .id = p->held_id, .text = p->text};
    }
    p->asks = ASKS_NOTHING;
}

static void take_verdict(struct typed *t, const char *line)
{
    const struct model_question *q = t->m->question;
    bool yes = q->confirm ? str_eq(line, q->confirm) : str_eq(line, "y");
    if (str_eq(line, "o")) {
        plain_ask_for(t->p, ASKS_REPORT, ""), plain_lend(&t->p->text, "");
        return;
    }
    if (str_eq(line, "v") && q->dry_run) {
        *t->w = (struct wish){.kind = WISH_SHOW_OUTPUT, .number = q->dry_run};
        t->p->looks_up = WISH_SHOW_OUTPUT;
        return;
    }
    if ((q->wants_edit || q->is_edited) && str_starts(line, "e ")) {
        *t->w = (struct wish){.kind = WISH_EDITED, .text = plain_lend(&t->p->text, line + 2)};
        return;
    }
    if (*line == '=') {
        *t->w = (struct wish){.kind = WISH_ENVIRONMENT, .text = plain_lend(&t->p->text, line + strspn(line, "= "))};
        return;
    }
    t->w->kind = yes && !q->refused ? WISH_CONFIRMED : WISH_DECLINED;
    if (!yes)
        plain_say(t->p, t->out, _("Not run."));
}

static void show_question(struct typed *t)
{
    if (t->m->incident)
        plain_show_answers(t->p, t->m, t->out);
    else if (t->m->alert)
        plain_show_alert(t->p, t->m, t->out);
    else
        plain_show_home(t->p, t->m, t->out);
}

void plain_line(struct plain *p, const struct model *m, const char *line, struct wish *w, struct str *out)
{
    struct typed t = {p, m, NULL, w, out};
    int64_t n;
    *w = (struct wish){0};
    if (p->asks != ASKS_NOTHING) {
        take_awaited(&t, line);
        return;
    }
    line += strspn(line, " \t");
    if (m->question) {
        take_verdict(&t, line);
        return;
    }
    size_t length = strcspn(line, " ");
    t.rest = line + length + strspn(line + length, " ");
    const char *number = line;
    if (!*line && plain_more_logs(&t))
        return;
    p->is_in_logs = false;
    if (!*line)
        show_question(&t);
    else if (plain_take_count(&number, &n) && (size_t)(number - line) >= length)
        choose_number(&t, n);
    else if (!plain_obey(&t, line, length))
        plain_say(p, out, _("\"%s\" is not understood here; ? lists what is."), line);
}
