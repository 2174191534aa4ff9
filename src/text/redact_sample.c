/* redact_sample: is what stands between « and » taken out, and nothing else? */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "text/redact.h"
#include "text/redact_load.h"

static const char OPEN[] = "\xc2\xab", CLOSE[] = "\xc2\xbb";

/* The sample without its quotes, and what they enclose. */
static void read_sample(const struct redact_sample *sample, const char *kind, struct str *text, struct redact_list *wanted)
{
    for (const char *c = sample->text; *c; c++) {
        if (str_starts(c, OPEN)) {
            struct redact_found *f = vec_push(&wanted->of);
            *f = (struct redact_found){text->n, text->n, kind, 0, NULL};
            c++;
        } else if (str_starts(c, CLOSE) && wanted->of.n) {
            vec_last(&wanted->of)->end = text->n;
            c++;
        } else {
            str_add_char(text, *c);
        }
    }
}

static void say(const struct redact_own *rule, const struct redact_sample *sample, const char *now, struct problems *ps)
{
    ps->file = arena_strdup(&ps->arena, rule->file);
    problem_error(ps, "sample", sample->mark, _("the sample becomes: %s"), now);
    problem_remedy(ps, "%s", sample->is_positive ? _("of a positive sample all that stands between « and » is taken out")
                                                 : _("of a negative sample nothing is taken out"));
}

static void check(struct redactor *r, const struct redact_own *rule, const struct redact_sample *sample, struct problems *ps)
{
    struct redact_list wanted = {0};
    struct redact_book first = {0}, second = {0};
    struct str text = {0}, expected = {0}, is = {0};
    read_sample(sample, rule->rule.kind, &text, &wanted);
    redact_fill(str_get(&text), text.n, &wanted, &first, &expected);
    redact_text(r, str_get(&text), text.n, &second, &is);
    if (!str_eq(str_get(&is), str_get(&expected)))
        say(rule, sample, str_get(&is), ps);
    redact_book_release(&first);
    redact_book_release(&second);
    str_release(&text);
    str_release(&expected);
    str_release(&is);
    vec_release(&wanted.of);
}

static bool is_of_another_kind(const struct redact_own *rule, const char *reader)
{
    return !rule->reader || !str_eq(rule->reader, reader);
}

/* All rules together, as they are used; those that ship are there already. */
void redact_check_samples(const struct redact_set *set, struct problems *ps)
{
    for (size_t i = 0; i < set->rule.n; i++) {
        const struct redact_own *rule = &set->rule.v[i];
        struct redactor *r = redact_new();
        if (!rule->reader)
            redact_add_rule(r, &rule->rule);
        redact_want(r, !is_of_another_kind(rule, "email"), !is_of_another_kind(rule, "ipv4") || !is_of_another_kind(rule, "ipv6"));
        for (size_t k = 0; k < rule->sample.n; k++)
            check(r, rule, &rule->sample.v[k], ps);
        redact_free(r);
    }
}
