/* log_stock_open: files, opened; what is not a plain file, unpacked into one. */
#include "probe/log_stock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "probe/log_stock_own.h"

enum { UNPACK_PIECE = 256 << 10, ROTATIONS_MOST = 64 };
static const uint64_t unpack_usual = UINT64_C(4) << 30;

/* ---- opening ----------------------------------------------------------------------------------------------------------- */

/* A file without a name in a directory: nobody else sees it, and it is gone with us. */
static int open_nameless(const char *directory, struct err *e)
{
    const char *where = directory ? directory : getenv("TMPDIR");
    where = where && *where ? where : "/var/tmp";
    int fd = open(where, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    struct str name = {0};
    str_addf(&name, "%s/triage-XXXXXX", where);
    fd = mkostemp(name.s, O_CLOEXEC);
    if (fd >= 0)
        unlink(name.s);
    else
        err_sys(e, ERR_WRITE, _("%s: no room to unpack a log in"), where);
    str_release(&name);
    return fd;
}

static void learn_clock(struct stock_file *f, const struct log_stock_options *o, int64_t newest)
{
    f->clock = (struct log_clock){.zone = o->zone, .newest = newest ? newest : o->now};
    for (size_t i = 0; i < o->n_offsets; i++)
        if (strcmp(o->offset[i].name, f->seen.name) == 0)
            f->clock.offset = o->offset[i].us;
}

static bool open_plain(struct stock_file *f, struct err *e)
{
    struct stat st;
    f->fd = open(f->seen.path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (f->fd < 0 || fstat(f->fd, &st) != 0)
        return err_sys(e, ERR_ABSENT, "%s", f->seen.path);
    f->seen.bytes = (uint64_t)st.st_size;
    f->device = st.st_dev;
    f->inode = st.st_ino;
    return true;
}

static bool open_packed(struct log_stock *s, struct stock_file *f, const struct log_file *file, struct err *e)
{
    f->source = file ? log_source_open(file, e) : log_source_command(f->seen.name, e);
    if (!f->source)
        return false;
    f->fd = open_nameless(s->options.directory, e);
    f->seen.packed = file ? file->bytes : 0;
    f->seen.is_unpacking = f->fd >= 0;
    return f->fd >= 0;
}

static void forget(struct stock_file *f)
{
    log_reader_free(f->reader);
    log_scratch_free(f->scratch);
    if (f->source)
        log_source_free(f->source);
    if (f->fd >= 0)
        close(f->fd);
    mem_free(f);
}

static void say(struct log_stock *s, const char *text)
{
    *vec_push(&s->trouble) = arena_strdup(&s->arena, text);
}

static void add_file(struct log_stock *s, const char *name, const struct log_file *file)
{
    struct stock_file *f = mem_alloc(sizeof *f);
    struct err e = {0};
    f->fd = -1;
    f->seen.name = arena_strdup(&s->arena, name);
    f->seen.path = arena_strdup(&s->arena, file->path);
    learn_clock(f, &s->options, file->modified);
    f->seen.is_stream = !file->is_regular || strcmp(file->path, "-") == 0;
    bool is_plain = !f->seen.is_stream && file->packing == LOG_PLAIN;
    if (is_plain ? open_plain(f, &e) : open_packed(s, f, file, &e)) {
        *vec_push(&s->file) = f;
        return;
    }
    say(s, e.text);
    forget(f);
}

static void add_command(struct log_stock *s, const char *command)
{
    struct stock_file *f = mem_alloc(sizeof *f);
    struct err e = {0};
    f->fd = -1;
    f->seen.name = f->seen.path = arena_strdup(&s->arena, command);
    f->seen.is_stream = true;
    learn_clock(f, &s->options, 0);
    if (open_packed(s, f, NULL, &e)) {
        *vec_push(&s->file) = f;
        return;
    }
    say(s, e.text);
    forget(f);
}

struct log_stock *log_stock_open(const char *const *names, size_t n, const struct log_stock_options *options, struct err *e)
{
    struct log_stock *s = mem_alloc(sizeof *s);
    struct log_places places = {0};
    s->options = *options;
    s->unpack_left = options->unpack_most ? options->unpack_most : unpack_usual;
    s->block = mem_alloc(STOCK_BLOCK);
    bool ok = (n == 0 && options->n_commands > 0) || log_places_find(&places, names, n, options->with_rotated, e);
    for (size_t i = 0; ok && i < places.trouble.n; i++)
        say(s, places.trouble.v[i]);
    for (size_t i = 0; ok && i < places.list.n; i++)
        for (size_t k = 0; k < places.list.v[i].n; k++)
            add_file(s, places.list.v[i].name, &places.list.v[i].file[k]);
    for (size_t i = 0; ok && i < options->n_commands; i++)
        add_command(s, options->command[i]);
    if (ok && !s->file.n)
        ok = err_set(e, ERR_ABSENT, "%s", s->trouble.n ? s->trouble.v[0] : _("There is no log to look into."));
    log_places_release(&places);
    if (ok)
        return s;
    log_stock_free(s);
    return NULL;
}

void log_stock_free(struct log_stock *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->file.n; i++)
        forget(s->file.v[i]);
    vec_release(&s->file);
    vec_release(&s->trouble);
    arena_release(&s->arena);
    mem_free(s->block);
    mem_free(s);
}

size_t log_stock_n(const struct log_stock *s)
{
    return s->file.n;
}

const struct log_stock_file *log_stock_file(const struct log_stock *s, size_t i)
{
    return &s->file.v[i]->seen;
}

size_t log_stock_troubles(const struct log_stock *s, const char *const **trouble)
{
    *trouble = s->trouble.v;
    return s->trouble.n;
}

bool log_stock_set_offset(struct log_stock *s, const char *name, int64_t us)
{
    bool any = false;
    for (size_t i = 0; i < s->options.n_offsets; i++)
        if (strcmp(s->options.offset[i].name, name) == 0)
            return false;
    for (size_t i = 0; i < s->file.n; i++) {
        struct stock_file *f = s->file.v[i];
        if (strcmp(f->seen.name, name) != 0 || f->clock.offset == us)
            continue;
        f->clock.offset = us;
        f->primed_by = 0; /* its reader has the old clock */
        any = true;
    }
    return any;
}

/* ---- unpacking --------------------------------------------------------------------------------------------------------- */

static const char *shown_name(const struct stock_file *f)
{
    return strcmp(f->seen.path, "-") == 0 ? _("standard input") : f->seen.path;
}

static void end_unpacking(struct log_stock *s, struct stock_file *f, const char *why)
{
    f->seen.is_unpacking = false;
    f->seen.packed_done = f->seen.packed;
    if (why)
        f->seen.trouble = f->seen.is_stream ? arena_printf(&s->arena, _("%s was not kept to its end: %s"), shown_name(f), why)
                                            : arena_printf(&s->arena, _("%s was not unpacked to its end: %s"), f->seen.path, why);
}

/* All of it is here; of a command, that it failed matters none the less, and its sentence names it. */
static void end_whole(struct log_stock *s, struct stock_file *f)
{
    const char *trouble = log_source_trouble(f->source);
    end_unpacking(s, f, f->seen.is_stream ? NULL : trouble);
    if (f->seen.is_stream && trouble)
        f->seen.trouble = arena_strdup(&s->arena, trouble);
}

static bool has_bytes(const struct stock_file *f)
{
    return log_source_wait(f->source, 0);
}

static bool write_all(struct stock_file *f, const char *bytes, size_t n)
{
    for (size_t at = 0; at < n;) {
        ssize_t done = pwrite(f->fd, bytes + at, n - at, (off_t)(f->seen.bytes + at));
        if (done <= 0 && errno != EINTR)
            return false;
        at += done > 0 ? (size_t)done : 0;
    }
    return true;
}

/* True when bytes came. */
static bool unpack_piece(struct log_stock *s, struct stock_file *f)
{
    struct err e = {0};
    size_t room = s->unpack_left < UNPACK_PIECE ? (size_t)s->unpack_left : UNPACK_PIECE;
    if (!has_bytes(f))
        return false;
    ssize_t n = room ? log_source_read(f->source, s->block, room, &e) : 0;
    if (n == 0 && room) {
        end_whole(s, f);
        return false;
    }
    if (n <= 0) {
        end_unpacking(s, f, n < 0 ? e.text : _("there is no more room for what is unpacked"));
        return false;
    }
    if (!write_all(f, s->block, (size_t)n)) {
        end_unpacking(s, f, strerror(errno));
        return false;
    }
    f->seen.bytes += (uint64_t)n;
    f->seen.packed_done = log_source_at(f->source);
    s->unpack_left -= (uint64_t)n;
    return true;
}

bool log_stock_step(struct log_stock *s, int64_t budget_us)
{
    int64_t end = stock_ticks() + budget_us;
    bool any = false, more = true;
    while (more && stock_ticks() < end) {
        more = false;
        for (size_t i = 0; i < s->file.n; i++)
            if (s->file.v[i]->seen.is_unpacking)
                more |= unpack_piece(s, s->file.v[i]);
        any |= more;
    }
    return any;
}

bool log_stock_is_unpacking(const struct log_stock *s)
{
    for (size_t i = 0; i < s->file.n; i++)
        if (s->file.v[i]->seen.is_unpacking)
            return true;
    return false;
}

bool log_stock_has_more(const struct log_stock *s)
{
    for (size_t i = 0; i < s->file.n; i++)
        if (s->file.v[i]->seen.is_unpacking && has_bytes(s->file.v[i]))
            return true;
    return false;
}

int log_stock_fd(const struct log_stock *s, size_t i)
{
    return s->file.v[i]->fd;
}

/* ---- what grows -------------------------------------------------------------------------------------------------------- */

static bool is_newest_of_path(const struct log_stock *s, size_t i)
{
    for (size_t k = i + 1; k < s->file.n; k++)
        if (strcmp(s->file.v[k]->seen.path, s->file.v[i]->seen.path) == 0)
            return false;
    return true;
}

/* Its name leads to another file now: that one is read on from its beginning. */
static bool follow_rotation(struct log_stock *s, const struct stock_file *f)
{
    struct stat st;
    if (s->n_rotations == ROTATIONS_MOST || stat(f->seen.path, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    if (st.st_dev == f->device && st.st_ino == f->inode)
        return false;
    struct log_file file = {.path = f->seen.path, .packing = LOG_PLAIN, .is_regular = true, .bytes = (uint64_t)st.st_size};
    size_t before = s->file.n;
    s->n_rotations++;
    add_file(s, f->seen.name, &file);
    return s->file.n > before;
}

static bool refresh_size(struct stock_file *f)
{
    struct stat st;
    if (fstat(f->fd, &st) != 0 || (uint64_t)st.st_size == f->seen.bytes)
        return false;
    if ((uint64_t)st.st_size < f->seen.bytes)
        f->seen.generation++;
    f->seen.bytes = (uint64_t)st.st_size;
    return true;
}

bool log_stock_refresh(struct log_stock *s)
{
    bool any = false;
    for (size_t i = 0, n = s->file.n; i < n; i++) {
        struct stock_file *f = s->file.v[i];
        if (f->source)
            continue;
        any |= refresh_size(f);
        if (is_newest_of_path(s, i))
            any |= follow_rotation(s, f);
    }
    return any;
}
