/* show_pages: articles, status codes and the export page. */
#include <stdio.h>
#include <string.h>

#include "app/show.h"
#include "app/write_up.h"
#include "base/i18n.h"
#include "kb/layout.h"
#include "probe/sandbox_markdown.h"
#include "store/files.h"

/* ---- articles ----------------------------------------------------------------------------------------------------------- */

enum { FOUND_MOST = 60 }; /* four screens of them: whoever needs more types another letter */

static bool articles_at_hand(struct show *w, struct err *e)
{
    return w->articles.kb || articles_open(&w->articles, w->session->config, w->session->paths, e);
}

void show_search(struct show *w, const char *text)
{
    struct err e = {0};
    arena_release(&w->found_arena);
    w->found = (struct model_found){.text = arena_strdup(&w->found_arena, text)};
    if (!articles_at_hand(w, &e) || !articles_search(&w->articles, text, FOUND_MOST, &w->found_arena, &w->found, &e))
        session_say(w->session, "%s", e.text);
}

static void record_read(struct show *w)
{
    struct session *s = w->session;
    struct err e = {0};
    struct event ev = {.kind = EVENT_article_read};
    ev.as.article_read = (struct event_article_read){.article = w->article.id, .title = w->article.title};
    if (s->inc && !journal_is_read_only(s->journal) && !record_event(s, &ev, &e))
        session_say(s, "%s", e.text);
}

/* The text of the present step, on a page that scrolls and says where its links lead. */
static bool show_text(struct show *w, struct err *e)
{
    struct place p;
    if (!w->session->inc || !place_now(w->session, &p) || !p.step->text)
        return err_set(e, ERR_USAGE, _("This step has no text."));
    arena_release(&w->article_arena);
    struct document *d = arena_alloc(&w->article_arena, sizeof *d);
    sandbox_markdown(p.step->text, strlen(p.step->text), &w->article_arena, d);
    w->article = (struct model_article){.id = arena_strdup(&w->article_arena, p.step->id),
                                        .title = arena_strdup(&w->article_arena, p.step->title),
                                        .document = d,
                                        .is_step = true,
                                        .source = arena_strdup(&w->article_arena, p.flow->title),
                                        .minutes = document_minutes(d)};
    return true;
}

bool show_article(struct show *w, const char *id, struct err *e)
{
    if (!id)
        return show_text(w, e);
    struct arena arena = {0}; /* the id may be a link in the article that is shown, which stays where this fails */
    struct model_article article = {0};
    if (!articles_at_hand(w, e) || !articles_read(&w->articles, id, &arena, &article, NULL, e)) {
        arena_release(&arena);
        return false;
    }
    arena_release(&w->article_arena);
    w->article_arena = arena;
    w->article = article;
    record_read(w);
    return true;
}

/* ---- codes -------------------------------------------------------------------------------------------------------------- */

void show_code(struct show *w, const char *text)
{
    struct err e = {0};
    w->has_code = codes_ask(&w->codes, w->session->paths->shipped, text, &e);
    if (!w->has_code)
        session_say(w->session, "%s", e.text);
}

/* ---- export ------------------------------------------------------------------------------------------------------------- */

static const char *size_text(struct arena *arena, size_t n)
{
    if (n < 1024)
        return arena_printf(arena, ngettext("%zu byte", "%zu bytes", n), n);
    return arena_printf(arena, _("%zu KB"), (n + 512) / 1024);
}

static void add_format(struct show *w, const struct report *r, const struct report_writer *writer, struct model_export_row *row)
{
    struct str text = {0}, name = {0};
    writer->write(r, &text);
    report_file_name(r, writer, &name);
    if (str_eq(writer->name, "json")) { /* which escapes no mark */
        w->taken_out = (struct redact_tally){0};
        redact_tally_marks(&w->taken_out, str_get(&text), text.n);
    }
    *row = (struct model_export_row){
        .format = writer->name,
        .label = _(writer->title),
        .file = arena_strdup(&w->export_arena, str_get(&name)),
        .detail = size_text(&w->export_arena, text.n),
        .is_there = files_exist(str_get(&name)),
    };
    str_release(&text);
    str_release(&name);
}

static void add_record(struct show *w)
{
    struct model_pair *line = arena_array(&w->export_arena, 4, sizeof *line);
    const struct incident *inc = w->session->inc;
    struct err e = {0};
    char head[65] = "";
    size_t n = 0;
    line[n++] = (struct model_pair){NULL, _("\xe2\x9c\x93 written by itself: facts, timeline, diagnosis, what was run, evidence")};
    line[n++] = (struct model_pair){NULL, _("to be written, and marked so: summary, impact, root cause")};
    if (journal_head(w->session->journal, inc, head, &e))
        line[n++] = (struct model_pair){_("Record"), arena_printf(&w->export_arena, ngettext("%lld event, head %.16s", "%lld events, head %.16s", (unsigned long)inc->seq),
                                                                  (long long)inc->seq, head)};
    if (w->taken_out.n) {
        struct str said = {0};
        redact_tally_say(&w->taken_out, &said);
        line[n++] = (struct model_pair){_("Secrets"), arena_strdup(&w->export_arena, str_get(&said))};
        str_release(&said);
    }
    w->export.line = line;
    w->export.n_lines = n;
}

void show_export(struct show *w)
{
    struct err e = {0};
    struct report *r = w->session->inc && !w->session->is_away ? write_up_build(w->session, &e) : NULL;
    size_t n = 0;
    arena_release(&w->export_arena);
    w->export = (struct model_export){0};
    w->has_export = r != NULL;
    if (!r)
        return;
    while (report_writers[n])
        n++;
    struct model_export_row *row = arena_array(&w->export_arena, n, sizeof *row);
    for (size_t i = 0; i < n; i++)
        add_format(w, r, report_writers[i], &row[i]);
    w->export.row = row;
    w->export.n = n;
    w->export.directory = _("the directory that triage was started in");
    add_record(w);
    report_free(r);
}

bool show_write_export(struct show *w, const struct wish *wish, struct err *e)
{
    char *path;
    if (!w->session->inc)
        return err_set(e, ERR_USAGE, _("No incident is open here."));
    if (!write_up_export(w->session, wish->id ? wish->id : "md", wish->text, wish->flag, &path, e))
        return false;
    session_say(w->session, _("Written: %s"), path);
    mem_free(path);
    show_export(w);
    return true;
}
