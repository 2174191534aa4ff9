/* keys: which of a format's keys a name is, and which of several values counts. */
#include "logs/format_own.h"

const struct log_key *log_key_find(const struct log_format *f, const char *name)
{
    uint32_t at = map_find(&f->keys, name);
    return at == MAP_ABSENT ? NULL : &f->key[at];
}

bool log_found_take(struct log_found *found, const struct log_key *key)
{
    found->needed |= key->needed;
    if (key->slot == N_SLOTS || (found->rank[key->slot] && found->rank[key->slot] <= key->rank + 1))
        return false;
    found->rank[key->slot] = key->rank + 1;
    return true;
}
