/* config: what is in force, and where each value comes from. */
#include <stdio.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "app/secrets.h"
#include "cli/command.h"
#include "cli/settings.h"
#include "store/files.h"
#include "text/clean.h"

enum { NAME_COLUMNS = 16, VALUE_COLUMNS = 44 };

static void print_cell(const char *text, size_t columns)
{
    char *clean = clean_line(text);
    size_t used = utf8_columns(clean, strlen(clean));
    printf("%s%*s", clean, used < columns ? (int)(columns - used) : 0, "");
    mem_free(clean);
}

static void print_row(const char *name, const char *value, const char *source)
{
    print_cell(name, NAME_COLUMNS);
    putchar(' ');
    print_cell(value, VALUE_COLUMNS);
    printf("  ");
    print_cell(source, 0);
    putchar('\n');
}

static void print_path(const struct settings *s, const char *name, const char *path, const char *source)
{
    char *shown = paths_shorten(&s->paths, path);
    print_row(name, shown, source);
    mem_free(shown);
}

static void print_places(struct settings *s, enum config_kind kind, const char *name)
{
    const struct config_place *place;
    size_t n = config_places(&s->config, &s->paths, kind, &place);
    for (size_t i = 0; i < n; i++)
        print_path(s, i ? "" : name, place[i].path, place[i].origin);
}

static void print_item(const struct settings *s, enum config_key key)
{
    const struct config_item *item = &s->config.item[key];
    const char *source = item->source ? item->source : _("default");
    print_path(s, config_name(key), item->list.n ? item->list.v[0] : *item->text ? item->text : "-", source);
    for (size_t i = 1; i < item->list.n; i++)
        print_path(s, "", item->list.v[i], source);
}

static void print_settings(struct settings *s)
{
    print_path(s, "file", s->config.file, s->config.has_file ? C_("state", "read") : _("not there"));
    for (int i = 0; i < CONFIG_FLOWS; i++)
        print_item(s, (enum config_key)i);
    print_places(s, CONFIG_KIND_FLOWS, "flows");
    print_places(s, CONFIG_KIND_ARTICLES, "articles");
    for (int i = CONFIG_CHANGES_GIT; i < N_CONFIG_KEYS; i++)
        print_item(s, (enum config_key)i);
}

/* The team's own rules of what is secret: where they are, and what is wrong with them. */
static bool print_secrets(const struct settings *s, struct err *e)
{
    struct redact_set set = {0};
    struct problems ps = {0};
    struct str dir = {0}, count = {0};
    secrets_load(&set, &s->paths, &ps);
    redact_check_samples(&set, &ps);
    str_addf(&dir, "%s/secrets", s->paths.config);
    str_addf(&count, ngettext("%zu rule of your own", "%zu rules of your own", set.rule.n), set.rule.n);
    print_path(s, "secrets", str_get(&dir), files_exist(str_get(&dir)) ? str_get(&count) : _("not there"));
    bool ok = problems_none(&ps, e);
    if (!ok)
        e->code = ERR_CONFIG;
    redact_set_release(&set);
    problems_release(&ps);
    str_release(&dir);
    str_release(&count);
    return ok;
}

static int run(const struct command_line *line)
{
    struct settings s;
    struct err e = {0};
    bool ok = settings_load(&s, line, &e);
    if (ok)
        print_settings(&s);
    ok = ok && print_secrets(&s, &e);
    settings_release(&s);
    return ok ? 0 : command_fail(&e);
}

const struct command command_config = {
    .name = "config",
    .args = "",
    .summary = N_("what is set, and where each value comes from"),
    .details = N_("Settings are lines `name: value` in config.yaml, whose place is the first line printed. flows and articles "
                  "are lists of directories of the team, searched after one's own and before the system's and those that "
                  "ship. Below changes are lists that say where else to look for changes: git, releases, files, events, command."),
    .run = run,
};
