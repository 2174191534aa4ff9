/* change_paths: what is named without saying what it is. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "probe/change_source.h"

static bool has_inside(struct change_hunt *h, const char *path, const char *name)
{
    return access(arena_printf(&h->arena, "%s/%s", path, name), F_OK) == 0;
}

/* A list of events is one where most lines can be read as such. */
static bool holds_events(struct change_hunt *h, const char *path)
{
    struct str bytes = {0};
    struct change_list any;
    change_list_init(&any, INT64_MIN + 1, INT64_MAX);
    size_t odd = 0;
    if (hunt_read(h, path, path, false, &bytes)) {
        struct change_text t = hunt_text(h, &bytes, path, path);
        odd = parse_events(&t, &any);
    }
    bool holds = any.list.n + any.n_dropped > odd;
    change_list_release(&any);
    str_release(&bytes);
    return holds;
}

/* /srv/shop/current -> releases/r418; not every link to a directory is one. */
static bool is_release_link(struct change_hunt *h, const char *path)
{
    static const char *const link[] = {"current", "live", "active", "latest", NULL};
    static const char *const place[] = {"/releases/", "/versions/", "/deployments/", "/deploys/", "/builds/", NULL};
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char *real = realpath(path, NULL);
    bool is_one = false;
    for (size_t i = 0; link[i]; i++)
        is_one = is_one || strcmp(name, link[i]) == 0;
    for (size_t i = 0; real && place[i]; i++)
        is_one = is_one || strstr(real, place[i]);
    free(real);
    return is_one || has_inside(h, path, "REVISION");
}

static void look(struct change_hunt *h, const char *path)
{
    struct stat direct, st;
    if (strcmp(path, "-") == 0) {
        change_events_look(h, path);
    } else if (lstat(path, &direct) < 0 || stat(path, &st) < 0) {
        change_files_look(h, path, true); /* which says why not */
    } else if (S_ISLNK(direct.st_mode) && S_ISDIR(st.st_mode) && is_release_link(h, path)) {
        change_releases_look(h, path);
    } else if (S_ISDIR(st.st_mode)) {
        bool is_repository = has_inside(h, path, ".git") || (has_inside(h, path, "HEAD") && has_inside(h, path, "objects"));
        if (is_repository)
            change_git_look(h, path, true);
        else if (has_inside(h, path, "current") && has_inside(h, path, "releases"))
            change_releases_look(h, path);
        else
            change_files_look(h, path, true);
    } else if (!change_packages_look(h, path)) {
        if (holds_events(h, path))
            change_events_look(h, path);
        else
            change_files_look(h, path, true);
    }
}

static void gather(struct change_hunt *h)
{
    for (size_t i = 0; i < h->options->paths.n; i++)
        look(h, h->options->paths.v[i]);
}

const struct change_source change_source_paths = {"paths", gather};
