/* change_files: what was written lately below the directories where settings live. */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "probe/backup.h"
#include "probe/change_source.h"
#include "probe/tree.h"

enum { ENTRIES_MOST = 100000, TOGETHER = 8, COMPARED = 20 };
#define GAP TIME_MINUTE
#define WALK (10 * TIME_SECOND)

struct found {
    int64_t at;
    const char *path;
    uid_t owner;
    bool is_link;
};

struct looking {
    struct change_hunt *h;
    const char *source;
    VEC(struct found) found;
    int n_compared;
};

/* What editors and tools leave, and what the system writes by itself: alternatives and run levels follow packages, which are
 * listed; names that end in - are copies that passwd and its like keep. */
static bool is_noise(const char *path)
{
    static const char *const place[] = {"/etc/alternatives/", "/etc/rc0.d/", "/etc/rc1.d/", "/etc/rc2.d/", "/etc/rc3.d/",
                                        "/etc/rc4.d/",        "/etc/rc5.d/", "/etc/rc6.d/", "/etc/rcS.d/", NULL};
    static const char *const suffix[] = {".swp",  ".swx",     ".lock",      ".pid",      ".tmp", "/ld.so.cache",
                                         "/mtab", "/adjtime", "/.pwd.lock", "/.updated", NULL};
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    for (size_t i = 0; suffix[i]; i++)
        if (str_ends(path, suffix[i]))
            return true;
    for (size_t i = 0; place[i]; i++)
        if (str_starts(path, place[i]))
            return true;
    return str_starts(name, ".#") || str_ends(name, "-") || backup_is_one(path);
}

static void see(void *to, const char *path, const struct stat *st)
{
    struct looking *l = to;
    const struct change_options *o = l->h->options;
    int64_t at = (int64_t)st->st_mtim.tv_sec * TIME_SECOND + st->st_mtim.tv_nsec / 1000;
    if ((!S_ISREG(st->st_mode) && !S_ISLNK(st->st_mode)) || at < o->since || at > o->until || is_noise(path))
        return;
    *vec_push(&l->found) = (struct found){at, arena_strdup(&l->h->arena, path), st->st_uid, S_ISLNK(st->st_mode)};
}

/* ---- what it is about ---- */

static const char *service_of(struct arena *arena, const char *path)
{
    static const char *const unit[] = {"/etc/systemd/system/", "/etc/systemd/user/", "/usr/lib/systemd/system/",
                                       "/lib/systemd/system/"};
    for (size_t i = 0; i < sizeof unit / sizeof *unit; i++)
        if (str_starts(path, unit[i])) {
            char *name = arena_strdup(arena, path + strlen(unit[i]));
            name[strcspn(name, "/")] = '\0';
            if (str_ends(name, ".d"))
                name[strlen(name) - 2] = '\0';
            return name;
        }
    if (!str_starts(path, "/etc/") || !strchr(path + 5, '/'))
        return NULL;
    return arena_strndup(arena, path + 5, strcspn(path + 5, "/"));
}

static enum change_kind kind_of(const char *path)
{
    static const char *const code[] = {".py",  ".js",  ".mjs",   ".ts", ".rb",   ".php", ".pl",  ".go",
                                       ".jar", ".war", ".class", ".so", ".java", ".ex",  ".lua", NULL};
    if (str_starts(path, "/etc/"))
        return CHANGE_CONFIG;
    for (size_t i = 0; code[i]; i++)
        if (str_ends(path, code[i]))
            return CHANGE_RELEASE;
    return str_ends(path, ".sql") || str_ends(path, ".db") ? CHANGE_DATA : CHANGE_CONFIG;
}

static const char *what_of(struct change_hunt *h, const struct found *f)
{
    char target[512];
    static const char *const spool[] = {"/var/spool/cron/crontabs/", "/var/spool/cron/"};
    for (size_t i = 0; i < 2; i++)
        if (str_starts(f->path, spool[i]))
            return arena_printf(&h->arena, "crontab of %s", f->path + strlen(spool[i]));
    ssize_t n = f->is_link ? readlink(f->path, target, sizeof target - 1) : -1;
    return n < 0 ? f->path : arena_printf(&h->arena, "%s -> %.*s", f->path, (int)n, target);
}

/* ---- changes ---- */

static void add_one(struct looking *l, const struct found *f)
{
    struct change_hunt *h = l->h;
    struct backup b = {0};
    if (!f->is_link)
        backup_find(h, f->path, l->n_compared++ < COMPARED, &b);
    change_add(h->list,
               &(struct change){
                   .at = f->at,
                   .kind = kind_of(f->path),
                   .what = what_of(h, f),
                   .who = hunt_user(h, f->owner),
                   .detail = b.detail,
                   .source = l->source,
                   .see = f->is_link ? command_make(&h->arena, (const char *const[]){"ls", "-l", "--", f->path, NULL}) : b.see,
                   .undo = b.undo,
                   .service = service_of(&h->arena, f->path),
                   .host = h->host,
                   .file = (const char *const[]){f->path, NULL},
                   .id = arena_printf(&h->arena, "file:%s:%lld", f->path, (long long)f->at),
               });
}

static size_t directory_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) : 0;
}

static bool same_directory(const struct found *a, const struct found *b)
{
    size_t n = directory_length(a->path);
    return n == directory_length(b->path) && memcmp(a->path, b->path, n) == 0;
}

static void add_many(struct looking *l, const struct found *f, size_t n)
{
    struct change_hunt *h = l->h;
    parse_texts file = {0};
    const char *dir = arena_strndup(&h->arena, f->path, directory_length(f->path));
    for (size_t i = 0; i < n; i++)
        *vec_push(&file) = f[i].path;
    change_add(h->list, &(struct change){
                            .at = f->at,
                            .kind = kind_of(f->path),
                            .what = arena_printf(&h->arena, "%zu files in %s", n, dir),
                            .who = hunt_user(h, f->owner),
                            .detail = arena_printf(&h->arena, "%s and others", strrchr(f->path, '/') + 1),
                            .source = l->source,
                            .host = h->host,
                            .see = command_make(&h->arena, (const char *const[]){"ls", "-lt", "--", dir, NULL}),
                            .service = service_of(&h->arena, f->path),
                            .file = parse_texts_take(&file, &h->arena),
                            .id = arena_printf(&h->arena, "files:%s:%lld", dir, (long long)f->at),
                        });
}

static int by_place_and_time(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    size_t n = directory_length(x->path), m = directory_length(y->path);
    int way = memcmp(x->path, y->path, n < m ? n : m);
    if (way || n != m)
        return way ? way : n < m ? -1 : 1;
    return x->at != y->at ? (x->at < y->at ? -1 : 1) : strcmp(x->path, y->path);
}

static void add_all(struct looking *l)
{
    if (l->found.n)
        qsort(l->found.v, l->found.n, sizeof *l->found.v, by_place_and_time);
    for (size_t i = 0, next; i < l->found.n; i = next) {
        const struct found *f = l->found.v;
        for (next = i + 1; next < l->found.n && same_directory(&f[i], &f[next]) && f[next].at - f[next - 1].at <= GAP;)
            next++;
        if (next - i > TOGETHER)
            add_many(l, &f[i], next - i);
        else
            for (size_t k = i; k < next; k++)
                add_one(l, &f[k]);
    }
}

void change_files_look(struct change_hunt *h, const char *path, bool is_named)
{
    struct looking l = {.h = h, .source = arena_printf(&h->arena, "files %s", path)};
    struct tree_walk w = {.left = ENTRIES_MOST, .ends = tool_clock() + WALK, .see = see, .to = &l};
    bool ok = tree_walk(&w, path);
    if (!ok && w.left && !w.is_late) {
        if (is_named)
            change_miss(h->list, l.source, N_("it is not there"));
        return;
    }
    if (!w.left)
        change_miss(h->list, l.source, N_("only the first 100,000 files"));
    if (w.is_late)
        change_miss(h->list, l.source, N_("it took too long"));
    if (w.n_refused)
        change_miss(
            h->list, l.source,
            arena_printf(&h->arena,
                         w.n_refused == 1 ? "%zu directory without permission" : "%zu directories without permission",
                         w.n_refused));
    add_all(&l);
    hunt_looked(h, l.source);
    vec_release(&l.found);
}

static void gather(struct change_hunt *h)
{
    for (size_t i = 0; i < h->options->files.n; i++)
        change_files_look(h, h->options->files.v[i], true);
    if (!h->options->only_named)
        change_files_look(h, "/etc", false);
}

static void gather_crontabs(struct change_hunt *h)
{
    if (!h->options->only_named)
        change_files_look(h, "/var/spool/cron", false);
}

const struct change_source change_source_files = {"files", gather};
const struct change_source change_source_crontabs = {"crontabs", gather_crontabs};
