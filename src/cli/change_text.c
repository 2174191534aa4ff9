/* change_text: two lines an entry, then what to do about the first ones, then what was not looked at. */
#include "cli/change_text.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/output.h"
#include "text/clean.h"

enum { SHOWN = 30, EXPLAINED = 3, NARROWEST = 40, GAP = 2 };

/* Words between `column` and `right`; the first line is begun already. Ends its last line. */
struct pouring {
    size_t column, right, at;
};

static void new_line(struct pouring *p)
{
    printf("\n%*s", (int)p->column, "");
    p->at = p->column;
}

static void put_word(struct pouring *p, const char *word, size_t n)
{
    size_t columns = utf8_columns(word, n);
    if (p->at > p->column && p->at + 1 + columns > p->right)
        new_line(p);
    else if (p->at > p->column)
        putchar(' '), p->at++;
    while (columns > p->right - p->column) { /* longer than a line: in pieces */
        size_t fits = utf8_fit(word, n, p->right - p->at);
        if (!fits)
            break;
        printf("%.*s", (int)fits, word);
        word += fits, n -= fits;
        columns = utf8_columns(word, n);
        new_line(p);
    }
    printf("%.*s", (int)n, word);
    p->at += columns;
}

static void pour(struct pouring *p, const char *text)
{
    char *clean = clean_line(text);
    for (const char *s = clean + strspn(clean, " "); *s; s += strspn(s, " ")) {
        size_t n = strcspn(s, " ");
        put_word(p, s, n);
        s += n;
    }
    mem_free(clean);
}

static size_t room(void)
{
    size_t width = output_width();
    return width < NARROWEST ? NARROWEST : width;
}

/* ---- entries ---- */

struct listing {
    const struct change_list *l;
    const struct change_suspect *rank;
    int64_t now;
    const struct time_zone *zone;
    size_t n, number_columns, time_columns;
};

static void measure(struct listing *g)
{
    char text[TIME_TEXT];
    g->n = g->l->list.n < SHOWN ? g->l->list.n : SHOWN;
    g->number_columns = g->n > 9 ? 2 : 1;
    for (size_t i = 0; i < g->n; i++) {
        time_format_clock(g->l->list.v[g->rank[i].change].at, g->now, g->zone, text);
        size_t columns = utf8_columns(text, strlen(text));
        g->time_columns = columns > g->time_columns ? columns : g->time_columns;
    }
}

static void print_first_line(const struct listing *g, size_t i, const struct change *c, size_t column)
{
    char at[TIME_TEXT], distance[80];
    struct str what = {0}, told = {0};
    change_tell(c->what, &told);
    time_format_clock(c->at, g->now, g->zone, at);
    change_distance(c, &g->rank[i], g->now, distance);
    size_t columns = utf8_columns(distance, strlen(distance)), right = room() - columns - GAP;
    printf("%*zu ", (int)g->number_columns + 1, i + 1);
    output_label(at, (int)g->time_columns);
    putchar(' ');
    if (c->who)
        str_addf(&what, _("%s, by %s"), told.s, c->who);
    else
        str_add(&what, told.s);
    struct pouring p = {column, right > column + 20 ? right : room(), column};
    pour(&p, str_get(&what));
    if (p.at + GAP + columns > room())
        new_line(&p);
    printf("%*s%s\n", (int)(room() - p.at - columns), "", distance);
    str_release(&what);
    str_release(&told);
}

static void print_entry(const struct listing *g, size_t i)
{
    const struct change *c = &g->l->list.v[g->rank[i].change];
    size_t column = g->number_columns + 1 + 1 + g->time_columns + GAP;
    struct str second = {0};
    print_first_line(g, i, c, column);
    change_tell(c->detail, &second);
    if (g->rank[i].why && *g->rank[i].why)
        str_addf(&second, "%s%s", second.n ? "; " : "", g->rank[i].why);
    if (second.n) {
        struct pouring p = {column, room(), column};
        printf("%*s", (int)column, "");
        pour(&p, second.s);
        putchar('\n');
    }
    str_release(&second);
}

/* ---- what to do, what is missing ---- */

static void print_labelled(const char *label, int columns, const char *text, bool is_command)
{
    output_label(label, columns);
    if (is_command) { /* to be copied: on one line, however long */
        char *clean = clean_line(text);
        puts(clean);
        mem_free(clean);
        return;
    }
    struct pouring p = {(size_t)columns + 1, room(), (size_t)columns + 1};
    pour(&p, text);
    putchar('\n');
}

static void print_ways(const struct listing *g, int columns)
{
    for (size_t i = 0; i < g->n && i < EXPLAINED; i++) {
        const struct change *c = &g->l->list.v[g->rank[i].change];
        char label[80];
        snprintf(label, sizeof label, _("To see %zu"), i + 1);
        if (c->see)
            print_labelled(label, columns, c->see, true);
        snprintf(label, sizeof label, _("To undo %zu"), i + 1);
        if (c->undo && !g->rank[i].is_after)
            print_labelled(label, columns, c->undo, true);
    }
}

static void print_sources(const struct change_list *l, int columns)
{
    struct str looked = {0}, missing = {0};
    for (size_t i = 0; i < l->looked.n; i++)
        str_addf(&looked, "%s%s", i ? " \xc2\xb7 " : "", l->looked.v[i]);
    for (size_t i = 0; i < l->missing.n; i++) {
        str_addf(&missing, "%s%s: ", i ? " \xc2\xb7 " : "", l->missing.v[i].source);
        change_tell(l->missing.v[i].why, &missing);
    }
    if (looked.n)
        print_labelled(_("Looked at"), columns, looked.s, false);
    if (missing.n)
        print_labelled(_("Not looked at"), columns, missing.s, false);
    str_release(&looked);
    str_release(&missing);
}

static int label_columns(void)
{
    const char *const label[] = {_("Looked at"), _("Not looked at"), _("To see %zu"), _("To undo %zu")};
    size_t most = 0;
    for (size_t i = 0; i < sizeof label / sizeof *label; i++) {
        size_t n = utf8_columns(label[i], strlen(label[i]));
        most = n > most ? n : most;
    }
    return (int)most + 1;
}

static void print_heading(const struct listing *g, const struct change_case *c)
{
    char since[TIME_TEXT], onset[TIME_TEXT];
    struct str head = {0};
    struct pouring p = {0, room(), 0};
    time_format_minute(g->l->since, g->now, g->zone, since);
    if (g->l->list.n)
        str_addf(
            &head,
            ngettext("%zu change since %s, most suspect first.", "%zu changes since %s, most suspect first.", g->l->list.n),
            g->l->list.n, since);
    else
        str_addf(&head, _("Nothing changed since %s."), since);
    if (c->onset != TIME_NONE) {
        time_format_clock(c->onset, g->now, g->zone, onset);
        str_addf(&head, _(" The onset is %s."), onset);
    }
    pour(&p, str_get(&head));
    printf("\n\n");
    str_release(&head);
}

void change_text_print(const struct change_list *l, const struct change_case *c, int64_t now, const struct time_zone *zone)
{
    struct arena arena = {0};
    struct change_suspect *rank = arena_array(&arena, l->list.n + 1, sizeof *rank);
    struct listing g = {.l = l, .rank = rank, .now = now, .zone = zone};
    int columns = label_columns();
    change_rank(l, c, &arena, rank);
    measure(&g);
    print_heading(&g, c);
    for (size_t i = 0; i < g.n; i++)
        print_entry(&g, i);
    if (l->list.n > g.n)
        printf(ngettext("%zu more; --json prints it.\n", "%zu more; --json prints them.\n", l->list.n - g.n),
               l->list.n - g.n);
    if (l->list.n)
        putchar('\n');
    print_ways(&g, columns);
    print_sources(l, columns);
    arena_release(&arena);
}
