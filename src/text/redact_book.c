/* redact_book: kind and keyed hash as a name in a map. */
#include "text/redact_book.h"

#include <string.h>

#include "base/str.h"
#include "text/digest.h"

static const char *name_of(struct redact_book *book, const char *kind, const unsigned char print[REDACT_PRINT])
{
    char hex[2 * REDACT_PRINT + 1];
    digest_hex(print, REDACT_PRINT, hex);
    return arena_printf(&book->arena, "%s#%s", kind, hex);
}

static size_t next_number(const struct redact_book *book, const char *kind)
{
    size_t most = 0;
    for (size_t i = 0; i < book->entry.n; i++)
        if (book->entry.v[i].number > most && str_eq(book->entry.v[i].kind, kind))
            most = book->entry.v[i].number;
    return most + 1;
}

static void add(struct redact_book *book, const char *name, const char *kind, size_t number, const unsigned char *print)
{
    struct redact_entry *entry = vec_push(&book->entry);
    entry->kind = arena_strdup(&book->arena, kind);
    entry->number = number;
    if (print)
        memcpy(entry->print, print, REDACT_PRINT);
    if (name)
        map_set(&book->by_print, name, (uint32_t)(book->entry.n - 1));
}

size_t redact_book_number(struct redact_book *book, const char *kind, const char *secret, size_t n)
{
    unsigned char print[REDACT_PRINT];
    digest_keyed(book->key, kind, secret, n, print);
    const char *name = name_of(book, kind, print);
    uint32_t known = map_find(&book->by_print, name);
    if (known != MAP_ABSENT)
        return book->entry.v[known].number;
    if (book->entry.n >= REDACT_BOOK_MAX)
        return 0;
    add(book, name, kind, next_number(book, kind), print);
    vec_last(&book->entry)->is_new = true;
    book->n_new++;
    return vec_last(&book->entry)->number;
}

void redact_book_add(struct redact_book *book, const char *kind, size_t number, const unsigned char *print)
{
    add(book, print ? name_of(book, kind, print) : NULL, kind, number, print);
}

void redact_book_settle(struct redact_book *book)
{
    for (size_t i = book->entry.n; i > 0 && book->n_new > 0; i--)
        if (book->entry.v[i - 1].is_new) {
            book->entry.v[i - 1].is_new = false;
            book->n_new--;
        }
}

void redact_book_release(struct redact_book *book)
{
    vec_release(&book->entry);
    map_release(&book->by_print);
    arena_release(&book->arena);
    memset(book, 0, sizeof *book);
}
