/* logs_request: option rows, and what each means. */
#include "cli/logs_request.h"

#include <stdlib.h>
#include <string.h>

#include "app/clock.h"
#include "base/i18n.h"
#include "store/zone.h"
#include "text/regex.h"

const struct option_row logs_options[] = {
    {0, "since", "TIME", N_("from then on: 2h, 14:05, 2026-03-01T14:05:00Z")},
    {0, "until", "TIME", N_("up to then")},
    {0, "where", "CONDITION", N_("only records for which it holds: status >= 500 and path matches \"^/api\"")},
    {0, "status", "NUMBER", N_("an error is a record with this HTTP status or more; 500")},
    {0, "level", "LEVEL", N_("an error is a record of this level or above; error")},
    {0, "pattern", "PATTERN", N_("an error is a record that matches, whatever its status and level")},
    {0, "count", "NAME=PATTERN", N_("count the errors that match; may be repeated")},
    {0, "format", "ID", N_("read every file by this format instead of the one that is found")},
    {0, "offset", "NAME=LENGTH", N_("add this to the times of one source, as in app.log=-2s; may be repeated")},
    {0, "command", "COMMAND", N_("look at what this command prints, too; may be repeated")},
    {0, "alone", NULL, N_("the named files alone, not the rotated pieces beside them")},
    {0, "follow", "LENGTH", N_("not what is there, but what comes from now on, for so long (10s)")},
    {0, "top", NULL, N_("count every endpoint, client and status, not only those that fail")},
    {'i', "interactive", NULL, N_("open them in the log view")},
    {0, "formats", NULL, N_("list the formats that are known")},
    {0, "explain", NULL, N_("say which format was chosen for each file, and why")},
    {0, "json", NULL, N_("for machines: the finding as one line of JSON")},
    {0, "progress", NULL, N_("the same, with what is found so far a few times a second before it")},
    {0, NULL, NULL, NULL},
};

static bool read_time(struct logs_request *r, const char *name, int64_t *at, struct err *e)
{
    const char *text = command_option(r->line, name);
    *at = TIME_NONE;
    if (!text || time_parse_spoken(text, r->options.now, &r->zone, at))
        return true;
    return err_set(e, ERR_USAGE, _("--%s: '%s' is no time; write 2h, 14:05 or 2026-03-01T14:05:00Z"), name, text);
}

static bool read_status(struct logs_request *r, struct err *e)
{
    const char *text = command_option(r->line, "status");
    char *end = NULL;
    long status = text ? strtol(text, &end, 10) : log_rule_usual.status;
    r->options.look.rule.status = (int)status;
    return !text || (*text && !*end && status >= 100 && status <= 999) ||
           err_set(e, ERR_USAGE, _("--status: '%s' is no HTTP status; write a number like 500"), text);
}

static bool read_level(struct logs_request *r, struct err *e)
{
    const char *text = command_option(r->line, "level");
    r->options.look.rule.level = text ? log_level_parse(text, strlen(text)) : log_rule_usual.level;
    return r->options.look.rule.level != LEVEL_UNSAID ||
           err_set(e, ERR_USAGE, _("--level: '%s' is no level; write debug, info, warning, error or critical"), text);
}

/* The request's; NULL with *e set. */
static const struct regex *add_pattern(struct logs_request *r, const char *option, const char *text, struct err *e)
{
    if (r->n_patterns == PATTERNS_MOST) {
        err_set(e, ERR_USAGE, _("more than %d patterns; look for fewer at a time"), PATTERNS_MOST);
        return NULL;
    }
    struct regex *re = regex_compile(text, REGEX_PLAIN, NULL, e);
    if (re)
        r->pattern[r->n_patterns++] = re;
    else
        err_where(e, "--%s", option);
    return re;
}

static bool read_pattern(struct logs_request *r, struct err *e)
{
    const char *text = command_option(r->line, "pattern");
    if (text)
        r->options.look.rule.pattern = add_pattern(r, "pattern", text, e);
    return !text || r->options.look.rule.pattern;
}

static bool read_counts(struct logs_request *r, struct err *e)
{
    const char *text;
    r->options.look.count = r->count;
    for (size_t i = 0; (text = command_option_at(r->line, "count", i)); i++) {
        const char *equals = strchr(text, '=');
        if (!equals || equals == text)
            return err_set(e, ERR_USAGE, _("--count: '%s' is not NAME=PATTERN"), text);
        const struct regex *re = add_pattern(r, "count", equals + 1, e);
        if (!re)
            return false;
        const char *name = arena_strndup(&r->arena, text, (size_t)(equals - text));
        r->count[r->options.look.n_counts++] = (struct log_named_pattern){name, re};
    }
    return true;
}

static bool read_offsets(struct logs_request *r, struct err *e)
{
    const char *text;
    r->options.offset = r->offset;
    for (size_t i = 0; (text = command_option_at(r->line, "offset", i)); i++) {
        const char *equals = strrchr(text, '=');
        bool is_back = equals && equals[1] == '-';
        int64_t length;
        if (!equals || equals == text || !time_parse_duration(equals + 1 + is_back, &length))
            return err_set(e, ERR_USAGE, _("--offset: '%s' is not NAME=LENGTH, as in app.log=-2s"), text);
        const char *name = arena_strndup(&r->arena, text, (size_t)(equals - text));
        r->offset[r->options.n_offsets++] = (struct log_offset_set){name, is_back ? -length : length};
    }
    return true;
}

static bool read_follow(struct logs_request *r, struct err *e)
{
    const char *text = command_option(r->line, "follow");
    return !text || (time_parse_duration(text, &r->options.follow) && r->options.follow > 0) ||
           err_set(e, ERR_USAGE, _("--follow: '%s' is no length of time; write 10s or 5m"), text);
}

static bool read_format(struct logs_request *r, struct err *e)
{
    const char *id = command_option(r->line, "format");
    r->options.forced = id ? log_format_find(&r->formats, id) : NULL;
    return !id || r->options.forced ||
           err_set(e, ERR_USAGE, _("--format: there is no format '%s'; `triage logs --formats` lists them"), id);
}

static bool keeps(void *where, const struct log_record *record)
{
    return log_where_holds(where, record);
}

static bool read_where(struct logs_request *r, struct err *e)
{
    const char *text = command_option(r->line, "where");
    if (!text)
        return true;
    r->where = log_where_new(text, e);
    if (!r->where)
        return err_where(e, "--where");
    r->options.keeps = keeps;
    r->options.keeps_to = r->where;
    return true;
}

bool logs_request_read(struct logs_request *r, struct err *e)
{
    const char *command;
    r->options.now = clock_now();
    zone_load(&r->zone, r->options.now);
    r->options.zone = &r->zone;
    r->options.formats = &r->formats;
    r->options.is_full = command_option(r->line, "top");
    r->options.with_rotated = !command_option(r->line, "alone");
    r->options.command = r->command;
    for (size_t i = 0; (command = command_option_at(r->line, "command", i)); i++)
        r->command[r->options.n_commands++] = command;
    return read_time(r, "since", &r->options.look.since, e) && read_time(r, "until", &r->options.look.until, e) &&
           read_status(r, e) && read_level(r, e) && read_pattern(r, e) && read_counts(r, e) && read_offsets(r, e) &&
           read_format(r, e) && read_follow(r, e) && read_where(r, e);
}

void logs_request_release(struct logs_request *r)
{
    for (size_t i = 0; i < r->n_patterns; i++)
        regex_free(r->pattern[i]);
    log_where_free(r->where);
    log_formats_release(&r->formats);
    arena_release(&r->arena);
}
