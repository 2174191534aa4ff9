/* log_places: from what a person names to files, and what stands in the way. */
#include "probe/log_places.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "logs/sniff.h"
#include "probe/log_denied.h"
#include "probe/log_sets.h"

enum { FILES_MAX = 10000, TROUBLES_MAX = 20 };

struct search {
    struct log_places *places;
    VEC(struct log_found) found;
    size_t untold; /* troubles beyond TROUBLES_MAX */
    const char *only; /* what was named, where it was one thing */
    bool is_full;
    enum err_code code; /* of the first trouble */
};

/* ---- what could not be looked at ---- */

static void add_trouble(struct search *s, struct str *sentence, enum err_code code)
{
    if (s->code == ERR_NONE)
        s->code = code;
    if (s->places->trouble.n < TROUBLES_MAX)
        *vec_push(&s->places->trouble) = arena_strdup(&s->places->arena, str_get(sentence));
    else
        s->untold++;
    str_release(sentence);
}

/* What to call it: where it alone was asked for, its name is enough. */
static const char *shown(const struct search *s, const char *path)
{
    return s->only && str_eq(s->only, path) ? log_name_in(path) : path;
}

static void refuse_errno(struct search *s, const char *path, int why)
{
    struct str sentence = {0};
    if (why == ENOENT)
        str_addf(&sentence, _("there is no %s"), path);
    else
        log_denied_add(path, why == EACCES ? shown(s, path) : path, why, &sentence);
    add_trouble(s, &sentence, why == ENOENT ? ERR_ABSENT : why == EACCES ? ERR_DENIED : ERR_OS);
}

static void refuse_kind(struct search *s, const char *path, enum log_content content)
{
    struct str sentence = {0};
    log_unfit_add(path, shown(s, path), content, &sentence);
    add_trouble(s, &sentence, ERR_INPUT);
}

/* ---- files ---- */

static bool is_new(const struct search *s, const struct stat *st)
{
    for (size_t i = 0; i < s->found.n; i++)
        if (s->found.v[i].file.inode == st->st_ino && s->found.v[i].file.device == st->st_dev)
            return false;
    return true;
}

static int64_t modified(const struct stat *st)
{
#ifdef __APPLE__
    return st->st_mtimespec.tv_sec * TIME_SECOND + st->st_mtimespec.tv_nsec / 1000;
#else
    return st->st_mtim.tv_sec * TIME_SECOND + st->st_mtim.tv_nsec / 1000;
#endif
}

/* What is in it, by its first bytes. Pipes are not asked: what is read from one is gone. */
static bool look_inside(struct search *s, const char *path, enum log_content *content)
{
    char first[SNIFF_BYTES];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    ssize_t n = fd < 0 ? -1 : pread(fd, first, sizeof first, 0);
    int why = errno;
    if (fd >= 0)
        close(fd);
    if (n < 0)
        refuse_errno(s, path, why);
    else
        *content = log_sniff(first, (size_t)n);
    if (n < 0 || !log_is_unfit(*content))
        return n >= 0;
    refuse_kind(s, path, *content);
    return false;
}

static void keep_file(struct search *s, const char *path, const struct stat *st, enum log_packing packing)
{
    struct arena *arena = &s->places->arena;
    struct log_found *f = vec_push(&s->found);
    f->file = (struct log_file){.path = arena_strdup(arena, path), .packing = packing, .is_regular = S_ISREG(st->st_mode)};
    f->file.bytes = f->file.is_regular ? (uint64_t)st->st_size : 0;
    f->file.modified = modified(st);
    f->file.device = st->st_dev;
    f->file.inode = st->st_ino;
    f->directory = arena_strndup(arena, path, (size_t)(log_name_in(path) - path));
    rotation_of(log_name_in(path), &f->rotation);
}

static void add_file(struct search *s, const char *path, const struct stat *st)
{
    enum log_content content = CONTENT_TEXT;
    if (!is_new(s, st))
        return;
    s->is_full |= s->found.n == FILES_MAX;
    if (s->is_full || (S_ISREG(st->st_mode) && !look_inside(s, path, &content)))
        return;
    keep_file(s, path, st, content == CONTENT_GZIP ? LOG_GZIP : content == CONTENT_ZSTD ? LOG_ZSTD : LOG_PLAIN);
}

static void add_input(struct search *s)
{
    struct stat st;
    if (fstat(STDIN_FILENO, &st) == 0 && is_new(s, &st))
        keep_file(s, "-", &st, LOG_PLAIN);
}

/* ---- directories ---- */

typedef bool wanted_fn(const void *of, const char *name);

static bool is_not_hidden(const void *of, const char *name)
{
    (void)of;
    return name[0] != '.';
}

static bool is_piece_of(const void *of, const char *name)
{
    struct rotation r;
    rotation_of(name, &r);
    return r.is_rotated && strcmp(r.base, of) == 0;
}

/* Adds the files that are wanted, in the order of their names. */
static void add_entries(struct search *s, const char *directory, wanted_fn *wanted, const void *of)
{
    struct dirent **entry = NULL;
    int n = scandir(*directory ? directory : ".", &entry, NULL, alphasort);
    if (n < 0)
        refuse_errno(s, directory, errno);
    for (int i = 0; i < n; i++) {
        struct str path = {0};
        struct stat st;
        str_addf(&path, "%s%s%s", directory, *directory && !str_ends(directory, "/") ? "/" : "", entry[i]->d_name);
        if (wanted(of, entry[i]->d_name) && stat(path.s, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
            add_file(s, path.s, &st);
        str_release(&path);
        free(entry[i]);
    }
    free(entry);
}

/* ---- names ---- */

static void add_directory(struct search *s, const char *path)
{
    size_t before = s->found.n, troubles = s->places->trouble.n;
    add_entries(s, path, is_not_hidden, NULL);
    if (s->found.n > before || s->places->trouble.n > troubles)
        return;
    struct str sentence = {0};
    str_addf(&sentence, _("there is no log in the directory %s"), path);
    add_trouble(s, &sentence, ERR_ABSENT);
}

static void add_named(struct search *s, const char *path, const struct stat *st, bool with_rotated)
{
    size_t before = s->found.n;
    if (S_ISREG(st->st_mode) || S_ISFIFO(st->st_mode)) {
        add_file(s, path, st);
    } else {
        struct str sentence = {0};
        str_addf(&sentence, S_ISSOCK(st->st_mode) ? _("%s is a socket, not a log") : _("%s is a device, not a log"), path);
        add_trouble(s, &sentence, ERR_INPUT);
    }
    if (with_rotated && s->found.n > before && S_ISREG(st->st_mode) && !s->found.v[before].rotation.is_rotated)
        add_entries(s, s->found.v[before].directory, is_piece_of, log_name_in(path));
}

/* The directory that a pattern looks into may not be read: then nothing matches, and that is why. */
static bool is_denied(struct search *s, const char *pattern)
{
    size_t n = strcspn(pattern, "*?[");
    while (n > 0 && pattern[n - 1] != '/')
        n--;
    char *directory = n > 0 ? mem_strndup(pattern, n > 1 ? n - 1 : n) : mem_strdup(".");
    bool refused = access(directory, R_OK | X_OK) != 0 && errno == EACCES;
    if (refused)
        refuse_errno(s, directory, EACCES);
    mem_free(directory);
    return refused;
}

static void add_pattern(struct search *s, const char *pattern, bool with_rotated)
{
    glob_t g = {0};
    struct stat st;
    int rc = glob(pattern, 0, NULL, &g);
    for (size_t i = 0; rc == 0 && i < g.gl_pathc; i++)
        if (stat(g.gl_pathv[i], &st) != 0)
            refuse_errno(s, g.gl_pathv[i], errno);
        else if (!S_ISDIR(st.st_mode))
            add_named(s, g.gl_pathv[i], &st, with_rotated);
    if (rc != 0 && !is_denied(s, pattern)) {
        struct str sentence = {0};
        str_addf(&sentence, _("no file matches %s"), pattern);
        add_trouble(s, &sentence, ERR_ABSENT);
    }
    globfree(&g);
}

/* A file whose name has a star in it is meant when it is there. */
static void add_name(struct search *s, const char *name, bool with_rotated)
{
    struct stat st;
    if (str_eq(name, "-"))
        add_input(s);
    else if (stat(name, &st) == 0 && S_ISDIR(st.st_mode))
        add_directory(s, name);
    else if (stat(name, &st) == 0)
        add_named(s, name, &st, with_rotated);
    else if ((errno == ENOENT || errno == EACCES) && strpbrk(name, "*?["))
        add_pattern(s, name, with_rotated);
    else
        refuse_errno(s, name, errno);
}

static void tell_rest(struct search *s)
{
    struct str sentence = {0};
    if (s->untold > 0)
        str_addf(&sentence, ngettext("%zu more could not be read", "%zu more could not be read", s->untold), s->untold);
    if (sentence.n > 0)
        *vec_push(&s->places->trouble) = arena_strdup(&s->places->arena, sentence.s);
    str_clear(&sentence);
    if (s->is_full)
        str_addf(&sentence, _("only the first %d files are read; name fewer of them"), FILES_MAX);
    if (sentence.n > 0)
        *vec_push(&s->places->trouble) = arena_strdup(&s->places->arena, sentence.s);
    str_release(&sentence);
}

bool log_places_find(struct log_places *p, const char *const *names, size_t n, bool with_rotated, struct err *e)
{
    struct search s = {.places = p, .only = n == 1 ? names[0] : NULL};
    *p = (struct log_places){0};
    for (size_t i = 0; i < n; i++)
        add_name(&s, names[i], with_rotated);
    log_sets_make(s.found.v, s.found.n, p);
    tell_rest(&s);
    vec_release(&s.found);
    if (p->list.n > 0)
        return true;
    return err_set(e, s.code ? s.code : ERR_USAGE, "%s", p->trouble.n > 0 ? p->trouble.v[0] : _("no log was named"));
}

void log_places_release(struct log_places *p)
{
    vec_release(&p->list);
    vec_release(&p->trouble);
    arena_release(&p->arena);
    *p = (struct log_places){0};
}
