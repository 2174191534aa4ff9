/* plain_show: home, a step, a question and a trouble as sentences, a line each. */
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "ui/past.h"
#include "ui/plain_own.h"
#include "ui/step_own.h"

enum { FLOWS_AT_FIRST = 3 };

static const char *phase_word(enum phase p)
{
    static const char *const word[] = {N_("Symptom"), N_("Changes"), N_("Logs"), N_("Reproduce"), N_("Roll back"), N_("Verify")};
    return _(word[p]);
}

/* ---- home ------------------------------------------------------------------------------------------------------------ */

bool plain_home_choice(const struct model *m, int64_t n, const struct model_case **c, const struct model_flow **flow)
{
    const struct model_home *h = &m->home;
    size_t i = n > 0 ? (size_t)n - 1 : SIZE_MAX;
    *c = NULL, *flow = NULL;
    if (i < h->n_open)
        return *c = &h->open[i], true;
    if (i - h->n_open < h->n_flows)
        return *flow = &h->flow[i - h->n_open], true;
    if (i - h->n_open - h->n_flows < h->n_closed)
        return *c = &h->closed[i - h->n_open - h->n_flows], true;
    return false;
}

static void show_case(struct plain *p, const struct model *m, size_t choice, const struct model_case *c, struct str *out)
{
    char since[TIME_TEXT], length[TIME_TEXT];
    time_format_minute(c->since, m->now, m->zone, since);
    time_format_length(m->now - c->since, length);
    plain_say(p, out, _("choice %zu: INC-%lld, %s, %s, since %s, %s"), choice, (long long)c->number,
              c->service ? c->service : c->title, status_word(c->status), since, length);
    if (c->at)
        plain_say(p, out, _("INC-%lld is at %s."), (long long)c->number, c->at);
    if (c->relapse)
        plain_say(p, out, _("INC-%lld: %s"), (long long)c->number, c->relapse);
    if (c->unknown)
        plain_say(p, out, _("Unknown outcome in INC-%lld: %s"), (long long)c->number, c->unknown);
    if (c->asks)
        plain_say(p, out, "%s", c->asks);
    if (c->others)
        plain_say(p, out, "%s", c->others);
}

static void show_flows(struct plain *p, const struct model *m, struct str *out)
{
    const struct model_home *h = &m->home;
    size_t shown = p->is_all_home || h->n_flows <= FLOWS_AT_FIRST + 1 ? h->n_flows : FLOWS_AT_FIRST;
    for (size_t i = 0; i < shown; i++) {
        const struct model_flow *f = &h->flow[i];
        if (f->problem)
            plain_say(p, out, _("choice %zu: start %s, flow %s; it has mistakes: %s"), h->n_open + i + 1, f->title, f->id, f->problem);
        else
            plain_say(p, out, _("choice %zu: start %s, flow %s"), h->n_open + i + 1, f->title, f->id);
    }
    if (h->unsure_flow)
        plain_say(p, out, _("choice 0: not sure, find out by questions"));
    if (shown < h->n_flows)
        plain_say(p, out, _("\"more\" shows all %zu flows."), h->n_flows);
}

void plain_show_home(struct plain *p, const struct model *m, struct str *out)
{
    char zone[TIME_TEXT];
    size_t n = m->home.n_open;
    time_format_zone(m->now, m->zone, zone);
    if (n)
        plain_say(p, out, ngettext("triage, %s on %s, %s. %zu incident is open.", "triage, %s on %s, %s. %zu incidents are open.", n),
                  m->actor, m->host, zone, n);
    else
        plain_say(p, out, _("triage, %s on %s, %s. Nothing is open."), m->actor, m->host, zone);
    if (m->home.dropped)
        plain_say(p, out, "%s", m->home.dropped);
    else
        plain_say(p, out, _("Nothing runs until you say so. Every step is recorded before you hear of it."));
    if (m->home.journal)
        plain_say(p, out, _("Journal: %s"), m->home.journal);
    for (size_t i = 0; i < n; i++)
        show_case(p, m, i + 1, &m->home.open[i], out);
    plain_say(p, out, _("What is wrong?"));
    show_flows(p, m, out);
    for (size_t i = 0; p->is_all_home && i < m->home.n_closed; i++)
        show_case(p, m, n + m->home.n_flows + i + 1, &m->home.closed[i], out);
}

/* ---- a step ---------------------------------------------------------------------------------------------------------- */

static struct scope scope_of(const struct model *m)
{
    return (struct scope){m->flow, m->incident, m->step->path, m->now};
}

static bool is_from_alert(const struct model *m, const char *input)
{
    const struct fact *f = step_fact(m, input);
    return f && str_eq(f->source, "label");
}

static void show_inputs(struct plain *p, const struct model *m, struct str *out)
{
    struct scope scope = scope_of(m);
    for (size_t i = 0; i < m->step->step->n_inputs; i++) {
        const struct flow_input *input = &m->flow->input[m->step->step->input[i]];
        struct value v = scope_value(&scope, input->id);
        struct str text = {0};
        value_show(&v, &text);
        if (input->type == INPUT_SECRET && value_is_known(&v))
            plain_say(p, out, _("field %zu, %s: given, not shown"), i + 1, input->ask);
        else if (value_is_known(&v) && is_from_alert(m, input->id))
            plain_say(p, out, _("field %zu, %s: %s, from the alert"), i + 1, input->ask, str_get(&text));
        else if (value_is_known(&v))
            plain_say(p, out, _("field %zu, %s: %s"), i + 1, input->ask, str_get(&text));
        else
            plain_say(p, out, _("field %zu, %s: empty"), i + 1, input->ask);
        str_release(&text);
    }
}

static const char *probe_word(const struct run *run)
{
    static const char *const word[] = {N_("running"), N_("done"), N_("timed out"), N_("stopped"), N_("could not start"), N_("outcome unknown")};
    return run ? _(word[run->outcome]) : _("to come");
}

/* A long command that says what it does is not read out: who listens would wait a minute for the question below it. */
static bool is_long(const char *run)
{
    enum { LINES_READ = 8 };
    const char *line;
    size_t n, lines = 0;
    for (const char *s = run; s && *s; s += strcspn(s, "\n"), s += *s == '\n')
        lines++;
    return lines > LINES_READ && flow_command_says(run, &line, &n);
}

static bool is_for_elsewhere(const struct model_step *s, const struct flow_probe *probe)
{
    for (size_t i = 0; i < s->n_cannot; i++)
        if (s->cannot[i].elsewhere && strcmp(s->cannot[i].probe, probe->id) == 0)
            return true;
    return false;
}

static void show_command(struct plain *p, const struct model_step *s, const struct flow_probe *probe, const struct run *run, struct str *out)
{
    const char *line;
    size_t n;
    if (flow_command_says(probe->run, &line, &n))
        plain_say(p, out, _("probe %s, read-only, %s; r runs it: %.*s"), probe->id, probe_word(run), (int)n, line);
    else
        plain_say(p, out, _("probe %s, read-only, %s; r runs it:"), probe->id, probe_word(run));
    if (!run && probe->run && !is_long(probe->run) && !is_for_elsewhere(s, probe))
        plain_quote(p, out, probe->run);
}

static void show_host(struct plain *p, const struct model *m, size_t i, struct str *out)
{
    const char *host = m->step->host ? m->step->host[i] : NULL;
    if (host)
        plain_say(p, out, _("where: %s, by ssh from %s"), host, m->host);
}

static void show_probes(struct plain *p, const struct model *m, struct str *out)
{
    const struct model_step *s = m->step;
    for (size_t i = 0; i < s->step->n_probes; i++) {
        const struct flow_probe *probe = &s->step->probe[i];
        const struct run *run = incident_last_run(m->incident, s->path, probe->id);
        if (plain_looked(p, m, probe->id, run, out))
            continue;
        if (run && run->summary && *run->summary)
            plain_say(p, out, _("probe %s, %s: %s"), probe->id, probe_word(run), run->summary);
        else if (probe->run)
            show_command(p, s, probe, run, out), show_host(p, m, i, out);
        else
            plain_say(p, out, _("probe %s: the flow does not say what it runs; o reports what you found"), probe->id);
        for (size_t k = 0; k < probe->n_fields && !probe->run; k++)
            for (size_t v = 0; v < probe->field[k].value.n; v++)
                plain_say(p, out, _("probe %s, %s: %s"), probe->id, probe->field[k].name, probe->field[k].value.v[v]);
    }
    for (size_t i = 0; i < s->n_cannot; i++) {
        plain_say(p, out, _("probe %s cannot run: %s"), s->cannot[i].probe, s->cannot[i].why);
        if (s->cannot[i].elsewhere)
            plain_quote(p, out, s->cannot[i].elsewhere);
    }
}

static void show_actions(struct plain *p, const struct model *m, struct str *out)
{
    const struct model_step *s = m->step;
    for (size_t i = 0; i < s->step->n_actions; i++) {
        const struct flow_action *action = &s->step->action[i];
        const struct run *run = incident_last_run(m->incident, s->path, action->id);
        plain_say(p, out, action->by_hand ? _("action %zu, %s, %s, %s; \"do %zu\" is for copying, nothing runs from here:")
                          : action->edit  ? _("action %zu, %s, %s, %s: \"do %zu\" has it edited and asks before it runs this:")
                                          : _("action %zu, %s, %s, %s: \"do %zu\" asks before it runs this:"), i + 1, action->id, risk_name(action->risk),
                  run && run->undoes && run->outcome == RUN_EXITED && run->exit_status == 0 ? _("taken back") : probe_word(run), i + 1);
        plain_quote(p, out, action->run);
    }
}

static void show_answer_list(struct plain *p, const struct model *m, struct str *out)
{
    const struct model_step *s = m->step;
    for (size_t i = 0; i < s->step->n_answers; i++) {
        const struct flow_answer *a = &s->step->answer[i];
        if (str_eq(a->id, "unsure"))
            continue;
        if (str_eq(a->id, s->proposal.answer))
            plain_say(p, out, _("answer %zu: %s. Proposed: %s"), i + 1, a->label, s->proposal.because ? s->proposal.because : "");
        else
            plain_say(p, out, _("answer %zu: %s"), i + 1, a->label);
    }
    plain_say(p, out, _("answer 0: not sure"));
}

/* The two likeliest, as on the screen. */
static void say_likely(struct plain *p, const struct diagnosis *d, struct str *out)
{
    struct str text = {0};
    char share[8];
    for (size_t i = 0; i < d->n && i < 2; i++)
        if (!d->cause[i].is_ruled_out && d->cause[i].cause >= 0) {
            diagnosis_format_share(d->cause[i].share, share);
            str_addf(&text, "%s%s %s", text.n ? ", " : "", d->cause[i].title, share);
        }
    if (d->too_early)
        plain_say(p, out, _("Likely: too early to say."));
    else if (text.n)
        plain_say(p, out, _("Likely: %s."), str_get(&text));
    str_release(&text);
}

static void show_likely(struct plain *p, const struct model *m, struct str *out)
{
    if (m->diagnosis && m->diagnosis->n)
        say_likely(p, m->diagnosis, out);
    if (m->next)
        plain_say(p, out, _("Next: %s"), m->next);
}

static void show_unsettled(struct plain *p, const struct model *m, struct str *out)
{
    const struct run *run = incident_find_run(m->incident, m->step->unsettled);
    if (!run)
        return;
    plain_say(p, out, _("Unknown outcome: %s, started by %s. No exit status was seen. Command:"), run->id, run->actor);
    plain_quote(p, out, run->command);
    if (m->step->now)
        plain_say(p, out, _("now: %s"), m->step->now);
    plain_say(p, out, _("What became of it? r looks again, read-only."));
    plain_say(p, out, _("answer 1: it took effect"));
    plain_say(p, out, _("answer 2: only in part"));
    plain_say(p, out, _("answer 3: it did not; the step starts again"));
    plain_say(p, out, _("answer 0: not sure; the question stays open"));
    if (m->step->verdict && m->step->because)
        plain_say(p, out, _("Proposed: %s, because %s"), m->step->verdict, m->step->because);
}

void plain_show_answers(struct plain *p, const struct model *m, struct str *out)
{
    const struct flow_step *step = m->step ? m->step->step : NULL;
    if (!step)
        return;
    if (m->step->unsettled) {
        show_unsettled(p, m, out);
        return;
    }
    if (step->call)
        plain_say(p, out, _("\"next\" opens the flow %s; or answer for it by hand."), step->call);
    if (step->n_answers || step->answers_fixes)
        plain_say(p, out, "%s", step->ask ? step->ask : step->title);
    if (step->answers_fixes)
        plain_show_fixes(p, m, out), plain_say(p, out, _("answer 0: not sure"));
    else if (step->n_answers)
        show_answer_list(p, m, out);
    else if (!step->call)
        plain_say(p, out, _("\"next\" goes on to the next step."));
    show_likely(p, m, out);
}

/* Which of the phases that this flow has, and how many they are, as on the screen. */
static void say_place(struct plain *p, const struct model *m, const struct flow_step *step, const char *takes, struct str *out)
{
    bool is_there[N_PHASES] = {false};
    int nth = 0, n = 0;
    size_t length = strlen(step->title);
    bool is_open = length && !strchr(".?!", step->title[length - 1]);
    struct str title = {0};
    for (size_t i = 0; i < m->flow->n_steps; i++)
        is_there[m->flow->step[i].phase] = true;
    for (int k = 0; k < N_PHASES; k++) {
        n += is_there[k];
        nth += is_there[k] && k <= (int)step->phase;
    }
    str_addf(&title, "%s%s", step->title, is_open ? "." : "");
    if (step->takes)
        plain_say(p, out, _("%s, %d of %d: %s About %s."), phase_word(step->phase), nth, n, str_get(&title), takes);
    else
        plain_say(p, out, _("%s, %d of %d: %s"), phase_word(step->phase), nth, n, str_get(&title));
    str_release(&title);
}

void plain_show_step(struct plain *p, const struct model *m, struct str *out)
{
    if (!m->step) {
        plain_say(p, out, _("The flow has ended. \"left\" lists what is left to do, \"export\" writes the report."));
        return;
    }
    const struct flow_step *step = m->step->step;
    char takes[TIME_TEXT];
    time_format_length(past_takes(m), takes);
    say_place(p, m, step, takes, out);
    if (m->step->text)
        plain_show_document(p, m->step->text, false, out);
    if (step->tip)
        plain_say(p, out, _("Tip: %s"), step->tip);
    show_inputs(p, m, out);
    for (size_t i = 0; i < step->items.n; i++)
        plain_say(p, out, incident_is_ticked(m->incident, m->step->path, step->items.v[i]) ? _("item %zu, done: %s") : _("item %zu, to do: %s"),
                  i + 1, step->items.v[i]);
    show_probes(p, m, out);
    show_actions(p, m, out);
    plain_show_past(p, m, out);
    plain_show_answers(p, m, out);
}

/* ---- a question, a trouble ------------------------------------------------------------------------------------------- */

/* The glyph at the front of a text is for the eye: "✗ cannot be undone" says so without it. */
static const char *without_glyph(const char *text)
{
    static const char *const glyphs[] = {"✓ ", "✗ ", "? "};
    for (size_t i = 0; i < sizeof glyphs / sizeof *glyphs; i++)
        if (str_starts(text, glyphs[i]))
            return text + strlen(glyphs[i]);
    return text;
}

static void show_pairs(struct plain *p, const struct model_pair *line, size_t n, struct str *out)
{
    for (size_t i = 0; i < n; i++) {
        if (!line[i].text)
            continue;
        const char *text = without_glyph(line[i].text);
        if (line[i].label && line[i].label[0])
            plain_say(p, out, "%s: %s", line[i].label, text);
        else
            plain_say(p, out, "%s", text);
    }
}

void plain_show_question(struct plain *p, const struct model *m, struct str *out)
{
    const struct model_question *q = m->question;
    plain_say(p, out, q->by_hand                 ? _("To copy: nothing runs from here. %s")
                      : q->risk == RISK_DESTROY ? _("Confirm: this destroys. %s")
                                                : _("Confirm: this changes the world. %s"), q->title);
    plain_quote(p, out, q->command);
    show_pairs(p, q->line, q->n_lines, out);
    if (!q->environment)
        plain_say(p, out, _("environment unknown; \"= production\" or the like gives it"));
    if (q->waits)
        plain_say(p, out, "%s", q->waits);
    if (q->by_hand)
        plain_say(p, out, _("\"o\" says what came of it, Enter alone leaves it."));
    else if (q->wants_edit)
        plain_say(p, out, _("Its line is edited first: \"e\" and the whole line as it shall run. Enter alone is no."));
    else if (q->refused)
        plain_say(p, out, _("It cannot run: %s"), q->refused);
    else if (q->confirm)
        plain_say(p, out, _("To destroy it, type: %s. \"o\" says that it was done elsewhere. Enter alone is no."), q->confirm);
    else
        plain_say(p, out, _("Run it? y runs it, o says that it was done elsewhere, Enter alone is no."));
}

void plain_show_trouble(struct plain *p, const struct model *m, struct str *out)
{
    const struct model_trouble *t = m->trouble;
    plain_say(p, out, "%s", t->head);
    show_pairs(p, t->line, t->n_lines, out);
    for (size_t i = 0; i < t->n_choices; i++)
        plain_say(p, out, _("choice %zu: %s"), i + 1, t->choice[i].label);
}
