/* redact_fill: the text with marks in it. */
#include <string.h>

#include "text/redact.h"

static void add_mark(const char *s, const struct redact_found *f, struct redact_book *book, struct str *out)
{
    size_t number = f->value ? redact_book_number(book, f->kind, f->value, strlen(f->value))
                             : redact_book_number(book, f->kind, s + f->start, f->end - f->start);
    if (number)
        str_addf(out, "<redacted:%s#%zu>", f->kind, number);
    else
        str_addf(out, "<redacted:%s>", f->kind);
}

void redact_fill(const char *s, size_t n, const struct redact_list *list, struct redact_book *book, struct str *out)
{
    size_t done = 0, most = out->n + REDACT_GROWS * n + REDACT_SPARE - sizeof "<redacted:rest>";
    for (size_t i = 0; i < list->of.n; i++) {
        const struct redact_found *f = &list->of.v[i];
        size_t before = out->n;
        str_add_n(out, s + done, f->start - done);
        add_mark(s, f, book, out);
        done = f->end;
        if (out->n + (n - done) > most) {
            str_cut(out, before);
            str_add(out, "<redacted:rest>");
            return;
        }
    }
    str_add_n(out, s + done, n - done);
}

size_t redact_text(struct redactor *r, const char *s, size_t n, struct redact_book *book, struct str *out)
{
    struct redact_list list = {0};
    redact_find(r, s, n, &list);
    redact_fill(s, n, &list, book, out);
    size_t count = list.of.n;
    vec_release(&list.of);
    return count;
}
