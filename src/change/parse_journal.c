/* parse_journal: systemd's messages about units, told apart by MESSAGE_ID (catalog of systemd). What a unit went through is
 * gathered from several messages: a start after a stop is a restart; after "scheduled restart" it came by itself. */
#include "base/i18n.h"
#include "base/map.h"
#include "change/parse.h"
#include "change/when.h"
#include "text/json.h"

enum message {
    STARTED,
    STOPPING,
    STOPPED,
    ENDED,
    RELOADED,
    FAILED_JOB,
    FAILED,
    SCHEDULED,
    OOM_PROCESS,
    OOM_UNIT,
    BOOTED,
    CLOCK_SET,
    N_MESSAGES
};
static const char *const message_id[N_MESSAGES] = {
    [STARTED] = "39f53479d3a045ac8e11786248231fbf",     [STOPPING] = "de5b426a63be47a7b6ac3eaac82e2f6f",
    [STOPPED] = "9d1aaa27d60140bd96365438aad20286",     [ENDED] = "7ad2d189f7e94e70a38c781354912448",
    [RELOADED] = "7b05ebc668384222baa8881179cfda54",    [FAILED_JOB] = "be02cf6855d2428ba40df7e9d022f03d",
    [FAILED] = "d9b373ed55a64feb8242e02dbe79a49c",      [SCHEDULED] = "5eb03494b6584870a536b337290809b2",
    [OOM_PROCESS] = "fe6faa94e7774663a0da52717891d8ef", [OOM_UNIT] = "d989611b15e44c9dbf31e3c81256e4ed",
    [BOOTED] = "b07a249cd024414a82dd00cd181378ff",      [CLOCK_SET] = "c7a787079b354eaaa9e77b371893cd27",
};
const char *journal_message_id(size_t i)
{
    return i < N_MESSAGES ? message_id[i] : NULL;
}

#define RESTART_WITHIN (5 * TIME_MINUTE) /* a start this soon after a stop is a restart */
#define LOOP_WITHIN (10 * TIME_MINUTE)   /* restarts by itself this close are one loop */

enum verb { VERB_STARTED, VERB_RESTARTED, VERB_STOPPED, VERB_RELOADED, VERB_FAILED };
static const char *const verb_word[] = {"started", "restarted", "stopped", "reloaded", "failed"};

struct happening {
    int64_t at, last;
    uint32_t unit;
    enum verb verb;
    bool by_itself, at_memory, is_dropped;
    const char *result; /* of a failure: "exit-code" */
    size_t times;
};

struct unit {
    const char *name;
    int64_t stopped_at;  /* TIME_NONE: it was not, since it was last started */
    bool is_scheduled, at_memory;
    uint32_t newest;     /* 1 + its newest happening, 0 for none */
};

struct reading {
    const struct change_text *t;
    struct change_list *l;
    struct arena arena;
    struct map unit_by_name;
    VEC(struct unit) units;
    VEC(struct happening) all;
    size_t booted;           /* happenings before it belong to an older boot */
    const char *boot;
};

static bool is_telling_unit(const char *name)
{
    static const char *const suffix[] = {".service", ".mount", ".swap", ".socket", NULL};
    static const char *const passing[] = {
        "user@", "user-runtime-dir@", "session-", "run-", "systemd-", "run.", "dbus-", "getty@", NULL};
    bool is_known = false;
    for (size_t i = 0; suffix[i]; i++)
        is_known = is_known || str_ends(name, suffix[i]);
    for (size_t i = 0; passing[i]; i++)
        if (str_starts(name, passing[i]))
            return false;
    return is_known;
}

static uint32_t find_unit(struct reading *r, const char *name)
{
    uint32_t i = map_find(&r->unit_by_name, name);
    if (i != MAP_ABSENT)
        return i;
    i = (uint32_t)r->units.n;
    *vec_push(&r->units) = (struct unit){.name = arena_strdup(&r->arena, name), .stopped_at = TIME_NONE};
    map_set(&r->unit_by_name, r->units.v[i].name, i);
    return i;
}

static struct happening *happen(struct reading *r, uint32_t unit, enum verb verb, int64_t at)
{
    *vec_push(&r->all) = (struct happening){.at = at, .last = at, .unit = unit, .verb = verb, .times = 1};
    r->units.v[unit].newest = (uint32_t)r->all.n;
    return vec_last(&r->all);
}

static struct happening *newest(struct reading *r, uint32_t unit)
{
    uint32_t i = r->units.v[unit].newest;
    return i ? &r->all.v[i - 1] : NULL;
}

/* ---- messages ---- */

static void see_start(struct reading *r, uint32_t unit, int64_t at)
{
    struct unit *u = &r->units.v[unit];
    struct happening *before = newest(r, unit);
    bool goes_on = u->is_scheduled && before && before->verb == VERB_RESTARTED && before->by_itself &&
                   at - before->last <= LOOP_WITHIN;
    if (goes_on) {
        before->times++;
        before->last = at;
        before->at_memory = before->at_memory || u->at_memory;
    } else {
        bool again = u->is_scheduled || (u->stopped_at != TIME_NONE && at - u->stopped_at <= RESTART_WITHIN);
        if (before && before->verb == VERB_STOPPED && again)
            before->is_dropped = true;
        struct happening *h = happen(r, unit, again ? VERB_RESTARTED : VERB_STARTED, at);
        h->by_itself = u->is_scheduled;
        h->at_memory = u->at_memory;
    }
    u->is_scheduled = u->at_memory = false;
    u->stopped_at = TIME_NONE;
}

static void see_stop(struct reading *r, uint32_t unit, int64_t at)
{
    struct unit *u = &r->units.v[unit];
    struct happening *before = newest(r, unit);
    bool is_told =
        u->stopped_at != TIME_NONE || (before && before->verb == VERB_FAILED && at - before->at <= RESTART_WITHIN);
    u->stopped_at = at;
    if (!is_told && !u->is_scheduled) /* a restart by itself stops first */
        happen(r, unit, VERB_STOPPED, at);
}

/* It did what it had to do: a job, not a service. */
static void see_end(struct reading *r, uint32_t unit)
{
    struct happening *h = newest(r, unit);
    if (r->units.v[unit].stopped_at == TIME_NONE && h && h->verb == VERB_STARTED)
        h->is_dropped = true;
}

static void see_failure(struct reading *r, uint32_t unit, int64_t at, const char *result)
{
    struct happening *before = newest(r, unit);
    if (before && before->verb == VERB_FAILED && !before->is_dropped && at - before->last <= RESTART_WITHIN) {
        before->last = at;
        return;
    }
    struct happening *h = happen(r, unit, VERB_FAILED, at);
    h->result = result && *result ? arena_strdup(&r->arena, result) : NULL;
    h->at_memory = r->units.v[unit].at_memory || str_eq(result, "oom-kill");
    r->units.v[unit].at_memory = h->at_memory;
}

/* The restart that follows tells of the failure too. */
static void see_schedule(struct reading *r, uint32_t unit)
{
    struct happening *h = newest(r, unit);
    r->units.v[unit].is_scheduled = true;
    if (!h || h->verb != VERB_FAILED || h->is_dropped)
        return;
    h->is_dropped = true;
    uint32_t i = (uint32_t)(h - r->all.v);
    while (i > 0 && !(r->all.v[i - 1].unit == unit && !r->all.v[i - 1].is_dropped))
        i--;
    r->units.v[unit].newest = i; /* so that a loop goes on */
}

static void see_machine(struct reading *r, enum message m, int64_t at)
{
    bool is_boot = m == BOOTED;
    for (size_t i = r->booted; is_boot && i < r->all.n; i++)
        if (r->all.v[i].verb == VERB_STARTED)
            r->all.v[i].is_dropped = true;
    change_add(r->l, &(struct change){
                         .at = at,
                         .kind = CHANGE_INFRASTRUCTURE,
                         .what = is_boot ? "the machine was started" : "the clock was set",
                         .source = r->t->source,
                         .host = r->t->host,
                         .see = is_boot ? "journalctl --list-boots" : "journalctl -u systemd-timesyncd",
                         .id = arena_printf(&r->arena, "machine:%d:%lld", (int)m, (long long)at),
                     });
}

static void see_unit(struct reading *r, enum message m, uint32_t unit, int64_t at, const char *result)
{
    switch (m) {
    case STARTED: see_start(r, unit, at); break;
    case STOPPING:
    case STOPPED: see_stop(r, unit, at); break;
    case ENDED: see_end(r, unit); break;
    case RELOADED: happen(r, unit, VERB_RELOADED, at); break;
    case FAILED_JOB:
    case FAILED: see_failure(r, unit, at, result); break;
    case SCHEDULED: see_schedule(r, unit); break;
    case OOM_PROCESS:
    case OOM_UNIT: r->units.v[unit].at_memory = true; break;
    case BOOTED:
    case CLOCK_SET:
    case N_MESSAGES: break;
    }
}

static void see_boot_id(struct reading *r, const char *boot)
{
    if (!boot || str_eq(boot, r->boot))
        return;
    r->boot = arena_strdup(&r->arena, boot);
    r->booted = r->all.n;
}

static bool see_entry(struct reading *r, const struct json *j)
{
    const char *id = json_text(json_get(j, "MESSAGE_ID")), *when = json_text(json_get(j, "__REALTIME_TIMESTAMP"));
    const char *name = json_text(json_get(j, "UNIT"));
    int64_t at;
    int m = 0;
    while (m < N_MESSAGES && !str_eq(id, message_id[m]))
        m++;
    if (m == N_MESSAGES || !when || !when_parse(when, strlen(when), NULL, &at, NULL))
        return false;
    see_boot_id(r, json_text(json_get(j, "_BOOT_ID")));
    name = name ? name : json_text(json_get(j, "USER_UNIT"));
    if (m == BOOTED || m == CLOCK_SET)
        see_machine(r, (enum message)m, at);
    else if (name && is_telling_unit(name))
        see_unit(r, (enum message)m, find_unit(r, name), at, json_text(json_get(j, "UNIT_RESULT")));
    return true;
}

/* ---- what became of it ---- */

static const char *say_detail(struct reading *r, const struct happening *h, bool is_steady)
{
    if (h->verb == VERB_FAILED)
        return h->at_memory ? N_("at its memory limit")
               : h->result  ? arena_printf(&r->arena, "result: %s", h->result)
                            : NULL;
    if (h->times > 1)
        return arena_printf(&r->arena, h->at_memory ? "by itself, at its memory limit, %zu times" : "by itself, %zu times",
                            h->times);
    if (!h->by_itself)
        return NULL;
    if (h->at_memory)
        return is_steady ? N_("by itself, at its memory limit; steady since") : N_("by itself, at its memory limit");
    return is_steady ? N_("by itself; steady since") : N_("by itself");
}

static void add_happening(struct reading *r, const struct happening *h, bool is_steady)
{
    const struct unit *u = &r->units.v[h->unit];
    char from[TIME_TEXT];
    size_t n = strlen(u->name);
    if (str_ends(u->name, ".service"))
        n -= strlen(".service");
    snprintf(from, sizeof from, "--since=@%lld", (long long)((h->at - TIME_MINUTE) / TIME_SECOND));
    const char *see[] = {"journalctl", "--no-pager", "-u", u->name, from, NULL};
    change_add(r->l, &(struct change){
                         .at = h->at,
                         .kind = CHANGE_INFRASTRUCTURE,
                         .what = arena_printf(&r->arena, "unit %.*s %s", (int)n, u->name, verb_word[h->verb]),
                         .detail = say_detail(r, h, is_steady),
                         .source = r->t->source,
                         .host = r->t->host,
                         .service = u->name,
                         .see = command_make(&r->arena, see),
                         .undo = h->verb == VERB_STOPPED
                                     ? command_make(&r->arena, (const char *const[]){"systemctl", "start", u->name, NULL})
                                     : NULL,
                         .id = arena_printf(&r->arena, "unit:%s:%s:%lld", u->name, verb_word[h->verb], (long long)h->at),
                     });
}

size_t parse_journal(const struct change_text *t, struct change_list *l)
{
    struct reading r = {.t = t, .l = l};
    struct parse_lines lines = {t->bytes, t->bytes + t->n};
    const char *line;
    size_t n, odd = 0;
    while (parse_next_line(&lines, &line, &n)) {
        struct err e = {0};
        struct json *j = json_read(line, n, &e);
        odd += !j || !see_entry(&r, j);
        json_free(j);
    }
    for (size_t i = 0; i < r.all.n; i++)
        if (!r.all.v[i].is_dropped)
            add_happening(&r, &r.all.v[i], r.units.v[r.all.v[i].unit].newest == i + 1);
    map_release(&r.unit_by_name);
    vec_release(&r.units);
    vec_release(&r.all);
    arena_release(&r.arena);
    return odd;
}
