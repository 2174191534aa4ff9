/* change: names of kinds, and the end of a list. */
#include "change/change.h"

const char *change_kind_name(enum change_kind kind)
{
    static const char *const name[N_CHANGE_KINDS] = {
        [CHANGE_RELEASE] = "release", [CHANGE_CONFIG] = "config",                 [CHANGE_PACKAGE] = "package",
        [CHANGE_DATA] = "data",       [CHANGE_INFRASTRUCTURE] = "infrastructure", [CHANGE_FLAG] = "flag",
    };
    return name[kind];
}

void change_list_release(struct change_list *l)
{
    vec_release(&l->list);
    vec_release(&l->missing);
    vec_release(&l->looked);
    arena_release(&l->arena);
    *l = (struct change_list){0};
}
