/* settings: options as configuration. */
#include "cli/settings.h"

static const struct {
    const char *option;
    enum config_key key;
    const char *value; /* of a flag */
    const char *source;
} options[] = {
    {"journal", CONFIG_JOURNAL, NULL, "--journal"},  {"operator", CONFIG_OPERATOR, NULL, "--operator"},
    {"plain", CONFIG_PLAIN, "true", "--plain"},      {"readonly", CONFIG_READONLY, "true", "--readonly"},
    {"ascii", CONFIG_ASCII, "true", "--ascii"},      {"mouse", CONFIG_MOUSE, "true", "--mouse"},
};

bool settings_load(struct settings *s, const struct command_line *line, struct err *e)
{
    *s = (struct settings){0};
    if (!paths_find(&s->paths, e) || !config_load(&s->config, &s->paths, e))
        return false;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const char *given = command_option(line, options[i].option);
        const char *value = options[i].value ? options[i].value : given;
        if (given && !config_set(&s->config, &s->paths, options[i].key, value, options[i].source, e))
            return false;
    }
    return true;
}

void settings_release(struct settings *s)
{
    config_release(&s->config);
    paths_release(&s->paths);
}
