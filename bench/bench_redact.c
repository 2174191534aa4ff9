/* bench_redact: what it costs to take the secrets out of a log of 100 MB, beside a loop that only looks for its newlines. The
 * text is in memory for both. In processor time, the least of TURNS turns.
 *
 * usage: bench_redact [DIRECTORY]   where the logs are made (/tmp) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cost.h"
#include "measure.h"
#include "store/files.h"
#include "text/redact.h"

enum { TURNS = 5, BYTES = 100 * 1000 * 1000, EVERY = 1000, PIECE = 8 << 20 };

static double newlines_ms(const struct str *text, size_t *lines)
{
    double start = cpu_ms();
    const char *end = text->s + text->n;
    *lines = 0;
    for (const char *s = text->s; s < end && (s = memchr(s, '\n', (size_t)(end - s))); s++)
        ++*lines;
    return cpu_ms() - start;
}

/* In pieces, as outputs are: more than 8 MiB are not kept of one. */
static double redact_ms(struct redactor *r, const struct str *text, size_t *found)
{
    struct str out = {0};
    double start = cpu_ms();
    *found = 0;
    for (size_t at = 0; at < text->n; at += PIECE) {
        struct redact_book book = {0};
        size_t n = text->n - at < PIECE ? text->n - at : PIECE;
        str_clear(&out);
        *found += redact_text(r, text->s + at, n, &book, &out);
        redact_book_release(&book);
    }
    double took = cpu_ms() - start;
    str_release(&out);
    return took;
}

static void measure(const char *figure, const struct str *text, bool is_plain)
{
    double own = 0, beside = 0;
    size_t found = 0, lines = 0;
    struct redactor *r = redact_new();
    for (int i = 0; i < TURNS; i++) {
        double newlines = newlines_ms(text, &lines), redacted = redact_ms(r, text, &found);
        own = i && own < redacted ? own : redacted;
        beside = i && beside < newlines ? beside : newlines;
    }
    row_ratio(figure, "ms", own, "a loop of memchr", beside, 10);
    if (is_plain)
        row_limit("  taken out, and no secret is in it", "", (double)found, 0);
    else
        row_limit("  secrets that were left", "", (double)(lines / EVERY) > (double)found ? (double)(lines / EVERY) - (double)found : 0, 0);
    redact_free(r);
}

/* One secret in a thousand lines, at their ends: as a log has them whose service prints what it should not. */
static void plant(const struct str *text, struct str *out)
{
    size_t line = 0;
    const char *end = text->s + text->n;
    for (const char *s = text->s, *next; s < end; s = next + 1) {
        next = memchr(s, '\n', (size_t)(end - s));
        if (!next)
            break;
        str_add_n(out, s, (size_t)(next - s));
        if (++line % EVERY == 0)
            str_addf(out, " db password=hunter%zu retry", line % 40);
        str_add_char(out, '\n');
    }
}

static bool make(const char *self, const char *directory, const char *kind, struct str *text)
{
    char maker[400], log[400], truth[420], bytes[24];
    const char *slash = strrchr(self, '/');
    struct err e = {0};
    snprintf(maker, sizeof maker, "%.*smake_log", slash ? (int)(slash - self) + 1 : 0, self);
    snprintf(log, sizeof log, "%s/triage-bench-%ld-%s", directory, (long)getpid(), kind);
    snprintf(truth, sizeof truth, "%s.truth", log);
    snprintf(bytes, sizeof bytes, "%d", BYTES);
    bool ok = cost_program((const char *const[]){maker, kind, bytes, truth, NULL}, log).is_there;
    str_clear(text);
    ok = ok && files_read(log, BYTES * 2, text, &e);
    unlink(log);
    unlink(truth);
    if (!ok)
        fprintf(stderr, "bench_redact: %s %s: %s\n", maker, kind, e.text);
    return ok;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *kind, *figure;
    } logs[] = {{"access", "secrets out of 100 MB, an access log"}, {"json", "  JSON lines"}, {"app", "  an application's log, with traces"}};
    const char *directory = argc > 1 ? argv[1] : "/tmp";
    struct str text = {0}, planted = {0};
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        if (!make(argv[0], directory, logs[i].kind, &text))
            return 1;
        measure(logs[i].figure, &text, true);
    }
    plant(&text, &planted);
    measure("  the same, a secret in each thousand lines", &planted, false);
    str_release(&text);
    str_release(&planted);
    return 0;
}
