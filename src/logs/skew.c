/* skew: a table of ids that forgets every other one when it is full, by a bit of their hash; then medians. */
#include "logs/skew.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { SLOTS = 1 << 16, FULL = SLOTS / 2 };

struct sighting {
    uint64_t id; /* its hash; 0: free */
    int64_t at;
    uint32_t source;
};

struct log_skew {
    struct sighting slot[SLOTS];
    size_t n;
    uint64_t mask; /* ids with any of these bits set are left out */
};

struct log_skew *log_skew_new(void)
{
    return mem_alloc(sizeof(struct log_skew));
}

/* FNV-1a, and its bits mixed once more: the sample is taken by the lowest ones. */
static uint64_t hash_of(struct log_text id)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < id.n; i++)
        h = (h ^ (unsigned char)id.s[i]) * UINT64_C(1099511628211);
    h = (h ^ (h >> 32)) * UINT64_C(0x9e3779b97f4a7c15);
    h ^= h >> 29;
    return h ? h : 1;
}

/* Its place, or the free one where it would stand. */
static struct sighting *place_of(const struct log_skew *k, uint64_t id, uint32_t source)
{
    size_t i = (size_t)((id >> 16) + source * 0x9e37u) & (SLOTS - 1);
    while (k->slot[i].id != 0 && (k->slot[i].id != id || k->slot[i].source != source))
        i = (i + 1) & (SLOTS - 1);
    return (struct sighting *)&k->slot[i];
}

/* Half of the ids go, and those like them do not come in any more. */
static void thin_out(struct log_skew *k)
{
    struct sighting *was = mem_array(SLOTS, sizeof *was);
    memcpy(was, k->slot, sizeof k->slot);
    memset(k->slot, 0, sizeof k->slot);
    k->mask = k->mask << 1 | 1;
    k->n = 0;
    for (size_t i = 0; i < SLOTS; i++)
        if (was[i].id != 0 && (was[i].id & k->mask) == 0) {
            *place_of(k, was[i].id, was[i].source) = was[i];
            k->n++;
        }
    mem_free(was);
}

void log_skew_take(struct log_skew *k, uint32_t source, struct log_text id, int64_t at)
{
    if (id.n == 0 || at == TIME_NONE)
        return;
    uint64_t h = hash_of(id);
    if (h & k->mask)
        return;
    struct sighting *s = place_of(k, h, source);
    if (s->id == 0) {
        *s = (struct sighting){h, at, source};
        for (k->n++; k->n > FULL;)
            thin_out(k);
    } else if (at < s->at) {
        s->at = at;
    }
}

static int compare_times(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static size_t collect(const struct log_skew *k, uint32_t reference, uint32_t source, int64_t *difference)
{
    size_t n = 0;
    for (size_t i = 0; i < SLOTS; i++) {
        if (k->slot[i].id == 0 || k->slot[i].source != source)
            continue;
        const struct sighting *same = place_of(k, k->slot[i].id, reference);
        int64_t d;
        if (same->id != 0 && !__builtin_sub_overflow(same->at, k->slot[i].at, &d) && d >= -SKEW_MAX && d <= SKEW_MAX)
            difference[n++] = d;
    }
    return n;
}

bool log_skew_between(const struct log_skew *k, uint32_t reference, uint32_t source, struct log_skew_found *out)
{
    int64_t *difference = mem_array(FULL + 1, sizeof *difference);
    size_t n = collect(k, reference, source, difference);
    *out = (struct log_skew_found){.pairs = n};
    if (n > 0) {
        qsort(difference, n, sizeof *difference, compare_times);
        out->offset = difference[n / 2];
        out->spread = difference[n - 1 - n / 4] - difference[n / 4];
    }
    mem_free(difference);
    return n >= SKEW_PAIRS_MIN && llabs(out->offset) >= SKEW_MIN && out->spread <= llabs(out->offset) / 2;
}

void log_skew_free(struct log_skew *k)
{
    mem_free(k);
}
