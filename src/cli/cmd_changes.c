/* changes: what was changed on this machine, most suspect first. */
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/clock.h"
#include "base/i18n.h"
#include "cli/change_text.h"
#include "cli/command.h"
#include "cli/settings.h"
#include "probe/change_gather.h"
#include "store/zone.h"

#define WINDOW TIME_DAY

struct asking {
    const struct command_line *line;
    struct settings settings;
    struct arena arena;
    struct time_zone zone;
    char host[256];
    struct change_options options;
};

/* An empty value is one that is not known: flows hand over what they have. */
static const char *given(const struct asking *a, const char *name)
{
    const char *value = command_option(a->line, name);
    return value && *value ? value : NULL;
}

static bool read_time(struct asking *a, const char *name, int64_t otherwise, int64_t *at, struct err *e)
{
    const char *text = given(a, name);
    *at = otherwise;
    if (!text || time_parse_spoken(text, a->options.now, &a->zone, at))
        return true;
    return err_set(e, ERR_USAGE,
                   _("--%s: '%.60s' is no time: 03:01, 2026-03-01 03:01, 2026-03-01T03:01:12Z, or 2h for that long ago"),
                   name, text);
}

static bool read_times(struct asking *a, struct err *e)
{
    struct change_options *o = &a->options;
    if (!read_time(a, "onset", TIME_NONE, &o->of.onset, e) || !read_time(a, "until", o->now, &o->until, e))
        return false;
    int64_t from = o->of.onset != TIME_NONE && o->of.onset < o->until ? o->of.onset : o->until;
    return read_time(a, "since", from - WINDOW, &o->since, e);
}

/* What an option names, after what is configured; from the arena. */
static struct names read_list(struct asking *a, const char *name, const struct names *configured)
{
    size_t n = 0, most = (configured ? configured->n : 0) + VALUES_MOST;
    const char **all = arena_array(&a->arena, most, sizeof *all), *value;
    for (size_t i = 0; configured && i < configured->n; i++)
        all[n++] = configured->v[i];
    for (size_t i = 0; (value = command_option_at(a->line, name, i)); i++)
        if (*value)
            all[n++] = value;
    return (struct names){all, n};
}

static const struct {
    const char *name;
    enum config_key key;
    size_t field;
} lists[] = {
    {"git", CONFIG_CHANGES_GIT, offsetof(struct change_options, git)},
    {"releases", CONFIG_CHANGES_RELEASES, offsetof(struct change_options, releases)},
    {"files", CONFIG_CHANGES_FILES, offsetof(struct change_options, files)},
    {"events", CONFIG_CHANGES_EVENTS, offsetof(struct change_options, events)},
    {"command", CONFIG_CHANGES_COMMAND, offsetof(struct change_options, command)},
};

/* What is named as an argument is looked at alone. */
static void read_places(struct asking *a)
{
    struct change_options *o = &a->options;
    o->only_named = a->line->n_args > 0;
    o->no_here = command_option(a->line, "git") != NULL;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const struct names *configured = o->only_named ? NULL : &a->settings.config.item[lists[i].key].list;
        *(struct names *)(void *)((char *)o + lists[i].field) = read_list(a, lists[i].name, configured);
    }
    const char **path = arena_array(&a->arena, (size_t)a->line->n_args + 1, sizeof *path);
    for (int i = 0; i < a->line->n_args; i++)
        path[i] = a->line->arg[i];
    o->paths = (struct names){path, (size_t)a->line->n_args};
}

static void read_case(struct asking *a)
{
    struct change_options *o = &a->options;
    const struct names trace = read_list(a, "trace", NULL);
    if (gethostname(a->host, sizeof a->host - 1) != 0)
        a->host[0] = '\0';
    o->of.service = given(a, "service");
    o->of.host = given(a, "host") ? given(a, "host") : a->host;
    o->of.trace_file = trace.v;
    o->of.n_trace_files = trace.n;
}

static bool answer(struct asking *a, struct err *e)
{
    struct change_list list;
    bool ok = change_gather(&a->options, &list, e);
    if (ok && command_option(a->line, "json")) {
        struct str text = {0};
        setlocale(LC_MESSAGES, "C"); /* what is kept is in no language but one */
        change_list_print(&list, &list.asked, &text);
        puts(str_get(&text));
        str_release(&text);
    } else if (ok) {
        change_text_print(&list, &list.asked, a->options.now, &a->zone);
    }
    change_list_release(&list);
    return ok;
}

static int run(const struct command_line *line)
{
    struct asking a = {.line = line};
    struct err e = {0};
    a.options.now = clock_now();
    a.options.zone = &a.zone;
    zone_load(&a.zone, a.options.now);
    bool ok = settings_load(&a.settings, line, &e) && read_times(&a, &e);
    if (ok) {
        read_places(&a);
        read_case(&a);
        ok = answer(&a, &e);
    }
    settings_release(&a.settings);
    arena_release(&a.arena);
    return ok ? 0 : command_fail(&e);
}

static const struct option_row options[] = {
    {0, "since", "TIME", N_("what came earlier is left out: 24h, 03:00, 2026-03-01 03:00; a day before the onset, or now")},
    {0, "until", "TIME", N_("what came later is left out; now")},
    {0, "onset", "TIME", N_("when it began to fail: changes are suspect by how shortly before it they came")},
    {0, "service", "NAME", N_("what fails, by the name of its unit: changes of it are more suspect")},
    {0, "host", "NAME", N_("where it fails; this machine")},
    {0, "trace", "FILE", N_("a file named in a failing stack trace: what touched it comes first; may be repeated")},
    {0, "git", "DIR", N_("look at this repository instead of the present directory; may be repeated")},
    {0, "releases", "LINK", N_("look at the release that this link leads to, and those beside it; may be repeated")},
    {0, "files", "DIR", N_("look at the files below this directory; may be repeated")},
    {0, "events", "FILE", N_("read change events from this file, - for standard input; may be repeated")},
    {0, "command", "CMD", N_("read what this shell command prints as change events; may be repeated")},
    {0, "json", NULL, N_("print the list as JSON on one line")},
    {0, NULL, NULL, NULL},
};

const struct command command_changes = {
    .name = "changes",
    .args = "[DIR|FILE]...",
    .summary = N_("what changed here lately, most suspect first"),
    .details =
        N_("Looks at what is usual for this machine: the logs of package managers, systemd's journal, files below /etc, "
           "crontabs, the git repository of the present directory, Kubernetes and Docker, and what config.yaml names "
           "below changes. Only reads. A source that is not there is said, not an error.\n\n"
           "A DIR or FILE is looked at alone, for what it is: a git repository, a link to the release that runs, a "
           "directory with settings, a log of a package manager, a list of events. Events are JSON (PagerDuty change "
           "events, CDEvents, or any object with a time and a text), or lines of a time, a tab, what, and perhaps "
           "another tab and who.\n\n"
           "A release or commit that touched a file of a failing stack trace comes first; then what came shortly before "
           "the onset, by kind, and by what it has to do with the service and the host. What came after the onset is "
           "last. Exit status 0, whether anything changed or not."),
    .option = options,
    .max_args = -1,
    .run = run,
};
