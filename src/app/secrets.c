/* secrets: a directory of YAML files, and the variables whose values are secret. */
#include "app/secrets.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/files.h"
#include "text/yaml.h"

static int is_rules_file(const struct dirent *d)
{
    return d->d_name[0] != '.' && (str_ends(d->d_name, ".yaml") || str_ends(d->d_name, ".yml"));
}

static void add_file(struct redact_set *set, const char *path, struct problems *ps)
{
    struct str text = {0};
    struct err e = {0};
    if (files_read(path, YAML_MAX_BYTES, &text, &e))
        redact_load(set, path, str_get(&text), text.n, ps);
    else
        problem_error(ps, "unreadable", (struct mark){0, 0}, "%s", e.text);
    str_release(&text);
}

void secrets_load(struct redact_set *set, const struct paths *paths, struct problems *ps)
{
    struct dirent **entry = NULL;
    struct str path = {0};
    str_addf(&path, "%s/secrets", paths->config);
    int n = scandir(str_get(&path), &entry, is_rules_file, alphasort);
    for (int i = 0; i < n; i++) {
        struct str file = {0};
        str_addf(&file, "%s/%s", str_get(&path), entry[i]->d_name);
        add_file(set, str_get(&file), ps);
        str_release(&file);
        free(entry[i]); /* scandir's own */
    }
    free(entry);
    str_release(&path);
}

void secrets_options(const struct config *config, const struct redact_set *set, struct journal_options *o)
{
    o->rules = set;
    o->redact_email = config_flag(config, CONFIG_REDACT_EMAIL);
    o->redact_addresses = config_flag(config, CONFIG_REDACT_ADDRESSES);
}

void secrets_hide(const struct config *config, struct journal *j)
{
    const struct names *names = &config->item[CONFIG_SECRET_NAMES].list;
    for (size_t i = 0; i < names->n; i++)
        if (getenv(names->v[i]))
            journal_hide(j, names->v[i], getenv(names->v[i]));
}

struct redactor *secrets_redactor(const struct config *config, const struct redact_set *set)
{
    const struct names *names = &config->item[CONFIG_SECRET_NAMES].list;
    struct redactor *r = redact_new();
    for (size_t i = 0; i < set->rule.n; i++)
        if (!set->rule.v[i].reader)
            redact_add_rule(r, &set->rule.v[i].rule);
    redact_want(r, config_flag(config, CONFIG_REDACT_EMAIL), config_flag(config, CONFIG_REDACT_ADDRESSES));
    for (size_t i = 0; i < names->n; i++)
        if (getenv(names->v[i]))
            redact_hide(r, names->v[i], getenv(names->v[i]));
    return r;
}
