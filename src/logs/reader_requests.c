/* reader_requests: lines of access logs without holding them: nothing goes on with a request. */
#include "logs/bytes.h"
#include "logs/reader_own.h"

/* Returns how long the line is with its end; 0: it has no end yet, or is to be read in the usual way. */
static size_t read_request(struct log_reader *r, const char *s, size_t n)
{
    struct held *h = r->next;
    struct bytes_line line;
    bytes_read_line(s, n, &line);
    size_t whole = line.n + 1;
    if (whole > n || whole > LOG_LINE_MAX)
        return 0;
    line.n -= line.n && s[line.n - 1] == '\r';
    return log_format_parse_by_hand(r->format, &r->clock, s, &line, h->scratch, &h->r) ? whole : 0;
}

size_t reader_take_requests(struct log_reader *r, const char *s, size_t n, uint64_t at)
{
    size_t used = 0;
    for (size_t whole; !r->is_stopped && used < n && (whole = read_request(r, s + used, n - used)) > 0; used += whole) {
        reader_let_go(r);
        if (r->is_stopped)
            break;
        r->next->r.offset = at + used;
        r->counts.lines++;
        reader_hand_out(r, &r->next->r);
    }
    return used;
}
