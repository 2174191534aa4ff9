/* plain_line: a typed line becomes a wish. Letters are those of the screens, words work for them too. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "ui/plain_own.h"

struct typed { /* a line, and what it may act on */
    struct plain *p;
    const struct model *m;
    const char *rest; /* behind the word, without blanks */
    struct wish *w;
    struct str *out;
};

/* The wish borrows texts until the next line. */
static const char *lend(char **place, const char *text)
{
    char *copy = mem_strdup(text);
    mem_free(*place);
    return *place = copy;
}

static bool take_count(const char **s, int64_t *n)
{
    char *end;
    if (**s < '0' || **s > '9')
        return false;
    *n = strtoll(*s, &end, 10);
    *s = end + strspn(end, " ");
    return true;
}

static void ask_for(struct typed *t, enum plain_asks asks, const char *id)
{
    t->p->asks = asks;
    lend(&t->p->held_id, id);
}

/* ---- answers --------------------------------------------------------------------------------------------------------- */

static void wish_answer(struct typed *t, enum wish_kind kind, const char *id, const char *proposed_label)
{
    *t->w = (struct wish){.kind = kind, .id = lend(&t->p->id, id)};
    const char *proposed = t->m->step->proposal.answer;
    if (!proposed || str_eq(proposed, id) || str_eq(id, "unsure"))
        return;
    plain_say(t->p, t->out, _("The facts propose \"%s\". Why not? Empty: no reason."), proposed_label ? proposed_label : proposed);
    t->w->kind = WISH_NONE;
    t->p->asks = ASKS_REASON;
    lend(&t->p->held_id, id);
}

static void answer_step(struct typed *t, int64_t n)
{
    const struct flow_step *step = t->m->step->step;
    const struct flow_answer *proposed = t->m->step->proposal.answer ? flow_find_answer(step, t->m->step->proposal.answer) : NULL;
    if (n == 0)
        wish_answer(t, WISH_ANSWER, "unsure", NULL);
    else if (step->answers_fixes && (size_t)n <= t->m->step->n_fixes)
        *t->w = (struct wish){.kind = WISH_FIX, .id = lend(&t->p->id, t->m->step->fix[n - 1].step)};
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
    else if (!t->m->incident)
        choose_at_home(t, n);
    else if (!step)
        plain_say(t->p, t->out, _("The flow has ended; there is nothing to answer."));
    else if (*t->rest && n >= 1 && (size_t)n <= step->n_inputs)
        *t->w = (struct wish){.kind = WISH_SET_INPUT, .id = t->m->flow->input[step->input[n - 1]].id, .text = lend(&t->p->text, t->rest)};
    else if (t->m->step->unsettled)
        settle(t, n);
    else
        answer_step(t, n);
}

/* ---- words ----------------------------------------------------------------------------------------------------------- */

static void do_action(struct typed *t)
{
    int64_t n = 1;
    take_count(&t->rest, &n);
    if (!t->m->step || n < 1 || (size_t)n > t->m->step->step->n_actions)
        plain_say(t->p, t->out, _("This step has no such action."));
    else
        *t->w = (struct wish){.kind = WISH_ACTION, .id = t->m->step->step->action[n - 1].id};
}

static void do_tick(struct typed *t)
{
    int64_t n = 0;
    if (!t->m->step || !take_count(&t->rest, &n) || n < 1 || (size_t)n > t->m->step->step->items.n) {
        plain_say(t->p, t->out, _("Which item? \"tick 1\" ticks the first."));
        return;
    }
    const char *item = t->m->step->step->items.v[n - 1];
    *t->w = (struct wish){.kind = WISH_TICK, .id = item, .flag = !incident_is_ticked(t->m->incident, t->m->step->path, item)};
}

static void do_report(struct typed *t)
{
    const struct flow_step *step = t->m->step ? t->m->step->step : NULL;
    const char *id = step && step->n_probes ? step->probe[0].id : "";
    size_t n = strcspn(t->rest, " ");
    for (size_t i = 0; step && i < step->n_probes; i++)
        if (strlen(step->probe[i].id) == n && strncmp(step->probe[i].id, t->rest, n) == 0) {
            id = step->probe[i].id;
            t->rest += n + strspn(t->rest + n, " ");
            break;
        }
    if (*t->rest)
        *t->w = (struct wish){.kind = WISH_REPORTED, .id = id, .text = lend(&t->p->text, t->rest)};
    else
        ask_for(t, ASKS_REPORT, id), lend(&t->p->text, "");
}

static void do_undo(struct typed *t)
{
    enum { MOST = 99 };
    const struct run *list[MOST];
    int64_t n = 0;
    if (!take_count(&t->rest, &n))
        plain_show_undo(t->p, t->m, t->out);
    else if (n < 1 || (size_t)n > incident_undo_list(t->m->incident, list, MOST))
        plain_say(t->p, t->out, _("There is no change %lld."), (long long)n);
    else
        *t->w = (struct wish){.kind = WISH_UNDO, .number = list[n - 1]->seq};
}

static void do_severity(struct typed *t)
{
    int64_t n = 0;
    if (take_count(&t->rest, &n) && n >= 1 && n <= 4)
        *t->w = (struct wish){.kind = WISH_SEVERITY, .number = n, .reason = lend(&t->p->text, t->rest)};
    else
        plain_say(t->p, t->out, _("Which severity, 1 to 4?"));
}

static void do_rule_out(struct typed *t)
{
    const char *rest = str_starts(t->rest, "out ") ? t->rest + 4 : t->rest;
    size_t n = strcspn(rest, " ");
    char *cause = mem_strndup(rest, n);
    *t->w = (struct wish){.kind = WISH_RULE_OUT, .id = lend(&t->p->id, cause), .reason = lend(&t->p->text, rest + n + strspn(rest + n, " "))};
    mem_free(cause);
}

static void do_discharge(struct typed *t, enum wish_kind kind)
{
    int64_t n = 0;
    if (take_count(&t->rest, &n))
        *t->w = (struct wish){.kind = kind, .number = n, .reason = lend(&t->p->text, t->rest)};
    else
        plain_say(t->p, t->out, _("Which item? \"left\" lists them."));
}

static void do_done(struct typed *t)
{
    do_discharge(t, WISH_DISCHARGE);
}

static void do_waive(struct typed *t)
{
    do_discharge(t, WISH_WAIVE);
}

static void do_correct(struct typed *t)
{
    size_t n = strcspn(t->rest, " =");
    char *name = mem_strndup(t->rest, n);
    const char *value = t->rest + n + strspn(t->rest + n, " =");
    *t->w = (struct wish){.kind = WISH_CORRECT, .id = lend(&t->p->id, name), .text = lend(&t->p->text, value)};
    mem_free(name);
}

static void do_again(struct typed *t)
{
    int64_t n = 1;
    take_count(&t->rest, &n);
    for (size_t i = n > 0 ? (size_t)n - 1 : 0; i < t->p->said.n; i++)
        str_addf(t->out, "%-3zu %s\n", i + 1, t->p->said.v[i]);
}

static void do_export(struct typed *t)
{
    const char *format = *t->rest ? t->rest : "md";
    *t->w = (struct wish){.kind = WISH_EXPORT, .id = lend(&t->p->id, format)};
}

static void do_next(struct typed *t)
{
    const struct flow_step *step = t->m->step ? t->m->step->step : NULL;
    if (step && (step->n_answers || step->answers_fixes))
        plain_say(t->p, t->out, _("This step asks a question: answer it, or 0 for not sure."));
    else
        t->w->kind = WISH_GO_ON;
}

static void show_causes(struct typed *t)
{
    plain_show_causes(t->p, t->m, t->out);
}

static void show_timeline(struct typed *t)
{
    plain_show_timeline(t->p, t->m, t->out);
}

static void show_left(struct typed *t)
{
    plain_show_left(t->p, t->m, t->out);
}

static void show_help(struct typed *t)
{
    plain_show_help(t->p, t->m, t->out);
}

static void show_more(struct typed *t)
{
    t->p->is_all_home = true;
    plain_show_home(t->p, t->m, t->out);
}

static void show_question(struct typed *t)
{
    if (t->m->incident)
        plain_show_answers(t->p, t->m, t->out);
    else
        plain_show_home(t->p, t->m, t->out);
}

/* A word either is one of ours, or makes a wish whose text, id or status it names. */
enum word_needs { ANYWHERE, INCIDENT };
enum word_puts { PUTS_NOTHING, PUTS_TEXT, PUTS_ID, PUTS_STATUS };
static const struct word {
    const char *letter, *word;
    enum word_needs needs;
    enum wish_kind kind;
    enum word_puts puts;
    const char *status;
    void (*run)(struct typed *);
} words[] = {
    {"q", "quit", ANYWHERE, WISH_QUIT, PUTS_NOTHING, NULL, NULL},
    {"?", "help", ANYWHERE, WISH_NONE, PUTS_NOTHING, NULL, show_help},
    {"", "again", ANYWHERE, WISH_NONE, PUTS_NOTHING, NULL, do_again},
    {"", "more", ANYWHERE, WISH_NONE, PUTS_NOTHING, NULL, show_more},
    {"r", "run", INCIDENT, WISH_RUN_PROBES, PUTS_NOTHING, NULL, NULL},
    {"", "stop", INCIDENT, WISH_CANCEL_RUN, PUTS_NOTHING, NULL, NULL},
    {"", "do", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_action},
    {"o", "report", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_report},
    {"", "tick", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_tick},
    {"n", "note", INCIDENT, WISH_NOTE, PUTS_TEXT, NULL, NULL},
    {"s", "severity", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_severity},
    {"d", "defer", INCIDENT, WISH_DEFER, PUTS_TEXT, NULL, NULL},
    {"b", "back", INCIDENT, WISH_BACK, PUTS_NOTHING, NULL, NULL},
    {"g", "go", INCIDENT, WISH_GO, PUTS_ID, NULL, NULL},
    {"", "next", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_next},
    {"=", "correct", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_correct},
    {"x", "rule", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_rule_out},
    {"", "restore", INCIDENT, WISH_RESTORE, PUTS_ID, NULL, NULL},
    {"", "cause", INCIDENT, WISH_ADD_CAUSE, PUTS_TEXT, NULL, NULL},
    {"h", "causes", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, show_causes},
    {"t", "timeline", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, show_timeline},
    {"u", "undo", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_undo},
    {"D", "left", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, show_left},
    {"", "done", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_done},
    {"", "waive", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_waive},
    {"E", "escalate", INCIDENT, WISH_ESCALATE, PUTS_TEXT, NULL, NULL},
    {"H", "handover", INCIDENT, WISH_HAND_OVER, PUTS_TEXT, NULL, NULL},
    {"U", "status", INCIDENT, WISH_TELL, PUTS_TEXT, NULL, NULL},
    {"", "mitigated", INCIDENT, WISH_STATUS, PUTS_STATUS, "mitigated", NULL},
    {"", "resolve", INCIDENT, WISH_STATUS, PUTS_STATUS, "resolved", NULL},
    {"", "close", INCIDENT, WISH_STATUS, PUTS_STATUS, "closed", NULL},
    {"", "reopen", INCIDENT, WISH_STATUS, PUTS_STATUS, "open", NULL},
    {"e", "export", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_export},
    {"", "home", INCIDENT, WISH_CLOSE, PUTS_NOTHING, NULL, NULL},
    {"a", "search", ANYWHERE, WISH_SEARCH, PUTS_TEXT, NULL, NULL},
    {"", "article", ANYWHERE, WISH_OPEN_ARTICLE, PUTS_ID, NULL, NULL},
    {"", "code", ANYWHERE, WISH_CODE, PUTS_TEXT, NULL, NULL},
};

static const struct word *find_word(const char *line, size_t n)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if ((strlen(words[i].letter) == n && n && strncmp(words[i].letter, line, n) == 0) ||
            (strlen(words[i].word) == n && strncmp(words[i].word, line, n) == 0))
            return &words[i];
    return NULL;
}

static void obey(struct typed *t, const struct word *word)
{
    if (word->needs == INCIDENT && !t->m->incident) {
        plain_say(t->p, t->out, _("No incident is open here; choose one by its number, or a flow to start."));
        return;
    }
    if (word->run) {
        word->run(t);
        return;
    }
    t->w->kind = word->kind;
    if (word->puts == PUTS_TEXT)
        t->w->text = lend(&t->p->text, t->rest);
    else if (word->puts == PUTS_ID)
        t->w->id = lend(&t->p->id, t->rest);
    else if (word->puts == PUTS_STATUS)
        t->w->id = word->status, t->w->reason = lend(&t->p->text, t->rest);
    if (word->kind == WISH_DEFER)
        t->w->id = t->m->step ? t->m->step->path : NULL, t->w->when = "", t->w->reason = "";
}

/* ---- awaited text ---------------------------------------------------------------------------------------------------- */

static void take_awaited(struct typed *t, const char *line)
{
    struct plain *p = t->p;
    if (p->asks == ASKS_REASON) {
        *t->w = (struct wish){.kind = WISH_ANSWER, .id = p->held_id, .reason = lend(&p->text, line)};
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
        ask_for(t, ASKS_REPORT, ""), lend(&t->p->text, "");
        return;
    }
    t->w->kind = yes && !q->refused ? WISH_CONFIRMED : WISH_DECLINED;
    if (!yes)
        plain_say(t->p, t->out, _("Not run."));
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
    const struct word *word = find_word(line, length);
    const char *number = line;
    if (!*line)
        show_question(&t);
    else if (take_count(&number, &n) && (size_t)(number - line) >= length)
        choose_number(&t, n);
    else if (word)
        obey(&t, word);
    else
        plain_say(p, out, _("\"%s\" is not understood here; ? lists what is."), line);
}
