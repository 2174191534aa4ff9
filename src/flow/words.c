/* flow: the words of the format for its enumerations, one table each. Never translated. */
#include "flow/words.h"

#include <string.h>

#include "base/str.h"

#define WORDS(name, ...)                                                                                                   \
    const struct words name = {(const char *const[]){__VA_ARGS__}, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)}

WORDS(phase_words, "symptom", "changes", "logs", "reproduce", "rollback", "verify");
WORDS(input_type_words, "text", "number", "duration", "time", "url", "path", "host", "secret");
WORDS(probe_kind_words, "run", "http", "logs", "changes", "tcp", "dns", "tls", "file", "process", "unit");
WORDS(effort_words, "unsaid", "easy", "medium", "hard");
WORDS(risk_words, "change", "destroy");
WORDS(hangup_words, "finish", "kill");
WORDS(verdict_words, "none", "helped", "failed");
WORDS(outcome_words, "none", "resolved", "found", "cleared", "escalated");
WORDS(likelihood_words, "low", "medium", "high");
WORDS(severity_words, "sev1", "sev2", "sev3", "sev4");
/* In the order of enum value_kind; what a fact cannot be is left out by the reader. */
WORDS(kind_words, "unknown", "none", "flag", "number", "duration", "time", "text");

int words_find(const struct words *w, const char *word)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->v[i][0] == word[0] && strcmp(w->v[i], word) == 0)
            return (int)i;
    return -1;
}

void guess_try(struct guess *g, const char *candidate)
{
    size_t n = strlen(g->name), m = strlen(candidate);
    unsigned most = n <= 3 ? 1 : n <= 6 ? 2 : 3;
    if (m > n + most || n > m + most)
        return;
    unsigned distance = str_distance(g->name, candidate);
    if (distance > most || (g->best && distance >= g->distance))
        return;
    g->best = candidate;
    g->distance = distance;
}

const char *phase_name(enum phase p)
{
    return phase_words.v[p];
}

const char *outcome_name(enum outcome o)
{
    return outcome_words.v[o];
}

const char *risk_name(enum risk r)
{
    return risk_words.v[r];
}

const char *probe_kind_name(enum probe_kind k)
{
    return probe_kind_words.v[k];
}

bool probe_kind_is_small(enum probe_kind k)
{
    return k >= PROBE_TCP;
}

bool outcome_parse(const char *s, enum outcome *o)
{
    int i = words_find(&outcome_words, s);
    if (i <= 0)
        return false;
    *o = (enum outcome)i;
    return true;
}
