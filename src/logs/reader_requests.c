/* reader_requests: lines of access logs without holding them: nothing goes on with a request. */
#include "logs/bytes.h"
#include "logs/reader_own.h"

static bool read_request(struct log_reader *r, const char *s, size_t n, struct bytes_line *line)
{
    struct held *h = r->next;
    bytes_read_line(s, n, line);
    if (line->n == n || line->n > LOG_LINE_MAX)
        return false; /* it has no end yet, or is cut */
    struct bytes_line bare = *line;
    bare.n -= bare.n && s[bare.n - 1] == '\r';
    return log_format_parse_by_hand(r->format, &r->clock, s, &bare, h->scratch, &h->r);
}

size_t reader_take_requests(struct log_reader *r, const char *s, size_t n, uint64_t at)
{
    size_t used = 0;
    struct bytes_line line;
    while (!r->is_stopped && used < n && read_request(r, s + used, n - used, &line)) {
        reader_let_go(r);
        if (r->is_stopped)
            break;
        r->next->r.offset = at + used;
        r->counts.lines++;
        reader_hand_out(r, &r->next->r);
        used += line.n + 1;
    }
    return used;
}
