/* write_up: fetching what a report is made from, and putting it where it is wanted. */
#include "app/write_up.h"

#include <stdio.h>
#include <string.h>

#include "app/clock.h"
#include "base/i18n.h"
#include "incident/diagnosis.h"
#include "store/files.h"

struct fetching {
    struct session *session;
    struct str blob; /* the output asked for last */
};

static const struct flow *find_flow(void *who, const char *id)
{
    struct walk_map map = place_map(((struct fetching *)who)->session);
    return map.find_flow(map.who, id);
}

static const char *find_blob(void *who, const char *digest, size_t *n)
{
    struct fetching *f = who;
    struct err e = {0};
    str_clear(&f->blob);
    if (!journal_get_blob(f->session->journal, digest, &f->blob, &e))
        return NULL;
    *n = f->blob.n;
    return str_get(&f->blob);
}

struct report *write_up_build(struct session *s, struct err *e)
{
    struct fetching fetching = {.session = s};
    struct diagnosis diagnosis = {0};
    char head[65] = "";
    const struct flow *flow = s->flow ? s->flow->flow : NULL;
    if (!journal_head(s->journal, s->inc, head, e))
        return NULL;
    if (flow)
        diagnosis_compute(flow, s->inc, &diagnosis);
    struct report_source source = {
        .incident = s->inc,
        .flow = flow,
        .diagnosis = flow ? &diagnosis : NULL,
        .now = clock_now(),
        .head = head,
        .find_flow = flow ? find_flow : NULL,
        .find_blob = find_blob,
        .who = &fetching,
    };
    struct report *r = report_build(&source);
    diagnosis_release(&diagnosis);
    str_release(&fetching.blob);
    return r;
}

static bool put(const char *path, const struct str *text, bool over, struct err *e)
{
    enum { MODE = 0600 }; /* it may hold what outputs held */
    if (str_eq(path, "-"))
        return fwrite(text->s, 1, text->n, stdout) == text->n || err_sys(e, ERR_IO, _("standard output"));
    if (over)
        return files_write(path, text->s, text->n, MODE, e);
    return files_write_new(path, text->s, text->n, MODE, e);
}

static bool record_export(struct session *s, const char *format, const char *path, struct err *e)
{
    char head[65];
    struct event ev = {.kind = EVENT_exported, .as.exported = {format, path, head}};
    return journal_is_read_only(s->journal) || (journal_head(s->journal, s->inc, head, e) && record_event(s, &ev, e));
}

bool write_up_export(struct session *s, const char *format, const char *file, bool over, char **path, struct err *e)
{
    const struct report_writer *w = report_find_writer(format);
    struct str text = {0}, name = {0};
    *path = NULL;
    if (!w)
        return err_set(e, ERR_USAGE, _("there is no format '%s'; md, html and json are there"), format);
    struct report *r = write_up_build(s, e);
    if (!r)
        return false;
    w->write(r, &text);
    if (file)
        str_add(&name, file);
    else
        report_file_name(r, w, &name);
    bool ok = put(str_get(&name), &text, over, e) && record_export(s, w->name, str_get(&name), e);
    if (ok)
        *path = str_take(&name);
    report_free(r);
    str_release(&text);
    str_release(&name);
    return ok;
}
