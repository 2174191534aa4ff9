/* Any bytes as blocks of an access log (the first byte is how large): the quick look reads nothing outside of them, and counts
 * every line once or says that the log is not fit; and the two ways over bytes give the same answers. */
#include <stdint.h>

#include "logs/bytes.h"
#include "logs/quick.h"
#include "shipped_formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static struct log_formats formats;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    load_shipped_formats(&formats);
    return 0;
}

static void hold_ways_equal(const char *s, size_t n)
{
    const struct bytes_way *way[] = {&bytes_portable, bytes_best()};
    struct bytes_line line[2];
    const char *found[2];
    size_t lines[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        found[i] = way[i]->find_status(s, n, '5', &lines[i]);
        way[i]->read_line(s, n, &line[i]);
    }
    assert(found[0] == found[1] && lines[0] == lines[1]);
    assert(line[0].n == line[1].n && line[0].n_name == line[1].n_name && line[0].n_quotes == line[1].n_quotes);
    assert(line[0].is_odd == line[1].is_odd && way[0]->count(s, n, '\n') == way[1]->count(s, n, '\n'));
}

/* True when it was fit to the end. */
static bool look_at(struct log_quick *q, const char *s, size_t n, size_t block)
{
    size_t at = 0, used = 0, ahead = block;
    for (bool is_last = false; !is_last; at += used) {
        is_last = n - at <= ahead;
        size_t now = is_last ? n - at : ahead;
        char *exact = malloc(now ? now : 1);
        memcpy(exact, s + at, now);
        hold_ways_equal(exact, now);
        bool is_fit = log_quick_feed(q, exact, now, at, is_last, &used);
        free(exact);
        if (!is_fit)
            return false;
        assert(used <= now && (used == now || !is_last));
        ahead = used ? block : ahead + block;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const struct log_format *f = log_format_find(&formats, "combined");
    struct log_clock clock = {.newest = INT64_C(1772348400000000)};
    struct log_look_options options = {.rule = log_rule_usual, .since = TIME_NONE, .until = TIME_NONE, .is_quick = true};
    if (!n || !f)
        return 0;
    const char *s = (const char *)bytes + 1;
    struct log_look *look = log_look_new(&options);
    struct log_quick *q = log_quick_new(f, &options.rule, &clock, look, TIME_NONE, TIME_NONE);
    n--;
    if (look_at(q, s, n, 1 + bytes[0] * 16)) {
        struct log_finding found;
        log_look_find(look, &found);
        assert(log_quick_lines(q) == bytes_portable.count(s, n, '\n') + (n && s[n - 1] != '\n'));
        assert(found.requests == log_quick_lines(q) && found.errors <= found.requests);
        log_finding_release(&found);
    }
    log_quick_free(q);
    log_look_free(look);
    return 0;
}
