/* look_error: what a failure adds: its kind with an example, its request id, what was asked to be counted. */
#include <string.h>

#include "logs/look_own.h"
#include "logs/signature.h"
#include "text/clean.h"
#include "text/regex.h"

static const char *example_of(struct log_look *l, const struct log_record *r)
{
    const struct log_text *stack = &r->field[FIELD_STACK];
    struct str out = {0};
    clean_add(&out, r->raw.s, r->raw.n < LOOK_EXAMPLE ? r->raw.n : LOOK_EXAMPLE, CLEAN_LINE);
    if (stack->n && r->n_lines > 1) {
        str_add_char(&out, '\n');
        clean_add(&out, stack->s, stack->n < LOOK_EXAMPLE ? stack->n : LOOK_EXAMPLE, CLEAN_TEXT);
    }
    size_t n = out.n < LOOK_EXAMPLE ? out.n : LOOK_EXAMPLE;
    while (n < out.n && n > 0 && ((unsigned char)out.s[n] & 0xc0) == 0x80)
        n--; /* not inside a character */
    const char *kept = arena_strndup(&l->arena, str_get(&out), n);
    str_release(&out);
    return kept;
}

static void keep_kind(struct log_look *l, const struct log_signature *s, const struct log_record *r, int64_t at)
{
    struct look_kind *k = vec_push(&l->kinds);
    *k = (struct look_kind){
        .key = arena_strdup(&l->arena, s->key),
        .title = arena_strdup(&l->arena, s->title),
        .type = arena_strdup(&l->arena, s->kind),
        .example = example_of(l, r),
        .n_frames = s->n_frames,
        .offset = r->offset,
        .source = l->source,
        .first = at,
        .last = at,
    };
    k->frame = arena_array(&l->arena, s->n_frames + 1, sizeof *k->frame);
    memcpy(k->frame, s->frame, s->n_frames * sizeof *k->frame);
}

/* An access log's line says no more than its status, which is counted already. */
static bool has_kind(const struct log_record *r)
{
    return r->field[FIELD_STACK].n || (r->field[FIELD_MESSAGE].n && (!r->status || r->level));
}

static void take_kind(struct log_look *l, const struct log_record *r, int64_t at)
{
    struct log_signature s;
    log_signature(r, &s);
    const struct log_count *c = s.n ? log_tally_add(&l->kind_keys, s.key, s.n, true) : NULL;
    if (!c)
        return;
    size_t i = (size_t)(c - l->kind_keys.v);
    if (i == l->kinds.n)
        keep_kind(l, &s, r, at);
    struct look_kind *k = &l->kinds.v[i];
    k->errors++;
    if (at == TIME_NONE)
        return;
    if (k->first == TIME_NONE || at < k->first) {
        k->first = at;
        k->offset = r->offset;
        k->source = l->source;
    }
    k->last = k->last == TIME_NONE || at > k->last ? at : k->last;
    log_grid_add(&l->failures, at, COLUMN_KINDS + i);
}

/* Some of every stretch of time: which of them are the first since the onset is known at the end. */
static void take_request_id(struct log_look *l, const struct log_text *id, int64_t at)
{
    if (!id->n || id->n >= LOOK_REQUEST || at == TIME_NONE)
        return;
    if (log_grid_add(&l->failures, at, COLUMN_REQUESTS) > LOOK_REQUESTS_SLOT)
        return;
    struct look_request *q = vec_push(&l->requests);
    q->at = at;
    memcpy(q->id, id->s, id->n);
}

static bool says(const struct log_text *text, const struct regex *pattern)
{
    return text->n && regex_match(pattern, text->s, text->n, NULL) == REGEX_YES;
}

/* Under the first that fits: a more general one behind it takes the rest. */
static void count_by_name(struct log_look *l, const struct log_record *r)
{
    for (size_t i = 0; i < l->options.n_counts; i++)
        if (says(&r->raw, l->options.count[i].pattern) || says(&r->field[FIELD_STACK], l->options.count[i].pattern)) {
            l->named[i]++;
            return;
        }
}

void look_take_error(struct log_look *l, const struct look_taken *t)
{
    const struct log_record *r = t->r;
    int64_t at = t->at;
    l->errors++;
    if (at != TIME_NONE && (l->first_error == TIME_NONE || at < l->first_error))
        l->first_error = at;
    if (at != TIME_NONE && (l->last_error == TIME_NONE || at > l->last_error))
        l->last_error = at;
    count_by_name(l, r);
    if (has_kind(r))
        take_kind(l, r, at);
    take_request_id(l, r->field[FIELD_REQUEST].n ? &r->field[FIELD_REQUEST] : &r->field[FIELD_TRACE], at);
}
