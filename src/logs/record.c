/* record: names of levels and fields, and which records are errors. */
#include "logs/record.h"

#include <string.h>
#include <strings.h>

#include "text/regex.h"

const struct log_rule log_rule_usual = {.status = 500, .level = LEVEL_ERROR};

static const struct {
    const char *word;
    enum log_level level;
} words[] = {
    {"trace", LEVEL_TRACE},       {"finest", LEVEL_TRACE},     {"finer", LEVEL_TRACE},      {"verbose", LEVEL_TRACE},
    {"debug", LEVEL_DEBUG},       {"fine", LEVEL_DEBUG},       {"dbg", LEVEL_DEBUG},        {"config", LEVEL_DEBUG},
    {"d", LEVEL_DEBUG},           {"info", LEVEL_INFO},        {"information", LEVEL_INFO}, {"notice", LEVEL_INFO},
    {"log", LEVEL_INFO},          {"note", LEVEL_INFO},        {"inf", LEVEL_INFO},         {"i", LEVEL_INFO},
    {"n", LEVEL_INFO},            {"warning", LEVEL_WARNING},  {"warn", LEVEL_WARNING},     {"wrn", LEVEL_WARNING},
    {"w", LEVEL_WARNING},         {"error", LEVEL_ERROR},      {"err", LEVEL_ERROR},        {"severe", LEVEL_ERROR},
    {"e", LEVEL_ERROR},           {"eror", LEVEL_ERROR},       {"failure", LEVEL_ERROR},    {"critical", LEVEL_CRITICAL},
    {"crit", LEVEL_CRITICAL},     {"fatal", LEVEL_CRITICAL},   {"alert", LEVEL_CRITICAL},   {"emerg", LEVEL_CRITICAL},
    {"emergency", LEVEL_CRITICAL}, {"panic", LEVEL_CRITICAL},  {"dpanic", LEVEL_CRITICAL},  {"f", LEVEL_CRITICAL},
    {"c", LEVEL_CRITICAL},        {"t", LEVEL_TRACE},
};

enum log_level log_level_parse(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (n && (words[i].word[0] | 32) == (s[0] | 32) && strlen(words[i].word) == n && strncasecmp(words[i].word, s, n) == 0)
            return words[i].level;
    return LEVEL_UNSAID;
}

const char *log_level_name(enum log_level level)
{
    static const char *const name[N_LEVELS] = {"", "trace", "debug", "info", "warning", "error", "critical"};
    return name[level];
}

const char *log_field_name(enum log_field field)
{
    static const char *const name[N_LOG_FIELDS] = {
        [FIELD_MESSAGE] = "message", [FIELD_METHOD] = "method",   [FIELD_PATH] = "path",   [FIELD_CLIENT] = "client",
        [FIELD_USER] = "user",       [FIELD_REQUEST] = "request", [FIELD_TRACE] = "trace", [FIELD_HOST] = "host",
        [FIELD_SERVICE] = "service", [FIELD_STACK] = "stack",
    };
    return name[field];
}

bool log_is_error(const struct log_record *r, const struct log_rule *rule)
{
    if (rule->pattern)
        return regex_match(rule->pattern, r->raw.s, r->raw.n, NULL) == REGEX_YES;
    if (rule->status && r->status)
        return r->status >= rule->status;
    if (rule->level && r->level)
        return r->level >= rule->level;
    return rule->level && !r->status && r->field[FIELD_STACK].n > 0;
}
