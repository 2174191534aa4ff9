/* redact_tally: marks, counted by kind. */
#include "text/redact_tally.h"

#include <string.h>

#include "base/i18n.h"

static const char BEGINS[] = "<redacted:";

void redact_tally_add(struct redact_tally *t, const char *kind, size_t n_kind)
{
    size_t i = 0;
    t->n++;
    while (i < t->n_kinds && !(strlen(t->of[i].kind) == n_kind && memcmp(t->of[i].kind, kind, n_kind) == 0))
        i++;
    if (i == REDACT_TALLY_KINDS)
        return;
    if (i == t->n_kinds) {
        memcpy(t->of[i].kind, kind, n_kind);
        t->of[i].kind[n_kind] = '\0';
        t->n_kinds++;
    }
    t->of[i].n++;
}

void redact_tally_marks(struct redact_tally *t, const char *s, size_t n)
{
    const char *end = s + n, *at = s;
    while (at < end && (at = memmem(at, (size_t)(end - at), BEGINS, sizeof BEGINS - 1))) {
        const char *kind = at += sizeof BEGINS - 1;
        while (at < end && at - kind <= REDACT_KIND_MAX && ((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '-'))
            at++;
        if (at > kind && at - kind <= REDACT_KIND_MAX && at < end && (*at == '#' || *at == '>'))
            redact_tally_add(t, kind, (size_t)(at - kind));
    }
}

static void add_kinds(const struct redact_tally *t, struct str *out)
{
    for (size_t i = 0; i < t->n_kinds; i++)
        str_addf(out, "%s%zu %s", i ? ", " : "", t->of[i].n, t->of[i].kind);
}

void redact_tally_say(const struct redact_tally *t, struct str *out)
{
    if (t->n == 0)
        return;
    str_addf(out, ngettext("%zu secret was taken out: ", "%zu secrets were taken out: ", t->n), t->n);
    add_kinds(t, out);
}

void redact_tally_foretell(const struct redact_tally *t, struct str *out)
{
    if (t->n == 0)
        return;
    str_addf(out, ngettext("%zu secret will be taken out: ", "%zu secrets will be taken out: ", t->n), t->n);
    add_kinds(t, out);
}
