/* plain: what is new since the last line, in the order in which it came. */
#include "ui/plain.h"

#include <stdarg.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/time.h"
#include "text/clean.h"
#include "ui/plain_own.h"
#include "ui/words.h"

struct plain *plain_new(void)
{
    return mem_alloc(sizeof(struct plain));
}

void plain_free(struct plain *p)
{
    for (size_t i = 0; p && i < p->said.n; i++)
        mem_free(p->said.v[i]);
    if (!p)
        return;
    vec_release(&p->said);
    plain_forget_rows(p);
    mem_free(p->path);
    mem_free(p->status);
    mem_free(p->trouble);
    mem_free(p->held_id);
    mem_free(p->text);
    mem_free(p->id);
    mem_free(p);
}

void plain_say(struct plain *p, struct str *out, const char *fmt, ...)
{
    struct str line = {0}, clean = {0};
    va_list ap;
    va_start(ap, fmt);
    str_addv(&line, fmt, ap);
    va_end(ap);
    clean_add(&clean, str_get(&line), line.n, CLEAN_LINE);
    str_addf(out, "%-3zu %s\n", p->said.n + 1, str_get(&clean));
    *vec_push(&p->said) = str_take(&clean);
    str_release(&line);
}

void plain_quote(struct plain *p, struct str *out, const char *text)
{
    char *clean = clean_text(text, strlen(text));
    (void)p;
    for (const char *s = clean; *s;) {
        size_t n = strcspn(s, "\n");
        str_add(out, "    ");
        str_add_n(out, s, n);
        str_add_char(out, '\n');
        s += n + (s[n] == '\n');
    }
    mem_free(clean);
}

static void keep(char **place, const char *text)
{
    char *copy = text ? mem_strdup(text) : NULL;
    mem_free(*place);
    *place = copy;
}

/* ---- events ---------------------------------------------------------------------------------------------------------- */

static bool is_told(const struct event *ev)
{
    return ev->kind != EVENT_entered && ev->kind != EVENT_joined && ev->kind != EVENT_departed && ev->kind != EVENT_article_read;
}

static void tell_event(struct plain *p, const struct model *m, const struct event *ev, struct str *out)
{
    struct str sentence = {0};
    char at[TIME_TEXT];
    words_event(m, ev, &sentence);
    time_format_clock(ev->at, m->now, m->zone, at);
    if (m->trial)
        plain_say(p, out, "%s", str_get(&sentence));
    else
        plain_say(p, out, _("Recorded %lld at %s: %s"), (long long)ev->seq, at, str_get(&sentence));
    str_release(&sentence);
}

static void tell_events(struct plain *p, const struct model *m, struct str *out)
{
    const struct incident *inc = m->incident;
    for (size_t i = 0; i < inc->events.n; i++)
        if (inc->events.v[i].seq > p->seen && is_told(&inc->events.v[i]))
            tell_event(p, m, &inc->events.v[i], out);
    p->seen = inc->seq;
}

/* ---- what changed ---------------------------------------------------------------------------------------------------- */

static void enter_incident(struct plain *p, const struct model *m)
{
    bool resumed = m->incident->step && m->incident->visits.n > 1;
    p->incident = m->incident->number;
    p->seen = resumed ? m->incident->seq : 0;
    keep(&p->path, NULL);
    p->shown_at = 0;
}

static bool sync_home(struct plain *p, const struct model *m, struct str *out)
{
    if (m->incident)
        return false;
    if (m->alert) {
        if (!p->has_shown_alert)
            plain_show_alert(p, m, out);
        p->has_shown_alert = true;
        return true;
    }
    if (p->incident || !p->has_shown_home)
        plain_show_home(p, m, out);
    p->incident = 0;
    p->has_shown_home = true;
    return true;
}

/* An answer is asked again when the facts that propose one have changed. */
static bool facts_changed(const struct plain *p, const struct model *m)
{
    const struct incident *inc = m->incident;
    for (size_t i = inc->events.n; i > 0 && inc->events.v[i - 1].seq > p->shown_at; i--) {
        enum event_kind k = inc->events.v[i - 1].kind;
        if (k == EVENT_probe_ended || k == EVENT_probe_reported || k == EVENT_fact_corrected || k == EVENT_action_ended)
            return true;
    }
    return false;
}

static void sync_step(struct plain *p, const struct model *m, struct str *out)
{
    const char *path = m->step ? m->step->path : NULL;
    if (p->incident != m->incident->number)
        enter_incident(p, m);
    tell_events(p, m, out);
    if (!str_eq(path, p->path) || !p->shown_at) {
        keep(&p->path, path);
        plain_show_step(p, m, out);
    } else if (!m->n_live && facts_changed(p, m)) {
        plain_show_answers(p, m, out);
    } else {
        return;
    }
    p->shown_at = m->incident->seq;
}

static void sync_pages(struct plain *p, const struct model *m, struct str *out)
{
    if (m->question && m->question->id != p->question)
        plain_show_question(p, m, out);
    p->question = m->question ? m->question->id : 0;
    if (m->trouble && !str_eq(m->trouble->id, p->trouble))
        plain_show_trouble(p, m, out);
    keep(&p->trouble, m->trouble ? m->trouble->id : NULL);
}

static const char *prompt(const struct plain *p, const struct model *m)
{
    if (p->asks == ASKS_REASON)
        return _("Reason: ");
    if (p->asks == ASKS_REPORT)
        return _("Found (end with a line that holds only a dot): ");
    if (m->question)
        return _("y, o, or Enter for no: ");
    if (m->trouble || !m->incident)
        return _("Choice: ");
    return m->trial ? _("Try: ") : _("Step: ");
}

static void say_undo(struct plain *p, const struct model *m, struct str *out)
{
    if (!p->wants_undo || m->n_live)
        return;
    p->wants_undo = false;
    if (m->incident)
        plain_show_undo(p, m, out);
}

static void greet(struct plain *p, const struct model *m, struct str *out)
{
    if (m->trial && !p->has_greeted)
        plain_say(p, out, "%s", _("This is a try: nothing runs, nothing is recorded. What a probe finds is asked for; r says how."));
    p->has_greeted = true;
}

void plain_sync(struct plain *p, const struct model *m, struct str *out)
{
    greet(p, m, out);
    if (!sync_home(p, m, out))
        sync_step(p, m, out);
    say_undo(p, m, out);
    sync_pages(p, m, out);
    if (!m->n_live || out->n == 0)
        str_add(out, prompt(p, m));
}

void plain_listen(struct plain *p)
{
    keep(&p->status, NULL);
}

void plain_said(struct plain *p, const struct model *m, struct str *out)
{
    if (m->status && !str_eq(m->status, p->status))
        plain_say(p, out, "%s", m->status);
    keep(&p->status, m->status);
    plain_show_looked_up(p, m, out);
}
