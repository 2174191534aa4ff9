/* bench_search: finding articles as one types. Run by `make bench`; a number of articles may be given (10,000).
 *
 *   build     the index of all articles, read in sandbox children; and a look that finds nothing changed
 *   keystroke kb_search for every beginning of 400 queries, against the capped ranking done directly in SQL beside it
 *   mistyped  kb_search for words with a typing error, the last resort
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/vec.h"
#include "probe/sandbox_markdown.h"
#include "store/db_open.h"
#include "store/kb_index.h"

enum { QUERIES = 400, WORDS = 12000, SHOWN = 200 };

static uint32_t seed = 1;

static uint32_t draw(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)seed * below >> 32);
}

/* The i-th word of a language that has WORDS of them: syllables of a consonant and a vowel. */
static void add_word(struct str *out, uint32_t i)
{
    uint32_t rest = (i + 1) * 2654435761u; /* scattered, or all frequent words would begin alike */
    for (uint32_t n = 2 + rest % 3; n; n--, rest /= 100) {
        str_add_char(out, "bcdfghjklmnpqrstvwxz"[rest % 20]);
        str_add_char(out, "aeiou"[rest / 20 % 5]);
    }
}

/* Few words are frequent, most are rare. */
static uint32_t draw_word(void)
{
    uint64_t u = draw(1u << 20);
    return (uint32_t)(u * u / (1u << 20) * WORDS / (1u << 20));
}

static void add_text(struct str *out, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++) {
        add_word(out, draw_word());
        str_add(out, i % 14 == 13 ? ".\n" : " ");
    }
    str_add(out, "\n\n");
}

static void write_article(const char *dir, int i)
{
    char path[300];
    struct str s = {0};
    str_addf(&s, "---\nid: kb_%d\ntitle: ", i);
    add_text(&s, 4);
    str_add(&s, "keywords: [");
    add_word(&s, draw_word());
    str_add(&s, "]\n---\n\n");
    for (int part = 0; part < 4; part++) {
        str_add(&s, "## ");
        add_text(&s, 3);
        add_text(&s, 60);
        str_add(&s, "```sh\n");
        add_text(&s, 5);
        str_add(&s, "```\n\n");
    }
    snprintf(path, sizeof path, "%s/%d.md", dir, i);
    FILE *f = fopen(path, "w");
    if (f) {
        fputs(s.s, f);
        fclose(f);
    }
    str_release(&s);
}

/* ---- measuring ---- */

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct times {
    double *v;
    size_t n, cap; /* a vec */
};

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double share(struct times *t, double q)
{
    qsort(t->v, t->n, sizeof *t->v, by_size);
    return t->v[(size_t)((double)(t->n - 1) * q)];
}

static void report(const char *what, struct times *t)
{
    printf("%-28s median %.3f ms, p99 %.3f ms, worst %.3f ms (%zu)\n", what, share(t, 0.5), share(t, 0.99), share(t, 1), t->n);
}

static _Noreturn void stop(const struct err *e)
{
    fprintf(stderr, "bench_search: %s\n", e->text);
    exit(1);
}

static void search(struct kb *kb, const char *text, struct times *t)
{
    struct arena arena = {0};
    struct kb_found found;
    struct err e = {0};
    double from = now_ms();
    if (!kb_search(kb, text, SHOWN, &arena, &found, &e))
        stop(&e);
    *vec_push(t) = now_ms() - from;
    arena_release(&arena);
}

/* The anchor: the same words, prefix match on the last one, the first 500 hits ranked, ten rows read. */
static void search_in_sql(struct db_query *q, const char *text, struct times *t)
{
    char match[400] = "";
    bool more;
    struct err e = {0};
    size_t n = 0;
    double from = now_ms();
    for (const char *s = text; *s; s += strspn(s, " ")) {
        size_t length = strcspn(s, " ");
        n += (size_t)snprintf(match + n, sizeof match - n, "%s\"%.*s\"", n ? " " : "", (int)length, s);
        s += length;
    }
    if (text[strlen(text) - 1] != ' ')
        snprintf(match + n, sizeof match - n, "*");
    db_bind_text(q, 1, match);
    while (db_step(q, &more, &e) && more)
        (void)db_int(q, 0);
    db_reset(q);
    *vec_push(t) = now_ms() - from;
}

/* One to three words of one article, as somebody who knows that it is there would type them. */
static void draw_query(const char *dir, int n, struct str *query)
{
    char path[300], text[4096];
    snprintf(path, sizeof path, "%s/%d.md", dir, (int)draw((uint32_t)n));
    FILE *f = fopen(path, "r");
    size_t length = f ? fread(text, 1, sizeof text - 1, f) : 0;
    if (f)
        fclose(f);
    text[length] = '\0';
    str_clear(query);
    for (uint32_t words = 1 + draw(3); words; words--) {
        const char *at = text + draw((uint32_t)(length * 3 / 4)) + 30;
        at += strcspn(at, " ");
        at += strspn(at, " ");
        str_addf(query, "%s%.*s", query->n ? " " : "", (int)strspn(at, "abcdefghijklmnopqrstuvwxyz"), at);
    }
}

/* Types a query letter by letter, in turns with the anchor. */
static void type_query(struct kb *kb, struct db_query *q, const struct str *s, struct times *ours, struct times *anchor)
{
    for (size_t n = 1; n <= s->n; n++) {
        char *typed = mem_strndup(s->s, n);
        search_in_sql(q, typed, anchor);
        search(kb, typed, ours);
        mem_free(typed);
    }
}

static void type_wrongly(struct kb *kb, struct str *s, struct times *t)
{
    if (s->n < 6)
        return;
    s->s[3] = s->s[3] == 'x' ? 'q' : 'x';
    search(kb, s->s, t);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    return remove(path);
}

static struct kb *build(const char *dir, const char *cache, int n)
{
    struct kb_options o = {.dir = &dir, .n_dirs = 1, .cache = cache, .lang = "", .read = sandbox_markdown_all};
    struct kb *kb;
    struct err e = {0};
    double from = now_ms();
    if (!kb_open(&o, &kb, &e) || !kb_refresh(kb, &e))
        stop(&e);
    double built = now_ms();
    if (!kb_refresh(kb, &e))
        stop(&e);
    printf("index of %d articles         %.0f ms; with nothing changed %.1f ms\n", n, built - from, now_ms() - built);
    return kb;
}

int main(int argc, char **argv)
{
    char dir[] = "bench-kb-XXXXXX", cache[64];
    struct times ours = {0}, anchor = {0}, wrong = {0};
    struct str s = {0};
    struct err e = {0};
    struct db *db;
    int n = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 10000;
    if (!mkdtemp(dir))
        return 1;
    for (int i = 0; i < n; i++)
        write_article(dir, i);
    snprintf(cache, sizeof cache, "%s/cache.db", dir);
    struct kb *kb = build(dir, cache, n);
    struct db_options o = {.path = cache};
    if (!db_open(&o, NULL, &db, &e))
        stop(&e);
    struct db_query *q = db_prepare(db, "SELECT hit FROM (SELECT rowid AS hit, bm25(words, 10, 6, 4, 1) AS score FROM words "
                                        "WHERE words MATCH ?1 LIMIT 500) ORDER BY score LIMIT 10", &e);
    if (!q)
        stop(&e);
    for (int i = 0; i < QUERIES; i++) {
        draw_query(dir, n, &s);
        type_query(kb, q, &s, &ours, &anchor);
        type_wrongly(kb, &s, &wrong);
    }
    report("keystroke, capped in SQL", &anchor);
    report("keystroke, kb_search", &ours);
    printf("keystroke, p99 against SQL   %.2f x\n", share(&ours, 0.99) / share(&anchor, 0.99));
    report("mistyped, kb_search", &wrong);
    db_finish(q);
    db_close(db);
    kb_close(kb);
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    vec_release(&ours);
    vec_release(&anchor);
    vec_release(&wrong);
    str_release(&s);
    return 0;
}
