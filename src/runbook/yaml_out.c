/* yaml_out: YAML scalars. */
#include "runbook/yaml_out.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* YAML has no place for these, not even in quotes without escapes. */
static bool is_outside_yaml(uint32_t cp)
{
    bool is_control = (cp < 0x20 && cp != '\n' && cp != '\t') || (cp >= 0x7f && cp < 0xa0);
    return is_control || cp == 0xfeff || cp == 0xfffe || cp == 0xffff || cp == 0x2028 || cp == 0x2029;
}

static void add_text(struct str *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t length = utf8_decode(s + i, n - i, &cp);
        if (!length)
            str_addf(out, "\\x%02x", (unsigned)cp & 0xff);
        else if (is_outside_yaml(cp))
            str_addf(out, "\\u{%x}", (unsigned)cp);
        else
            str_add_n(out, s + i, length);
        i += length ? length : 1;
    }
}

static bool is_plain(const char *s)
{
    static const char *const words[] = {"true", "false", "yes", "no", "null", "on", "off", "y", "n", "here", "fixes", NULL};
    bool starts = (s[0] >= 'a' && s[0] <= 'z') || (s[0] >= 'A' && s[0] <= 'Z');
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./() ");
    for (size_t i = 0; words[i]; i++)
        if (strcasecmp(s, words[i]) == 0)
            return false;
    return starts && n == strlen(s) && s[n - 1] != ' ';
}

static void add_quoted(struct str *out, const char *s)
{
    str_add_char(out, '\'');
    for (; *s; s++) {
        size_t n = strcspn(s, "'\n");
        add_text(out, s, n);
        s += n;
        if (!*s)
            break;
        str_add(out, *s == '\'' ? "''" : " ");
    }
    str_add_char(out, '\'');
}

void yaml_out_scalar(struct str *out, const char *value)
{
    if (*value && is_plain(value))
        str_add(out, value);
    else
        add_quoted(out, value);
}

/* A first line that begins with a blank would be taken for the indentation: it is said then. */
static void add_literal(struct str *out, int indent, const char *s)
{
    str_add_char(out, '|');
    if (*s == ' ' || *s == '\n' || *s == '\t')
        str_add_char(out, '2');
    str_add(out, str_ends(s, "\n") ? "\n" : "-\n");
    while (*s) {
        size_t n = strcspn(s, "\n");
        if (n)
            str_add_repeat(out, ' ', (size_t)indent + 2);
        add_text(out, s, n);
        str_add_char(out, '\n');
        s += n + (s[n] == '\n');
    }
}

void yaml_out_entry(struct str *out, int indent, const char *key, const char *value)
{
    str_add_repeat(out, ' ', (size_t)indent);
    str_addf(out, "%s: ", key);
    if (strchr(value, '\n')) {
        add_literal(out, indent, value);
        return;
    }
    yaml_out_scalar(out, value);
    str_add_char(out, '\n');
}
