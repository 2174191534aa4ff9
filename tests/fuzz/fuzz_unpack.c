/* Any bytes as a packed document: refused, or a document that packs to the same bytes and can be laid out. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "kb/layout.h"
#include "text/block.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena = {0};
    struct document d;
    struct err e = {0};
    if (document_unpack(bytes, n, &arena, &d, &e)) {
        struct str again = {0};
        struct layout layout;
        struct layout_options options = {.width = 40};
        document_pack(&d, &again);
        assert(again.n == n && memcmp(again.s, bytes, n) == 0);
        layout_document(&d, &options, &arena, &layout);
        str_release(&again);
    }
    arena_release(&arena);
    return 0;
}
