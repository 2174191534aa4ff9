/* make_log: writes a log of KIND to standard output until it has BYTES (M and G may stand behind the number), and what is
 * true of it to TRUTH. usage: make_log access|heavy|json|app BYTES TRUTH */
#include "make_log.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 1 << 20, LONGEST = 1 << 14 };

static const struct {
    const char *name;
    void (*put)(struct writer *w);
} kinds[] = {{"access", put_access}, {"heavy", put_heavy}, {"json", put_json}, {"app", put_app}};

/* ---- drawing ---- */

uint32_t draw_below(struct writer *w, uint32_t below)
{
    w->random = w->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(((w->random >> 32) * below) >> 32);
}

bool draw_one_in(struct writer *w, uint32_t n)
{
    return draw_below(w, n) == 0;
}

/* ---- writing ---- */

static void flush(struct writer *w)
{
    for (size_t i = 0; i < w->n;) {
        ssize_t n = write(STDOUT_FILENO, w->buffer + i, w->n - i);
        if (n < 0 && errno != EINTR) {
            perror("make_log");
            exit(1);
        }
        i += n > 0 ? (size_t)n : 0;
    }
    w->written += w->n;
    w->n = 0;
}

void put_n(struct writer *w, const char *s, size_t n)
{
    memcpy(w->buffer + w->n, s, n);
    w->n += n;
}

void put(struct writer *w, const char *s)
{
    put_n(w, s, strlen(s));
}

void put_number(struct writer *w, uint64_t number)
{
    char digits[24], *s = digits + sizeof digits;
    do {
        *--s = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    put_n(w, s, (size_t)(digits + sizeof digits - s));
}

void put_milliseconds(struct writer *w)
{
    int ms = (int)(w->ms % 1000);
    char digits[3] = {(char)('0' + ms / 100), (char)('0' + ms / 10 % 10), (char)('0' + ms % 10)};
    put_n(w, digits, sizeof digits);
}

static void put_id(struct writer *w, const char *alphabet, uint32_t n_letters, int n)
{
    for (int i = 0; i < n; i++)
        put_n(w, &alphabet[draw_below(w, n_letters)], 1);
}

void put_filled(struct writer *w, const char *text)
{
    for (const char *s = text; *s; s++) {
        if (*s == '#')
            put_number(w, draw_below(w, 100000));
        else if (*s == '@')
            put_id(w, "0123456789abcdef", 16, 8);
        else if (*s == '~')
            put_id(w, "abcdef", 6, 8);
        else
            put_n(w, s, 1);
    }
}

/* ---- time ---- */

void tick(struct writer *w, uint32_t lines_a_second)
{
    w->ms += draw_below(w, 2 * (1000000 / lines_a_second)) / 1000 + (draw_below(w, 1000) < (1000000 / lines_a_second) % 1000);
    time_t now = (time_t)(w->ms / 1000);
    struct tm tm;
    if (now == w->second)
        return;
    w->second = now;
    gmtime_r(&now, &tm);
    strftime(w->stamp, sizeof w->stamp, "%d/%b/%Y:%H:%M:%S +0000", &tm);
    strftime(w->iso, sizeof w->iso, "%Y-%m-%dT%H:%M:%S", &tm);
}

void note_failure(struct writer *w)
{
    w->errors++;
    if (!w->first_error)
        w->first_error = w->second;
}

double share_done(const struct writer *w)
{
    return (double)(w->written + w->n) / (double)w->bytes;
}

/* ---- the whole ---- */

static void tell(const struct writer *w, FILE *truth)
{
    uint64_t clients = 0, endpoints = 0;
    for (int i = 0; i < CLIENTS; i++)
        clients += w->failed[i];
    for (int i = 0; i < 64; i++)
        endpoints += w->failing_endpoints >> i & 1;
    fprintf(truth, "lines %" PRIu64 "\nerrors %" PRIu64 "\nonset %" PRId64 "\nfirst_error %" PRId64 "\n", w->lines, w->errors,
            w->onset, w->first_error);
    fprintf(truth, "failing_clients %" PRIu64 "\nfailing_endpoints %" PRIu64 "\nlast %" PRId64 "\n", clients, endpoints, w->second);
    tell_app(w, truth);
}

static uint64_t read_bytes(const char *text)
{
    char *end;
    uint64_t n = strtoull(text, &end, 10);
    return *end == 'G' ? n * 1000000000 : *end == 'M' ? n * 1000000 : n;
}

static void write_log(struct writer *w, void (*put_record)(struct writer *w))
{
    while (w->written + w->n < w->bytes) {
        put_record(w);
        if (w->n > BUFFER - LONGEST)
            flush(w);
    }
    flush(w);
}

int main(int argc, char **argv)
{
    struct writer w = {.random = 20260301, .ms = INT64_C(1772323200000)}; /* 2026-03-01T00:00:00Z */
    size_t kind = 0, n_kinds = sizeof kinds / sizeof *kinds;
    while (argc == 4 && kind < n_kinds && strcmp(kinds[kind].name, argv[1]) != 0)
        kind++;
    if (argc != 4 || kind == n_kinds || !(w.bytes = read_bytes(argv[2]))) {
        fputs("usage: make_log access|heavy|json|app BYTES TRUTH > LOG\n", stderr);
        return 64;
    }
    w.buffer = malloc(BUFFER);
    FILE *truth = fopen(argv[3], "w");
    if (!w.buffer || !truth) {
        perror(argv[3]);
        return 1;
    }
    write_log(&w, kinds[kind].put);
    tell(&w, truth);
    free(w.buffer);
    return fclose(truth) == 0 ? 0 : 1;
}
