/* reader_hold: a record while it may still grow. */
#include <string.h>

#include "logs/reader_own.h"

void held_init(struct held *h)
{
    *h = (struct held){.scratch = log_scratch_new()};
}

void held_release(struct held *h)
{
    log_scratch_free(h->scratch);
    str_release(&h->first);
    str_release(&h->joined);
    str_release(&h->rest);
}

static void move(struct log_text *t, const char *from, size_t n, const char *to)
{
    if (t->s && t->s >= from && t->s <= from + n)
        t->s = to + (t->s - from);
}

void held_keep(struct held *h)
{
    const char *from = h->r.raw.s;
    size_t n = h->r.raw.n;
    if (h->is_own)
        return;
    str_clear(&h->first);
    str_add_n(&h->first, from ? from : "", n);
    for (int i = 0; i < N_LOG_FIELDS; i++)
        move(&h->r.field[i], from, n, h->first.s);
    h->r.raw.s = h->first.s;
    h->is_own = true;
}

void held_begin_group(struct held *h)
{
    struct log_text said = h->r.field[FIELD_MESSAGE].n ? h->r.field[FIELD_MESSAGE] : h->r.raw;
    if (!h->has_group)
        log_group_begin(&h->group, said.s, said.n);
    h->has_group = true;
}

void held_add(struct log_reader *r, struct held *h, struct log_text text, uint32_t n_lines)
{
    h->r.n_lines += n_lines + h->blanks;
    if (h->r.raw.n + h->rest.n + h->blanks + text.n + 1 > LOG_RECORD_MAX) {
        r->counts.cut += !h->is_cut;
        h->is_cut = true;
    }
    if (!h->is_cut) {
        str_add_repeat(&h->rest, '\n', (h->rest.n > 0) + h->blanks);
        str_add_n(&h->rest, text.s, text.n);
    }
    h->blanks = 0;
}

static void count_time(struct log_reader *r, const struct log_record *record)
{
    if (record->at == r->newest && record->at == r->last_at && record->at != TIME_NONE)
        return; /* as the one before */
    if (record->at == TIME_NONE) {
        r->counts.no_time++;
        return;
    }
    r->counts.backwards += r->newest != TIME_NONE && record->at < r->newest - TIME_SECOND;
    if (r->newest == TIME_NONE || record->at > r->newest)
        r->newest = record->at;
    r->last_at = record->at;
}

void reader_hand_out(struct log_reader *r, const struct log_record *record)
{
    count_time(r, record);
    r->counts.records++;
    r->is_stopped = !r->take(r->to, record);
}

/* What a program wrote before it died is of the level that its standard error is given, whatever it was. */
static bool is_level_of_stream(const struct log_reader *r, const struct held *h)
{
    struct log_text said = h->r.field[FIELD_MESSAGE];
    if (!r->is_wrapper || !h->rest.n || h->r.level > LEVEL_INFO)
        return false;
    return h->group.state == GROUP_DUMP || h->group.state == GROUP_RAISED || log_group_is_head(said.s ? said.s : "", said.n);
}

/* The first of the lines that followed is what it says. */
static void part_headed(struct held *h)
{
    const char *end = memchr(h->rest.s, '\n', h->rest.n);
    size_t n = end ? (size_t)(end - h->rest.s) : h->rest.n;
    h->r.field[FIELD_MESSAGE] = (struct log_text){h->rest.s, n};
    if (end)
        h->r.field[FIELD_STACK] = (struct log_text){end + 1, h->rest.n - n - 1};
}

void reader_let_go(struct log_reader *r)
{
    struct held *h = r->now;
    if (!h || r->is_stopped)
        return;
    r->now = NULL;
    if (h->is_raw && h->r.at == TIME_NONE)
        h->r.at = r->last_at; /* it was said after what was said before it */
    if (is_level_of_stream(r, h))
        h->r.level = LEVEL_UNSAID;
    if (h->is_headed)
        part_headed(h);
    else if (h->rest.n && !h->r.field[FIELD_STACK].n)
        h->r.field[FIELD_STACK] = (struct log_text){h->rest.s, h->rest.n};
    reader_hand_out(r, &h->r);
}

void reader_hold_next(struct log_reader *r)
{
    reader_let_go(r);
    struct held *h = r->next;
    r->next = h == &r->slot[0] ? &r->slot[1] : &r->slot[0];
    str_clear(&h->rest);
    h->has_group = h->is_cut = h->is_headed = false;
    h->blanks = 0;
    r->now = h;
}
