/* plain_logs: the logs in words: what is known of all of them, then the records, ten at a time. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "ui/model_logs.h"
#include "ui/plain_own.h"
#include "ui/words.h"

enum { ROWS = 10 };

/* ---- saying ------------------------------------------------------------------------------------------------------------ */

static void say_head(struct plain *p, const struct model *m, struct str *out)
{
    const struct model_logs *l = m->logs;
    struct str hits = {0}, lines = {0};
    words_count(l->hits, &hits);
    words_count(l->lines, &lines);
    if (l->share < 1)
        plain_say(p, out, _("Logs: %s; %s: %s so far, %d%% looked at."), l->names, l->filter, str_get(&hits), (int)(l->share * 100));
    else if (l->lines)
        plain_say(p, out, _("Logs: %s; %s: %s of %s lines."), l->names, l->filter, str_get(&hits), str_get(&lines));
    else
        plain_say(p, out, _("Logs: %s; %s: %s."), l->names, l->filter, str_get(&hits));
    str_release(&hits);
    str_release(&lines);
}

static void say_finding(struct plain *p, const struct model *m, struct str *out)
{
    const struct log_finding *f = m->logs->finding;
    char at[TIME_TEXT], within[TIME_TEXT];
    if (f && f->onset.is_found) {
        time_format_clock(f->onset.at, m->now, m->zone, at);
        time_format_length(f->onset.within, within);
        plain_say(p, out, _("The errors began at %s, within %s."), at, within);
    }
    for (size_t i = 0; f && i < f->n_kinds && i < ROWS; i++) {
        struct str n = {0};
        words_count(f->kind[i].errors, &n);
        plain_say(p, out, f->kind[i].is_new ? _("kind %zu, new since then, %s: %s") : _("kind %zu, %s: %s"), i + 1, str_get(&n), f->kind[i].title);
        str_release(&n);
    }
    if (f && f->n_kinds > ROWS)
        plain_say(p, out, ngettext("%zu more kind.", "%zu more kinds.", (unsigned long)(f->n_kinds - ROWS)), f->n_kinds - ROWS);
}

static void say_row(struct plain *p, const struct model *m, const struct model_log_row *row, struct str *out)
{
    char at[TIME_TEXT] = "-";
    struct str text = {0};
    const char *level = row->level ? log_level_name(row->level) : row->is_error ? "error" : "";
    if (row->at != TIME_NONE)
        time_format_clock(row->at, m->now, m->zone, at);
    str_addf(&text, "%s %s%s%s: %s", at, row->source, *level ? ", " : "", level, row->text);
    if (row->client)
        str_addf(&text, ", %s", row->client);
    if (row->took)
        str_addf(&text, ", %s", row->took);
    if (row->id)
        str_addf(&text, ", %s", row->id);
    if (row->all_more)
        str_addf(&text, ngettext(", and %zu line", ", and %zu lines", (unsigned long)row->all_more), row->all_more);
    plain_say(p, out, "%s", str_get(&text));
    *vec_push(&p->row) = (struct said_row){p->said.n, row->key, mem_strdup(row->raw)};
    str_release(&text);
}

/* From the row behind `logs_at`, or where the page stands. */
static size_t first_row(const struct plain *p, const struct model_logs *l)
{
    int64_t key = p->logs_at ? p->logs_at : l->to;
    for (size_t i = 0; i < l->n; i++)
        if (l->row[i].key == key)
            return p->logs_at ? i + 1 : i;
    return p->logs_at || l->to >= 0 ? 0 : l->n > ROWS ? l->n - ROWS : 0;
}

void plain_show_logs(struct plain *p, const struct model *m, struct str *out)
{
    const struct model_logs *l = m->logs;
    if (!l)
        return;
    if (l->empty) {
        plain_say(p, out, "%s", l->empty);
        return;
    }
    if (!p->logs_at) {
        say_head(p, m, out);
        say_finding(p, m, out);
        if (l->trouble)
            plain_say(p, out, "%s", l->trouble);
    }
    size_t i = first_row(p, l), end = i + ROWS < l->n ? i + ROWS : l->n;
    if (i == end)
        plain_say(p, out, p->logs_at ? _("No more lines.") : _("No line passes. \"filter all\" shows every line."));
    for (; i < end; i++) {
        say_row(p, m, &l->row[i], out);
        p->logs_at = l->row[i].key;
    }
    if (end < l->n || l->more_after)
        plain_say(p, out, _("Enter says the next lines. \"filter status 504\", \"filter where CONDITION\", \"find WORDS\" choose others."));
}

/* ---- words ------------------------------------------------------------------------------------------------------------- */

static void look_up(struct typed *t, struct wish w)
{
    *t->w = w;
    t->p->looks_up = WISH_LOGS;
    t->p->is_in_logs = true;
    if (w.kind != WISH_LOG_GO)
        t->p->logs_at = 0;
}

void plain_forget_rows(struct plain *p)
{
    for (size_t i = 0; i < p->row.n; i++)
        mem_free(p->row.v[i].raw);
    vec_release(&p->row);
}

/* Other logs have other lines. */
void plain_do_logs(struct typed *t)
{
    plain_forget_rows(t->p);
    look_up(t, (struct wish){.kind = WISH_LOGS, .text = *t->rest ? plain_lend(&t->p->text, t->rest) : NULL});
}

void plain_do_filter(struct typed *t)
{
    size_t n = strcspn(t->rest, " ");
    char *id = mem_strndup(t->rest, n);
    look_up(t, (struct wish){.kind = WISH_LOG_FILTER, .id = plain_lend(&t->p->id, id), .text = plain_lend(&t->p->text, t->rest + n + strspn(t->rest + n, " "))});
    mem_free(id);
}

void plain_do_find(struct typed *t)
{
    look_up(t, (struct wish){.kind = WISH_LOG_FIND, .text = plain_lend(&t->p->text, t->rest), .number = t->p->logs_at});
}

void plain_do_id(struct typed *t)
{
    look_up(t, (struct wish){.kind = WISH_LOG_FILTER, .id = "id", .text = plain_lend(&t->p->text, t->rest)});
}

static const struct said_row *row_said(const struct plain *p, int64_t line)
{
    for (size_t i = 0; i < p->row.n; i++)
        if ((int64_t)p->row.v[i].line == line)
            return &p->row.v[i];
    return NULL;
}

void plain_do_pin(struct typed *t)
{
    const char *rest = t->rest;
    int64_t line = 0;
    bool is_line = plain_take_count(&rest, &line) && !*rest;
    const struct said_row *row = is_line ? row_said(t->p, line) : NULL;
    char key[24];
    if (row) {
        snprintf(key, sizeof key, "%lld", (long long)row->key);
        *t->w = (struct wish){.kind = WISH_LOG_PIN, .text = plain_lend(&t->p->text, row->raw), .id = plain_lend(&t->p->id, key)};
    } else if (is_line) {
        plain_say(t->p, t->out, _("Line %lld says no line of the logs."), (long long)line);
    } else if (!*t->rest) {
        plain_say(t->p, t->out, _("Pin what? \"pin 17\" takes the line of the logs that line 17 says, \"pin change 1\" a change, \"pin cause NAME WHY\" says that it is this cause, \"pin TEXT\" words."));
    } else if (!plain_pin_change(t, t->rest) && !plain_pin_cause(t, t->rest)) {
        *t->w = (struct wish){.kind = WISH_PIN, .text = plain_lend(&t->p->text, t->rest)};
    }
}

bool plain_more_logs(struct typed *t)
{
    if (!t->p->is_in_logs || !t->m->logs)
        return false;
    look_up(t, (struct wish){.kind = WISH_LOG_GO, .id = "near", .number = t->p->logs_at});
    return true;
}
