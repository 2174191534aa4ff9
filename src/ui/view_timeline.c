/* view_timeline: when it happened on the left; when it was noted only where that differs. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "incident/finding.h"
#include "ui/ask.h"
#include "ui/event_id.h"
#include "ui/words.h"

enum { AROUND = 200 }; /* rows around ▸ that are spelled out; the others are only counted */

/* What a person wants to see first: decisions and changes. The rest is one key away. */
static bool is_decision(enum event_kind k)
{
    static const bool is_hidden[N_EVENT_KINDS] = {
        [EVENT_given] = true,        [EVENT_entered] = true, [EVENT_probe_started] = true, [EVENT_probe_ended] = true,
        [EVENT_article_read] = true, [EVENT_joined] = true,  [EVENT_departed] = true,      [EVENT_ticked] = true,
    };
    return !is_hidden[k];
}

static int compare(const void *a, const void *b)
{
    const struct event *x = *(const struct event *const *)a, *y = *(const struct event *const *)b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static bool is_in_order(const struct event **list, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (compare(&list[i - 1], &list[i]) > 0)
            return false;
    return true;
}

/* The events to be listed, in the order to be shown; the caller's. */
static const struct event **chosen(const struct ui *ui, const struct model *m, size_t *n)
{
    const struct incident *inc = m->incident;
    const struct event **list = mem_array(inc->events.n + 1, sizeof(const struct event *));
    *n = 0;
    for (size_t i = 0; i < inc->events.n; i++)
        if (ui_place_const(ui)->is_unfolded || is_decision(inc->events.v[i].kind))
            list[(*n)++] = &inc->events.v[i];
    if (!ui_place_const(ui)->is_other_way && !is_in_order(list, *n))
        qsort(list, *n, sizeof *list, compare);
    return list;
}

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    size_t n = 0, all = m->incident ? m->incident->events.n : 0;
    char zone[TIME_TEXT];
    (void)right;
    for (size_t i = 0; i < all; i++)
        n += ui_place_const(ui)->is_unfolded || is_decision(m->incident->events.v[i].kind);
    time_format_zone(m->now, m->zone, zone);
    str_addf(out, "%s\t", _("Timeline"));
    str_addf(out, _("%zu of %zu events · local time, %s"), n, all, zone);
    str_addf(out, " · %s", ui_place_const(ui)->is_other_way ? _("as recorded") : _("as it happened"));
}

static unsigned style_of(const struct event *ev)
{
    if (ev->kind == EVENT_action_started || ev->kind == EVENT_action_reported)
        return STYLE_BOLD;
    return ev->kind == EVENT_deferred ? STYLE_WARN : STYLE_PLAIN;
}

static void put_event(const struct model *m, const struct event *ev, struct sheet *s)
{
    struct str text = {0};
    words_clock(m, ev->at, &text);
    sheet_put(s, 2, STYLE_DIM, str_get(&text));
    int column = 2 + (int)text.n + 2;
    str_clear(&text);
    words_event(m, ev, &text);
    sheet_put(s, column, style_of(ev), str_get(&text));
    if (ev->recorded_at && ev->recorded_at - ev->at > 2 * TIME_SECOND && !s->is_compact) {
        struct str clock = {0};
        words_clock(m, ev->recorded_at, &clock);
        str_clear(&text);
        str_addf(&text, _("noted %s"), str_get(&clock));
        int from = s->width - 1 - (int)utf8_columns(str_get(&text), text.n);
        sheet_end(s, from - 1);
        sheet_right(s, from, STYLE_DIM, str_get(&text));
        str_release(&clock);
    }
    str_release(&text);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    size_t n;
    if (!m->incident)
        return;
    const struct event **list = chosen(ui, m, &n);
    const struct place *p = ui_place_const(ui);
    int near = p->at.kind == ROW_NONE ? (int)n : p->ordinal;
    bool is_searched = ui->find.n > 0;
    for (size_t i = 0; i < n; i++) {
        sheet_line(s);
        sheet_row(s, ROW_EVENT, list[i]->seq, -1);
        if (!is_searched && abs((int)i - near) >= AROUND)
            continue;
        if (marks_has(&ui->marks, (struct row_id){ROW_EVENT, list[i]->seq}, 0))
            sheet_put(s, 1, STYLE_BOLD, "*");
        put_event(m, list[i], s);
    }
    size_t more = m->incident->events.n - n;
    if (more && !s->is_compact) {
        sheet_line(s);
        sheet_putf(s, 4, STYLE_DIM,
                   ngettext("%zu more with f: probes, values, moves", "%zu more with f: probes, values, moves",
                            (unsigned long)more),
                   more);
    }
    mem_free(list);
}

static struct row_id arrive(struct ui *ui, const struct model *m, const struct sheet *s)
{
    (void)ui, (void)m;
    for (size_t i = s->lines.n; i > 0; i--)
        if (s->lines.v[i - 1].row.kind == ROW_EVENT)
            return s->lines.v[i - 1].row;
    return (struct row_id){0};
}

static const struct event *event_at(const struct model *m, struct row_id row)
{
    for (size_t i = 0; row.kind == ROW_EVENT && i < m->incident->events.n; i++)
        if (m->incident->events.v[i].seq == row.key)
            return &m->incident->events.v[i];
    return NULL;
}

/* The run that an event is about, 0 for none. */
static int64_t run_of(const struct event *ev)
{
    if (!ev)
        return 0;
    if (ev->kind == EVENT_probe_ended)
        return ev->as.probe_ended.run;
    if (ev->kind == EVENT_action_ended)
        return ev->as.action_ended.run;
    if (ev->kind == EVENT_alerted)
        return ev->as.alerted.payload ? ev->seq : 0; /* what came is read like an output */
    bool is_run = ev->kind == EVENT_probe_started || ev->kind == EVENT_action_started || ev->kind == EVENT_probe_reported ||
                  ev->kind == EVENT_action_reported;
    return is_run ? ev->seq : 0;
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    int64_t run = run_of(event_at(m, row));
    if (!run)
        return;
    ui_push(ui, PAGE_OUTPUT);
    *ui_place(ui) = (struct place){.page = PAGE_OUTPUT}; /* perhaps another run than the one it showed */
    *w = (struct wish){.kind = WISH_SHOW_OUTPUT, .number = run};
}

static void take_line(struct ui *ui, const struct model *m, enum action a, const struct event *ev, struct wish *w)
{
    struct str text = {0};
    event_sentence(ev, m->flow, &text);
    struct line_meant line = {ui_place(ui)->at, 0, str_get(&text)};
    if (a == ACTION_mark)
        ui_mark(ui, &line);
    else
        ui_pin(ui, &line, w);
    str_release(&text);
}

/* The name under which the incident keeps what an event of that step calls `name`: a called flow's stands behind the
 * path of the step that called it. */
static void stored_name(const struct event *ev, const char *name, struct str *out)
{
    const char *slash = ev->step ? strrchr(ev->step, '/') : NULL;
    if (slash)
        str_addf(out, "%.*s.", (int)(slash - ev->step), ev->step);
    str_add(out, name);
}

/* What the author asked for of what a probe found: the first such fact, and how many there are. */
static size_t found(const struct fact_pairs *facts, const char **first)
{
    size_t n = 0;
    for (size_t i = facts->n; i-- > 0;)
        if (value_is_known(&facts->v[i].value) && !finding_is_of_every_run(facts->v[i].name)) {
            *first = facts->v[i].name;
            n++;
        }
    return n;
}

/* One value is asked for at once; of many, Tab completes the name. */
static bool correct(struct ui *ui, const struct model *m, const struct event *ev)
{
    struct str name = {0};
    const char *first = NULL;
    size_t n = 1;
    if (ev->kind == EVENT_given)
        stored_name(ev, ev->as.given.input, &name);
    else if (ev->kind == EVENT_fact_corrected && ev->as.fact_corrected.facts.n)
        str_add(&name, ev->as.fact_corrected.facts.v[0].name);
    else if (ev->kind == EVENT_probe_ended && (n = found(&ev->as.probe_ended.facts, &first)) > 0)
        stored_name(ev, first, &name);
    bool is_one = name.n && n == 1 && incident_find_fact(m->incident, str_get(&name));
    if (is_one)
        ask_value(ui, m, str_get(&name));
    else
        ask_open(ui, ASK_FACT, NULL, NULL, 0, str_get(&name));
    str_release(&name);
    return true;
}

/* Where none stands in it, the app says so. */
static void follow_id(struct ui *ui, const struct event *ev, struct wish *w)
{
    struct str id = {0};
    if (event_id(ev, &id))
        ui_push(ui, PAGE_LOGS);
    *w = (struct wish){.kind = WISH_LOGS, .id = ui_say(ui, 0, str_get(&id))};
    str_release(&id);
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    struct place *p = ui_place(ui);
    const struct event *ev = event_at(m, p->at);
    if (a == ACTION_filter)
        p->is_unfolded = !p->is_unfolded;
    else if (a == ACTION_other_way)
        p->is_other_way = !p->is_other_way;
    else if (a == ACTION_go_to && ev && ev->step)
        *w = (struct wish){.kind = WISH_GO, .id = ev->step};
    else if ((a == ACTION_mark || a == ACTION_pin) && ev)
        take_line(ui, m, a, ev, w);
    else if (a == ACTION_this_id && ev)
        follow_id(ui, ev, w);
    else if (a == ACTION_correct && ev)
        return correct(ui, m, ev);
    else
        return a == ACTION_go_to || a == ACTION_mark || a == ACTION_pin || a == ACTION_this_id;
    return true;
}

/* v says what it would show. */
static const char *label(const struct ui *ui, enum action a)
{
    return a == ACTION_other_way && ui_place_const(ui)->is_other_way ? _("as it happened") : NULL;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui;
    return m->incident && run_of(event_at(m, row)) ? _("look") : NULL;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_other_way, ACTION_filter, ACTION_search,  ACTION_go_to, ACTION_mark,
                                       ACTION_pin,       ACTION_this_id, ACTION_correct, ACTION_note, ACTION_NONE};
    (void)ui, (void)m;
    return list;
}

const struct view view_timeline = {
    .page = PAGE_TIMELINE,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .arrive = arrive,
    .enter_label = enter_label,
    .label = label,
    .footer = footer,
};
