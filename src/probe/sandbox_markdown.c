/* sandbox_markdown: text/markdown behind the sandbox. */
#include "probe/sandbox_markdown.h"

#include "base/i18n.h"
#include "probe/sandbox.h"

struct reading {
    struct markdown_job *jobs;
    struct arena *arena;
};

static void parse_in_child(const void *items, size_t i, struct str *answer)
{
    const struct markdown_job *job = (const struct markdown_job *)items + i;
    struct arena arena = {0};
    struct document d;
    markdown_parse(job->text, job->n, &arena, &d);
    document_pack(&d, answer);
    arena_release(&arena);
}

static void take_document(void *to, size_t i, const char *answer, size_t n, const char *why)
{
    struct reading *r = to;
    struct markdown_job *job = &r->jobs[i];
    struct err e = {0};
    if (!why && document_unpack(answer, n, r->arena, &job->document, &e))
        return;
    char *warning = arena_printf(r->arena, _("shown as written: %s"), why ? why : e.text);
    document_raw(job->text, job->n, warning, r->arena, &job->document);
}

void sandbox_markdown_all(struct markdown_job *jobs, size_t n, struct arena *arena)
{
    struct reading reading = {.jobs = jobs, .arena = arena};
    struct sandbox_batch batch = {
        .n = n, .items = jobs, .work = parse_in_child, .to = &reading, .take = take_document};
    sandbox_run(&batch, &sandbox_limits_usual);
}

void sandbox_markdown(const char *text, size_t n, struct arena *arena, struct document *d)
{
    struct markdown_job job = {.text = text, .n = n};
    sandbox_markdown_all(&job, 1, arena);
    *d = job.document;
}
