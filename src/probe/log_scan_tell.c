/* log_scan_tell: what is known so far, as a finding; and sentences about what could not be known. */
#include <stdarg.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/str.h"
#include "logs/seek.h"
#include "probe/log_scan_own.h"
#include "text/clean.h"

static const int64_t TELL_EVERY = TIME_SECOND / 4;

void scan_say(struct scan *s, const char *fmt, ...)
{
    struct str sentence = {0};
    va_list ap;
    va_start(ap, fmt);
    str_addv(&sentence, fmt, ap);
    va_end(ap);
    *vec_push(&s->said) = arena_strdup(&s->arena, str_get(&sentence));
    str_release(&sentence);
}

void scan_say_of(struct scan *s, struct scan_log *l, const char *sentence)
{
    if (l->trouble)
        *vec_push(&s->said) = arena_strdup(&s->arena, sentence);
    else
        l->trouble = arena_strdup(&s->arena, sentence);
}

/* ---- counting ---- */

struct scan_count scan_count_begin(const struct scan *s)
{
    struct scan_count c;
    log_look_totals(s->look, &c.records, &c.errors);
    return c;
}

void scan_count_end(const struct scan *s, struct scan_log *l, struct scan_count before)
{
    struct scan_count now = scan_count_begin(s);
    l->records += now.records - before.records;
    l->errors += now.errors - before.errors;
}

/* ---- the finding ---- */

/* Names and what commands say are a stranger's: they are cleaned on their way into the finding. */
static const char *cleaned(struct arena *a, const char *text)
{
    struct str out = {0};
    clean_add(&out, text, strlen(text), CLEAN_LINE);
    const char *kept = arena_strdup(a, str_get(&out));
    str_release(&out);
    return kept;
}

static void fill_source(const struct scan_log *l, struct arena *a, struct log_source_said *out)
{
    *out = (struct log_source_said){
        .name = cleaned(a, l->name),
        .format = l->format ? arena_strdup(a, l->format) : "",
        .bytes = l->bytes,
        .records = l->records,
        .errors = l->errors,
        .first = l->first,
        .last = l->last,
        .offset = l->clock.offset,
        .is_estimated = l->is_estimated,
        .trouble = l->trouble ? cleaned(a, l->trouble) : NULL,
    };
}

void scan_fill(struct scan *s, bool is_partial, struct log_finding *out)
{
    log_look_find(s->look, out);
    out->is_partial = is_partial;
    out->is_quick = s->is_quick;
    out->bytes = 0;
    out->bytes_total = s->bytes_total;
    out->n_sources = s->log.n;
    out->source = arena_array(&out->arena, s->log.n + 1, sizeof *out->source);
    for (size_t i = 0; i < s->log.n; i++) {
        fill_source(&s->log.v[i], &out->arena, &out->source[i]);
        out->bytes += s->log.v[i].bytes;
        out->bad_lines += s->log.v[i].counts.unread;
        if (s->log.v[i].is_stream)
            out->bytes_total += s->log.v[i].bytes;
    }
    out->n_said = s->said.n;
    out->said = arena_array(&out->arena, s->said.n + 1, sizeof *out->said);
    for (size_t i = 0; i < s->said.n; i++)
        out->said[i] = cleaned(&out->arena, s->said.v[i]);
}

/* ---- progress ---- */

int64_t scan_ticks(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

/* Telling takes at most a tenth of the time. */
bool scan_goes_on(struct scan *s)
{
    if (s->is_stopped || !s->options->tell)
        return !s->is_stopped;
    int64_t now = scan_ticks();
    if (s->told == 0)
        s->told = now, s->tell_after = TELL_EVERY;
    if (now - s->told < s->tell_after)
        return true;
    struct log_finding f;
    scan_fill(s, true, &f);
    s->is_stopped = !s->options->tell(s->options->tell_to, &f);
    log_finding_release(&f);
    s->told = scan_ticks();
    s->tell_after = (s->told - now) * 10 > TELL_EVERY ? (s->told - now) * 10 : TELL_EVERY;
    return !s->is_stopped;
}

/* ---- what was not as it should be ---- */

static void say_lines(struct scan *s, const struct scan_log *l)
{
    const struct log_reader_counts *c = &l->counts;
    unsigned long unread = (unsigned long)c->unread, cut = (unsigned long)c->cut, binary = (unsigned long)c->binary, timeless = (unsigned long)(c->no_time > c->unread ? c->no_time - c->unread : 0);
    if (l->format && unread)
        scan_say(s, ngettext("%s: %lu line does not fit its format", "%s: %lu lines do not fit its format", unread), l->name, unread);
    if (cut)
        scan_say(s, ngettext("%s: %lu line or record is too long; its beginning was read", "%s: %lu lines or records are too long; their beginnings were read", cut),
                 l->name, cut);
    if (binary)
        scan_say(s, ngettext("%s: %lu line holds NUL bytes", "%s: %lu lines hold NUL bytes", binary), l->name, binary);
    if (l->format && timeless)
        scan_say(s, ngettext("%s: %lu record has no time; it counts as the one before it does", "%s: %lu records have no time; each counts as the one before it does", timeless),
                 l->name, timeless);
}

void scan_say_rest(struct scan *s)
{
    char length[TIME_TEXT];
    for (size_t i = 0; i < s->log.n; i++) {
        const struct scan_log *l = &s->log.v[i];
        time_format_length(l->back, length);
        if (!l->format && l->records > 0)
            scan_say(s, _("no format fits %s; every line of it is a message"), l->name);
        if (l->is_whole)
            scan_say(s, _("%s is not sorted by time; all of it was read"), l->name);
        else if (l->back > SEEK_SLACK)
            scan_say(s, _("%s: times run backwards, by up to %s"), l->name, length);
        say_lines(s, l);
    }
}
