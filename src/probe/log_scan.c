/* log_scan: a plan, one pass over everything, and another one where the first was too bold. */
#include "probe/log_scan.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "probe/log_places.h"
#include "probe/log_scan_own.h"

/* ---- logs ---- */

static struct scan_log *add_log(struct scan *s, const char *name)
{
    const struct log_scan_options *o = s->options;
    struct scan_log *l = vec_push(&s->log);
    *l = (struct scan_log){.name = name, .clock = {.zone = o->zone, .newest = o->now}};
    for (size_t i = 0; i < o->n_offsets; i++)
        if (strcmp(o->offset[i].name, name) == 0) {
            l->clock.offset = o->offset[i].offset;
            l->is_offset_set = true;
        }
    return l;
}

static void add_stream(struct scan *s, const struct log_stream *stream)
{
    struct scan_log *l = add_log(s, stream->name);
    l->n = stream->n;
    l->piece = arena_array(&s->arena, stream->n, sizeof *l->piece);
    for (size_t i = 0; i < stream->n; i++)
        l->piece[i] = (struct scan_piece){.file = &stream->file[i], .first = TIME_NONE};
    l->is_stream = !stream->file[0].is_regular || strcmp(stream->file[0].path, "-") == 0;
}

static void add_command(struct scan *s, const char *command)
{
    struct scan_log *l = add_log(s, command);
    l->command = command;
    l->is_stream = true;
}

static void add_all(struct scan *s, const struct log_places *p)
{
    for (size_t i = 0; i < p->list.n; i++)
        add_stream(s, &p->list.v[i]);
    for (size_t i = 0; i < s->options->n_commands; i++)
        add_command(s, s->options->command[i]);
    for (size_t i = 0; i < p->trouble.n; i++)
        scan_say(s, "%s", p->trouble.v[i]);
}

/* ---- passes ---- */

static void forget(struct scan_log *l)
{
    l->bytes = l->records = l->errors = 0;
    l->first = l->last = l->before = l->newest = TIME_NONE;
    l->back = 0;
    l->counts = (struct log_reader_counts){0};
}

static void count_total(struct scan *s)
{
    s->bytes_total = 0;
    for (size_t i = 0; i < s->log.n; i++)
        for (size_t k = 0; k < s->log.v[i].n && !s->log.v[i].is_stream; k++)
            if (!s->log.v[i].piece[k].is_left_out)
                s->bytes_total += s->log.v[i].piece[k].end - s->log.v[i].piece[k].start;
}

static void begin_pass(struct scan *s)
{
    struct log_look_options o = s->options->look;
    s->is_quick = false;
    for (size_t i = 0; i < s->log.n; i++) {
        forget(&s->log.v[i]);
        s->is_quick |= !s->log.v[i].is_full;
    }
    o.is_quick = s->is_quick;
    log_look_free(s->look);
    s->look = log_look_new(&o);
    count_total(s);
}

/* False: begin again. Every log can ask for that twice. */
static bool pass(struct scan *s)
{
    for (size_t i = 0; i < s->log.n && !s->is_stopped; i++) {
        struct scan_log *l = &s->log.v[i];
        if (l->is_stream || scan_read_files(s, l, (uint32_t)i))
            continue;
        scan_cut(s, l);
        return false;
    }
    scan_read_streams(s);
    return true;
}

/* What a pass said of a log is said again by the next one. */
static void read_all(struct scan *s)
{
    size_t said = s->said.n;
    const char **trouble = mem_array(s->log.n + 1, sizeof *trouble);
    for (size_t i = 0; i < s->log.n; i++)
        trouble[i] = s->log.v[i].trouble;
    for (begin_pass(s); !pass(s); begin_pass(s)) {
        s->said.n = said;
        for (size_t i = 0; i < s->log.n; i++)
            s->log.v[i].trouble = trouble[i];
    }
    mem_free(trouble);
}

static void follow_all(struct scan *s)
{
    for (size_t i = 0; i < s->log.n; i++)
        s->log.v[i].is_full = true;
    begin_pass(s);
    s->bytes_total = 0;
    scan_follow(s);
    scan_say_rest(s);
}

static void look_at_all(struct scan *s)
{
    begin_pass(s); /* an empty look: progress is told from the beginning */
    scan_plan(s);
    if (s->options->follow) {
        follow_all(s);
        return;
    }
    scan_estimate_clocks(s);
    for (size_t i = 0; i < s->log.n; i++)
        if (!s->log.v[i].is_stream)
            scan_cut(s, &s->log.v[i]);
    read_all(s);
    scan_say_rest(s);
}

/* ---- the whole ---- */

static bool is_any_readable(const struct scan *s)
{
    for (size_t i = 0; i < s->log.n; i++)
        if (s->log.v[i].is_readable)
            return true;
    return false;
}

static bool refuse(const struct scan *s, struct err *e)
{
    for (size_t i = 0; i < s->log.n; i++)
        if (s->log.v[i].trouble)
            return err_set(e, ERR_INPUT, "%s", s->log.v[i].trouble);
    return err_set(e, ERR_ABSENT, "%s", s->said.n > 0 ? s->said.v[0] : _("no log was named"));
}

static void scan_release(struct scan *s)
{
    log_look_free(s->look);
    vec_release(&s->log);
    vec_release(&s->said);
    arena_release(&s->arena);
    mem_free(s->block);
}

bool log_scan(const char *const *names, size_t n, const struct log_scan_options *options, struct log_finding *out, struct err *e)
{
    struct scan s = {.options = options};
    struct log_places places = {0};
    *out = (struct log_finding){0};
    bool ok = (n == 0 && options->n_commands > 0) || log_places_find(&places, names, n, options->with_rotated, e) || options->n_commands > 0;
    if (ok) {
        s.block = mem_alloc(SCAN_ROOM);
        add_all(&s, &places);
        look_at_all(&s);
        ok = is_any_readable(&s) || refuse(&s, e);
    }
    if (ok)
        scan_fill(&s, s.is_stopped, out);
    scan_release(&s);
    log_places_release(&places);
    return ok;
}
