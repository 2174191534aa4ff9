/* shell: within '...' everything is to the letter but ' itself, which stands outside as \'. */
#include "base/shell.h"

#include <string.h>

void shell_add_quoted(struct str *out, const char *word)
{
    str_add_char(out, '\'');
    for (; *word; word++)
        if (*word == '\'')
            str_add(out, "'\\''");
        else
            str_add_char(out, *word);
    str_add_char(out, '\'');
}

void shell_add_word(struct str *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:+-@%,=";
    if (*word && word[strspn(word, plain)] == '\0')
        str_add(out, word);
    else
        shell_add_quoted(out, word);
}
