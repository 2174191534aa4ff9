/* look_endpoint: what a request adds to its endpoint. */
#include <string.h>

#include "logs/fold.h"
#include "logs/look_own.h"

void look_note_error(const struct log_look *l, struct log_count *c, const struct look_taken *t)
{
    if (c->errors == 1 || (t->at != TIME_NONE && (c->first == TIME_NONE || t->at < c->first))) {
        c->first = t->at;
        c->offset = t->r->offset;
        c->source = l->source;
    }
    c->last = t->at > c->last ? t->at : c->last; /* none is less than any */
}

static struct log_count *again(struct log_count *c, bool is_error)
{
    c->all++;
    c->errors += is_error;
    return c;
}

static struct log_count *folded(struct log_look *l, const struct look_taken *t)
{
    char text[FOLD_MAX];
    size_t n = fold_endpoint(t->r->field[FIELD_METHOD], t->r->field[FIELD_PATH], text);
    return n ? log_tally_add(&l->endpoints, text, n, t->is_error) : NULL;
}

/* Most requests are for few paths as they are, or but for an id: those are not folded again. */
static struct log_count *endpoint(struct log_look *l, const struct look_taken *t)
{
    struct request_key key;
    struct request_entry *place;
    if (!request_key_make(t->r, &key))
        return folded(l, t);
    const struct request_entry *seen = request_seen_find(&l->paths, &key, &place);
    if (seen)
        return again(&l->endpoints.v[seen->index], t->is_error);
    struct log_count *c = folded(l, t);
    if (c)
        request_seen_keep(place, &key, (uint32_t)(c - l->endpoints.v));
    return c;
}

void look_take_endpoint(struct log_look *l, const struct look_taken *t)
{
    struct log_count *c = endpoint(l, t);
    if (!c || !t->is_error)
        return;
    look_note_error(l, c, t);
    if (t->at != TIME_NONE)
        log_grid_add(&l->failures, t->at, COLUMN_ENDPOINTS + (size_t)(c - l->endpoints.v));
}
