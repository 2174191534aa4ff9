/* list: the incidents of the journal, or the flows that can be started. */
#include <stdio.h>
#include <string.h>

#include "app/clock.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/desk.h"
#include "cli/output.h"
#include "text/clean.h"
#include "text/json.h"

struct listing {
    struct desk *desk;
    struct json *json; /* NULL: for people */
    size_t n;
};

/* ---- for people ---- */

enum { STATUS_COLUMNS = 9 };

static void print_clean(const char *text)
{
    char *clean = clean_line(text);
    fputs(clean, stdout);
    mem_free(clean);
}

static void print_entry(const struct desk *d, const struct journal_entry *e)
{
    char since[TIME_TEXT];
    time_format_minute(e->since ? e->since : e->opened_at, clock_now(), &d->session.zone, since);
    printf("INC-%-5lld ", (long long)e->number);
    output_label(status_word(e->status), STATUS_COLUMNS);
    if (e->severity)
        printf("SEV%d  ", e->severity);
    else
        printf("      ");
    print_clean(*e->service ? e->service : e->title);
    printf(_(" · since %s"), since);
    if (*e->step_title) {
        fputs(" · ", stdout);
        print_clean(e->step_title);
    }
    if (e->n_deferred)
        printf(ngettext(" · %lld put off", " · %lld put off", (unsigned long)e->n_deferred), (long long)e->n_deferred);
    putchar('\n');
}

/* ---- for machines ---- */

static void put_time(struct json *map, const char *key, int64_t at)
{
    char text[TIME_TEXT];
    if (!at)
        return;
    time_format_utc(at, text);
    json_put_text(map, key, text);
}

static struct json *json_of(const struct journal_entry *e)
{
    struct json *j = json_map();
    char name[32], id[33];
    snprintf(name, sizeof name, "INC-%lld", (long long)e->number);
    for (size_t i = 0; i < sizeof e->id; i++)
        snprintf(id + 2 * i, 3, "%02x", e->id[i]);
    json_put_text(j, "name", name);
    json_put_text(j, "id", id);
    json_put_text(j, "status", status_name(e->status));
    if (e->severity)
        json_put_int(j, "severity", e->severity);
    json_put_text(j, "title", e->title);
    json_put_text(j, "flow", e->flow);
    json_put_text(j, "service", *e->service ? e->service : NULL);
    json_put_text(j, "environment", *e->environment ? e->environment : NULL);
    json_put_text(j, "step", *e->step ? e->step : NULL);
    json_put_text(j, "phase", *e->phase ? e->phase : NULL);
    put_time(j, "opened_at", e->opened_at);
    put_time(j, "since", e->since);
    put_time(j, "last_event_at", e->last_at);
    put_time(j, "ended_at", e->ended_at);
    json_put_int(j, "events", e->seq);
    json_put_int(j, "deferred", e->n_deferred);
    json_put_int(j, "unknown_outcomes", e->n_unknown);
    return j;
}

static bool each(const struct journal_entry *e, void *who)
{
    struct listing *l = who;
    l->n++;
    if (l->json)
        json_add(l->json, json_of(e));
    else
        print_entry(l->desk, e);
    return true;
}

static bool list_incidents(struct listing *l, bool all, struct err *e)
{
    struct journal_filter filter = {.only_open = !all};
    if (!journal_list(l->desk->session.journal, &filter, each, l, e))
        return false;
    if (!l->json && !l->n)
        puts(all ? _("The journal holds no incident. triage start http-500 opens one.")
                 : _("Nothing is open. triage list --all shows the closed ones too."));
    return true;
}

static void list_flows(struct listing *l)
{
    const struct library *library = &l->desk->session.library;
    for (size_t i = 0; i < library->rows.n; i++) {
        const struct library_row *row = &library->rows.v[i];
        if (l->json) {
            struct json *j = json_map();
            json_put_text(j, "id", row->id);
            json_put_text(j, "title", row->title);
            json_put_text(j, "file", row->path);
            json_add(l->json, j);
            continue;
        }
        printf("%-18s ", row->id);
        print_clean(row->title);
        putchar('\n');
    }
}

static int run(const struct command_line *line)
{
    struct desk d;
    struct err e = {0};
    struct listing l = {&d, NULL, 0};
    if (!desk_open(&d, line, &e))
        return desk_end(&d, false, &e);
    if (command_option(line, "json"))
        l.json = json_list();
    bool ok = true;
    if (command_option(line, "flows"))
        list_flows(&l);
    else
        ok = list_incidents(&l, command_option(line, "all") != NULL, &e);
    if (l.json) {
        struct str out = {0};
        json_print(l.json, true, &out);
        puts(str_get(&out));
        str_release(&out);
        json_free(l.json);
    }
    return desk_end(&d, ok, &e);
}

static const struct option_row options[] = {
    {'a', "all", NULL, N_("the closed ones too")},
    {0, "flows", NULL, N_("the flows that can be started, instead")},
    {0, "json", NULL, N_("for machines")},
    {0, NULL, NULL, NULL},
};

const struct command command_list = {
    .name = "list",
    .args = "",
    .summary = N_("the incidents that are open"),
    .option = options,
    .run = run,
};
