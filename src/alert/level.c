/* level: the words that alerting systems have for how bad it is. */
#include "alert/alert.h"

#include <strings.h>

#include "base/str.h"

static const struct {
    const char *word;
    int level;
} words[] = {
    {"sev1", 1},    {"sev-1", 1},  {"p1", 1},    {"s1", 1},       {"disaster", 1}, {"emergency", 1}, {"emerg", 1},
    {"sev2", 2},    {"sev-2", 2},  {"p2", 2},    {"s2", 2},       {"critical", 2}, {"crit", 2},      {"page", 2},
    {"pager", 2},   {"high", 2},   {"fatal", 2}, {"alert", 2},    {"urgent", 2},   {"sev3", 3},      {"sev-3", 3},
    {"p3", 3},      {"s3", 3},     {"error", 3}, {"err", 3},      {"major", 3},    {"warning", 3},   {"warn", 3},
    {"average", 3}, {"medium", 3}, {"sev4", 4},  {"sev-4", 4},    {"p4", 4},       {"p5", 4},        {"s4", 4},
    {"minor", 4},   {"low", 4},    {"info", 4},  {"ticket", 4},   {"notice", 4},   {"information", 4}, {"debug", 4},
    {"none", 4},
};

int alert_severity(struct alert *a, size_t one, const struct alert_label **from)
{
    static const char *const names[] = {"severity", "priority", "urgency", "level"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct alert_label *l = alert_find(a, one, names[i]);
        for (size_t k = 0; l && k < sizeof words / sizeof *words; k++)
            if (strcasecmp(words[k].word, l->value) == 0)
                return *from = l, words[k].level;
    }
    return 0;
}
