/* bench_search: finding articles as one types. A number of articles may be given (10,000).
 *
 *   keystroke kb_search for every beginning of 400 queries, against the capped ranking done directly in SQL beside it
 *   mistyped  kb_search for words with a typing error, the last resort
 *   index     of all articles, read in sandbox children; and a look that finds nothing changed */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "large.h"
#include "measure.h"
#include "probe/sandbox_markdown.h"
#include "store/db_open.h"
#include "store/kb_index.h"

enum { QUERIES = 400, SHOWN = 60 };

static void search(struct kb *kb, const char *text, struct samples *t)
{
    struct arena arena = {0};
    struct kb_found found;
    struct err e = {0};
    double from = cpu_ms();
    if (!kb_search(kb, text, SHOWN, &arena, &found, &e))
        stop(&e);
    samples_add(t, cpu_ms() - from);
    arena_release(&arena);
}

/* The anchor: the same words, prefix match on the last one, the first 500 hits ranked, ten rows read. */
static void search_in_sql(struct db_query *q, const char *text, struct samples *t)
{
    char match[400] = "";
    bool more;
    struct err e = {0};
    size_t n = 0;
    double from = cpu_ms();
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
    samples_add(t, cpu_ms() - from);
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
static void type_query(struct kb *kb, struct db_query *q, const struct str *s, struct samples *ours, struct samples *anchor)
{
    for (size_t n = 1; n <= s->n; n++) {
        char *typed = mem_strndup(s->s, n);
        search_in_sql(q, typed, anchor);
        search(kb, typed, ours);
        mem_free(typed);
    }
}

static void type_wrongly(struct kb *kb, struct str *s, struct samples *t)
{
    if (s->n < 6)
        return;
    s->s[3] = s->s[3] == 'x' ? 'q' : 'x';
    search(kb, s->s, t);
}

static struct kb *build(const char *dir, const char *cache, int n)
{
    struct kb_options o = {.dir = &dir, .n_dirs = 1, .cache = cache, .lang = "", .read = sandbox_markdown_all};
    struct kb *kb;
    struct err e = {0};
    char figure[64];
    double from = now_ms();
    if (!kb_open(&o, &kb, &e) || !kb_refresh(kb, &e))
        stop(&e);
    double built = now_ms();
    if (!kb_refresh(kb, &e))
        stop(&e);
    snprintf(figure, sizeof figure, "index of %d articles made", n);
    row_note(figure, "ms", built - from, "once");
    row_note("  looked over, nothing changed", "ms", now_ms() - built, "whenever the list is opened");
    return kb;
}

static const char *ranking = "SELECT hit FROM (SELECT rowid AS hit, bm25(words, 10, 6, 4, 1) AS score FROM words "
                             "WHERE words MATCH ?1 LIMIT 500) ORDER BY score LIMIT 10";

static void type_all(const char *dir, int n, struct kb *kb, struct db *db)
{
    struct samples ours = {0}, anchor = {0}, wrong = {0};
    struct str s = {0};
    struct err e = {0};
    struct db_query *q = db_prepare(db, ranking, &e);
    if (!q)
        stop(&e);
    for (int i = 0; i < QUERIES; i++) {
        draw_query(dir, n, &s);
        type_query(kb, q, &s, &ours, &anchor);
        type_wrongly(kb, &s, &wrong);
    }
    row_ratio("search as one types, p99", "ms", samples_share(&ours, 0.99), "the capped ranking in SQL", samples_share(&anchor, 0.99), 3);
    row_note("  median", "ms", samples_median(&ours), "no target");
    row_note("  mistyped words, p99", "ms", samples_share(&wrong, 0.99), "the last resort");
    db_finish(q);
    samples_release(&ours);
    samples_release(&anchor);
    samples_release(&wrong);
    str_release(&s);
}

static int n_articles = LARGE_ARTICLES;

static void bench_search(const char *dir)
{
    char cache[300];
    struct db *db;
    struct err e = {0};
    large_articles(dir, n_articles);
    snprintf(cache, sizeof cache, "%s/cache.db", dir);
    struct kb *kb = build(dir, cache, n_articles);
    struct db_options o = {.path = cache};
    if (!db_open(&o, NULL, &db, &e))
        stop(&e);
    type_all(dir, n_articles, kb, db);
    db_close(db);
    kb_close(kb);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        n_articles = (int)strtol(argv[1], NULL, 10);
    in_new_directory(".", bench_search);
    return 0;
}
