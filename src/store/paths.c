/* paths: HOME, XDG_*, and what follows from them. */
#include "store/paths.h"

#include <pwd.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

static char *join(const char *a, const char *b)
{
    struct str s = {0};
    size_t n = strlen(a);
    while (n > 1 && a[n - 1] == '/')
        n--;
    str_add_n(&s, a, n);
    if (s.s[n - 1] != '/')
        str_add_char(&s, '/');
    str_add(&s, b);
    return str_take(&s);
}

static const char *absolute_variable(const char *name)
{
    const char *s = getenv(name);
    return s && s[0] == '/' ? s : NULL;
}

static const char *find_home(void)
{
    const char *home = absolute_variable("HOME");
    const struct passwd *me = home ? NULL : getpwuid(getuid());
    if (me && me->pw_dir && me->pw_dir[0] == '/')
        home = me->pw_dir;
    return home && (!str_eq(home, "/") || geteuid() == 0) ? home : NULL;
}

static char *xdg(const char *variable, const char *home, const char *otherwise)
{
    const char *base = absolute_variable(variable);
    char *below = base ? NULL : join(home, otherwise);
    char *path = join(base ? base : below, "triage");
    mem_free(below);
    return path;
}

bool paths_find(struct paths *p, struct err *e)
{
    const char *home = find_home(), *shipped = getenv("TRIAGE_DATADIR");
    bool all_xdg = absolute_variable("XDG_STATE_HOME") && absolute_variable("XDG_CONFIG_HOME") &&
                   absolute_variable("XDG_CACHE_HOME") && absolute_variable("XDG_DATA_HOME");
    *p = (struct paths){0};
    if (!home && !all_xdg)
        return err_set(e, ERR_CONFIG, _("HOME is not set and this account has no home directory; set HOME, or XDG_STATE_HOME, "
                                        "XDG_CONFIG_HOME, XDG_CACHE_HOME and XDG_DATA_HOME"));
    p->home = mem_strdup(home ? home : "/nonexistent");
    p->config = xdg("XDG_CONFIG_HOME", p->home, ".config");
    p->state = xdg("XDG_STATE_HOME", p->home, ".local/state");
    p->cache = xdg("XDG_CACHE_HOME", p->home, ".cache");
    p->data = xdg("XDG_DATA_HOME", p->home, ".local/share");
    p->shipped = mem_strdup(shipped && *shipped ? shipped : PKGDATADIR);
    return true;
}

void paths_release(struct paths *p)
{
    char **const all[] = {&p->home, &p->config, &p->state, &p->cache, &p->data, &p->shipped};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        mem_free(*all[i]);
        *all[i] = NULL;
    }
}

char *paths_expand(const struct paths *p, const char *text, const char *base)
{
    if (text[0] == '~' && (text[1] == '/' || text[1] == '\0'))
        return text[1] ? join(p->home, text + 2) : mem_strdup(p->home);
    return text[0] == '/' || !base ? mem_strdup(text) : join(base, text);
}

char *paths_shorten(const struct paths *p, const char *path)
{
    struct str s = {0};
    size_t n = strlen(p->home);
    bool is_below = n > 1 && strncmp(path, p->home, n) == 0 && (path[n] == '/' || path[n] == '\0');
    str_addf(&s, "%s%s", is_below ? "~" : "", is_below ? path + n : path);
    return str_take(&s);
}
