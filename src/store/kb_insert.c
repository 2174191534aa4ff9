/* kb_insert: from a file to its row and its words. */
#include "store/kb_insert.h"

#include <string.h>

#include "base/mem.h"
#include "kb/article.h"
#include "kb/layout.h"
#include "store/files.h"
#include "store/kb_file.h"
#include "text/clean.h"

enum { BATCH_FILES = 500, BATCH_BYTES = 4 << 20, CLASS_BITS = 40 };

struct reading {
    const struct kb_file *file;
    struct str bytes;
    struct article article;
};

struct batch {
    struct reading reading[BATCH_FILES];
    struct markdown_job job[BATCH_FILES];
    size_t n, bytes;
    struct arena arena;
};

/* Headings, and the text of everything else. */
static void split_text(const struct document *d, struct str *headings, struct str *body)
{
    for (size_t i = 0; i < d->n_blocks; i++) {
        struct document one = {.block = &d->block[i], .n_blocks = 1};
        document_text(&one, d->block[i].kind == BLOCK_HEADING ? headings : body);
    }
    str_add_n(headings, "", 0);
    str_add_n(body, "", 0);
}

/* The next free rank of its class: earlier directories first, and in each what says its id before what does not. */
static bool next_rank(struct kb_insert *k, const struct reading *r, int64_t *rank)
{
    int64_t from = ((int64_t)r->file->dir * 2 + !r->article.says_id) << CLASS_BITS, to = from + (INT64_C(1) << CLASS_BITS);
    bool row;
    db_bind_int(k->last_rank, 1, from);
    db_bind_int(k->last_rank, 2, to);
    bool ok = db_step(k->last_rank, &row, k->e);
    *rank = ok && row && db_type(k->last_rank, 0) == DB_INT ? db_int(k->last_rank, 0) + 1 : from + 1;
    db_reset(k->last_rank);
    return ok;
}

static bool insert_words(struct kb_insert *k, const struct article *a, const struct document *d, int64_t rank)
{
    struct str headings = {0}, body = {0}, keywords = {0};
    split_text(d, &headings, &body);
    str_addf(&keywords, "%s\n%s\n%s", a->keywords ? a->keywords : "", a->id, a->category ? a->category : "");
    db_bind_int(k->words, 1, rank);
    db_bind_text(k->words, 2, a->title);
    db_bind_text(k->words, 3, keywords.s);
    db_bind_text(k->words, 4, headings.s);
    db_bind_text(k->words, 5, body.s);
    bool ok = db_do(k->words, k->e);
    str_release(&headings);
    str_release(&body);
    str_release(&keywords);
    return ok;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool insert_article(struct kb_insert *k, const struct reading *r, const struct document *d, int64_t rank,
                           struct arena *arena)
{
    const struct article *a = &r->article;
    const struct kb_file *f = r->file;
    const char *stem, *lang;
    article_name(f->name, arena, &stem, &lang);
    const int64_t number[] = {rank, (int64_t)f->dir, f->size, f->mtime, f->inode, document_minutes(d)};
    const char *const text[] = {f->name,     last_part(stem), a->id,       lang,       a->title,
                                a->category, a->owner,        a->reviewed, a->summary, a->problem};
    int column = 1;
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        db_bind_int(k->article, column++, number[i]);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        db_bind_text(k->article, column++, text[i]);
    return db_do(k->article, k->e);
}

static bool insert(struct kb_insert *k, struct reading *r, const struct document *d, struct arena *arena)
{
    int64_t rank;
    article_finish(&r->article, d, arena);
    if (!r->article.problem)
        r->article.problem = d->warning;
    return next_rank(k, r, &rank) && insert_article(k, r, d, rank, arena) && insert_words(k, &r->article, d, rank);
}

static void empty(struct batch *b)
{
    for (size_t i = 0; i < b->n; i++)
        str_release(&b->reading[i].bytes);
    arena_release(&b->arena);
    b->n = b->bytes = 0;
}

static bool flush(struct kb_insert *k, struct batch *b)
{
    bool ok = true;
    if (b->n)
        k->origin->read(b->job, b->n, &b->arena);
    for (size_t i = 0; ok && i < b->n; i++)
        ok = insert(k, &b->reading[i], &b->job[i].document, &b->arena);
    empty(b);
    return ok;
}

/* A file that cannot be read is an article without words, so that `triage kb check` can say so. */
static void add_to_batch(struct kb_insert *k, struct batch *b, const struct kb_file *f)
{
    struct reading *r = &b->reading[b->n];
    struct err why = {0};
    const char *path = arena_printf(&b->arena, "%s/%s", k->origin->dir[f->dir], f->name);
    *r = (struct reading){.file = f};
    bool ok = files_read_head(path, KB_LARGEST, &r->bytes, &why);
    article_read(f->name, str_get(&r->bytes), r->bytes.n, &b->arena, &r->article);
    if (!ok) {
        struct str clean = {0};
        clean_add(&clean, why.text, strlen(why.text), CLEAN_LINE);
        r->article.problem = arena_strdup(&b->arena, clean.s);
        str_release(&clean);
    }
    b->job[b->n] = (struct markdown_job){.text = r->article.body, .n = r->article.n_body};
    b->n++;
    b->bytes += r->bytes.n;
}

bool kb_insert_files(struct kb_insert *k, const struct kb_file *const *file, size_t n)
{
    struct batch *b = mem_alloc(sizeof *b);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        add_to_batch(k, b, file[i]);
        if (b->n == BATCH_FILES || b->bytes > BATCH_BYTES)
            ok = flush(k, b);
    }
    ok = ok && flush(k, b);
    empty(b);
    mem_free(b);
    return ok;
}

bool kb_insert_start(struct kb_insert *k, struct db *db, const struct kb_origin *origin, struct err *e)
{
    *k = (struct kb_insert){.origin = origin, .e = e};
    k->last_rank = db_prepare(db, "SELECT max(rank) FROM article WHERE rank >= ?1 AND rank < ?2", e);
    k->words = db_prepare(
        db, "INSERT INTO words(rowid, title, keywords, headings, body) VALUES(?1, ?2, ?3, ?4, ?5)", e);
    k->article = db_prepare(db,
                            "INSERT INTO article(rank, dir, size, mtime, inode, minutes, name, stem, id, lang, title, "
                            "category, owner, reviewed, summary, problem, is_shown) "
                            "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 1)", e);
    return k->last_rank && k->words && k->article;
}

void kb_insert_release(struct kb_insert *k)
{
    db_finish(k->article);
    db_finish(k->words);
    db_finish(k->last_rank);
}
