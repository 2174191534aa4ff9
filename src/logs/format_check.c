/* format_check: are a format's samples read as they say? */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "logs/format_own.h"

struct check {
    const struct log_sample *sample;
    const struct log_record *record;
    struct problems *problems;
};

static void say_differs(struct check *c, const struct yaml_node *want, const char *got)
{
    problem_error(c->problems, "sample", want->mark, _("'%s' is '%.200s' here, not '%.200s'"), want->key->text, got, want->text);
    problem_remedy(c->problems, _("correct the format, or what the sample expects"));
}

static void check_text(struct check *c, const struct yaml_node *want, struct log_text got)
{
    struct str text = {0};
    size_t n = yaml_is_empty(want) ? 0 : want->n;
    if (got.n == n && (!n || memcmp(got.s, want->text, n) == 0))
        return;
    str_add_n(&text, got.s ? got.s : "", got.n);
    say_differs(c, want, str_get(&text));
    str_release(&text);
}

static void check_words(struct check *c, const struct yaml_node *want, const char *got)
{
    if (strcmp(yaml_is_empty(want) ? "" : want->text, got) != 0)
        say_differs(c, want, got);
}

static void check_time(struct check *c, const struct yaml_node *want)
{
    char got[TIME_TEXT] = "";
    int64_t at;
    if (c->record->at != TIME_NONE)
        time_format_utc(c->record->at, got);
    if (time_parse(want->text, &at) ? at != c->record->at : !yaml_is_empty(want) || *got)
        say_differs(c, want, got);
}

static void check_took(struct check *c, const struct yaml_node *want)
{
    char got[TIME_TEXT] = "";
    int64_t took;
    if (c->record->took >= 0)
        time_format_duration(c->record->took, got);
    if (time_parse_duration(want->text, &took) ? took != c->record->took : !yaml_is_empty(want) || *got)
        say_differs(c, want, got);
}

static void check_status(struct check *c, const struct yaml_node *want)
{
    char got[16] = "";
    if (c->record->status)
        snprintf(got, sizeof got, "%d", c->record->status);
    check_words(c, want, got);
}

static void check_level(struct check *c, const struct yaml_node *want)
{
    check_words(c, want, log_level_name(c->record->level));
}

static void check_partial(struct check *c, const struct yaml_node *want)
{
    check_words(c, want, c->record->is_partial ? "true" : "false");
}

static void check_stream(struct check *c, const struct yaml_node *want)
{
    check_words(c, want, c->record->is_stderr ? "stderr" : "stdout");
}

static const struct {
    const char *name;
    void (*check)(struct check *c, const struct yaml_node *want);
} expectations[] = {
    {"time", check_time},     {"level", check_level},     {"status", check_status},
    {"took", check_took},     {"partial", check_partial}, {"stream", check_stream},
};

static void check_expectation(struct check *c, const struct yaml_node *want)
{
    enum log_slot slot = log_slot_find(want->key->text);
    for (size_t i = 0; i < sizeof expectations / sizeof *expectations && want->kind == YAML_TEXT; i++)
        if (strcmp(expectations[i].name, want->key->text) == 0) {
            expectations[i].check(c, want);
            return;
        }
    if ((int)slot < N_LOG_FIELDS && want->kind == YAML_TEXT) {
        check_text(c, want, c->record->field[slot]);
        return;
    }
    problem_error(c->problems, "sample", want->mark, _("a sample cannot expect '%.60s'"), want->key->text);
    problem_remedy(c->problems, _("docs/log-formats.md lists the fields"));
}

static void check_sample(const struct log_format *f, const struct log_sample *sample, struct log_scratch *scratch,
                         struct problems *ps)
{
    struct time_parts usual = {.year = 2026, .month = 7, .day = 1};
    struct log_clock clock = {.newest = sample->newest == TIME_NONE ? time_join(&usual, 0) : sample->newest};
    struct log_record r;
    if (!log_format_parse(f, &clock, sample->line->text, sample->line->n, scratch, &r)) {
        problem_error(ps, "sample", sample->line->mark, _("the format does not read this line"));
        problem_remedy(ps, _("correct the format, or remove the sample"));
        return;
    }
    for (const struct yaml_node *want = sample->expect->first; want; want = want->next)
        check_expectation(&(struct check){sample, &r, ps}, want);
}

size_t log_format_check(const struct log_format *f, struct problems *ps)
{
    struct log_scratch *scratch = log_scratch_new();
    ps->file = arena_strdup(&ps->arena, f->file);
    for (size_t i = 0; i < f->n_samples; i++)
        check_sample(f, &f->sample[i], scratch, ps);
    log_scratch_free(scratch);
    return f->n_samples;
}
