/* parse_events: change events as others write them. Each shape is a row: what is tried in order until one fits. */
#include "change/parse.h"
#include "change/when.h"
#include "text/json.h"

struct event {
    const struct change_text *t;
    const struct json *j;
    struct arena *arena;
    struct change c;
};

static const char *text_at(const struct json *j, const char *key)
{
    const char *text = json_text(json_get(j, key));
    return text && *text ? text : NULL;
}

static const char *first_text(const struct json *j, const char *const *key)
{
    for (; *key; key++)
        if (text_at(j, *key))
            return text_at(j, *key);
    return NULL;
}

static bool take_time(struct event *ev, const struct json *when)
{
    char number[32];
    int64_t whole;
    const char *text = json_text(when);
    if (!text && json_int(when, &whole) && whole > 0) {
        snprintf(number, sizeof number, "%lld", (long long)whole);
        text = number;
    }
    return text && when_parse(text, strlen(text), ev->t->zone, &ev->c.at, NULL);
}

/* ---- PagerDuty: https://developer.pagerduty.com/docs/send-change-events ---- */

static bool is_pagerduty(struct event *ev)
{
    const struct json *payload = json_get(ev->j, "payload"), *links = json_get(ev->j, "links"), *custom;
    if (!payload)
        payload = ev->j;
    bool is_sent =
        json_get(ev->j, "routing_key") || json_get(ev->j, "payload") || str_eq(text_at(ev->j, "type"), "change_event");
    ev->c.what = text_at(payload, "summary");
    if (!is_sent || !ev->c.what || !take_time(ev, json_get(payload, "timestamp")))
        return false;
    custom = json_get(payload, "custom_details");
    ev->c.kind = parse_kind_of(ev->c.what, CHANGE_RELEASE);
    ev->c.host = NULL;
    ev->c.service = text_at(json_item(json_get(ev->j, "services"), 0), "summary");
    ev->c.service = ev->c.service
                        ? ev->c.service
                        : first_text(custom, (const char *const[]){"service", "service_name", "application", NULL});
    ev->c.who = first_text(custom, (const char *const[]){"user", "author", "actor", "deployed_by", "who", NULL});
    ev->c.detail = text_at(json_item(links, 0), "href");
    ev->c.detail = ev->c.detail ? ev->c.detail : text_at(payload, "source");
    return true;
}

/* ---- CDEvents: https://cdevents.dev, type "dev.cdevents.SUBJECT.PREDICATE.VERSION" ---- */

static const struct {
    const char *subject;
    enum change_kind kind;
} cd_subjects[] = {
    {"service", CHANGE_RELEASE}, {"artifact", CHANGE_RELEASE},           {"change", CHANGE_RELEASE},
    {"branch", CHANGE_RELEASE},  {"environment", CHANGE_INFRASTRUCTURE},
};

/* "service.deployed" of "dev.cdevents.service.deployed.0.1.1" */
static bool is_change_type(const char *type, enum change_kind *kind, size_t *subject, size_t *predicate)
{
    static const char start[] = "dev.cdevents.";
    if (!type || !str_starts(type, start))
        return false;
    type += sizeof start - 1;
    *subject = strcspn(type, ".");
    *predicate = type[*subject] ? strcspn(type + *subject + 1, ".") : 0;
    for (size_t i = 0; i < sizeof cd_subjects / sizeof *cd_subjects; i++)
        if (strlen(cd_subjects[i].subject) == *subject && memcmp(type, cd_subjects[i].subject, *subject) == 0) {
            *kind = cd_subjects[i].kind;
            return true;
        }
    return false;
}

static bool is_cdevent(struct event *ev)
{
    const struct json *of = json_get(ev->j, "context") ? ev->j : json_get(ev->j, "data");
    const struct json *context = json_get(of, "context"), *subject = json_get(of, "subject"),
                      *content = json_get(subject, "content");
    const char *type = text_at(context, "type"), *id = text_at(subject, "id"),
               *environment = text_at(json_get(content, "environment"), "id");
    size_t n_subject, n_predicate;
    if (!id || !is_change_type(type, &ev->c.kind, &n_subject, &n_predicate) ||
        !take_time(ev, json_get(context, "timestamp")))
        return false;
    type += strlen("dev.cdevents.");
    ev->c.what = arena_printf(ev->arena, "%.*s %s %.*s", (int)n_subject, type, id, (int)n_predicate, type + n_subject + 1);
    ev->c.detail = text_at(content, "artifactId");
    if (environment)
        ev->c.detail =
            arena_printf(ev->arena, "%s%sin %s", ev->c.detail ? ev->c.detail : "", ev->c.detail ? ", " : "", environment);
    ev->c.service = str_starts(type, "service.") ? id : NULL;
    ev->c.id = text_at(context, "id") ? arena_printf(ev->arena, "cdevent:%s", text_at(context, "id")) : NULL;
    return true;
}

/* Of a kind that is known, and no change: a test run, a build that was queued. */
static bool is_other_cdevent(const struct json *j)
{
    const struct json *of = json_get(j, "context") ? j : json_get(j, "data");
    const char *type = text_at(json_get(of, "context"), "type");
    return type && str_starts(type, "dev.cdevents.");
}

/* ---- ours, and what a person would write ---- */

static const char *const *take_texts(struct event *ev, const char *key)
{
    const struct json *list = json_get(ev->j, key);
    parse_texts text = {0};
    for (size_t i = 0; i < json_count(list); i++)
        if (json_text(json_item(list, i)))
            *vec_push(&text) = json_text(json_item(list, i));
    return parse_texts_take(&text, ev->arena);
}

static bool is_plain(struct event *ev)
{
    static const char *const when[] = {"at",   "time",       "timestamp",  "@timestamp", "ts",
                                       "date", "created_at", "started_at", NULL};
    static const char *const what[] = {"what", "summary", "title", "message", "msg", "description", "event", "name", NULL};
    static const char *const who[] = {"who", "user", "author", "actor", "by", "username", NULL};
    const char *kind = text_at(ev->j, "kind");
    size_t i = 0;
    while (when[i] && !take_time(ev, json_get(ev->j, when[i])))
        i++;
    ev->c.what = first_text(ev->j, what);
    if (!when[i] || !ev->c.what)
        return false;
    if (!kind || !change_kind_parse(kind, &ev->c.kind))
        ev->c.kind = parse_kind_of(ev->c.what, CHANGE_RELEASE);
    ev->c.who = first_text(ev->j, who);
    ev->c.detail = first_text(ev->j, (const char *const[]){"detail", "details", "url", "link", NULL});
    ev->c.service = first_text(ev->j, (const char *const[]){"service", "application", "app", NULL});
    ev->c.host = text_at(ev->j, "host");
    ev->c.file = take_texts(ev, "files");
    ev->c.id = text_at(ev->j, "id");
    return true;
}

/* ---- one event, and many ---- */

static const char *made_id(struct event *ev)
{
    return arena_printf(ev->arena, "event:%lld:%.200s", (long long)ev->c.at, ev->c.what);
}

static bool add_event(const struct change_text *t, const struct json *j, struct change_list *l)
{
    static bool (*const shape[])(struct event *) = {is_cdevent, is_pagerduty, is_plain};
    struct arena arena = {0};
    bool fits = is_other_cdevent(j);
    for (size_t i = 0; i < (fits ? 1 : sizeof shape / sizeof *shape); i++) {
        struct event ev = {t, j, &arena, {.source = t->source}};
        if (!shape[i](&ev))
            continue;
        ev.c.id = ev.c.id ? ev.c.id : made_id(&ev);
        change_add(l, &ev.c);
        fits = true;
        break;
    }
    arena_release(&arena);
    return fits;
}

static const struct json *list_in(const struct json *j)
{
    static const char *const key[] = {"change_events", "events", "changes", "items", "data", NULL};
    for (size_t i = 0; key[i]; i++)
        if (json_item(json_get(j, key[i]), 0))
            return json_get(j, key[i]);
    return json_item(j, 0) ? j : NULL;
}

static size_t add_document(const struct change_text *t, const struct json *j, struct change_list *l)
{
    const struct json *list = list_in(j);
    size_t odd = 0;
    if (!list)
        return json_count(j) ? !add_event(t, j, l) : 0;
    for (size_t i = 0; i < json_count(list); i++)
        odd += !add_event(t, json_item(list, i), l);
    return odd;
}

/* "2026-03-01 03:03:10<TAB>flag new-cart to 50%<TAB>carol"; blanks will do before what. */
static bool add_line(const struct change_text *t, const char *line, size_t n, struct change_list *l)
{
    struct arena arena = {0};
    struct change c = {.source = t->source};
    size_t used;
    bool fits = when_parse(line, n, t->zone, &c.at, &used) && used < n && (line[used] == '\t' || line[used] == ' ');
    if (fits) {
        const char *s = line + used, *end = line + n;
        while (s < end && (*s == '\t' || *s == ' '))
            s++;
        c.what = parse_field(&arena, &s, end, '\t');
        c.who = s ? parse_field(&arena, &s, end, '\t') : NULL;
        c.kind = parse_kind_of(c.what, CHANGE_RELEASE);
        c.id = arena_printf(&arena, "event:%lld:%.200s", (long long)c.at, c.what ? c.what : "");
        fits = !str_blank(c.what);
        change_add(l, &c);
    }
    arena_release(&arena);
    return fits;
}

size_t parse_events(const struct change_text *t, struct change_list *l)
{
    struct parse_lines lines = {t->bytes, t->bytes + t->n};
    const char *line;
    size_t n, odd = 0;
    struct err e = {0};
    struct json *whole = json_read(t->bytes, t->n, &e);
    if (json_count(whole)) {
        odd = add_document(t, whole, l);
        json_free(whole);
        return odd;
    }
    json_free(whole);
    while (parse_next_line(&lines, &line, &n)) {
        struct json *j = *line == '{' || *line == '[' ? json_read(line, n, &e) : NULL;
        bool is_comment = *line == '#';
        odd += j ? add_document(t, j, l) : !is_comment && !add_line(t, line, n, l);
        json_free(j);
    }
    return odd;
}
