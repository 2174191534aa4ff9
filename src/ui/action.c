/* action: the list of action.def as a table, and the key that means each. */
#include "ui/action.h"

#include <string.h>

#include "base/i18n.h"

const struct action_row action_rows[N_ACTIONS] = {
#define ACTION(id, name, keys, label, pages, group, help) {#id, name, keys, label, pages, group, help},
#include "ui/action.def"
#undef ACTION
};

/* Takes the next name off a list of keys; false at its end. */
static bool next_name(const char **list, char out[16])
{
    *list += strspn(*list, " ");
    size_t n = strcspn(*list, " ");
    if (n == 0 || n >= 16)
        return false;
    memcpy(out, *list, n);
    out[n] = '\0';
    *list += n;
    return true;
}

static bool has_key(const struct action_row *row, const struct key *k)
{
    const char *list = row->keys;
    char name[16];
    struct key own;

    while (next_name(&list, name))
        if (key_parse(name, &own) && key_equal(&own, k))
            return true;
    return false;
}

bool action_works_on(enum action a, enum page page)
{
    return a < N_ACTIONS && (action_rows[a].pages & (1u << page)) != 0;
}

enum action action_of_key(const struct key *k, enum page page)
{
    for (int a = 0; a < N_ACTIONS; a++)
        if (action_works_on((enum action)a, page) && has_key(&action_rows[a], k))
            return (enum action)a;
    return ACTION_NONE;
}

void action_first_key(enum action a, char out[16])
{
    const char *list = action_rows[a].keys;
    if (!next_name(&list, out))
        out[0] = '\0';
}
