/* redact_find: one pass over the bytes finds where a literal stands; only there its rule is asked. What was found may have
 * hidden what else is there, so the text is looked at again with marks in it, until nothing more is found. */
#include <stdlib.h>
#include <string.h>

#include "text/redact_own.h"

enum { MOST_TURNS = 12, MOST_HERE = 16, LOOK_BACK = 8, MARK_MAX = 48, ISSUER_MAX = 32, BEHIND_MARK = 256 };

/* ---- one place ---- */

static bool is_base64(unsigned char c)
{
    return redact_is_word(c) || c == '+' || c == '/' || c == '-' || c == '=';
}

/* In base64 the digits beside the certain ones hold some of its bits, and who stands beside it may be the user's name. */
static void add_value(const struct redact_literal *l, const char *s, size_t n, size_t at, struct redact_list *list)
{
    struct redact_found *f = vec_push(&list->of);
    *f = (struct redact_found){at, at + l->n, l->kind, REDACT_NO_RULE, l->value};
    while (l->is_base64 && f->start > 0 && is_base64((unsigned char)s[f->start - 1]))
        f->start--;
    while (l->is_base64 && f->end < n && is_base64((unsigned char)s[f->end]))
        f->end++;
}

struct here { /* a literal, and where it begins */
    const struct redact_literal *literal;
    size_t at;
};

/* The literals that stand here: values that were named, then those of the first rules. */
static size_t literals_here(const struct redactor *r, const char *s, size_t n, size_t at, unsigned buckets,
                            struct here here[MOST_HERE])
{
    size_t found = 0;
    for (unsigned b = 0; b < SIEVE_BUCKETS; b++)
        for (size_t i = r->bucket[b]; (buckets >> b & 1) && i < r->bucket[b + 1]; i++) {
            const struct redact_literal *l = &r->literal.v[i];
            size_t start = redact_literal_start(l, s, n, at), k = found;
            if (start == n || found == MOST_HERE)
                continue;
            found++;
            for (; k > 0 && here[k - 1].literal->rule + 1 > l->rule + 1; k--) /* REDACT_NO_RULE + 1 is 0 */
                here[k] = here[k - 1];
            here[k] = (struct here){l, start};
        }
    return found;
}

/* Is the place inside of a mark? What it says is no secret. */
static bool is_in_mark(const char *s, size_t n, size_t at)
{
    static const char begins[] = "<redacted:";
    size_t start = at, end = at;
    while (start > 0 && at - start < MARK_MAX && s[start] != '<')
        start--;
    if (n - start < sizeof begins - 1 || memcmp(s + start, begins, sizeof begins - 1) != 0)
        return false;
    size_t kind = start + sizeof begins - 1;
    end = kind;
    while (end < n && end - kind <= REDACT_KIND_MAX && ((s[end] >= 'a' && s[end] <= 'z') || (s[end] >= '0' && s[end] <= '9') || s[end] == '-'))
        end++;
    if (end == kind)
        return false;
    if (end < n && s[end] == '#')
        for (end++; end < n && s[end] >= '0' && s[end] <= '9';)
            end++;
    return end < n && end >= at && s[end] == '>';
}

/* A pattern that looked into a mark has found nothing. */
static void drop_marks(const char *s, size_t n, size_t before, struct redact_list *list)
{
    size_t kept = before;
    for (size_t i = before; i < list->of.n; i++)
        if (!is_in_mark(s, n, list->of.v[i].start))
            list->of.v[kept++] = list->of.v[i];
    list->of.n = kept;
}

static bool find_here(struct redactor *r, const char *s, size_t n, size_t at, unsigned buckets, struct redact_list *list)
{
    struct here here[MOST_HERE];
    size_t count = literals_here(r, s, n, at, buckets, here), before = list->of.n;
    if (count == 0 || is_in_mark(s, n, at))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (here[i].literal->rule == REDACT_NO_RULE)
            add_value(here[i].literal, s, n, here[i].at, list);
        else if (redact_try(r, here[i].literal->rule, s, n, here[i].at, list))
            drop_marks(s, n, before, list);
    }
    return list->of.n > before;
}

/* password=ghp_...: a token that names its issuer is called by that. */
static void call_by_issuer(struct redactor *r, const char *s, size_t n, struct redact_found *f)
{
    struct redact_list list = {0};
    size_t end = f->start + ISSUER_MAX < f->end ? f->start + ISSUER_MAX : f->end, at = f->start;
    unsigned buckets;
    while ((at = sieve_next(&r->sieve, s, end, at, &buckets)) < end) {
        vec_clear(&list.of);
        if (find_here(r, s, n, at++, buckets, &list) && list.of.v[0].start == f->start && list.of.v[0].end >= f->end) {
            *f = list.of.v[0];
            break;
        }
    }
    vec_release(&list.of);
}

/* ---- the text ---- */

/* The end of what was found around this place, or 0. Newest finds only: it saves work, no more. */
static size_t end_around(const struct redact_list *list, size_t at)
{
    for (size_t i = list->of.n; i > 0 && list->of.n - i < LOOK_BACK; i--)
        if (list->of.v[i - 1].start <= at && at < list->of.v[i - 1].end)
            return list->of.v[i - 1].end;
    return 0;
}

static int compare(const void *a, const void *b)
{
    const struct redact_found *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start ? 1 : x->rule > y->rule ? -1 : x->rule < y->rule;
}

/* In order, and those that overlap as one, called by the first. */
static void settle(struct redact_list *list)
{
    size_t kept = 0;
    if (list->of.n > 1)
        qsort(list->of.v, list->of.n, sizeof *list->of.v, compare);
    for (size_t i = 0; i < list->of.n; i++) {
        struct redact_found *last = kept ? &list->of.v[kept - 1] : NULL, *f = &list->of.v[i];
        if (!last || f->start >= last->end)
            list->of.v[kept++] = *f;
        else if (f->end > last->end)
            last->end = f->end;
    }
    list->of.n = kept;
}

/* What begins from `at` to `end`, whereto it may reach. */
static void look_within(struct redactor *r, const char *s, size_t n, size_t at, size_t end, struct redact_list *list)
{
    unsigned buckets;
    size_t behind;
    while ((at = sieve_next(&r->sieve, s, end, at, &buckets)) < end) {
        size_t before = list->of.n;
        if (before && (behind = end_around(list, at))) {
            at = behind;
            continue;
        }
        find_here(r, s, n, at, buckets, list);
        for (size_t i = before; i < list->of.n; i++)
            if (list->of.v[i].start > at)
                call_by_issuer(r, s, n, &list->of.v[i]);
        at++;
    }
}

static void look(struct redactor *r, const char *s, size_t n, struct redact_list *list)
{
    if (!r->is_ready)
        redact_sort_literals(r);
    vec_clear(&list->of);
    look_within(r, s, n, 0, n, list);
    redact_find_persons(r, s, n, list);
    settle(list);
}

/* The text with empty marks: as long as the numbers are not known, but with the same borders. */
static void put_marks(const char *s, size_t n, const struct redact_list *list, struct str *out)
{
    size_t done = 0;
    str_clear(out);
    for (size_t i = 0; i < list->of.n; i++) {
        const struct redact_found *f = &list->of.v[i];
        str_add_n(out, s + done, f->start - done);
        str_addf(out, "<redacted:%s#1>", f->kind);
        done = f->end;
    }
    str_add_n(out, s + done, n - done);
}

static size_t mark_length(const struct redact_found *f)
{
    return strlen("<redacted:#1>") + strlen(f->kind);
}

/* What was found in the text with marks, as places of the text without; in a mark is at the ends of what it stands for. */
static void map_back(const struct redact_list *list, struct redact_list *more)
{
    size_t next = 0;
    ptrdiff_t shift = 0; /* what the marks before added */
    for (size_t i = 0; i < more->of.n; i++) {
        struct redact_found *f = &more->of.v[i];
        size_t start = f->start, end = f->end;
        for (; next < list->of.n && list->of.v[next].end + (size_t)(shift + (ptrdiff_t)mark_length(&list->of.v[next]) -
                                    (ptrdiff_t)(list->of.v[next].end - list->of.v[next].start)) <= start; next++)
            shift += (ptrdiff_t)mark_length(&list->of.v[next]) - (ptrdiff_t)(list->of.v[next].end - list->of.v[next].start);
        f->start = (size_t)((ptrdiff_t)start - shift);
        ptrdiff_t ahead = shift;
        size_t k = next;
        if (k < list->of.n && f->start > list->of.v[k].start)
            f->start = list->of.v[k].start;
        for (; k < list->of.n; k++) { /* the marks that it reaches into */
            ptrdiff_t grown = (ptrdiff_t)mark_length(&list->of.v[k]) - (ptrdiff_t)(list->of.v[k].end - list->of.v[k].start);
            if ((size_t)((ptrdiff_t)list->of.v[k].start + ahead) >= end)
                break;
            ahead += grown;
        }
        size_t mapped = (size_t)((ptrdiff_t)end - ahead);
        if (k > next && mapped < list->of.v[k - 1].end)
            mapped = list->of.v[k - 1].end;
        f->end = mapped;
    }
}

/* A line made so that each mark uncovers one more secret goes as a whole; what still does not end, the text. */
static void widen(const char *s, size_t n, int turn, struct redact_list *more)
{
    for (size_t i = 0; i < more->of.n && turn >= MOST_TURNS; i++) {
        struct redact_found *f = &more->of.v[i];
        const char *end = memchr(s + f->end, '\n', n - f->end);
        const char *start = memrchr(s, '\n', f->start);
        bool is_whole = turn >= 2 * MOST_TURNS;
        *f = (struct redact_found){is_whole || !start ? 0 : (size_t)(start + 1 - s), is_whole || !end ? n : (size_t)(end - s), "rest", 0, NULL};
    }
}

/* Where no mark is within reach all is as it was. `list` is of the text without marks. */
static void look_again(struct redactor *r, const char *s, size_t n, const struct redact_list *list, struct redact_list *more)
{
    size_t done = 0;
    ptrdiff_t shift = 0;
    vec_clear(&more->of);
    for (size_t i = 0; i < list->of.n; i++) {
        const struct redact_found *f = &list->of.v[i];
        size_t mark = (size_t)((ptrdiff_t)f->start + shift), end = mark + mark_length(f);
        size_t from = mark > REDACT_MOST_REACH ? mark - REDACT_MOST_REACH : 0, to = end + BEHIND_MARK < n ? end + BEHIND_MARK : n;
        shift += (ptrdiff_t)mark_length(f) - (ptrdiff_t)(f->end - f->start);
        if (to > done)
            look_within(r, s, n, from > done ? from : done, to, more);
        done = to > done ? to : done;
    }
    redact_find_persons(r, s, n, more);
    settle(more);
}

void redact_find(struct redactor *r, const char *s, size_t n, struct redact_list *list)
{
    struct redact_list more = {0};
    struct str marked = {0};
    look(r, s, n, list);
    for (int turn = 0; list->of.n && turn <= 2 * MOST_TURNS; turn++) {
        put_marks(s, n, list, &marked);
        look_again(r, str_get(&marked), marked.n, list, &more);
        if (!more.of.n)
            break;
        map_back(list, &more);
        widen(s, n, turn, &more);
        for (size_t i = 0; i < more.of.n; i++) {
            struct redact_found *f = vec_push(&list->of);
            *f = more.of.v[i];
        }
        settle(list);
    }
    vec_release(&more.of);
    str_release(&marked);
}
