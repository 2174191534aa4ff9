/* finding_json: a finding as one line of JSON. One table a struct serves printing and reading. */
#include "logs/finding.h"

#include <string.h>

#include "logs/finding_own.h"
#include "text/json.h"

#define F(type, member, kind) {#member, TYPE_##kind, offsetof(struct type, member)},
#define END {NULL, TYPE_KEY, 0}

const struct finding_field finding_totals[] = {
    F(log_finding, is_partial, FLAG) F(log_finding, is_quick, FLAG) F(log_finding, bytes, COUNT)
    F(log_finding, bytes_total, COUNT) F(log_finding, lines, COUNT) F(log_finding, requests, COUNT)
    F(log_finding, errors, COUNT) F(log_finding, bad_lines, COUNT) F(log_finding, astray, COUNT)
    F(log_finding, from, TIME) F(log_finding, to, TIME)
    F(log_finding, first_error, TIME) F(log_finding, last_error, TIME) F(log_finding, has_latency, FLAG)
    F(log_finding, n_new, SIZE) F(log_finding, more_kinds, FLAG) END};

const struct finding_field finding_onset[] = {
    F(log_onset, is_found, FLAG) F(log_onset, is_by_time, FLAG) F(log_onset, at, TIME) F(log_onset, within, LENGTH)
    F(log_onset, ramp, LENGTH) F(log_onset, ended, TIME) F(log_onset, baseline, NUMBER) F(log_onset, rate, NUMBER)
    F(log_onset, baseline_all, COUNT) F(log_onset, baseline_errors, COUNT) F(log_onset, since_all, COUNT)
    F(log_onset, since_errors, COUNT) F(log_onset, evidence, NUMBER) END};

const struct finding_field finding_list[] = {
    F(log_list, failing, COUNT) F(log_list, different, COUNT) F(log_list, more, FLAG) F(log_list, is_known, FLAG) END};

const struct finding_field finding_row[] = {F(log_row, text, TEXT) F(log_row, all, COUNT) F(log_row, errors, COUNT) END};

const struct finding_field finding_latency[] = {
    F(log_latency, median, TIME) F(log_latency, p95, TIME) F(log_latency, p99, TIME) END};

const struct finding_field finding_kind[] = {
    F(log_kind, key, KEY) F(log_kind, title, TEXT) F(log_kind, type, TEXT) F(log_kind, errors, COUNT)
    F(log_kind, before, COUNT) F(log_kind, is_new, FLAG) F(log_kind, first, TIME) F(log_kind, last, TIME)
    F(log_kind, source, INDEX) F(log_kind, offset, COUNT) F(log_kind, example, LINES) END};

const struct finding_field finding_count[] = {F(log_named_count, name, TEXT) F(log_named_count, n, COUNT) END};

const struct finding_field finding_source[] = {
    F(log_source_said, name, TEXT) F(log_source_said, format, TEXT) F(log_source_said, bytes, COUNT)
    F(log_source_said, records, COUNT) F(log_source_said, errors, COUNT) F(log_source_said, first, TIME)
    F(log_source_said, last, TIME) F(log_source_said, offset, SHIFT) F(log_source_said, is_estimated, FLAG)
    F(log_source_said, trouble, TEXT) END};

struct detail { /* how much is kept, so that the whole stays under LOG_FINDING_BYTES */
    size_t rows, kinds, frames, text, example;
};

static const struct detail details[] = {
    {50, 40, FRAMES_MAX, 512, 2048},
    {50, 40, 4, 512, 512},
    {30, 20, 3, 256, 256},
    {10, 10, 2, 80, 80},
};

/* Cut between characters. */
static void put_cut(struct json *map, const char *key, const char *s, size_t most)
{
    char cut[FINDING_TEXT + 1];
    size_t n = s ? strlen(s) : 0;
    if (n <= most) {
        json_put_text(map, key, s);
        return;
    }
    for (n = most; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80; n--)
        ;
    memcpy(cut, s, n);
    cut[n] = '\0';
    json_put_text(map, key, cut);
}

static int64_t whole_number(uint64_t n)
{
    return n > INT64_MAX ? INT64_MAX : (int64_t)n;
}

static void put_field(struct json *map, const struct finding_field *f, const void *from, size_t most)
{
    const char *at = (const char *)from + f->at;
    switch (f->type) {
    case TYPE_KEY:
    case TYPE_TEXT:
    case TYPE_LINES:
        put_cut(map, f->key, *(const char *const *)(const void *)at, most);
        break;
    case TYPE_COUNT:
        json_put_int(map, f->key, whole_number(*(const uint64_t *)(const void *)at));
        break;
    case TYPE_SHIFT:
    case TYPE_LENGTH:
        json_put_int(map, f->key, *(const int64_t *)(const void *)at);
        break;
    case TYPE_TIME:
        if (*(const int64_t *)(const void *)at != TIME_NONE)
            json_put_int(map, f->key, *(const int64_t *)(const void *)at);
        break;
    case TYPE_FLAG:
        json_put_flag(map, f->key, *(const bool *)at);
        break;
    case TYPE_NUMBER:
        json_put_number(map, f->key, *(const double *)(const void *)at);
        break;
    case TYPE_SIZE:
        json_put_int(map, f->key, (int64_t)*(const size_t *)(const void *)at);
        break;
    case TYPE_INDEX:
        json_put_int(map, f->key, *(const uint32_t *)(const void *)at);
        break;
    }
}

static struct json *map_of(const struct finding_field *fields, const void *from, size_t most)
{
    struct json *map = json_map();
    for (; fields->key; fields++)
        put_field(map, fields, from, most);
    return map;
}

static struct json *list_of(const struct finding_field *fields, const void *from, size_t size, size_t n, size_t most)
{
    struct json *list = json_list();
    for (size_t i = 0; i < n; i++)
        json_add(list, map_of(fields, (const char *)from + i * size, most));
    return list;
}

static struct json *texts(const char *const *text, size_t n)
{
    struct json *list = json_list();
    for (size_t i = 0; i < n; i++)
        json_add_text(list, text[i]);
    return list;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static struct json *of_series(const struct log_series *s)
{
    struct json *map = json_map(), *all = json_list(), *errors = json_list();
    json_put_int(map, "start", s->start);
    json_put_int(map, "width", s->width);
    for (size_t i = 0; i < s->n; i++) {
        json_add_int(all, s->v[i].all);
        json_add_int(errors, s->v[i].errors);
    }
    json_put(map, "all", all);
    json_put(map, "errors", errors);
    return map;
}

static struct json *list_map(const struct log_list *l, const struct detail *d)
{
    struct json *map = map_of(finding_list, l, d->text);
    json_put(map, "row", list_of(finding_row, l->row, sizeof *l->row, least(l->n, d->rows), d->text));
    return map;
}

static struct json *frames(const struct log_kind *k, const struct detail *d)
{
    struct json *list = json_list();
    for (size_t i = 0; i < least(k->n_frames, d->frames); i++) {
        struct json *map = json_map();
        json_put_text(map, "function", k->frame[i].function);
        json_put_text(map, "file", k->frame[i].file);
        json_put_int(map, "line", k->frame[i].line);
        json_add(list, map);
    }
    return list;
}

static struct json *kinds(const struct log_finding *f, const struct detail *d)
{
    struct json *list = json_list();
    for (size_t i = 0; i < least(f->n_kinds, d->kinds); i++) {
        struct log_kind brief = f->kind[i];
        brief.example = NULL;
        struct json *map = map_of(finding_kind, &brief, d->text);
        put_cut(map, "example", f->kind[i].example, d->example);
        json_put(map, "frame", frames(&f->kind[i], d));
        json_add(list, map);
    }
    return list;
}

static struct json *whole(const struct log_finding *f, const struct detail *d)
{
    struct json *map = json_map();
    json_put_int(map, "finding", FINDING_VERSION);
    struct json *plain = map_of(finding_totals, f, d->text);
    json_put(map, "totals", plain);
    json_put(map, "series", of_series(&f->series));
    json_put(map, "onset", map_of(finding_onset, &f->onset, d->text));
    json_put(map, "endpoints", list_map(&f->endpoints, d));
    json_put(map, "clients", list_map(&f->clients, d));
    json_put(map, "statuses", list_map(&f->statuses, d));
    json_put(map, "users", list_map(&f->users, d));
    json_put(map, "before", map_of(finding_latency, &f->before, 0));
    json_put(map, "after", map_of(finding_latency, &f->after, 0));
    json_put(map, "kind", kinds(f, d));
    json_put(map, "request", texts(f->request, least(f->n_requests, FINDING_LISTED)));
    json_put(map, "trace_file", texts(f->trace_file, least(f->n_trace_files, FINDING_LISTED)));
    json_put(map, "count", list_of(finding_count, f->count, sizeof *f->count, least(f->n_counts, FINDING_COUNTS), d->text));
    json_put(map, "source", list_of(finding_source, f->source, sizeof *f->source, least(f->n_sources, FINDING_SOURCES), d->text));
    json_put(map, "said", texts(f->said, least(f->n_said, FINDING_SAID)));
    return map;
}

void log_finding_print(const struct log_finding *f, struct str *out)
{
    size_t before = out->n;
    for (size_t i = 0; i < sizeof details / sizeof *details; i++) {
        struct json *map = whole(f, &details[i]);
        str_cut(out, before);
        json_print(map, false, out);
        json_free(map);
        if (out->n - before <= LOG_FINDING_BYTES)
            return;
    }
}

