/* plain_word: letters and words that are typed, as wishes. Letters are those of the screens. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/plain_own.h"

/* The wish borrows texts until the next line. */
const char *plain_lend(char **place, const char *text)
{
    char *copy = mem_strdup(text);
    mem_free(*place);
    return *place = copy;
}

bool plain_take_count(const char **s, int64_t *n)
{
    char *end;
    if (**s < '0' || **s > '9')
        return false;
    *n = strtoll(*s, &end, 10);
    *s = end + strspn(end, " ");
    return true;
}

void plain_ask_for(struct plain *p, enum plain_asks asks, const char *id)
{
    p->asks = asks;
    plain_lend(&p->held_id, id);
}

static void do_action(struct typed *t)
{
    int64_t n = 1;
    plain_take_count(&t->rest, &n);
    if (!t->m->step || n < 1 || (size_t)n > t->m->step->step->n_actions)
        plain_say(t->p, t->out, _("This step has no such action."));
    else
        *t->w = (struct wish){.kind = WISH_ACTION, .id = t->m->step->step->action[n - 1].id};
}

static void do_tick(struct typed *t)
{
    int64_t n = 0;
    if (!t->m->step || !plain_take_count(&t->rest, &n) || n < 1 || (size_t)n > t->m->step->step->items.n) {
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
        *t->w = (struct wish){.kind = WISH_REPORTED, .id = id, .text = plain_lend(&t->p->text, t->rest)};
    else
        plain_ask_for(t->p, ASKS_REPORT, id), plain_lend(&t->p->text, "");
}

static const struct run *change_number(const struct typed *t, int64_t n)
{
    enum { MOST = 99 };
    const struct run *list[MOST];
    size_t all = incident_undo_list(t->m->incident, list, MOST);
    return n >= 1 && (size_t)n <= all ? list[n - 1] : NULL;
}

/* "undo" looks, and lists; "undo 2" takes that one back, "undo back 2" all from the newest to that one, "undo all" all. */
static void do_undo(struct typed *t)
{
    bool is_all = str_eq(t->rest, "all"), is_back = str_starts(t->rest, "back ");
    int64_t n = is_all ? (int64_t)t->m->n_undo : 0;
    if (is_back)
        t->rest += strlen("back ");
    if (!is_all && !plain_take_count(&t->rest, &n)) {
        t->w->kind = WISH_LOOK_LEFT;
        t->p->wants_undo = true;
        return;
    }
    const struct run *run = change_number(t, n);
    if (!run)
        plain_say(t->p, t->out, _("There is no change %lld."), (long long)n);
    else
        *t->w = (struct wish){.kind = is_all || is_back ? WISH_UNDO_BACK : WISH_UNDO, .number = run->seq};
}

static void do_severity(struct typed *t)
{
    int64_t n = 0;
    if (plain_take_count(&t->rest, &n) && n >= 1 && n <= 4)
        *t->w = (struct wish){.kind = WISH_SEVERITY, .number = n, .reason = plain_lend(&t->p->text, t->rest)};
    else
        plain_say(t->p, t->out, _("Which severity, 1 to 4?"));
}

static void do_rule_out(struct typed *t)
{
    const char *rest = str_starts(t->rest, "out ") ? t->rest + 4 : t->rest;
    size_t n = strcspn(rest, " ");
    if (plain_judge_change(t, rest, WISH_RULE_OUT))
        return;
    char *cause = mem_strndup(rest, n);
    *t->w = (struct wish){.kind = WISH_RULE_OUT, .id = plain_lend(&t->p->id, cause), .reason = plain_lend(&t->p->text, rest + n + strspn(rest + n, " "))};
    mem_free(cause);
}

static void do_restore(struct typed *t)
{
    if (!plain_judge_change(t, t->rest, WISH_RESTORE))
        *t->w = (struct wish){.kind = WISH_RESTORE, .id = plain_lend(&t->p->id, t->rest)};
}

static void do_discharge(struct typed *t, enum wish_kind kind)
{
    int64_t n = 0;
    if (plain_take_count(&t->rest, &n))
        *t->w = (struct wish){.kind = kind, .number = n, .reason = plain_lend(&t->p->text, t->rest)};
    else
        plain_say(t->p, t->out, _("Which item? \"left\" lists them."));
}

static void do_done(struct typed *t)
{
    do_discharge(t, WISH_DISCHARGE);
}

/* "hand 12 ann 2 Mar" */
static void do_hand(struct typed *t)
{
    int64_t n = 0;
    if (!plain_take_count(&t->rest, &n)) {
        plain_say(t->p, t->out, _("Which item, to whom, until when? hand 12 ann 2 Mar"));
        return;
    }
    size_t length = strcspn(t->rest, " ");
    char *owner = mem_strndup(t->rest, length);
    *t->w = (struct wish){.kind = WISH_DEFER, .number = n, .text = plain_lend(&t->p->text, owner),
                          .when = plain_lend(&t->p->id, t->rest + length + strspn(t->rest + length, " "))};
    mem_free(owner);
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
    t->p->has_shown_alert = false; /* it is said anew */
    *t->w = (struct wish){.kind = WISH_CORRECT, .id = plain_lend(&t->p->id, name), .text = plain_lend(&t->p->text, value)};
    mem_free(name);
}

/* describe impact TEXT */
static void do_describe(struct typed *t)
{
    size_t n = strcspn(t->rest, " ");
    char *section = mem_strndup(t->rest, n);
    *t->w = (struct wish){.kind = WISH_DESCRIBE, .id = plain_lend(&t->p->id, section), .text = plain_lend(&t->p->text, t->rest + n + strspn(t->rest + n, " "))};
    mem_free(section);
}

static void do_again(struct typed *t)
{
    int64_t n = 1;
    plain_take_count(&t->rest, &n);
    for (size_t i = n > 0 ? (size_t)n - 1 : 0; i < t->p->said.n; i++)
        str_addf(t->out, "%-3zu %s\n", i + 1, t->p->said.v[i]);
}

static void do_export(struct typed *t)
{
    const char *format = *t->rest ? t->rest : "md";
    *t->w = (struct wish){.kind = WISH_EXPORT, .id = plain_lend(&t->p->id, format)};
}

static void do_next(struct typed *t)
{
    const struct flow_step *step = t->m->step ? t->m->step->step : NULL;
    if (step && !step->call && (step->n_answers || step->answers_fixes))
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
    if (t->m->incident)
        plain_show_step(t->p, t->m, t->out);
    else if (t->m->alert)
        plain_show_alert(t->p, t->m, t->out);
    else
        plain_show_home(t->p, t->m, t->out);
}

/* A word either is one of ours, or makes a wish whose text, id or status it names. */
enum word_needs { ANYWHERE, INCIDENT, INCIDENT_OR_ALERT };
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
    {"", "curl", INCIDENT, WISH_CURL, PUTS_ID, NULL, NULL},
    {"", "request", INCIDENT, WISH_REQUEST, PUTS_TEXT, NULL, NULL},
    {"n", "note", INCIDENT, WISH_NOTE, PUTS_TEXT, NULL, NULL},
    {"s", "severity", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_severity},
    {"d", "defer", INCIDENT, WISH_DEFER, PUTS_TEXT, NULL, NULL},
    {"b", "back", INCIDENT, WISH_BACK, PUTS_NOTHING, NULL, NULL},
    {"g", "go", INCIDENT, WISH_GO, PUTS_ID, NULL, NULL},
    {"", "next", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_next},
    {"=", "correct", INCIDENT_OR_ALERT, WISH_NONE, PUTS_NOTHING, NULL, do_correct},
    {"x", "rule", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_rule_out},
    {"", "restore", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_restore},
    {"", "cause", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_cause},
    {"", "unpin", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_unpin},
    {"", "describe", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_describe},
    {"", "item", INCIDENT, WISH_ITEM, PUTS_TEXT, NULL, NULL},
    {"w", "why", INCIDENT_OR_ALERT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_why},
    {"", "alert", INCIDENT_OR_ALERT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_alert},
    {"c", "changes", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_changes},
    {"h", "causes", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, show_causes},
    {"l", "logs", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_logs},
    {"f", "filter", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_filter},
    {"", "find", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_find},
    {"i", "id", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_id},
    {"p", "pin", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_pin},
    {"t", "timeline", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, show_timeline},
    {"u", "undo", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_undo},
    {"D", "left", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, show_left},
    {"", "second", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_second},
    {"", "done", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_done},
    {"", "hand", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_hand},
    {"", "waive", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, do_waive},
    {"E", "escalate", INCIDENT, WISH_ESCALATE, PUTS_TEXT, NULL, NULL},
    {"", "takeover", INCIDENT, WISH_NONE, PUTS_NOTHING, NULL, plain_do_take_over},
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

bool plain_obey(struct typed *t, const char *line, size_t n)
{
    const struct word *word = find_word(line, n);
    if (!word)
        return false;
    bool is_there = word->needs == ANYWHERE || t->m->incident || (word->needs == INCIDENT_OR_ALERT && t->m->alert);
    if (!is_there) {
        plain_say(t->p, t->out, _("No incident is open here; choose one by its number, or a flow to start."));
        return true;
    }
    if (word->run) {
        word->run(t);
        return true;
    }
    t->w->kind = word->kind;
    if (word->kind == WISH_SEARCH || word->kind == WISH_OPEN_ARTICLE || word->kind == WISH_CODE)
        t->p->looks_up = word->kind;
    if (word->puts == PUTS_TEXT)
        t->w->text = plain_lend(&t->p->text, t->rest);
    else if (word->puts == PUTS_ID)
        t->w->id = plain_lend(&t->p->id, t->rest);
    else if (word->puts == PUTS_STATUS)
        t->w->id = word->status, t->w->reason = plain_lend(&t->p->text, t->rest);
    if (word->kind == WISH_DEFER)
        t->w->id = t->m->step ? t->m->step->path : NULL, t->w->when = "", t->w->reason = "";
    return true;
}

