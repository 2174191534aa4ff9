/* key: names of keys, both ways. */
#include "ui/key.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static const struct {
    const char *name;
    enum key_kind kind;
} names[] = {
    {"Enter", PRESS_ENTER},
    {"Tab", PRESS_TAB},
    {"Shift-Tab", PRESS_BACKTAB},
    {"Esc", PRESS_ESC},
    {"Backspace", PRESS_BACKSPACE},
    {"Delete", PRESS_DELETE},
    {"Up", PRESS_UP},
    {"Down", PRESS_DOWN},
    {"Left", PRESS_LEFT},
    {"Right", PRESS_RIGHT},
    {"Home", PRESS_HOME},
    {"End", PRESS_END},
    {"PgUp", PRESS_PAGE_UP},
    {"PgDn", PRESS_PAGE_DOWN},
    {"F1", PRESS_F1},
    {"Paste", PRESS_PASTE},
};

static bool parse_special(const char *name, struct key *k)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i].name) == 0) {
            *k = (struct key){.kind = names[i].kind};
            return true;
        }
    return false;
}

bool key_parse(const char *name, struct key *k)
{
    size_t n = strlen(name);
    uint32_t cp;

    if (parse_special(name, k))
        return true;
    if (strcmp(name, "Space") == 0)
        name = " ", n = 1;
    if (n == 6 && strncmp(name, "Ctrl-", 5) == 0 && name[5] >= 'A' && name[5] <= 'Z') {
        *k = (struct key){.kind = PRESS_CTRL, .cp = (uint32_t)(name[5] - 'A' + 'a')};
        return true;
    }
    if (n == 0 || utf8_decode(name, n, &cp) != n)
        return false;
    *k = (struct key){.kind = PRESS_TEXT, .cp = cp};
    return true;
}

void key_format(const struct key *k, char out[16])
{
    if (k->kind == PRESS_CTRL) {
        snprintf(out, 16, "Ctrl-%c", (int)(k->cp - 'a' + 'A'));
        return;
    }
    if (k->kind == PRESS_TEXT) {
        out[k->cp == ' ' ? (size_t)snprintf(out, 16, "Space") : utf8_encode(k->cp, out)] = '\0';
        return;
    }
    out[0] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].kind == k->kind)
            snprintf(out, 16, "%s", names[i].name);
}

bool key_equal(const struct key *a, const struct key *b)
{
    return a->kind == b->kind && a->cp == b->cp;
}
