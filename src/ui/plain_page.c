/* plain_page: causes, timeline, undo list, what is left, an article and help as sentences. */
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "incident/undo.h"
#include "ui/action.h"
#include "ui/plain_own.h"
#include "ui/words.h"

void plain_show_timeline(struct plain *p, const struct model *m, struct str *out)
{
    char zone[TIME_TEXT], at[TIME_TEXT];
    time_format_zone(m->now, m->zone, zone);
    plain_say(p, out, ngettext("Timeline, %zu event, local time, %s:", "Timeline, %zu events, local time, %s:", m->incident->events.n),
              m->incident->events.n, zone);
    for (size_t i = 0; i < m->incident->events.n; i++) {
        const struct event *ev = &m->incident->events.v[i];
        struct str sentence = {0};
        words_event(m, ev, &sentence);
        time_format_clock(ev->at, m->now, m->zone, at);
        plain_say(p, out, "%s, %lld: %s", at, (long long)ev->seq, str_get(&sentence));
        str_release(&sentence);
    }
}

enum { UNDO_MOST = 99 };

static const char *undo_words(const struct model *m, const struct run *r)
{
    const struct model_undo *u = NULL;
    for (size_t i = 0; i < m->n_undo; i++)
        u = m->undo[i].run == r->seq ? &m->undo[i] : u;
    switch (incident_undo_state(r, u ? u->now : NULL)) {
    case UNDO_AS_LEFT: return _("as it was left");
    case UNDO_BACK: return _("already back");
    case UNDO_CHANGED: return _("changed since");
    case UNDO_UNSURE: return _("what was left was not read");
    case UNDO_NOT_LOOKED: break;
    }
    return u && u->at ? _("its state could not be read") : _("not looked at");
}

static bool is_unknown(const struct model *m, const struct run *r)
{
    for (size_t i = 0; i < m->n_undo; i++)
        if (m->undo[i].run == r->seq)
            return m->undo[i].is_unknown;
    return false;
}

static void show_change(struct plain *p, const struct model *m, size_t n, const struct run *r, struct str *out)
{
    char at[TIME_TEXT];
    time_format_clock(r->started, m->now, m->zone, at);
    if (!str_blank(r->undo)) {
        plain_say(p, out, _("change %zu, %s: %s by %s, %s; \"undo %zu\" asks before it runs this:"), n, at, r->id, r->actor, undo_words(m, r), n);
        plain_quote(p, out, r->undo);
    } else {
        plain_say(p, out, is_unknown(m, r) ? _("change %zu, %s: %s by %s; nobody wrote down its way back") : _("change %zu, %s: %s by %s; it cannot be undone"), n, at, r->id, r->actor);
    }
    if (r->temporary)
        plain_say(p, out, _("it leaves: %s"), r->temporary);
}

void plain_show_undo(struct plain *p, const struct model *m, struct str *out)
{
    const struct run *list[UNDO_MOST];
    size_t n = incident_undo_list(m->incident, list, UNDO_MOST);
    if (!n)
        plain_say(p, out, _("Nothing was changed from here, so there is nothing to undo."));
    for (size_t i = 0; i < n && i < UNDO_MOST; i++)
        show_change(p, m, i + 1, list[i], out);
    if (incident_n_undoable(m->incident) > 1)
        plain_say(p, out, _("\"undo all\" takes all of them back, \"undo back 2\" the newest down to number 2, a question each."));
}

/* When what a change left behind ends by itself; past that somebody has to look. */
static void show_ends(struct plain *p, const struct model *m, const struct deferral *d, struct str *out)
{
    char at[TIME_TEXT];
    time_format_minute(d->ends, m->now, m->zone, at);
    if (d->ends > m->now)
        plain_say(p, out, _("temporary, item %lld: %s. It ends by itself %s."), (long long)d->seq, d->title, at);
    else
        plain_say(p, out, _("temporary, item %lld: %s. It was to end %s: look whether it has."), (long long)d->seq, d->title, at);
}

void plain_show_left(struct plain *p, const struct model *m, struct str *out)
{
    const struct incident *inc = m->incident;
    plain_say(p, out, _("INC-%lld is %s."), (long long)inc->number, status_word(inc->status));
    if (incident_is_complete_but_deferred(inc))
        plain_say(p, out, ngettext("It is complete except for %zu deferred item. \"hand ITEM NAME DATE\" hands one over.",
                                   "It is complete except for %zu deferred items. \"hand ITEM NAME DATE\" hands one over.",
                                   (unsigned long)incident_n_left(inc)), incident_n_left(inc));
    for (size_t i = 0; i < inc->deferrals.n; i++) {
        const struct deferral *d = &inc->deferrals.v[i];
        if (d->how && deferral_is_left(d))
            plain_say(p, out, _("handed over, item %lld: %s, still to be done; owner: %s. \"done %lld\" or \"waive %lld REASON\""), (long long)d->seq,
                      d->title, d->owner, (long long)d->seq, (long long)d->seq);
        if (!d->how && d->ends)
            show_ends(p, m, d, out);
        if (!d->how)
            plain_say(p, out, _("blocks resolving, item %lld: %s, put off; owner: %s. \"done %lld\" or \"waive %lld REASON\""), (long long)d->seq,
                      d->title, d->owner && *d->owner ? d->owner : _("nobody yet"), (long long)d->seq, (long long)d->seq);
    }
    for (size_t i = 0; i < inc->skipped.n; i++)
        plain_say(p, out, _("passed over: %s"), inc->skipped.v[i]);
    if (inc->status >= STATUS_RESOLVED)
        plain_say(p, out, _("\"close\" closes it, \"reopen\" opens it again."));
    else if (!incident_n_blocking(inc))
        plain_say(p, out, _("Nothing blocks. \"mitigated\", \"resolve\", \"close\" set the status."));
}

static void spans_text(const struct spans *spans, struct str *line)
{
    for (size_t i = 0; i < spans->n; i++)
        str_add(line, str_eq(spans->v[i].text, "\n") ? " " : spans->v[i].text); /* a hard break */
}

static void show_table(struct plain *p, const struct block *b, struct str *out)
{
    for (size_t row = 1; row < b->n_rows; row++) {
        struct str line = {0};
        for (size_t col = 0; col < b->n_columns; col++) {
            str_add(&line, col ? "; " : "");
            spans_text(&b->cell[col], &line);
            str_add(&line, ": ");
            spans_text(&b->cell[row * b->n_columns + col], &line);
        }
        plain_say(p, out, "%s", str_get(&line));
        str_release(&line);
    }
}

static void show_block(struct plain *p, const struct block *b, struct str *out)
{
    struct str line = {0};
    spans_text(&b->spans, &line);
    switch (b->kind) {
    case BLOCK_CODE:
    case BLOCK_HTML:
        plain_quote(p, out, b->code ? b->code : "");
        break;
    case BLOCK_TABLE:
        show_table(p, b, out);
        break;
    case BLOCK_ITEM:
        if (b->ordinal)
            plain_say(p, out, "%d. %s", b->ordinal, str_get(&line));
        else if (b->task != TASK_NONE)
            plain_say(p, out, "[%c] %s", b->task == TASK_DONE ? 'x' : ' ', str_get(&line));
        else
            plain_say(p, out, "- %s", str_get(&line));
        break;
    case BLOCK_HEADING:
    case BLOCK_PARAGRAPH:
    case BLOCK_QUOTE:
        plain_say(p, out, "%s", str_get(&line));
        break;
    case BLOCK_RULE:
        break;
    }
    str_release(&line);
}

void plain_show_document(struct plain *p, const struct document *d, bool with_checklist, struct str *out)
{
    if (d->warning)
        plain_say(p, out, "%s", d->warning);
    for (size_t i = 0; i < d->n_blocks; i++)
        if (with_checklist || d->block[i].task == TASK_NONE)
            show_block(p, &d->block[i], out);
    for (size_t i = 0; i < d->n_links; i++)
        plain_say(p, out, _("link %zu: %s"), i + 1, d->link[i].target);
}

/* ---- what was looked up -------------------------------------------------------------------------------------------- */

static void show_found(struct plain *p, const struct model_found *found, struct str *out)
{
    for (size_t i = 0; i < found->n; i++) {
        const struct model_article_row *row = &found->row[i];
        if (row->snippet)
            plain_say(p, out, _("article %s: %s; %s"), row->id, row->title, row->snippet);
        else
            plain_say(p, out, _("article %s: %s"), row->id, row->title);
    }
    if (found->n == 0)
        plain_say(p, out, _("No article has these words."));
    else if (found->n < found->total)
        plain_say(p, out, _("%zu of %zu. More words find fewer; \"article ID\" reads one."), found->n, found->total);
    else
        plain_say(p, out, _("\"article ID\" reads one."));
}

static void show_article(struct plain *p, const struct model_article *a, struct str *out)
{
    plain_say(p, out, _("Article %s: %s (%s)"), a->id, a->title, a->source);
    if (a->document)
        plain_show_document(p, a->document, true, out);
    plain_say(p, out, _("End of %s."), a->id);
}

static void show_codes(struct plain *p, const struct model_code *c, struct str *out)
{
    if (c->document)
        plain_show_document(p, c->document, true, out);
    for (size_t i = 0; i < c->n; i++)
        plain_say(p, out, "%s %s", c->row[i].label, c->row[i].text);
}

static void show_output(struct plain *p, const struct model_output *o, struct str *out)
{
    plain_say(p, out, _("Output of %s:"), o->id);
    for (size_t i = 0; i < o->n_lines; i++)
        plain_quote(p, out, *o->line[i] ? o->line[i] : " ");
}

void plain_show_looked_up(struct plain *p, const struct model *m, struct str *out)
{
    enum wish_kind what = p->looks_up;
    p->looks_up = WISH_NONE;
    if (what == WISH_SEARCH && m->found)
        show_found(p, m->found, out);
    else if (what == WISH_OPEN_ARTICLE && m->article)
        show_article(p, m->article, out);
    else if (what == WISH_CODE && m->code)
        show_codes(p, m->code, out);
    else if (what == WISH_LOGS)
        plain_show_logs(p, m, out);
    else if (what == WISH_SHOW_OUTPUT && m->output)
        show_output(p, m->output, out);
}

void plain_show_help(struct plain *p, const struct model *m, struct str *out)
{
    static const char *const help[] = {
        N_("A number answers; 0 is not sure; a number and text fills in that field."),
        N_("r or run: run the probes, read-only. do 1: the first action; it asks before it changes anything."),
        N_("o or report: say what you found elsewhere. tick 1: the first item of the checklist."),
        N_("alert: what the monitoring sent, as it came."),
        N_("n TEXT or note TEXT: a note. severity 2: SEV2. defer, b or back, go STEP, next."),
        N_("causes, timeline, undo, left: the pages. undo 1: take the first change back; it asks."),
        N_("w or why: why this is proposed and advised. why 2: that answer or fix, what it would do; why NAME: a cause, a fact, an action."),
        N_("second: what somebody asks a second yes to. second yes, second no WHY."),
        N_("l or logs, logs FILE: what the logs say. filter all, filter status 504, find WORDS, i ID."),
        N_("c or changes, changes 1: what changed, most suspect first. rule out change 1 REASON, restore change 1."),
        N_("changes kinds: what there is to choose from. changes kind config, changes by ann, changes with WORDS, changes newest, changes at 03:05."),
        N_("p or pin: pin 17 takes the line of the logs that line 17 says, pin change 1 a change, pin TEXT words, as evidence."),
        N_("search WORDS, article ID, code 500: look something up."),
        N_("rule out CAUSE REASON, restore CAUSE. pin cause CAUSE REASON, unpin cause CAUSE. cause WORDS: REASON adds one."),
        N_("escalate TO. H or handover LOGIN, takeover. mitigated, resolve, close, reopen."),
        N_("curl: the request of the http probe, to paste elsewhere. request CURL: that probe asks what this curl command asks."),
        N_("describe impact TEXT: a section of the write-up (summary, impact, root_cause, trigger, detection, lessons). item TEXT: an action item."),
        N_("export md: write the report. again 9: repeat from line 9. q: leave; all is recorded."),
    };
    (void)m;
    for (size_t i = 0; i < sizeof help / sizeof *help; i++)
        plain_say(p, out, "%s", _(help[i]));
}
