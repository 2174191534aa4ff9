/* show_trouble: what stands in the way of work, and the ways on: a flow with mistakes, a journal that takes nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/parts.h"
#include "app/show.h"
#include "app/turn.h"
#include "base/i18n.h"

enum { LINES_MOST = 9 };

/* ---- a flow with mistakes ------------------------------------------------------------------------------------------------ */

static struct flow_text *text_in_trouble(struct show *w)
{
    struct err e = {0};
    return w->trouble_flow ? library_load(&w->session->library, w->trouble_flow, &e) : NULL;
}

bool show_start(struct show *w, const char *flow)
{
    struct err e = {0};
    struct session *s = w->session;
    struct flow_text *text = library_load(&s->library, flow, &e);
    bool has_mistakes = text && text->problems.n_errors;
    mem_free(w->trouble_flow);
    w->trouble_flow = NULL;
    if (text && !has_mistakes && open_flow_text(s, text, &s->sets, "home", &e))
        return true;
    if (has_mistakes)
        w->trouble_flow = mem_strdup(flow);
    else
        session_say(s, "%s", e.text);
    return false;
}

static const char *place_text(struct show *w, const struct problem *p)
{
    const char *name = p->file ? strrchr(p->file, '/') : NULL;
    return arena_printf(&w->arena, "%s:%u:%u", name ? name + 1 : p->file ? p->file : "", p->mark.line, p->mark.column);
}

static void add_problem(struct show *w, const struct problem *p, struct model_pair *line, size_t *n)
{
    line[(*n)++] = (struct model_pair){
        NULL, arena_printf(&w->arena, p->severity == PROBLEM_ERROR ? "\xe2\x9c\x97 %s" : "? %s", place_text(w, p))};
    line[(*n)++] = (struct model_pair){"", p->remedy ? arena_printf(&w->arena, "%s; %s", p->text, p->remedy) : p->text};
}

static void add_choice(struct model_choice *choice, size_t *n, const char *id, const char *label, const char *detail)
{
    choice[(*n)++] = (struct model_choice){id, label, detail};
}

static void offer_earlier(struct show *w, const struct flow_text *text, struct model_choice *choice, size_t *n)
{
    struct journal_flow found;
    struct err e = {0};
    char day[TIME_TEXT];
    const char *id = text->flow ? text->flow->id : w->trouble_flow;
    if (!journal_find_flow(w->session->journal, id, &found, &e) || str_eq(found.digest, text->digest))
        return;
    time_format_minute(found.at, w->model.now, &w->session->zone, day);
    add_choice(choice, n, "earlier", arena_printf(&w->arena, _("Use it as it was on %s"), day),
               arena_printf(&w->arena, _("worked in INC-%lld, kept in the journal"), (long long)found.number));
}

static void fill_mistakes(struct show *w, const struct flow_text *text)
{
    enum { PROBLEMS_SHOWN = LINES_MOST / 3 };
    size_t n_lines = 0, n = 0;
    struct model_pair *line = arena_array(&w->arena, 2 * PROBLEMS_SHOWN + 1, sizeof *line);
    struct model_choice *choice = arena_array(&w->arena, 6, sizeof *choice);
    const struct problems *ps = &text->problems;
    for (size_t i = 0; i < ps->list.n && n_lines < 2 * PROBLEMS_SHOWN; i++)
        if (ps->list.v[i].severity == PROBLEM_ERROR)
            add_problem(w, &ps->list.v[i], line, &n_lines);
    size_t more = ps->n_errors - n_lines / 2;
    if (more)
        line[n_lines++] = (struct model_pair){"", arena_printf(&w->arena, _("%zu more; triage check FILE lists them all"), more)};
    offer_earlier(w, text, choice, &n);
    if (text->flow)
        add_choice(choice, &n, "anyway", _("Use it with the mistake"), _("a step that leads nowhere will ask where to go on"));
    if (!str_eq(w->trouble_flow, "http-500") && library_find(&w->session->library, "http-500"))
        add_choice(choice, &n, "http-500", _("Use HTTP 500 instead"), _("shipped, checked"));
    add_choice(choice, &n, "mend", _("Mend it now"), _("opens your editor, then looks again"));
    add_choice(choice, &n, "leave", _("Leave it"), NULL);
    w->trouble = (struct model_trouble){
        .id = arena_printf(&w->arena, "flow %s", text->digest),
        .name = arena_printf(&w->arena, _("Flow %s"), w->trouble_flow),
        .head = arena_printf(&w->arena, ngettext("This flow has %zu mistake.", "This flow has %zu mistakes.", ps->n_errors), ps->n_errors),
        .line = line,
        .n_lines = n_lines,
        .before = _("You can still work"),
        .choice = choice,
        .n_choices = n,
        .foot = text->file,
    };
    w->model.trouble = &w->trouble;
}

static bool start_earlier(struct show *w, const struct flow_text *text, struct err *e)
{
    struct journal_flow found;
    struct str bytes = {0};
    struct session *s = w->session;
    const char *id = text->flow ? text->flow->id : w->trouble_flow;
    bool ok = journal_find_flow(s->journal, id, &found, e) && journal_get_blob(s->journal, found.digest, &bytes, e);
    struct flow_text *earlier = ok ? library_take(&s->library, str_get(&bytes), bytes.n, id) : NULL;
    str_release(&bytes);
    if (ok && !earlier->flow)
        ok = err_set(e, ERR_INPUT, _("the earlier text does not load either"));
    return ok && open_flow_text(s, earlier, &s->sets, "home", e);
}

static unsigned line_to_mend(const struct problems *ps)
{
    for (size_t i = 0; i < ps->list.n; i++)
        if (ps->list.v[i].severity == PROBLEM_ERROR)
            return ps->list.v[i].mark.line;
    return 1;
}

static void mend(struct show *w, const struct flow_text *text)
{
    struct session *s = w->session;
    struct err e = {0};
    int status = 0;
    char line[32];
    snprintf(line, sizeof line, "line=%u", line_to_mend(&text->problems));
    const char *names[] = {arena_printf(&w->arena, "file=%s", text->file), line};
    struct child_spec spec = {.command = "exec ${VISUAL:-${EDITOR:-vi}} \"+$line\" \"$file\"", .names = {names, 2}};
    if (s->lend)
        s->lend(s->who);
    bool ok = child_run_in_terminal(&spec, &status, &e);
    if (s->take_back)
        s->take_back(s->who);
    char *flow = w->trouble_flow;
    w->trouble_flow = NULL;
    if (ok)
        show_start(w, flow);
    mem_free(flow);
}

static bool choose_flow(struct show *w, const char *choice, struct err *e)
{
    struct flow_text *text = text_in_trouble(w);
    bool ok = true;
    if (!text)
        return true;
    if (str_eq(choice, "mend")) {
        mend(w, text);
        return true;
    }
    if (str_eq(choice, "earlier"))
        ok = start_earlier(w, text, e);
    else if (str_eq(choice, "anyway"))
        ok = open_flow_text(w->session, text, &w->session->sets, "home", e);
    else if (str_eq(choice, "http-500"))
        ok = open_flow(w->session, choice, NULL, "home", e);
    mem_free(w->trouble_flow);
    w->trouble_flow = NULL;
    return ok;
}

/* ---- the journal ---------------------------------------------------------------------------------------------------------- */

/* What the operator said last and what is not on disk yet. */
static const char *kept_text(struct show *w)
{
    const struct session *s = w->session;
    if (s->kept.wish.kind != WISH_NONE && s->kept.wish.text)
        return arena_printf(&w->arena, _("\"%s\": kept, to be recorded"), s->kept.wish.text);
    if (s->kept.wish.kind != WISH_NONE)
        return _("what was said last is kept, to be recorded");
    if (s->owed.n)
        return arena_printf(&w->arena, ngettext("the end of %zu command: kept, to be recorded", "the ends of %zu commands: kept, to be recorded", s->owed.n), s->owed.n);
    return _("nothing is lost");
}

static const char *move_target(struct show *w)
{
    const char *dir = getenv("TMPDIR");
    return arena_printf(&w->arena, "%s/triage-%s/journal.db", dir && *dir ? dir : "/var/tmp", w->session->who_is_here.login);
}

static void fill_journal(struct show *w)
{
    const struct session *s = w->session;
    struct model_choice *choice = arena_array(&w->arena, 4, sizeof *choice);
    struct model_pair *line = arena_array(&w->arena, 4, sizeof *line);
    bool is_busy = s->trouble.code == ERR_BUSY;
    size_t n = 0;
    line[0] = (struct model_pair){_("why"), s->trouble.text};
    line[1] = (struct model_pair){_("journal"), journal_path(s->journal)};
    line[2] = (struct model_pair){_("yours"), kept_text(w)};
    line[3] = (struct model_pair){NULL, _("Reading goes on. No action runs before it can be recorded.")};
    add_choice(choice, &n, "again", is_busy ? _("Wait") : _("Try again"), is_busy ? _("it goes on by itself") : _("after space was made"));
    if (!is_busy)
        add_choice(choice, &n, "move", arena_printf(&w->arena, _("Move it to %s"), move_target(w)), NULL);
    add_choice(choice, &n, "read", _("Only read: articles, timeline"), NULL);
    w->trouble = (struct model_trouble){
        .id = is_busy ? "journal held" : "journal",
        .head = is_busy ? _("Not recorded yet: another program holds the journal") : _("Not recorded: the journal takes nothing"),
        .line = line,
        .n_lines = 4,
        .choice = choice,
        .n_choices = n,
    };
    w->model.trouble = &w->trouble;
}

static bool move_journal(struct show *w, struct err *e)
{
    if (!journal_move(w->session->journal, move_target(w), e))
        return false;
    session_retry(w->session, true);
    session_say(w->session, _("The journal is at %s now."), move_target(w));
    return true;
}

void show_trouble(struct show *w)
{
    const struct flow_text *text = text_in_trouble(w);
    if (text)
        fill_mistakes(w, text);
    else if (w->session->trouble.code)
        fill_journal(w);
}

bool show_choose(struct show *w, const char *choice)
{
    struct err e = {0};
    bool ok = true;
    if (w->trouble_flow)
        ok = choose_flow(w, choice, &e);
    else if (str_eq(choice, "move"))
        ok = move_journal(w, &e);
    else
        session_retry(w->session, str_eq(choice, "again"));
    if (!ok)
        session_say(w->session, "%s", e.text);
    return ok;
}
