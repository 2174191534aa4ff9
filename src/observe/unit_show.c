/* unit_show: a row for each line that counts. */
#include "observe/unit_show.h"

#include <string.h>

enum { NAME_MOST = 255 /* of a unit, systemd's UNIT_NAME_MAX */ };

struct reading {
    struct observation *o;
    int64_t booted;
    char load[32], active[32];
};

static bool number(const char *s, size_t n, double *to)
{
    if (!n || n > 15)
        return false; /* 2^64-1: there is none */
    *to = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false; /* "[not set]" */
        *to = *to * 10 + (s[i] - '0');
    }
    return true;
}

static void keep(char to[32], const char *s, size_t n)
{
    snprintf(to, 32, "%.*s", (int)(n < 31 ? n : 31), s);
}

static void take_load(struct reading *r, const char *s, size_t n)
{
    keep(r->load, s, n);
}

static void take_active(struct reading *r, const char *s, size_t n)
{
    keep(r->active, s, n);
    observation_bytes(r->o, "state", s, n);
}

static void take_sub(struct reading *r, const char *s, size_t n)
{
    observation_bytes(r->o, "substate", s, n);
}

static void take_result(struct reading *r, const char *s, size_t n)
{
    observation_bytes(r->o, "result", s, n);
}

static void take_enabled(struct reading *r, const char *s, size_t n)
{
    if (n)
        observation_bytes(r->o, "enabled", s, n);
}

static void take_number(struct reading *r, const char *fact, const char *s, size_t n)
{
    double value;
    if (number(s, n, &value))
        observation_number(r->o, fact, value);
}

static void take_restarts(struct reading *r, const char *s, size_t n)
{
    take_number(r, "restarts", s, n);
}

static void take_pid(struct reading *r, const char *s, size_t n)
{
    if (n != 1 || *s != '0')
        take_number(r, "main_pid", s, n);
}

static void take_exit(struct reading *r, const char *s, size_t n)
{
    take_number(r, "exit_status", s, n);
}

static void take_memory(struct reading *r, const char *s, size_t n)
{
    take_number(r, "memory", s, n);
}

static void take_since(struct reading *r, const char *s, size_t n)
{
    double us;
    if (number(s, n, &us) && us > 0)
        observation_us(r->o, "since", r->booted + (int64_t)us);
}

static const struct {
    const char *name;
    void (*take)(struct reading *r, const char *s, size_t n);
} lines[] = {
    {"LoadState", take_load},         {"ActiveState", take_active},     {"SubState", take_sub},
    {"Result", take_result},          {"NRestarts", take_restarts},     {"MainPID", take_pid},
    {"ExecMainStatus", take_exit},    {"MemoryCurrent", take_memory},   {"UnitFileState", take_enabled},
    {"StateChangeTimestampMonotonic", take_since},
};

static void take_line(struct reading *r, const char *line, size_t n)
{
    const char *equals = memchr(line, '=', n);
    size_t name_n = equals ? (size_t)(equals - line) : n;
    for (size_t i = 0; equals && i < sizeof lines / sizeof *lines; i++)
        if (strlen(lines[i].name) == name_n && memcmp(lines[i].name, line, name_n) == 0)
            lines[i].take(r, equals + 1, n - name_n - 1);
}

/* A state of systemd that is not "active", as a word of ours. */
static const char *trouble_of(const struct reading *r)
{
    static const struct {
        const char *state, *word;
    } states[] = {
        {"failed", "failed"},     {"inactive", "inactive"},       {"activating", "starting"},
        {"deactivating", "stopping"}, {"active", NULL},           {"reloading", NULL}, {"refreshing", NULL},
    };
    if (strcmp(r->load, "not-found") == 0)
        return "absent";
    if (strcmp(r->load, "masked") == 0)
        return "masked";
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(states[i].state, r->active) == 0)
            return states[i].word;
    return "unclear";
}

void unit_show_read(const char *text, size_t n, int64_t booted, struct observation *o)
{
    struct reading r = {.o = o, .booted = booted};
    for (size_t at = 0; at < n;) {
        const char *end = memchr(text + at, '\n', n - at);
        size_t length = end ? (size_t)(end - text) - at : n - at;
        if (!length && *r.active)
            break; /* another unit begins */
        take_line(&r, text + at, length);
        at += length + 1;
    }
    const char *trouble = trouble_of(&r);
    if (*r.active) {
        observation_flag(o, "active", !trouble);
        observation_flag(o, "failed", strcmp(r.active, "failed") == 0);
    }
    if (trouble)
        observation_text(o, "trouble", trouble);
}

bool unit_is_name(const char *name)
{
    size_t n = strlen(name);
    if (!n || n > NAME_MOST)
        return false;
    for (const char *s = name; *s; s++)
        if ((unsigned char)*s <= ' ' || *s == 0x7f || strchr("*?[]/", *s))
            return false;
    return true;
}
