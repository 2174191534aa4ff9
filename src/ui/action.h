/* action: what a key can mean, from the one list action.def: keymap, footers, help, palette and the manual all read it.
 * A letter has one meaning on every page; a test holds this list against the key table. Constant, owned by nobody. */
#ifndef UI_ACTION_H
#define UI_ACTION_H
#include <stdbool.h>
#include <stddef.h>

#include "ui/key.h"
#include "ui/page.h"

enum action {
#define ACTION(id, name, keys, label, pages, group, help) ACTION_##id,
#include "ui/action.def"
#undef ACTION
    N_ACTIONS,
    ACTION_NONE = N_ACTIONS
};

enum action_group { GROUP_HERE, GROUP_PAGES, GROUP_INCIDENT, GROUP_ALWAYS, GROUP_TYPING, GROUP_NAMED };

struct action_row {
    const char *id;     /* "run_probes" */
    const char *name;   /* msgid, in the palette: verb first */
    const char *keys;   /* separated by spaces, the one shown first; "" for the palette only */
    const char *label;  /* msgid, in a footer; one or two words */
    unsigned pages;     /* 1u << page, where it works */
    enum action_group group;
    const char *help;   /* msgid, for help and manual: a few words */
};

extern const struct action_row action_rows[N_ACTIONS];

/* What k means on that page, or ACTION_NONE. Keys that work while typing are the prompt's own. */
enum action action_of_key(const struct key *k, enum page page);
bool action_works_on(enum action a, enum page page);
/* The first of its keys, as shown: "Enter", "g"; "" when it has none. */
void action_first_key(enum action a, char out[16]);
#endif
