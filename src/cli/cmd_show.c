/* show: one incident, as it is now and how it came there. */
#include <stdio.h>
#include <string.h>

#include "app/clock.h"
#include "app/write_up.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/desk.h"
#include "cli/output.h"
#include "incident/diagnosis.h"
#include "text/clean.h"

enum { LABEL_COLUMNS = 12 };

static void print_line(const char *label, const char *text)
{
    char *clean = clean_line(text);
    output_label(label, LABEL_COLUMNS);
    puts(clean);
    mem_free(clean);
}

static void print_head(const struct session *s)
{
    const struct incident *inc = s->inc;
    struct place p;
    char at[TIME_TEXT], length[TIME_TEXT];
    printf("INC-%lld  ", (long long)inc->number);
    print_line(status_word(inc->status), inc->title);
    time_format_clock(inc->opened_at, clock_now(), &s->zone, at);
    time_format_length(clock_now() - inc->opened_at, length);
    output_label(_("opened"), LABEL_COLUMNS);
    printf(_("%s, %s ago\n"), at, length);
    if (inc->severity) {
        output_label(_("severity"), LABEL_COLUMNS);
        printf("SEV%d\n", inc->severity);
    }
    if (place_at(s, inc->step, &p))
        print_line(_("at"), p.step->title);
    size_t n = incident_n_left(inc);
    if (n) {
        output_label(C_("state", "put off"), LABEL_COLUMNS);
        printf("%zu\n", n);
    }
    if (incident_is_complete_but_deferred(inc))
        printf(ngettext("COMPLETE EXCEPT %zu DEFERRED\n", "COMPLETE EXCEPT %zu DEFERRED\n", (unsigned long)n), n);
}

/* Who holds what of it, and why. */
static void print_ruling(const struct session *s, const char *cause)
{
    const struct ruling *pin = cause ? incident_find_pin(s->inc, cause) : NULL, *out = cause ? incident_find_ruling(s->inc, cause) : NULL;
    const struct ruling *r = pin ? pin : out;
    struct str text = {0};
    if (!r)
        return;
    str_addf(&text, pin ? _("taken for the cause by %s") : _("by %s"), r->actor ? r->actor : "?");
    if (!str_blank(r->reason))
        str_addf(&text, ": %s", r->reason);
    print_line("", str_get(&text));
    str_release(&text);
}

static void print_causes(const struct session *s)
{
    struct diagnosis d = {0};
    diagnosis_compute(s->flow->flow, s->inc, &d);
    puts("");
    for (size_t i = 0; i < d.n; i++) {
        char share[8];
        diagnosis_format_share(d.cause[i].share, share);
        print_line(d.cause[i].is_ruled_out ? _("ruled out") : share, d.cause[i].title);
        print_ruling(s, d.cause[i].name);
    }
    diagnosis_release(&d);
}

static void print_timeline(const struct session *s)
{
    puts("");
    for (size_t i = 0; i < s->inc->events.n; i++) {
        const struct event *ev = &s->inc->events.v[i];
        struct str sentence = {0};
        char at[TIME_TEXT];
        time_format_clock(ev->at, clock_now(), &s->zone, at);
        event_line(ev, s->flow->flow, &sentence);
        print_line(at, str_get(&sentence));
        str_release(&sentence);
    }
}

static int run(const struct command_line *line)
{
    struct desk d;
    struct err e = {0};
    bool ok = desk_open(&d, line, &e) && open_to_read(&d.session, line->n_args ? line->arg[0] : NULL, &e);
    if (ok && command_option(line, "json")) {
        struct report *r = write_up_build(&d.session, &e);
        struct str out = {0};
        ok = r != NULL;
        if (ok) {
            report_find_writer("json")->write(r, &out);
            fputs(str_get(&out), stdout);
            report_free(r);
        }
        str_release(&out);
    } else if (ok) {
        print_head(&d.session);
        print_causes(&d.session);
        print_timeline(&d.session);
    }
    return desk_end(&d, ok, &e);
}

static const struct option_row options[] = {
    {0, "json", NULL, N_("for machines: the same as export -f json, without recording an export")},
    {0, NULL, NULL, NULL},
};

const struct command command_show = {
    .name = "show",
    .args = "[INCIDENT]",
    .summary = N_("one incident: where it stands, its causes, its timeline"),
    .option = options,
    .max_args = 1,
    .run = run,
};
