/* problem: a list of sentences about a text, each with its place and its remedy. */
#include "text/problem.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

static const char *format(struct arena *arena, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

static const char *format(struct arena *arena, const char *fmt, va_list ap)
{
    struct str t = {0};
    str_addv(&t, fmt, ap);
    const char *kept = arena_strndup(arena, str_get(&t), t.n);
    str_release(&t);
    return kept;
}

static void add(struct problems *ps, struct problem p, const char *fmt, va_list ap) __attribute__((format(printf, 3, 0)));

static void add(struct problems *ps, struct problem p, const char *fmt, va_list ap)
{
    *(p.severity == PROBLEM_ERROR ? &ps->n_errors : &ps->n_warnings) += 1;
    ps->last_was_dropped = ps->list.n >= PROBLEMS_MAX;
    if (ps->last_was_dropped)
        return;
    p.file = ps->file;
    p.text = format(&ps->arena, fmt, ap);
    *vec_push(&ps->list) = p;
}

void problem_error(struct problems *ps, const char *rule, struct mark at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add(ps, (struct problem){.severity = PROBLEM_ERROR, .rule = rule, .mark = at}, fmt, ap);
    va_end(ap);
}

void problem_warning(struct problems *ps, const char *rule, struct mark at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add(ps, (struct problem){.severity = PROBLEM_WARNING, .rule = rule, .mark = at}, fmt, ap);
    va_end(ap);
}

void problem_remedy(struct problems *ps, const char *fmt, ...)
{
    if (ps->last_was_dropped || ps->list.n == 0)
        return;
    va_list ap;
    va_start(ap, fmt);
    vec_last(&ps->list)->remedy = format(&ps->arena, fmt, ap);
    va_end(ap);
}

void problem_print(const struct problem *p, struct str *out)
{
    if (p->file)
        str_addf(out, "%s:", p->file);
    if (p->mark.line)
        str_addf(out, "%u:%u:", p->mark.line, p->mark.column);
    str_addf(out, "%s%s", p->file || p->mark.line ? " " : "", p->text);
    if (p->remedy)
        str_addf(out, "; %s", p->remedy);
}

static int by_place(const struct problem *a, const struct problem *b)
{
    int files = strcmp(a->file ? a->file : "", b->file ? b->file : "");
    if (files)
        return files;
    if (a->mark.line != b->mark.line)
        return a->mark.line < b->mark.line ? -1 : 1;
    return a->mark.column == b->mark.column ? 0 : a->mark.column < b->mark.column ? -1 : 1;
}

/* Insertion: the list is short and nearly sorted, and qsort would not keep equal places in order. */
void problems_sort(struct problems *ps)
{
    for (size_t i = 1; i < ps->list.n; i++) {
        struct problem p = ps->list.v[i];
        size_t at = i;
        for (; at > 0 && by_place(&ps->list.v[at - 1], &p) > 0; at--)
            ps->list.v[at] = ps->list.v[at - 1];
        ps->list.v[at] = p;
    }
}

bool problems_none(const struct problems *ps, struct err *e)
{
    for (size_t i = 0; i < ps->list.n; i++) {
        if (ps->list.v[i].severity != PROBLEM_ERROR)
            continue;
        struct str t = {0};
        problem_print(&ps->list.v[i], &t);
        err_set(e, ERR_INPUT, "%s", str_get(&t));
        str_release(&t);
        return false;
    }
    return ps->n_errors == 0 || err_set(e, ERR_INPUT, _("there are more than %d problems"), PROBLEMS_MAX);
}

void problems_release(struct problems *ps)
{
    arena_release(&ps->arena);
    vec_release(&ps->list);
    *ps = (struct problems){0};
}
