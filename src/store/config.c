/* config: one row a setting. */
#include "store/config.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/files.h"
#include "text/yaml.h"

enum { MAX_FILE = 1 << 20 };
enum setting_kind { SETTING_TEXT, SETTING_FLAG, SETTING_PATH, SETTING_PATHS, SETTING_TEXTS, SETTING_WORD, SETTING_PROGRAM };

static const struct setting {
    const char *name, *preset, *variable, *words; /* words: what SETTING_WORD may be */
    enum setting_kind kind;
} settings[N_CONFIG_KEYS] = {
    [CONFIG_JOURNAL] = {"journal", "", "TRIAGE_JOURNAL", NULL, SETTING_PATH},
    [CONFIG_SHARED] = {"shared", "false", NULL, NULL, SETTING_FLAG},
    [CONFIG_OPERATOR] = {"operator", "", "TRIAGE_OPERATOR", NULL, SETTING_TEXT},
    [CONFIG_READONLY] = {"readonly", "false", NULL, NULL, SETTING_FLAG},
    [CONFIG_LEARN] = {"learn", "true", NULL, NULL, SETTING_FLAG},
    [CONFIG_PLAIN] = {"plain", "false", NULL, NULL, SETTING_FLAG},
    [CONFIG_ASCII] = {"ascii", "false", NULL, NULL, SETTING_FLAG},
    [CONFIG_MOUSE] = {"mouse", "false", NULL, NULL, SETTING_FLAG},
    [CONFIG_THEME] = {"theme", "default", NULL, " default mono ", SETTING_WORD},
    [CONFIG_HTTP_RATE] = {"http_rate", "50", NULL, NULL, SETTING_TEXT},
    [CONFIG_REDACT_EMAIL] = {"redact_email", "false", NULL, NULL, SETTING_FLAG},
    [CONFIG_REDACT_ADDRESSES] = {"redact_addresses", "false", NULL, NULL, SETTING_FLAG},
    [CONFIG_FLOWS] = {"flows", "", NULL, NULL, SETTING_PATHS},
    [CONFIG_ARTICLES] = {"articles", "", NULL, NULL, SETTING_PATHS},
    [CONFIG_CHANGES_GIT] = {"changes.git", "", NULL, NULL, SETTING_PATHS},
    [CONFIG_CHANGES_RELEASES] = {"changes.releases", "", NULL, NULL, SETTING_PATHS},
    [CONFIG_CHANGES_FILES] = {"changes.files", "", NULL, NULL, SETTING_PATHS},
    [CONFIG_CHANGES_EVENTS] = {"changes.events", "", NULL, NULL, SETTING_PATHS},
    [CONFIG_CHANGES_COMMAND] = {"changes.command", "", NULL, NULL, SETTING_TEXTS},
    [CONFIG_SECRET_NAMES] = {"secret_names", "", NULL, NULL, SETTING_TEXTS},
    [CONFIG_SSH] = {"ssh", "ssh", NULL, NULL, SETTING_PROGRAM},
};

static const char *keep(struct config *c, char *taken)
{
    const char *kept = arena_strdup(&c->arena, taken);
    mem_free(taken);
    return kept;
}

static const char *directory_of_file(struct config *c)
{
    return keep(c, files_directory_of(c->file));
}

static bool is_word(const struct setting *s, const char *value)
{
    char padded[64];
    snprintf(padded, sizeof padded, " %s ", value);
    return *value && !strchr(value, ' ') && strstr(s->words, padded);
}

/* base: what a relative path is below. */
static bool take_text(struct config *c, const struct paths *p, enum config_key key, const char *value, const char *base,
                      struct err *e)
{
    const struct setting *s = &settings[key];
    struct config_item *item = &c->item[key];
    switch (s->kind) {
    case SETTING_FLAG:
        if (!str_eq(value, "true") && !str_eq(value, "false"))
            return err_set(e, ERR_CONFIG, _("%s is true or false, not '%.60s'"), s->name, value);
        break;
    case SETTING_WORD:
        if (!is_word(s, value))
            return err_set(e, ERR_CONFIG, _("%s is one of:%s(not '%.60s')"), s->name, s->words, value);
        break;
    case SETTING_PATH:
        item->text = keep(c, paths_expand(p, value, base));
        return *value || err_set(e, ERR_CONFIG, _("%s is empty; name a file"), s->name);
    case SETTING_PROGRAM: /* a path, or a name that is looked for in PATH */
        if (!strchr(value, '/'))
            break;
        item->text = keep(c, paths_expand(p, value, base));
        return true;
    case SETTING_PATHS:
    case SETTING_TEXTS:
    case SETTING_TEXT:
        break;
    }
    item->text = arena_strdup(&c->arena, value);
    return true;
}

static bool is_list(enum config_key key)
{
    return settings[key].kind == SETTING_PATHS || settings[key].kind == SETTING_TEXTS;
}

/* Relative paths are below the file's directory; what is no path is taken as it is. */
static bool take_list(struct config *c, const struct paths *p, enum config_key key, const struct yaml_node *node,
                      struct err *e)
{
    bool of_paths = settings[key].kind == SETTING_PATHS;
    struct config_item *item = &c->item[key];
    bool is_one = node->kind == YAML_TEXT;
    item->list.v = arena_array(&c->arena, is_one ? 1 : node->n, sizeof *item->list.v);
    item->text = "";
    for (const struct yaml_node *one = is_one ? node : node->first; one; one = is_one ? NULL : one->next) {
        if (one->kind != YAML_TEXT || !*one->text)
            return err_set(e, ERR_CONFIG, of_paths ? _("%s is a list of directories") : _("%s is a list of texts"),
                           settings[key].name);
        const char *entry =
            of_paths ? keep(c, paths_expand(p, one->text, directory_of_file(c))) : arena_strdup(&c->arena, one->text);
        item->text = item->list.n ? arena_printf(&c->arena, "%s, %s", item->text, entry) : entry;
        item->list.v[item->list.n++] = entry;
    }
    return true;
}

static bool refuse_key(const char *name, struct err *e)
{
    const char *near = NULL;
    unsigned best = 3;
    for (int i = 0; i < N_CONFIG_KEYS; i++)
        if (str_distance(name, settings[i].name) < best) {
            best = str_distance(name, settings[i].name);
            near = settings[i].name;
        }
    if (near)
        return err_set(e, ERR_CONFIG, _("there is no setting '%.60s'; did you mean '%s'?"), name, near);
    return err_set(e, ERR_CONFIG, _("there is no setting '%.60s'; triage config shows all"), name);
}

static bool take_setting(struct config *c, const struct paths *p, const char *name, const struct yaml_node *node,
                         struct err *e)
{
    int key = 0;
    while (key < N_CONFIG_KEYS && !str_eq(settings[key].name, name))
        key++;
    if (key == N_CONFIG_KEYS)
        return refuse_key(name, e);
    if (yaml_is_empty(node))
        return true;
    if (is_list((enum config_key)key) && node->kind == YAML_MAP)
        return err_set(e, ERR_CONFIG, _("%s is a list, not a map"), settings[key].name);
    if (!is_list((enum config_key)key) && node->kind != YAML_TEXT)
        return err_set(e, ERR_CONFIG, _("%s is one value, not a list or map"), settings[key].name);
    bool ok = is_list((enum config_key)key) ? take_list(c, p, (enum config_key)key, node, e)
                                            : take_text(c, p, (enum config_key)key, node->text, directory_of_file(c), e);
    char *shown = paths_shorten(p, c->file);
    c->item[key].source = arena_printf(&c->arena, "%s:%u", shown, node->key->mark.line);
    mem_free(shown);
    return ok;
}

/* A setting, or a map of settings whose names begin with its own: `changes: {git: ...}` is changes.git. */
static bool take_node(struct config *c, const struct paths *p, const struct yaml_node *node, struct err *e)
{
    const char *name = node->key->text;
    bool is_group = str_eq(name, "changes");
    if (is_group && node->kind != YAML_MAP && !yaml_is_empty(node))
        return err_set(e, ERR_CONFIG, _("%s is a map, lines `name: value` below it"), name);
    if (!is_group)
        return take_setting(c, p, name, node, e);
    for (const struct yaml_node *one = node->first; one; one = one->next)
        if (!take_setting(c, p, arena_printf(&c->arena, "%s.%s", name, one->key->text), one, e))
            return false;
    return true;
}

static bool take_tree(struct config *c, const struct paths *p, const struct yaml_node *root, struct err *e)
{
    if (!root)
        return true;
    if (root->kind != YAML_MAP)
        return err_set(e, ERR_CONFIG, _("%s: settings are lines `name: value`"), c->file);
    for (const struct yaml_node *node = root->first; node; node = node->next)
        if (!take_node(c, p, node, e))
            return err_where(e, "%s:%u:%u", c->file, node->key->mark.line, node->key->mark.column);
    return true;
}

static bool read_file(struct config *c, const struct paths *p, struct err *e)
{
    struct str text = {0};
    struct arena arena = {0};
    const struct yaml_node *root = NULL;
    bool ok = files_read(c->file, MAX_FILE, &text, e);
    c->has_file = ok || e->code != ERR_ABSENT;
    if (!c->has_file) {
        *e = (struct err){0};
        return true;
    }
    if (ok && !yaml_parse(str_get(&text), text.n, c->file, &arena, &root, e)) {
        e->code = ERR_CONFIG;
        ok = false;
    }
    ok = ok && take_tree(c, p, root, e);
    str_release(&text);
    arena_release(&arena);
    return ok;
}

static void take_presets(struct config *c, const struct paths *p)
{
    for (int i = 0; i < N_CONFIG_KEYS; i++)
        c->item[i] = (struct config_item){.text = settings[i].preset};
    c->item[CONFIG_JOURNAL].text = arena_printf(&c->arena, "%s/journal.db", p->state);
}

static bool take_environment(struct config *c, const struct paths *p, struct err *e)
{
    for (int i = 0; i < N_CONFIG_KEYS; i++) {
        const char *value = settings[i].variable ? getenv(settings[i].variable) : NULL;
        if (value && *value &&
            !config_set(c, p, (enum config_key)i, value, arena_printf(&c->arena, "$%s", settings[i].variable), e))
            return false;
    }
    return true;
}

bool config_load(struct config *c, const struct paths *p, struct err *e)
{
    *c = (struct config){0};
    c->file = arena_printf(&c->arena, "%s/config.yaml", p->config);
    take_presets(c, p);
    return read_file(c, p, e) && take_environment(c, p, e);
}

void config_release(struct config *c)
{
    arena_release(&c->arena);
    *c = (struct config){0};
}

bool config_set(struct config *c, const struct paths *p, enum config_key key, const char *value, const char *source,
                struct err *e)
{
    if (!take_text(c, p, key, value, NULL, e))
        return err_where(e, "%s", source);
    c->item[key].source = arena_strdup(&c->arena, source);
    return true;
}

const char *config_name(enum config_key key)
{
    return settings[key].name;
}

const char *config_text(const struct config *c, enum config_key key)
{
    return c->item[key].text;
}

bool config_flag(const struct config *c, enum config_key key)
{
    return str_eq(c->item[key].text, "true");
}

size_t config_places(struct config *c, const struct paths *p, enum config_kind kind, const struct config_place **places)
{
    const char *name = kind == CONFIG_KIND_FLOWS ? "flows" : "kb";
    const struct names *team = &c->item[kind == CONFIG_KIND_FLOWS ? CONFIG_FLOWS : CONFIG_ARTICLES].list;
    struct config_place *all = arena_array(&c->arena, team->n + 3, sizeof *all);
    size_t n = 0;
    all[n++] = (struct config_place){arena_printf(&c->arena, "%s/%s", p->data, name), "yours"};
    for (size_t i = 0; i < team->n; i++)
        all[n++] = (struct config_place){team->v[i], "team"};
    all[n++] = (struct config_place){arena_printf(&c->arena, SYSCONFDIR "/triage/%s", name), "system"};
    all[n++] = (struct config_place){
        arena_printf(&c->arena, kind == CONFIG_KIND_FLOWS ? "%s/data/%s" : "%s/%s", p->shipped, name), "shipped"};
    *places = all;
    return n;
}
