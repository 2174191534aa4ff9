/* change_events: files of change events, standard input, and commands that print them. */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "probe/change_source.h"

enum { WAIT_MS = 30000 };

static void add_events(struct change_hunt *h, const struct str *bytes, const char *source, const char *place)
{
    struct change_text t = hunt_text(h, bytes, source, place);
    hunt_say_odd(h, source, parse_events(&t, h->list));
    hunt_looked(h, source);
}

static void read_input(struct change_hunt *h, struct str *bytes)
{
    char buffer[16 * 1024];
    struct pollfd in = {STDIN_FILENO, POLLIN, 0};
    const char *trouble = NULL;
    while (!trouble) {
        int ready = poll(&in, 1, WAIT_MS);
        ssize_t n = ready > 0 ? read(STDIN_FILENO, buffer, sizeof buffer) : -1;
        if (n == 0)
            return;
        if (n > 0)
            str_add_n(bytes, buffer, (size_t)n);
        else if (ready == 0)
            trouble = N_("it took too long");
        else if (errno != EINTR)
            trouble = N_("it could not be read");
        if (bytes->n > HUNT_OUTPUT)
            trouble = N_("it said too much");
    }
    change_miss(h->list, "standard input", trouble);
}

void change_events_look(struct change_hunt *h, const char *path)
{
    struct str bytes = {0};
    const char *source = arena_printf(&h->arena, "events %s", path);
    if (strcmp(path, "-") == 0) {
        read_input(h, &bytes);
        add_events(h, &bytes, "standard input", NULL);
    } else if (hunt_read(h, source, path, true, &bytes)) {
        add_events(h, &bytes, source, path);
    }
    str_release(&bytes);
}

static void gather_events(struct change_hunt *h)
{
    for (size_t i = 0; i < h->options->events.n; i++)
        change_events_look(h, h->options->events.v[i]);
}

static void gather_commands(struct change_hunt *h)
{
    for (size_t i = 0; i < h->options->command.n; i++) {
        const char *argv[] = {"/bin/sh", "-c", h->options->command.v[i], NULL};
        const char *source = arena_printf(&h->arena, "command %.60s", h->options->command.v[i]);
        struct tool_answer a;
        bool ok = hunt_run(h, source, N_("no shell here"), argv, HUNT_COMMAND_MS, &a);
        if (ok || a.out.n)
            add_events(h, &a.out, source, NULL);
        tool_release(&a);
    }
}

const struct change_source change_source_events = {"events", gather_events};
const struct change_source change_source_command = {"command", gather_commands};
