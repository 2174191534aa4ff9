/* block: documents packed, unpacked, raw, and as bare text. */
#include "text/block.h"

#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "text/clean.h"

/* The packed form: MAGIC, then numbers of 32 bits, low byte first, and texts as length, bytes. An absent text has the
 * length ABSENT. It lives as long as a pipe, so it needs no versions. */
static const char MAGIC[4] = {'T', 'D', 'o', 'c'};
#define ABSENT UINT32_MAX

enum { LARGEST_NUMBER = 1000000000 };

/* ---- packing ---- */

static void put(struct str *out, uint32_t value)
{
    char bytes[4];
    for (size_t i = 0; i < 4; i++)
        bytes[i] = (char)(value >> (8 * i) & 0xff);
    str_add_n(out, bytes, 4);
}

static void put_int(struct str *out, int value)
{
    put(out, (uint32_t)(value + 1)); /* -1 is the least there is */
}

static void put_text(struct str *out, const char *s)
{
    size_t n = s ? strlen(s) : 0;
    put(out, s ? (uint32_t)n : ABSENT);
    str_add_n(out, s ? s : "", n);
}

static void put_spans(struct str *out, const struct spans *spans)
{
    put(out, (uint32_t)spans->n);
    for (size_t i = 0; i < spans->n; i++) {
        put(out, spans->v[i].style);
        put_int(out, spans->v[i].link);
        put_text(out, spans->v[i].text);
    }
}

static void put_table(struct str *out, const struct block *b)
{
    put(out, (uint32_t)b->n_rows);
    put(out, (uint32_t)b->n_columns);
    for (size_t i = 0; b->n_rows && i < b->n_columns; i++)
        put(out, b->align[i]);
    for (size_t i = 0; i < b->n_rows * b->n_columns; i++)
        put_spans(out, &b->cell[i]);
}

static void put_block(struct str *out, const struct block *b)
{
    put(out, b->kind);
    put(out, b->task);
    put_int(out, b->level);
    put_int(out, b->depth);
    put_int(out, b->quote);
    put_int(out, b->ordinal);
    put(out, b->continues);
    put_text(out, b->code);
    put_text(out, b->info);
    put_spans(out, &b->spans);
    put_table(out, b);
}

void document_pack(const struct document *d, struct str *out)
{
    str_add_n(out, MAGIC, sizeof MAGIC);
    put_text(out, d->warning);
    put(out, (uint32_t)d->n_links);
    for (size_t i = 0; i < d->n_links; i++) {
        put_text(out, d->link[i].target);
        put_text(out, d->link[i].title);
    }
    put(out, (uint32_t)d->n_blocks);
    for (size_t i = 0; i < d->n_blocks; i++)
        put_block(out, &d->block[i]);
}

/* ---- unpacking ---- */

/* A reader goes bad once and stays so: every get then yields nothing, and the end asks. */
struct reader {
    const unsigned char *p;
    size_t n;
    size_t n_links;
    struct arena *arena;
    bool bad;
};

static uint32_t spoil(struct reader *r)
{
    r->bad = true;
    r->n = 0;
    return 0;
}

static uint32_t get(struct reader *r)
{
    if (r->n < 4)
        return spoil(r);
    uint32_t value = r->p[0] | (uint32_t)r->p[1] << 8 | (uint32_t)r->p[2] << 16 | (uint32_t)r->p[3] << 24;
    r->p += 4;
    r->n -= 4;
    return value;
}

static uint32_t get_below(struct reader *r, uint32_t limit)
{
    uint32_t value = get(r);
    return value < limit ? value : spoil(r);
}

static int get_int(struct reader *r, uint32_t limit)
{
    return (int)get_below(r, limit + 1) - 1;
}

/* How many follow, each of at least `size` bytes: never more than the bytes that are there can hold. */
static size_t get_count(struct reader *r, size_t size)
{
    uint32_t n = get(r);
    return n <= r->n / size ? n : spoil(r);
}

static bool fits(const char *s, size_t n, enum clean_mode mode)
{
    return !memchr(s, '\0', n) && ((n == 1 && *s == '\n') || clean_is_clean(s, n, mode));
}

static const char *get_text(struct reader *r, enum clean_mode mode)
{
    uint32_t n = get(r);
    if (r->bad || n == ABSENT)
        return NULL;
    const char *s = (const char *)r->p;
    if (n > r->n || !fits(s, n, mode)) {
        spoil(r);
        return NULL;
    }
    r->p += n;
    r->n -= n;
    return arena_strndup(r->arena, s, n);
}

static const char *get_some_text(struct reader *r, enum clean_mode mode)
{
    const char *s = get_text(r, mode);
    if (!s)
        spoil(r);
    return s ? s : "";
}

static struct spans get_spans(struct reader *r)
{
    struct spans spans = {.n = get_count(r, 12)};
    spans.v = arena_array(r->arena, spans.n, sizeof *spans.v);
    for (size_t i = 0; i < spans.n && !r->bad; i++) {
        spans.v[i].style = get_below(r, SPAN_LINK * 2);
        spans.v[i].link = get_int(r, (uint32_t)r->n_links);
        spans.v[i].text = get_some_text(r, CLEAN_LINE);
    }
    return spans;
}

static void get_table(struct reader *r, struct block *b)
{
    b->n_rows = get_count(r, 4);
    b->n_columns = get_below(r, LARGEST_NUMBER);
    if (!b->n_rows && !b->n_columns)
        return;
    if (!b->n_rows || !b->n_columns || b->n_columns > r->n / 4 / b->n_rows) {
        spoil(r);
        return;
    }
    b->align = arena_array(r->arena, b->n_columns, sizeof *b->align);
    b->cell = arena_array(r->arena, b->n_rows * b->n_columns, sizeof *b->cell);
    for (size_t i = 0; i < b->n_columns; i++)
        b->align[i] = (enum cell_align)get_below(r, ALIGN_RIGHT + 1);
    for (size_t i = 0; i < b->n_rows * b->n_columns && !r->bad; i++)
        b->cell[i] = get_spans(r);
}

static void get_block(struct reader *r, struct block *b)
{
    b->kind = (enum block_kind)get_below(r, BLOCK_HTML + 1);
    b->task = (enum task_state)get_below(r, TASK_DONE + 1);
    b->level = get_int(r, 7);
    b->depth = get_int(r, LARGEST_NUMBER);
    b->quote = get_int(r, LARGEST_NUMBER);
    b->ordinal = get_int(r, LARGEST_NUMBER);
    b->continues = get_below(r, 2);
    b->code = get_text(r, CLEAN_TEXT);
    b->info = get_text(r, CLEAN_LINE);
    b->spans = get_spans(r);
    get_table(r, b);
    bool needs_code = b->kind == BLOCK_CODE || b->kind == BLOCK_HTML;
    if (needs_code != (b->code != NULL) || (b->kind == BLOCK_TABLE) != (b->n_rows > 0))
        spoil(r);
    if (b->level < 0 || b->depth < 0 || b->quote < 0 || b->ordinal < 0)
        spoil(r);
}

static void get_links(struct reader *r, struct document *d)
{
    d->n_links = r->n_links = get_count(r, 8);
    d->link = arena_array(r->arena, d->n_links, sizeof *d->link);
    for (size_t i = 0; i < d->n_links && !r->bad; i++) {
        d->link[i].target = get_some_text(r, CLEAN_LINE);
        d->link[i].title = get_text(r, CLEAN_LINE);
    }
}

bool document_unpack(const void *bytes, size_t n, struct arena *arena, struct document *d, struct err *e)
{
    struct reader r = {.p = bytes, .n = n, .arena = arena};
    struct document read = {0};
    if (n < sizeof MAGIC || memcmp(bytes, MAGIC, sizeof MAGIC) != 0)
        return err_set(e, ERR_INPUT, _("this is not a packed document"));
    r.p += sizeof MAGIC;
    r.n -= sizeof MAGIC;
    read.warning = get_text(&r, CLEAN_LINE);
    get_links(&r, &read);
    read.n_blocks = get_count(&r, 48);
    read.block = arena_array(arena, read.n_blocks, sizeof *read.block);
    for (size_t i = 0; i < read.n_blocks && !r.bad; i++)
        get_block(&r, &read.block[i]);
    if (r.bad || r.n)
        return err_set(e, ERR_INPUT, _("the packed document is damaged"));
    *d = read;
    return true;
}

/* ---- raw, and bare text ---- */

void document_raw(const char *text, size_t n, const char *why, struct arena *arena, struct document *d)
{
    struct str clean = {0};
    clean_add(&clean, text, n, CLEAN_TEXT);
    *d = (struct document){.block = arena_alloc(arena, sizeof *d->block), .n_blocks = 1};
    *d->block = (struct block){.kind = BLOCK_HTML, .code = arena_strndup(arena, clean.s, clean.n)};
    str_release(&clean);
    if (!why)
        return;
    clean_add(&clean, why, strlen(why), CLEAN_LINE);
    d->warning = arena_strndup(arena, clean.s, clean.n);
    str_release(&clean);
}

static void add_spans(const struct spans *spans, struct str *out)
{
    for (size_t i = 0; i < spans->n; i++)
        str_add(out, spans->v[i].text);
    if (spans->n)
        str_add_char(out, '\n');
}

void document_text(const struct document *d, struct str *out)
{
    str_add_n(out, "", 0);
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct block *b = &d->block[i];
        add_spans(&b->spans, out);
        for (size_t k = 0; k < b->n_rows * b->n_columns; k++)
            add_spans(&b->cell[k], out);
        str_add(out, b->code ? b->code : "");
        if (b->code && !str_ends(b->code, "\n"))
            str_add_char(out, '\n');
    }
}
