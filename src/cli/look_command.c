/* look_command: options in, finding out. */
#include "cli/look_command.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/clock.h"
#include "base/i18n.h"
#include "observe/say.h"
#include "observe/want.h"
#include "store/zone.h"

#define TIMEOUT_MOST TIME_DAY

const char *look_option(const struct command_line *line, const char *name)
{
    const char *value = command_option(line, name);
    return value && *value ? value : NULL;
}

bool look_number(const struct command_line *line, const char *name, int64_t least, int64_t most, int64_t *to, struct err *e)
{
    const char *text = look_option(line, name);
    if (!text)
        return true;
    size_t n = strlen(text);
    int64_t value = n <= 15 && strspn(text, "0123456789") == n ? strtoll(text, NULL, 10) : -1;
    if (value < least || value > most)
        return err_set(e, ERR_USAGE, _("--%s: '%.60s' is no whole number from %lld to %lld"), name, text, (long long)least, (long long)most);
    *to = value;
    return true;
}

static bool read_timeout(const struct command_line *line, int64_t *timeout, struct err *e)
{
    const char *text = look_option(line, "timeout");
    if (!text || (time_parse_duration(text, timeout) && *timeout > 0 && *timeout <= TIMEOUT_MOST))
        return true;
    return err_set(e, ERR_USAGE, _("--timeout: '%.60s' is no time limit: 500ms, 5s, 2m"), text);
}

static bool read_wants(const struct command_line *line, struct observation *o, struct err *e)
{
    const char *option, *text;
    for (size_t i = 0; (option = observe_want_option(o->kind, i)); i++)
        if ((text = look_option(line, option)) && !observation_want(o, option, text, e))
            return false;
    return true;
}

static void print(const struct observation *o, bool is_json)
{
    struct str text = {0};
    struct time_zone zone = {0};
    if (is_json) {
        setlocale(LC_MESSAGES, "C"); /* what is kept is in no language but one */
        observation_print(o, &text);
        str_add_char(&text, '\n');
    } else {
        zone_load(&zone, clock_now());
        observation_page(o, clock_now(), &zone, &text);
    }
    fputs(str_get(&text), stdout);
    str_release(&text);
}

int look_command_run(const struct look_command *what, const struct command_line *line)
{
    struct observation o;
    struct err e = {0};
    int64_t timeout = what->timeout;
    observation_init(&o, what->kind, what->of);
    bool ok = read_timeout(line, &timeout, &e) && read_wants(line, &o, &e);
    if (ok && !*what->of)
        observation_text(&o, "trouble", "unnamed"); /* a flow whose value is empty: neither there nor missing */
    else
        ok = ok && what->look(line, timeout, &o, &e);
    if (ok) {
        observation_judge(&o);
        print(&o, command_option(line, "json") != NULL);
    }
    int status = !ok ? command_fail(&e) : o.passed ? 0 : 1;
    observation_release(&o);
    return status;
}
