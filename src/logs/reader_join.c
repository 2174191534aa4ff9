/* reader_join: Docker and CRI cut long lines into pieces; each stream puts its own together. */
#include <string.h>

#include "base/time.h"
#include "logs/reader_own.h"

static void open(struct piece *p, const struct log_record *r)
{
    *p = (struct piece){.text = p->text, .raw = p->raw, .is_open = true, .offset = r->offset, .at = r->at};
    str_clear(&p->text);
    str_clear(&p->raw);
    str_add_n(&p->raw, r->raw.s, r->raw.n);
}

static void add(struct log_reader *r, struct piece *p, struct log_text said)
{
    size_t room = LOG_RECORD_MAX - p->text.n, n = said.n < room ? said.n : room;
    p->n_lines++;
    r->counts.cut += n < said.n && !p->is_cut;
    p->is_cut |= n < said.n;
    str_add_n(&p->text, said.s ? said.s : "", n);
}

/* What was read of the last piece tells of the whole line, but for where and when it began. */
static void finish(struct log_reader *r, struct piece *p, struct held *h)
{
    struct str joined = h->joined;
    held_keep(h);
    size_t last = h->first.n;
    const char *from = h->first.s;
    struct str first = p->raw; /* the first piece as it stands, then the last, which fields may point into */
    str_add_n(&first, from, last);
    for (int i = 0; i < N_LOG_FIELDS; i++)
        if (h->r.field[i].s >= from && h->r.field[i].s <= from + last && h->r.field[i].s)
            h->r.field[i].s = first.s + (first.n - last) + (h->r.field[i].s - from);
    p->raw = h->first;
    h->first = first;
    h->r.raw = (struct log_text){first.s, first.n - last};
    h->joined = p->text;
    p->text = joined;
    p->is_open = false;
    h->r.offset = p->offset;
    h->r.at = p->at;
    h->r.n_lines = p->n_lines;
    log_format_read_inside(r->format, &r->clock, (struct log_text){h->joined.s, h->joined.n}, h->scratch, &h->r);
}

bool reader_join(struct log_reader *r, const struct line *line)
{
    struct held *h = r->next;
    struct piece *p = &r->piece[h->r.is_stderr];
    if (!p->is_open)
        open(p, &h->r);
    else if (!h->r.is_partial) /* what was found inside the last piece is not there */
        log_format_parse_piece(r->format, &r->clock, line->s, line->n, h->scratch, &h->r);
    add(r, p, h->r.field[FIELD_MESSAGE]);
    p->is_cut |= line->is_cut;
    if (h->r.is_partial)
        return true;
    finish(r, p, h);
    return false;
}

/* The first piece alone is read again, so that there is something to finish. */
void reader_join_end(struct log_reader *r)
{
    for (int i = 0; i < 2; i++) {
        struct piece *p = &r->piece[i];
        struct held *h = r->next;
        if (!p->is_open || !r->format)
            continue;
        struct str raw = {0};
        str_add_n(&raw, str_get(&p->raw), p->raw.n);
        if (log_format_parse(r->format, &r->clock, raw.s, raw.n, h->scratch, &h->r)) {
            h->is_own = h->is_raw = false;
            finish(r, p, h);
            reader_take_record(r);
        }
        p->is_open = false;
        str_release(&raw);
    }
}

void reader_join_release(struct log_reader *r)
{
    for (int i = 0; i < 2; i++) {
        str_release(&r->piece[i].text);
        str_release(&r->piece[i].raw);
    }
}
