/* alert: read, and put beside the flows. */
#include "app/alert.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "store/files.h"
#include "store/journal_alert.h"

/* ---- reading ----------------------------------------------------------------------------------------------------------- */

static bool read_input(struct str *out, struct err *e)
{
    char bytes[65536];
    for (;;) {
        ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            return err_sys(e, ERR_IO, _("standard input"));
        if (n > 0)
            str_add_n(out, bytes, (size_t)n);
        if (out->n > ALERT_MAX_BYTES)
            return true; /* too long, which is said where it is read */
    }
}

static bool read_payload(struct alert_desk *d, const char *file, struct err *e)
{
    struct str text = {0};
    bool is_input = str_eq(file, "-");
    bool ok = is_input ? read_input(&text, e) : files_read(file, ALERT_MAX_BYTES, &text, e);
    if (ok && !alert_read(str_get(&text), text.n, &d->alert, e))
        ok = err_where(e, "%s", is_input ? _("standard input") : file);
    d->n = text.n;
    d->bytes = str_take(&text);
    return ok;
}

/* A label's value alone does not say that it is a secret: the name beside it does. */
void alert_hide_label(struct session *s, const struct alert_label *l)
{
    struct redact_list found = {0};
    struct str text = {0};
    str_addf(&text, "\"%s\": \"", l->name);
    size_t from = text.n, to = from + strlen(l->value);
    str_addf(&text, "%s\"", l->value);
    redact_find(journal_redactor(s->journal), text.s, text.n, &found);
    for (size_t i = 0; i < found.of.n; i++) {
        const struct redact_found *f = &found.of.v[i];
        size_t start = f->start > from ? f->start : from, end = f->end < to ? f->end : to;
        if (f->value || start >= end) /* hidden already, or in the name */
            continue;
        char *value = mem_strndup(text.s + start, end - start);
        journal_hide(s->journal, f->kind, value);
        mem_free(value);
    }
    vec_release(&found.of);
    str_release(&text);
}

/* Only so many: each makes every later search longer. Those of the first alert come first. */
static void hide_labels(struct session *s, const struct alert *a)
{
    enum { LABELS_SEEN = 2000 };
    size_t n = 0;
    for (size_t i = 0; i < a->common.of.n; i++)
        alert_hide_label(s, &a->common.of.v[i]);
    for (size_t k = 0; k < a->one.n; k++)
        for (size_t i = 0; i < a->one.v[k].labels.of.n && n < LABELS_SEEN; i++, n++)
            alert_hide_label(s, &a->one.v[k].labels.of.v[i]);
}

static size_t count_secrets(struct session *s, struct alert_desk *d)
{
    struct redact_list found = {0};
    for (size_t i = 0; i < d->alert.secret.n; i++)
        journal_hide(s->journal, "routing_key", d->alert.secret.v[i]);
    hide_labels(s, &d->alert);
    redact_find(journal_redactor(s->journal), d->bytes, d->n, &found);
    size_t n = found.of.n;
    vec_release(&found.of);
    return n;
}

const char *alert_seen(const struct session *s, const char *text, struct arena *arena)
{
    struct redact_book book = {0};
    struct str out = {0};
    redact_text(journal_redactor(s->journal), text, strlen(text), &book, &out);
    const char *kept = arena_strdup(arena, str_get(&out));
    redact_book_release(&book);
    str_release(&out);
    return kept;
}

/* ---- the flows ---------------------------------------------------------------------------------------------------------- */

static void add_name(struct alert_desk *d, const char *from, size_t n)
{
    static const char *const endings[] = {".md", ".html", ".yaml", ".yml"};
    char *name = arena_strndup(&d->arena, from, n);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(name, endings[i]))
            name[strlen(name) - strlen(endings[i])] = '\0';
    if (*name)
        d->link_names.v[d->link_names.n++] = name;
}

/* A wiki's page or a file is called here what it is called there: https://wiki/runbooks/http-500.md#first is http-500. Older
 * rules name the alert behind the #. */
static void name_link(struct alert_desk *d)
{
    static const char prefix[] = "alert-name-";
    const char *link = d->alert.link;
    d->link_names.v = arena_array(&d->arena, 3, sizeof *d->link_names.v);
    if (!link)
        return;
    size_t n = strcspn(link, "?#");
    const char *mark = strchr(link, '#');
    while (n && link[n - 1] == '/')
        n--;
    const char *slash = memrchr(link, '/', n);
    const char *last = slash ? slash + 1 : link;
    add_name(d, last, n - (size_t)(last - link));
    if (mark)
        add_name(d, mark + 1, strlen(mark + 1));
    if (mark && str_starts(mark + 1, prefix))
        add_name(d, mark + strlen(prefix) + 1, strlen(mark + 1 + strlen(prefix)));
}

static bool is_linked(const struct alert_desk *d, const char *id)
{
    for (size_t i = 0; i < d->link_names.n; i++)
        if (str_eq(d->link_names.v[i], id))
            return true;
    return false;
}

static int by_fit(const void *a, const void *b)
{
    const struct alert_flow *x = a, *y = b;
    if (x->by_link != y->by_link)
        return x->by_link ? -1 : 1;
    int fit = opening_compare(&x->match, &y->match);
    return fit ? fit : strcmp(x->title, y->title);
}

static void add_flow(struct session *s, struct alert_desk *d, const struct library_row *row)
{
    struct err ignored = {0};
    const struct flow_text *text = library_load(&s->library, row->id, &ignored);
    if (str_eq(row->id, "unknown")) {
        d->has_unsure = true;
        return;
    }
    if (text && text->flow) /* what cannot be walked at all is not offered */
        *vec_push(&d->flow) = (struct alert_flow){.id = row->id, .title = row->title, .flow = text->flow,
                                                  .match = opening_match(&d->alert, text->flow), .by_link = is_linked(d, row->id)};
}

static void find_flows(struct session *s, struct alert_desk *d)
{
    for (size_t i = 0; i < s->library.rows.n; i++)
        add_flow(s, d, &s->library.rows.v[i]);
    if (d->flow.n)
        qsort(d->flow.v, d->flow.n, sizeof *d->flow.v, by_fit);
    while (d->n_proposed < d->flow.n && (d->flow.v[d->n_proposed].by_link || opening_is_match(&d->flow.v[d->n_proposed].match)))
        d->n_proposed++;
    d->is_tie = d->n_proposed > 1 && d->flow.v[0].by_link == d->flow.v[1].by_link &&
                opening_compare(&d->flow.v[0].match, &d->flow.v[1].match) == 0;
}

const struct alert_flow *alert_proposal(const struct alert_desk *d)
{
    return d->n_proposed ? &d->flow.v[0] : NULL;
}

const struct alert_flow *alert_find_flow(const struct alert_desk *d, const char *id)
{
    for (size_t i = 0; i < d->flow.n; i++)
        if (str_eq(d->flow.v[i].id, id))
            return &d->flow.v[i];
    return NULL;
}

const char *alert_remark(struct alert_desk *d, const struct alert_flow *f, struct arena *arena)
{
    struct str said = {0};
    if (f->by_link)
        str_add(&said, _("the alert names it as its runbook"));
    else if (f->is_runbook)
        str_add(&said, _("its runbook, step by step"));
    else
        opening_say(&d->alert, &f->match, &said);
    const char *remark = !said.n                     ? NULL
                         : opening_is_near(&f->match) && !f->by_link ? arena_printf(arena, _("near miss: %s"), str_get(&said))
                                                     : arena_strdup(arena, str_get(&said));
    str_release(&said);
    return remark;
}

/* ---- at hand ------------------------------------------------------------------------------------------------------------ */

static void release(struct alert_desk *d)
{
    if (d->is_held)
        lock_release(&d->lock);
    mem_free(d->bytes);
    alert_release(&d->alert);
    vec_release(&d->flow);
    vec_release(&d->fixes);
    arena_release(&d->arena);
    mem_free(d);
}

bool alert_take(struct session *s, const char *file, struct err *e)
{
    struct alert_desk *d = mem_alloc(sizeof *d);
    if (!read_payload(d, file, e) || (*d->alert.key && !journal_find_alert(s->journal, d->alert.key, &d->number, e))) {
        release(d);
        return false;
    }
    d->n_secrets = count_secrets(s, d);
    name_link(d);
    find_flows(s, d);
    alert_drop(s);
    s->alert = d;
    return true;
}

void alert_drop(struct session *s)
{
    if (s->alert)
        release(s->alert);
    s->alert = NULL;
}
