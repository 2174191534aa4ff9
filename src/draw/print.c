/* print: the formats there are. */
#include "draw/print.h"

const struct print_format *const print_formats[] = {&print_md, &print_html, NULL};

const struct print_format *print_find_format(const char *name)
{
    for (const struct print_format *const *f = print_formats; *f; f++)
        if (str_eq((*f)->name, name))
            return *f;
    return NULL;
}
