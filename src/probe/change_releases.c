/* change_releases: a link to the release that runs (current -> releases/r418), those beside it, and what the last one changed. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "probe/change_source.h"
#include "probe/tree.h"

enum { ENTRIES_MOST = 100000, COMPARED_MOST = 64 << 20, BLOCK = 64 * 1024, SIBLINGS_MOST = 200 };

#define WALK (10 * TIME_SECOND) /* over two trees */

struct release {
    const char *path, *name;
    int64_t at; /* its directory was last written */
    uid_t owner;
};

struct looking {
    struct change_hunt *h;
    const char *link, *source, *service;
    int64_t linked_at;
    uid_t linked_by;
    struct release now;
    VEC(struct release) beside; /* with `now`, oldest first */
};

static int64_t mtime_of(const struct stat *st)
{
    return (int64_t)st->st_mtim.tv_sec * TIME_SECOND + st->st_mtim.tv_nsec / 1000;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* ---- what differs between two trees ---- */

struct comparing {
    struct arena *arena;
    const char *from, *to;
    size_t n_from, bytes_left, n;
    parse_texts file;
    bool only_missing;
};

static bool read_same(int a, int b, off_t size)
{
    char *x = mem_alloc(2 * BLOCK), *y = x + BLOCK;
    bool same = true;
    for (off_t at = 0; same && at < size; at += BLOCK) {
        ssize_t n = pread(a, x, BLOCK, at), m = pread(b, y, BLOCK, at);
        same = n > 0 && n == m && memcmp(x, y, (size_t)n) == 0;
    }
    mem_free(x);
    return same;
}

static bool same_content(struct comparing *c, const char *a, const char *b, off_t size)
{
    if ((uint64_t)size > c->bytes_left)
        return false; /* said to differ when its time does */
    c->bytes_left -= (size_t)size;
    int x = open(a, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK),
        y = open(b, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool same = x >= 0 && y >= 0 && read_same(x, y, size);
    if (x >= 0)
        close(x);
    if (y >= 0)
        close(y);
    return same;
}

static void see(void *to, const char *path, const struct stat *st)
{
    struct comparing *c = to;
    struct stat other;
    struct str there = {0};
    const char *inside = path + c->n_from;
    str_addf(&there, "%s%s", c->to, inside);
    bool exists = lstat(str_get(&there), &other) == 0;
    bool same =
        exists && (c->only_missing || !S_ISREG(st->st_mode) || (st->st_ino == other.st_ino && st->st_dev == other.st_dev));
    if (exists && !same && S_ISREG(other.st_mode) && st->st_size == other.st_size)
        same = mtime_of(st) == mtime_of(&other) || same_content(c, path, str_get(&there), st->st_size);
    str_release(&there);
    if (same || strcmp(inside, "/REVISION") == 0)
        return;
    if (c->n++ < CHANGE_FILES_MOST)
        *vec_push(&c->file) = arena_strdup(c->arena, inside + (*inside == '/'));
}

static const char *const *find_files(struct looking *l, const char *before, const char *after, size_t *n)
{
    struct comparing c = {.arena = &l->h->arena, .bytes_left = COMPARED_MOST};
    struct tree_walk w = {.left = ENTRIES_MOST, .ends = tool_clock() + WALK, .see = see, .to = &c};
    c.from = after, c.to = before, c.n_from = strlen(after);
    tree_walk(&w, after);
    c.from = before, c.to = after, c.n_from = strlen(before);
    c.only_missing = true;
    tree_walk(&w, before);
    if (!w.left)
        change_miss(l->h->list, l->source, N_("only the first 100,000 files"));
    if (w.is_late)
        change_miss(l->h->list, l->source, N_("it took too long"));
    *n = c.n;
    return parse_texts_take(&c.file, &l->h->arena);
}

/* ---- releases beside it ---- */

static int by_time(const void *a, const void *b)
{
    const struct release *x = a, *y = b;
    return x->at != y->at ? (x->at < y->at ? -1 : 1) : strcmp(x->name, y->name);
}

static void find_beside(struct looking *l)
{
    struct arena *a = &l->h->arena;
    char *parent = arena_strdup(a, l->now.path);
    *strrchr(parent, '/') = '\0';
    DIR *dir = opendir(*parent ? parent : "/");
    const struct dirent *entry;
    while (dir && l->beside.n < SIBLINGS_MOST && (entry = readdir(dir))) {
        struct stat st;
        const char *path = arena_printf(a, "%s/%s", parent, entry->d_name);
        if (entry->d_name[0] == '.' || lstat(path, &st) < 0 || !S_ISDIR(st.st_mode))
            continue;
        *vec_push(&l->beside) = (struct release){path, base_name(path), mtime_of(&st), st.st_uid};
    }
    if (dir)
        closedir(dir);
    if (l->beside.n)
        qsort(l->beside.v, l->beside.n, sizeof *l->beside.v, by_time);
}

/* The one made before `now`: not always the one that ran before, but nothing says which that was. */
static const struct release *find_before(const struct looking *l)
{
    const struct release *before = NULL;
    for (size_t i = 0; i < l->beside.n; i++)
        if (strcmp(l->beside.v[i].path, l->now.path) == 0)
            return before;
        else
            before = &l->beside.v[i];
    return NULL;
}

/* ---- what was deployed ---- */

/* The commit that a deployer wrote into the release (Capistrano and its like); NULL: none, or no commit. */
static const char *read_revision(struct change_hunt *h, const char *release)
{
    struct str text = {0};
    const char *revision = NULL;
    if (hunt_read(h, "releases", arena_printf(&h->arena, "%s/REVISION", release), false, &text)) {
        size_t n = strspn(str_get(&text), "0123456789abcdef");
        if (n >= 7 && n <= 64 && (!text.s[n] || text.s[n] == '\n'))
            revision = arena_strndup(&h->arena, text.s, n);
    }
    str_release(&text);
    return revision;
}

/* "14 commits", counted in the mirror that lies beside the releases; NULL where that is not known. */
static const char *count_commits(struct looking *l, const struct release *before)
{
    struct arena *a = &l->h->arena;
    const char *from = read_revision(l->h, before->path), *to = read_revision(l->h, l->now.path);
    const char *mirror = arena_printf(a, "%s/repo", arena_strndup(a, l->link, (size_t)(base_name(l->link) - l->link)));
    if (!from || !to || access(mirror, X_OK) != 0)
        return NULL;
    const char *argv[] = {"git", "--no-pager", "-C", mirror, "rev-list", "--count", arena_printf(a, "%s..%s", from, to),
                          NULL};
    struct tool_answer answer;
    const char *said = NULL;
    if (hunt_run(l->h, NULL, NULL, argv, HUNT_TOOL_MS, &answer)) {
        unsigned long n = strtoul(str_get(&answer.out), NULL, 10);
        said = n ? arena_printf(a, n == 1 ? "%lu commit" : "%lu commits", n) : NULL;
    }
    tool_release(&answer);
    return said;
}

static const char *say_detail(struct looking *l, const struct release *before, size_t n)
{
    const char *commits = count_commits(l, before);
    const char *differ =
        arena_printf(&l->h->arena, n == 1 ? "%zu file differs from %s" : "%zu files differ from %s", n, before->name);
    return commits ? arena_printf(&l->h->arena, "%s, %s", commits, differ) : differ;
}

static void add_now(struct looking *l)
{
    struct arena *a = &l->h->arena;
    const struct release *before = find_before(l);
    size_t n = 0;
    const char *const *file = before ? find_files(l, before->path, l->now.path, &n) : NULL;
    change_add(
        l->h->list,
        &(struct change){
            .at = l->linked_at,
            .kind = CHANGE_RELEASE,
            .what = arena_printf(a, "release %s", l->now.name),
            .who = hunt_user(l->h, l->linked_by),
            .detail = before ? say_detail(l, before, n) : NULL,
            .source = l->source,
            .service = l->service,
            .host = l->h->host,
            .file = file,
            .see = before ? command_make(a, (const char *const[]){"diff", "-rq", "--", before->path, l->now.path, NULL})
                          : command_make(a, (const char *const[]){"ls", "-l", "--", l->link, NULL}),
            .undo = before ? command_make(a, (const char *const[]){"ln", "-sfn", "--", before->path, l->link, NULL}) : NULL,
            .id = arena_printf(a, "release:%s:%s", l->link, l->now.name),
        });
}

static void add_beside(struct looking *l)
{
    struct arena *a = &l->h->arena;
    for (size_t i = 0; i < l->beside.n; i++) {
        const struct release *r = &l->beside.v[i];
        if (strcmp(r->path, l->now.path) == 0)
            continue;
        change_add(l->h->list,
                   &(struct change){
                       .at = r->at,
                       .kind = CHANGE_RELEASE,
                       .what = arena_printf(a, "release %s put in place", r->name),
                       .who = hunt_user(l->h, r->owner),
                       .detail = arena_printf(a, "now runs %s", l->now.name),
                       .source = l->source,
                       .service = l->service,
                       .host = l->h->host,
                       .see = command_make(a, (const char *const[]){"diff", "-rq", "--", r->path, l->now.path, NULL}),
                       .id = arena_printf(a, "release:%s:%s", l->link, r->name),
                   });
    }
}

/* The link itself from the root: a hint is followed from anywhere. */
static const char *whole_path(struct arena *arena, const char *path)
{
    char *above = arena_strdup(arena, path), *slash = strrchr(above, '/');
    if (slash)
        *slash = '\0';
    char *real = realpath(slash ? slash == above ? "/" : above : ".", NULL);
    const char *whole = real ? arena_printf(arena, "%s/%s", real[1] ? real : "", base_name(path)) : path;
    free(real);
    return whole;
}

static bool read_link(struct looking *l, const char *path)
{
    struct stat st, target;
    const char *inside = arena_printf(&l->h->arena, "%s/current", path);
    if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
        path = inside;
    char *real = realpath(path, NULL);
    bool ok = real && real[1] && lstat(path, &st) == 0 && S_ISLNK(st.st_mode) && stat(real, &target) == 0 &&
              S_ISDIR(target.st_mode);
    if (ok) {
        l->link = whole_path(&l->h->arena, path);
        char *above = arena_strdup(&l->h->arena, l->link), *slash = strrchr(above, '/');
        l->linked_at = mtime_of(&st);
        l->linked_by = st.st_uid;
        l->now.path = arena_strdup(&l->h->arena, real);
        l->now.name = base_name(l->now.path);
        if (slash && slash != above) {
            *slash = '\0';
            l->service = base_name(above);
        }
    }
    free(real);
    return ok;
}

void change_releases_look(struct change_hunt *h, const char *path)
{
    struct looking l = {.h = h, .source = arena_printf(&h->arena, "releases %s", path)};
    struct stat st;
    if (!read_link(&l, path)) {
        change_miss(h->list, l.source,
                    lstat(path, &st) == 0 ? N_("it is no link to a directory")
                    : errno == EACCES     ? N_("no permission")
                                          : N_("it is not there"));
        return;
    }
    find_beside(&l);
    add_now(&l);
    add_beside(&l);
    hunt_looked(h, l.source);
    vec_release(&l.beside);
}

static void gather(struct change_hunt *h)
{
    for (size_t i = 0; i < h->options->releases.n; i++)
        change_releases_look(h, h->options->releases.v[i]);
}

const struct change_source change_source_releases = {"releases", gather};
