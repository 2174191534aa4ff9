/* package: steps of package managers become changes. */
#include <ctype.h>

#include "change/parse.h"

enum { ONE_EACH = 4, NAMED = 4 };
#define GAP TIME_MINUTE

const struct package_tool package_dpkg = {"dpkg", "dpkg -l", "apt-get install", "apt-get remove", "apt-get install", "="};
const struct package_tool package_rpm = {"rpm", "rpm -qi", "dnf downgrade", "dnf remove", "dnf install", "-"};
const struct package_tool package_apk = {"apk", "apk info -v", "apk add", "apk del", "apk add", "="};
const struct package_tool package_pacman = {"pacman", "pacman -Qi", "downgrade", "pacman -R", "pacman -S", "="};

void package_steps_release(struct package_steps *p)
{
    vec_release(&p->list);
    arena_release(&p->arena);
}

static int by_time(const void *a, const void *b)
{
    const struct package_step *x = a, *y = b;
    int way = strcmp(x->name, y->name);
    return x->at != y->at ? (x->at < y->at ? -1 : 1) : way;
}

/* The same step told by two logs (dpkg and apt): the one that says who stays. */
static bool is_told_again(struct package_steps *p, size_t first, const struct package_step *s)
{
    for (size_t i = p->list.n; i-- > first;) {
        struct package_step *told = &p->list.v[i];
        if (s->at - told->at > 10 * TIME_MINUTE)
            return false;
        if (told->did != s->did || strcmp(told->name, s->name) != 0 || !str_eq(told->to, s->to))
            continue;
        if (!told->who)
            told->who = s->who;
        return true;
    }
    return false;
}

/* A log may have been written by anybody; a name that a package manager would take for an option is of no package. */
static void drop_odd(struct package_steps *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->list.n; i++)
        if (isalnum((unsigned char)p->list.v[i].name[0]))
            p->list.v[n++] = p->list.v[i];
    p->list.n = n;
}

static void drop_repeated(struct package_steps *p)
{
    size_t n = p->list.n, first = 0;
    p->list.n = 0;
    for (size_t i = 0; i < n; i++) {
        struct package_step s = p->list.v[i];
        while (p->list.n - first > 2000) /* a log that repeats itself without end is not compared with all of itself */
            first++;
        if (!is_told_again(p, first, &s))
            p->list.v[p->list.n++] = s;
    }
}

static const char *say_step(struct arena *a, const struct package_step *s)
{
    if (s->did == PACKAGE_REMOVED)
        return arena_printf(a, "package %s %s removed", s->name, s->from ? s->from : "");
    if (s->did == PACKAGE_UPGRADED && s->from)
        return arena_printf(a, "package %s %s -> %s", s->name, s->from, s->to ? s->to : "");
    return arena_printf(a, "package %s %s %s", s->name, s->to ? s->to : "",
                        s->did == PACKAGE_UPGRADED ? "upgraded" : "installed");
}

static const char *say_back(struct arena *a, const struct package_tool *tool, const struct package_step *s)
{
    struct str command = {0}, word = {0};
    bool to_older = s->did == PACKAGE_UPGRADED && s->from;
    if (s->did == PACKAGE_UPGRADED && !s->from)
        return NULL;
    str_add(&command, s->did == PACKAGE_INSTALLED ? tool->away : to_older ? tool->back : tool->again);
    str_addf(&word, "%s%s%s", s->name, to_older ? tool->version_sign : "", to_older ? s->from : "");
    command_add(&command, str_get(&word));
    const char *text = arena_strdup(a, str_get(&command));
    str_release(&command);
    str_release(&word);
    return text;
}

static const char *say_show(struct arena *a, const struct package_tool *tool, const struct package_step *s, size_t n)
{
    struct str command = {0};
    str_add(&command, tool->show);
    for (size_t i = 0; i < n && i < 50; i++)
        command_add(&command, s[i].name);
    const char *text = arena_strdup(a, str_get(&command));
    str_release(&command);
    return text;
}

static void add_one(const struct change_text *t, const struct package_tool *tool, const struct package_step *s,
                    struct change_list *l)
{
    struct arena a = {0};
    change_add(l, &(struct change){
                      .at = s->at,
                      .kind = CHANGE_PACKAGE,
                      .what = say_step(&a, s),
                      .who = s->who,
                      .source = t->source,
                      .host = t->host,
                      .part = (const char *const[]){s->name, NULL},
                      .see = say_show(&a, tool, s, 1),
                      .undo = say_back(&a, tool, s),
                      .id = arena_printf(&a, "package:%s:%s:%d:%lld", s->name, s->to ? s->to : "", (int)s->did,
                                         (long long)(s->at / TIME_SECOND)),
                  });
    arena_release(&a);
}

static const char *say_names(struct arena *a, const struct package_step *s, size_t n)
{
    struct str names = {0};
    for (size_t i = 0; i < n && i < NAMED; i++)
        str_addf(&names, "%s%s", i ? ", " : "", s[i].name);
    if (n > NAMED)
        str_addf(&names, " and %zu more", n - NAMED);
    const char *text = arena_strdup(a, str_get(&names));
    str_release(&names);
    return text;
}

static void add_many(const struct change_text *t, const struct package_tool *tool, const struct package_step *s, size_t n,
                     struct change_list *l)
{
    struct arena a = {0};
    const char **part = arena_array(&a, n + 1, sizeof *part), *who = NULL;
    size_t did[3] = {0};
    for (size_t i = 0; i < n; i++) {
        part[i] = s[i].name;
        who = s[i].who ? s[i].who : who;
        did[s[i].did]++;
    }
    const char *verb = did[PACKAGE_INSTALLED] == n  ? "installed"
                       : did[PACKAGE_REMOVED] == n  ? "removed"
                       : did[PACKAGE_UPGRADED] == n ? "upgraded"
                                                    : "changed";
    change_add(l, &(struct change){
                      .at = s->at,
                      .kind = CHANGE_PACKAGE,
                      .what = arena_printf(&a, "%zu packages %s", n, verb),
                      .who = who,
                      .detail = say_names(&a, s, n),
                      .source = t->source,
                      .host = t->host,
                      .part = part,
                      .see = say_show(&a, tool, s, n),
                      .id = arena_printf(&a, "packages:%zu:%s:%lld", n, s->name, (long long)(s->at / TIME_SECOND)),
                  });
    arena_release(&a);
}

void package_changes(const struct change_text *t, const struct package_tool *tool, struct package_steps *p,
                     struct change_list *l)
{
    drop_odd(p);
    if (p->list.n)
        qsort(p->list.v, p->list.n, sizeof *p->list.v, by_time);
    drop_repeated(p);
    for (size_t i = 0, next; i < p->list.n; i = next) {
        const struct package_step *s = &p->list.v[i];
        for (next = i + 1; next < p->list.n && p->list.v[next].at - p->list.v[next - 1].at <= GAP;)
            next++;
        if (next - i > ONE_EACH)
            add_many(t, tool, s, next - i, l);
        else
            for (size_t k = i; k < next; k++)
                add_one(t, tool, &p->list.v[k], l);
    }
}
