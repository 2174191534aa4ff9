/* unit_state: one call of systemctl. */
#include "probe/unit_state.h"

#include <string.h>

#include "observe/unit_show.h"
#include "probe/tool.h"

enum { MOST = 64 * 1024 };

/* Whether it is active is not known then. */
static void fail(struct observation *o, const char *word)
{
    observation_text(o, "trouble", word);
}

/* "System has not been booted with systemd as init system", "Failed to connect to bus: ..." */
static const char *why_not(const struct tool_answer *a)
{
    bool is_bus = strstr(a->said, "booted with systemd") || strstr(a->said, "connect to bus") || strstr(a->said, "onnect to system scope bus");
    return is_bus ? "no_systemd" : "unclear";
}

static void read_answer(const struct tool_answer *a, const struct unit_state_options *options, struct observation *o)
{
    switch (a->end) {
    case TOOL_DONE:
        if (a->status == 0) {
            unit_show_read(str_get(&a->out), a->out.n, options->now - tool_clock(), o);
            return;
        }
        fail(o, why_not(a));
        break;
    case TOOL_ABSENT:
        fail(o, "no_systemctl");
        return;
    case TOOL_LATE:
        fail(o, "timeout");
        break;
    case TOOL_MUCH:
    case TOOL_FAILED:
        fail(o, "unclear");
        break;
    }
    observation_say(o, a->said);
}

void unit_state_look(const struct unit_state_options *options, struct observation *o)
{
    const char *argv[] = {"systemctl", options->is_user ? "--user" : "--system", "show", "--no-pager", "-p", UNIT_SHOW_ASKED, "--",
                          options->name, NULL};
    struct tool_call call = {argv, (int)(options->timeout / 1000), MOST};
    struct tool_answer answer;
    if (!unit_is_name(options->name)) {
        fail(o, "bad_name");
        return;
    }
    tool_run(&call, &answer);
    read_answer(&answer, options, o);
    tool_release(&answer);
}
