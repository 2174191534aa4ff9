/* Any bytes as an article: its document is clean, survives packing, and fits its width. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "kb/article.h"
#include "kb/layout.h"
#include "text/clean.h"
#include "text/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void lay_out(const struct document *d, size_t width, struct arena *arena)
{
    struct layout layout;
    struct layout_options options = {.width = width};
    struct str text = {0};
    layout_document(d, &options, arena, &layout);
    for (size_t i = 0; i < layout.n_lines; i++)
        assert(layout.line[i].columns <= layout.width || layout.line[i].kind == LINE_CODE);
    layout_text(&layout, &text);
    assert(clean_is_clean(text.s, text.n, CLEAN_TEXT));
    str_release(&text);
}

static void pack_and_unpack(const struct document *d, struct arena *arena)
{
    struct str packed = {0}, again = {0};
    struct document copy;
    struct err e = {0};
    document_pack(d, &packed);
    bool ok = document_unpack(packed.s, packed.n, arena, &copy, &e);
    assert(ok);
    document_pack(&copy, &again);
    assert(again.n == packed.n && memcmp(again.s, packed.s, packed.n) == 0);
    str_release(&packed);
    str_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena = {0};
    struct article a;
    struct document d;
    article_read("x/fuzz.de.md", (const char *)bytes, n, &arena, &a);
    markdown_parse(a.body, a.n_body, &arena, &d);
    article_finish(&a, &d, &arena);
    pack_and_unpack(&d, &arena);
    lay_out(&d, 20, &arena);
    lay_out(&d, 78, &arena);
    arena_release(&arena);
    return 0;
}
