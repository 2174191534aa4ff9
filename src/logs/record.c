/* record: names of levels and fields, and which records are errors. */
#include "logs/record.h"

#include <string.h>
#include <strings.h>

#include "text/regex.h"

const struct log_rule log_rule_usual = {.status = 500, .level = LEVEL_ERROR};

#define WORD(word, level) {word, sizeof(word) - 1, level}
static const struct {
    const char *word;
    size_t n;
    enum log_level level;
} words[] = {
    WORD("trace", LEVEL_TRACE),        WORD("finest", LEVEL_TRACE),       WORD("finer", LEVEL_TRACE),
    WORD("verbose", LEVEL_TRACE),      WORD("debug", LEVEL_DEBUG),        WORD("fine", LEVEL_DEBUG),
    WORD("dbg", LEVEL_DEBUG),          WORD("config", LEVEL_DEBUG),       WORD("d", LEVEL_DEBUG),
    WORD("info", LEVEL_INFO),          WORD("information", LEVEL_INFO),   WORD("notice", LEVEL_INFO),
    WORD("log", LEVEL_INFO),           WORD("note", LEVEL_INFO),          WORD("inf", LEVEL_INFO),
    WORD("i", LEVEL_INFO),             WORD("n", LEVEL_INFO),             WORD("warning", LEVEL_WARNING),
    WORD("warn", LEVEL_WARNING),       WORD("wrn", LEVEL_WARNING),        WORD("w", LEVEL_WARNING),
    WORD("error", LEVEL_ERROR),        WORD("err", LEVEL_ERROR),          WORD("severe", LEVEL_ERROR),
    WORD("e", LEVEL_ERROR),            WORD("eror", LEVEL_ERROR),         WORD("failure", LEVEL_ERROR),
    WORD("critical", LEVEL_CRITICAL),  WORD("crit", LEVEL_CRITICAL),      WORD("fatal", LEVEL_CRITICAL),
    WORD("alert", LEVEL_CRITICAL),     WORD("emerg", LEVEL_CRITICAL),     WORD("emergency", LEVEL_CRITICAL),
    WORD("panic", LEVEL_CRITICAL),     WORD("dpanic", LEVEL_CRITICAL),    WORD("f", LEVEL_CRITICAL),
    WORD("c", LEVEL_CRITICAL),         WORD("t", LEVEL_TRACE),
};
#undef WORD

enum log_level log_level_parse(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].n == n && words[i].word[0] == (s[0] | 32) && strncasecmp(words[i].word, s, n) == 0)
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
