/* tell: what a list says in the record's English, in the language of who reads it. Known shapes with holes: {n} holds
 * digits, {more} something that is told by itself, any other name holds any text. */
#include <string.h>

#include "base/i18n.h"
#include "change/change.h"

enum { HOLES_MOST = 4, DEEP_MOST = 3 };

static const char *const shapes[] = {
    /* what was changed */
    N_("package {name} removed"), N_("package {name} installed"), N_("package {name} upgraded"), N_("package {name} -> {to}"),
    N_("{n} packages installed"), N_("{n} packages removed"), N_("{n} packages upgraded"), N_("{n} packages changed"),
    N_("container {name} made of {image}"), N_("image {name} built"), N_("release {name} put in place"),
    N_("release {name}, commit {subject}"), N_("release {name}"), N_("commit {subject}"), N_("merge {subject}"), N_("tag {name}"),
    N_("working tree at {id}, {how}"), N_("the machine was started"), N_("the clock was set"), N_("unit {name} started"),
    N_("unit {name} restarted"), N_("unit {name} stopped"), N_("unit {name} reloaded"), N_("unit {name} failed"),
    N_("{name} went back, revision {n}"), N_("{name} revision {n}"), N_("crontab of {name}"), N_("{n} files in {name}"),
    /* what is told of it */
    N_("{n} file"), N_("{n} files"), N_("{n} line"), N_("{n} lines"), N_("{n} commit"), N_("{n} commits"), N_("{n} commit, {more}"),
    N_("{n} commits, {more}"), N_("{n} file differs from {name}"), N_("{n} files differ from {name}"), N_("now: {status}"), N_("now runs {name}"),
    N_("result: {name}"), N_("by itself, at its memory limit, {n} times"), N_("by itself, {n} times"), N_("{name} and others"),
    N_("{names} and {n} more"), N_("the same image {name}"),
    /* what was not looked at */
    N_("only the newest {number}, {n} more left out"), N_("it ended with status {n}"), N_("{n} line was not understood"),
    N_("{n} lines were not understood"), N_("{n} directory without permission"), N_("{n} directories without permission"),
};

struct hole {
    const char *name; /* in the shape */
    size_t n_name;
    const char *text; /* in what is told */
    size_t n;
};

struct filled {
    struct hole hole[HOLES_MOST];
    size_t n;
};

static bool is_named(const struct hole *h, const char *name)
{
    return h->n_name == strlen(name) && memcmp(h->name, name, h->n_name) == 0;
}

static bool may_hold(const struct hole *h)
{
    if (!h->n)
        return false;
    for (size_t i = 0; i < h->n && is_named(h, "n"); i++)
        if (h->text[i] < '0' || h->text[i] > '9')
            return false;
    return true;
}

/* Each hole is as small as what stands behind it lets it be, the last one the rest. */
static bool fits(const char *shape, const char *text, struct filled *f)
{
    f->n = 0;
    for (;;) {
        size_t same = strcspn(shape, "{");
        if (strncmp(shape, text, same) != 0)
            return false;
        shape += same;
        text += same;
        if (!*shape)
            return !*text;
        size_t n_name = strcspn(shape + 1, "}"), behind = strcspn(shape + n_name + 2, "{");
        const char *next = shape + n_name + 2;
        struct hole *h = &f->hole[f->n++];
        *h = (struct hole){shape + 1, n_name, text, strlen(text)};
        for (size_t i = 1; behind && text[0] && text[i]; i++)
            if (strncmp(text + i, next, behind) == 0 && (next[behind] || !text[i + behind])) {
                h->n = i;
                break;
            }
        if (!may_hold(h))
            return false;
        text += h->n;
        shape = next;
    }
}

static void tell(const char *text, int deep, struct str *out);

static void fill_hole(const struct hole *h, int deep, struct str *out)
{
    if (!is_named(h, "more")) {
        str_add_n(out, h->text, h->n);
        return;
    }
    char *more = mem_strndup(h->text, h->n);
    tell(more, deep + 1, out);
    mem_free(more);
}

static void fill(const char *said, const struct filled *f, int deep, struct str *out)
{
    for (;;) {
        size_t same = strcspn(said, "{");
        str_add_n(out, said, same);
        said += same;
        if (!*said)
            return;
        size_t n_name = strcspn(said + 1, "}");
        for (size_t i = 0; i < f->n; i++)
            if (f->hole[i].n_name == n_name && memcmp(f->hole[i].name, said + 1, n_name) == 0)
                fill_hole(&f->hole[i], deep, out);
        said += n_name + 1 + (said[n_name + 1] == '}');
    }
}

static void tell(const char *text, int deep, struct str *out)
{
    struct filled f;
    for (size_t i = 0; deep < DEEP_MOST && i < sizeof shapes / sizeof *shapes; i++)
        if (fits(shapes[i], text, &f)) {
            fill(_(shapes[i]), &f, deep, out);
            return;
        }
    str_add(out, change_said(text));
}

void change_tell(const char *text, struct str *out)
{
    bool is_as_recorded = _(shapes[0]) == shapes[0]; /* English: nothing to look for in twenty thousand of them */
    str_add(out, "");
    if (is_as_recorded)
        str_add(out, text ? text : "");
    else
        tell(text ? text : "", 0, out);
}
