/* remote_stream: what the command printed, out of what came over the connection. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "probe/remote.h"

enum { DIGITS_MOST = 16 };

static void drop(struct str *held, size_t n)
{
    if (!n)
        return;
    memmove(held->s, held->s + n, held->n - n);
    str_cut(held, held->n - n);
}

/* Where MARK WORD begins in what is held, whole or as much of it as has come; held->n when nowhere. */
static size_t find_mark(const struct remote_stream *s, const char *word, bool *is_whole)
{
    char sought[REMOTE_MARK + 16];
    size_t n = (size_t)snprintf(sought, sizeof sought, "%s %s", s->mark, word), left;
    const char *start = str_get(&s->held), *from = start, *end = from + s->held.n;
    *is_whole = false;
    for (; from < end && (from = memchr(from, sought[0], (size_t)(end - from))); from++) {
        left = (size_t)(end - from);
        if (memcmp(from, sought, left < n ? left : n) != 0)
            continue;
        *is_whole = left >= n;
        return (size_t)(from - start);
    }
    return s->held.n;
}

static void keep_noise(struct remote_stream *s, size_t n)
{
    size_t room = s->noise.n < REMOTE_NOISE ? REMOTE_NOISE - s->noise.n : 0;
    str_add_n(&s->noise, str_get(&s->held), n < room ? n : room);
    drop(&s->held, n);
}

static void seek_beginning(struct remote_stream *s)
{
    bool is_whole;
    keep_noise(s, find_mark(s, "begin\n", &is_whole));
    if (!is_whole)
        return;
    drop(&s->held, strlen(s->mark) + strlen(" begin\n"));
    s->has_begun = true;
}

static void seek_end(struct remote_stream *s, struct output *output)
{
    bool is_whole;
    size_t at = find_mark(s, "end ", &is_whole), digits = at + strlen(s->mark) + strlen(" end ");
    output_add(output, str_get(&s->held), at);
    drop(&s->held, at);
    digits -= at;
    if (!is_whole)
        return;
    if (!memchr(s->held.s + digits, '\n', s->held.n - digits)) {
        str_cut(&s->held, digits + DIGITS_MOST); /* a machine that lies must not fill ours */
        return;
    }
    s->exit_status = (int)strtol(s->held.s + digits, NULL, 10) & UCHAR_MAX;
    s->has_ended = true;
    str_clear(&s->held);
}

void remote_take(struct remote_stream *s, const char *bytes, size_t n, struct output *output)
{
    if (s->has_ended)
        return;
    str_add_n(&s->held, bytes, n);
    if (!s->has_begun)
        seek_beginning(s);
    if (s->has_begun)
        seek_end(s, output);
}

void remote_take_rest(struct remote_stream *s, struct output *output)
{
    if (s->has_begun && !s->has_ended)
        output_add(output, str_get(&s->held), s->held.n);
    else if (!s->has_begun)
        keep_noise(s, s->held.n);
    str_clear(&s->held);
}

void remote_release(struct remote_stream *s)
{
    str_release(&s->held);
    str_release(&s->noise);
}
