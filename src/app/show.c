/* show: the parts of the model that are always there. */
#include "app/show.h"

#include "app/alert.h"
#include "app/clock.h"
#include "app/turn.h"
#include "base/i18n.h"
#include "incident/soak_before.h"

void show_init(struct show *w, struct session *s)
{
    *w = (struct show){.session = s};
}

void show_release(struct show *w)
{
    struct arena *const arenas[] = {&w->arena,       &w->home_arena,    &w->text_arena, &w->past_arena,  &w->output_arena,
                                    &w->found_arena, &w->article_arena, &w->export_arena,  &w->changes_arena};
    for (size_t i = 0; i < sizeof arenas / sizeof *arenas; i++)
        arena_release(arenas[i]);
    diagnosis_release(&w->diagnosis);
    fixes_release(&w->fixes);
    present_release(&w->present);
    show_logs_release(w);
    findings_release(&w->findings);
    articles_release(&w->articles);
    codes_release(&w->codes);
    mem_free(w->text_of);
    mem_free(w->past_of);
    mem_free(w->trouble_flow);
}

/* The newest line that a running command printed. */
static const char *newest_line(const struct child *c, struct arena *arena)
{
    enum { LOOK_AT = 512 };
    struct str tail = {0};
    output_tail(&c->output, LOOK_AT, &tail);
    while (tail.n && (tail.s[tail.n - 1] == '\n' || tail.s[tail.n - 1] == '\r'))
        str_cut(&tail, tail.n - 1);
    size_t start = tail.n;
    while (start && tail.s[start - 1] != '\n')
        start--;
    const char *line = tail.n ? arena_strndup(arena, tail.s + start, tail.n - start) : NULL;
    str_release(&tail);
    return line;
}

/* ---- what is repeated ---------------------------------------------------------------------------------------------------- */

static void show_took(const struct soak *soak, struct arena *arena, struct model_live *live)
{
    enum { SHOWN = 40 };
    size_t all = (size_t)soak->samples, n = all < SHOWN ? all : SHOWN;
    int64_t *list = arena_array(arena, n + 1, sizeof *list);
    for (size_t i = 0; i < n; i++)
        list[i] = soak->took[(all - n + i) % SOAK_KEPT];
    live->took = list;
    live->n_took = n;
}

static void show_soak(struct show *w, const struct live_run *r, int64_t ticks, struct model_live *live)
{
    double share = (double)(ticks - r->began) / (double)r->probe->length;
    live->share = share > 1 ? 1 : share;
    live->probe = r->probe;
    live->samples = r->soak->samples;
    live->failures = r->soak->failures;
    live->to_come = soak_to_come(r->soak, r->probe, ticks);
    live->gap = soak_gap(r->soak, ticks);
    live->median = soak_median(r->soak);
    live->before = soak_before(w->session->inc, r->run, r->probe);
    show_took(r->soak, &w->arena, live);
}

static void show_live(struct show *w)
{
    const struct runs *rs = &w->session->runs;
    int64_t ticks = clock_ticks(), now = w->model.now;
    struct model_live *live = arena_array(&w->arena, rs->list.n + 1, sizeof *live);
    for (size_t i = 0; i < rs->list.n; i++) {
        const struct live_run *r = rs->list.v[i];
        live[i] = (struct model_live){
            .run = r->run,
            .id = r->id,
            .started = now - (ticks - r->began),
            .timeout = runs_length_of(r),
            .share = -1,
            .bytes = (size_t)r->child.output.bytes,
            .newest = r->probe && r->probe->kind != PROBE_RUN ? NULL : newest_line(&r->child, &w->arena),
        };
        if (r->soak)
            show_soak(w, r, ticks, &live[i]);
    }
    w->model.live = live;
    w->model.n_live = rs->list.n;
}

void show_fill(struct show *w)
{
    struct session *s = w->session;
    arena_release(&w->arena);
    findings_settle(&w->findings);
    w->model = (struct model){
        .actor = s->actor,
        .host = s->host,
        .now = clock_now(),
        .zone = &s->zone,
        .is_readonly = s->is_readonly || journal_is_read_only(s->journal),
        .is_recorded = s->is_recorded,
        .redactor = journal_redactor(s->journal),
        .status = s->status,
        .incident = s->is_away ? NULL : s->inc,
        .found = w->found_arena.first ? &w->found : NULL,
        .article = w->article.document ? &w->article : NULL,
        .code = w->has_code ? &w->codes.model : NULL,
        .export = w->has_export ? &w->export : NULL,
    };
    show_live(w);
    if (w->model.incident)
        show_step(w);
    else
        show_home(w);
    show_alert(w);
    show_question(w);
    show_second(w);
    show_undo(w);
    show_output(w);
    show_logs(w);
    show_changes(w);
    show_trouble(w);
    show_trial(w);
}

bool show_wish(struct show *w, const struct wish *wish)
{
    struct err e = {0};
    bool ok = true;
    switch ((int)wish->kind) {
    case WISH_ALERT_LEAVE:
        alert_drop(w->session);
        session_say(w->session, "%s", _("The alert was not opened; nothing of it is recorded."));
        return true;
    case WISH_CORRECT:
        if (!w->model.alert)
            return false;
        mem_free(w->session->status);
        w->session->status = NULL;
        ok = alert_correct(w->session, wish->id, wish->text ? wish->text : "", &e);
        break;
    case WISH_START:
        ok = show_start(w, wish->id);
        return true;
    case WISH_SHOW_OUTPUT:
        show_open_output(w, wish->number);
        return true;
    case WISH_SEE_CHANGE:
        ok = show_see_change(w, wish->id, &e);
        break;
    case WISH_SEARCH:
        show_search(w, wish->text ? wish->text : "");
        return true;
    case WISH_OPEN_ARTICLE:
        ok = show_article(w, wish->id, &e);
        break;
    case WISH_CODE:
        show_code(w, wish->text ? wish->text : "");
        return true;
    case WISH_EXPORT_PAGE:
        if (wish->number)
            session_wish(w->session, &(struct wish){.kind = WISH_OPEN, .number = wish->number});
        show_export(w);
        return true;
    case WISH_EXPORT:
        ok = show_write_export(w, wish, &e);
        break;
    case WISH_TROUBLE:
        show_choose(w, wish->id);
        return true;
    default:
        return show_logs_wish(w, wish);
    }
    if (!ok)
        session_say(w->session, "%s", e.text);
    return true;
}
