/* log_source_bytes: bytes of a source as they are, and unpacked. */
#include "probe/log_source_own.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "logs/sniff.h"
#include "probe/log_denied.h"
#include "probe/log_source.h"

enum { MAGIC = 8, BOMB_TIMES = 1000 };
static const uint64_t BOMB_LEAST = 64 << 20;

/* ---- bytes as they are ---- */

bool log_source_wait(struct log_source *s, int ms)
{
    if (s->is_regular || s->is_over || s->has_ended || s->block_at < s->block_n)
        return true;
    struct pollfd fds[2] = {{.fd = s->fd, .events = POLLIN}, {.fd = -1, .events = POLLIN}};
    for (;;) {
        if (s->command.pid > 0)
            fds[1].fd = s->command.err;
        int n = poll(fds, 2, ms);
        if (fds[1].fd >= 0 && fds[1].revents)
            log_command_drain(&s->command);
        if (n <= 0)
            return n < 0 && errno != EINTR;
        if (fds[0].revents)
            return true;
        if (ms >= 0)
            return false;
    }
}

/* Stretches that were never written are not read. A log that was emptied while its writer held it open begins with one. */
static void skip_hole(struct log_source *s)
{
#ifdef SEEK_DATA
    off_t next = lseek(s->fd, (off_t)s->at, SEEK_DATA);
    if (next < 0 && errno == ENXIO)
        next = (off_t)s->size;
    if (next > 0 && (uint64_t)next > s->at)
        s->at = s->offset = (uint64_t)next;
#endif
}

static size_t room_left(const struct log_source *s, size_t room)
{
    if (!s->is_regular || s->size == 0) /* what the kernel makes up (/proc) has no size */
        return room;
    uint64_t left = s->size > s->at ? s->size - s->at : 0;
    return left < room ? (size_t)left : room;
}

/* read(2), but for what interrupts it. */
static ssize_t read_bytes(struct log_source *s, char *to, size_t room, struct err *e)
{
    for (;;) {
        ssize_t n = read(s->fd, to, room);
        if (n >= 0)
            return n;
        if (errno == EAGAIN)
            log_source_wait(s, -1);
        else if (errno != EINTR) {
            err_sys(e, ERR_IO, _("%s cannot be read on from byte %llu"), s->name, (unsigned long long)s->at);
            return -1;
        }
    }
}

static ssize_t read_on(struct log_source *s, char *to, size_t room, struct err *e)
{
    if (s->is_sparse && s->packing == LOG_PLAIN)
        skip_hole(s);
    room = room_left(s, room);
    if (!s->is_regular)
        log_source_wait(s, -1);
    ssize_t n = s->has_ended || room == 0 ? 0 : read_bytes(s, to, room, e);
    if (n > 0)
        s->at += (uint64_t)n;
    s->has_ended |= n == 0;
    return n;
}

static bool read_ahead(struct log_source *s, struct err *e)
{
    if (!s->block)
        s->block = mem_alloc(SOURCE_BLOCK);
    if (s->block_at == s->block_n)
        s->block_at = s->block_n = 0;
    ssize_t n = read_on(s, s->block + s->block_n, SOURCE_BLOCK - s->block_n, e);
    if (n > 0)
        s->block_n += (size_t)n;
    return n >= 0;
}

/* ---- what is packed ---- */

static bool take_packing(struct log_source *s, enum log_content content, struct err *e)
{
    s->is_known = true;
    s->packing = content == CONTENT_GZIP ? LOG_GZIP : content == CONTENT_ZSTD ? LOG_ZSTD : LOG_PLAIN;
    if (log_is_unfit(content) && content != CONTENT_BINARY) { /* a few bytes do not say so: it may begin with a hole */
        struct str why = {0};
        log_unfit_add(log_source_is_stdin(s) ? "-" : s->name, s->name, content, &why);
        err_set(e, ERR_INPUT, "%s", why.s);
        str_release(&why);
        return false;
    }
    if (s->packing == LOG_GZIP)
        s->zip = zip_stream_new();
    if (s->packing == LOG_ZSTD)
        s->zstd = zstd_stream_new();
    return true;
}

/* The first bytes decide, not the name. A file that can be read anywhere is asked without moving, so that the bytes of a plain
 * one go straight to the caller. */
bool log_source_know(struct log_source *s, struct err *e)
{
    char magic[MAGIC];
    if (s->is_known)
        return true;
    if (s->is_regular && s->size > 0) {
        ssize_t n = pread(s->fd, magic, sizeof magic, (off_t)s->at);
        return take_packing(s, log_sniff(magic, n > 0 ? (size_t)n : 0), e);
    }
    while (s->block_n < MAGIC && !s->has_ended && !memchr(s->block ? s->block : "", '\n', s->block_n))
        if (!read_ahead(s, e))
            return false;
    return take_packing(s, log_sniff(s->block, s->block_n < MAGIC ? s->block_n : MAGIC), e);
}

static bool is_bomb(const struct log_source *s)
{
    uint64_t packed = s->is_regular && s->size > 0 ? s->size : s->at;
    return s->offset > BOMB_LEAST && s->offset / BOMB_TIMES > packed;
}

/* False: nothing more of it is read, and the trouble says why. */
static bool goes_on(struct log_source *s, enum unpack_result result, bool has_more)
{
    unsigned long long offset = s->offset;
    if (result == UNPACK_DAMAGED)
        str_addf(&s->trouble, _("%s is damaged behind byte %llu of its text; what comes after was not read"), s->name, offset);
    else if (result == UNPACK_WIDE)
        str_addf(&s->trouble, _("%s was packed with a window of more than 32 MB; try: zstd -dc --long=31 FILE | triage logs -"), s->name);
    else if (is_bomb(s))
        str_addf(&s->trouble, _("%s holds more than 1,000 times its size; only the first %llu bytes were read"), s->name, offset);
    else if (s->has_ended && !has_more && !s->may_end)
        str_addf(&s->trouble, _("%s stops in the middle, after byte %llu of its text: it is damaged, or still being written"), s->name, offset);
    return s->trouble.n == 0;
}

ssize_t log_source_read_packed(struct log_source *s, char *to, size_t room, struct err *e)
{
    struct unpack_step step = {.out = to, .room = room};
    bool is_stuck = false;
    while (step.room == room && !s->is_cut && !(s->has_ended && is_stuck)) {
        if (s->block_at == s->block_n && !s->has_ended && !read_ahead(s, e))
            return -1;
        step.in = s->block + s->block_at;
        step.n_in = s->block_n - s->block_at;
        size_t had = step.n_in;
        enum unpack_result result = s->zip ? zip_stream_step(s->zip, &step) : zstd_stream_step(s->zstd, &step);
        s->block_at = s->block_n - step.n_in;
        s->may_end = result == UNPACK_WHOLE;
        is_stuck = step.n_in == had && step.room == room;
        s->offset += room - step.room;
        s->is_cut = !goes_on(s, result, step.room < room || !is_stuck);
    }
    return (ssize_t)(room - step.room);
}

ssize_t log_source_read_plain(struct log_source *s, char *to, size_t room, struct err *e)
{
    size_t ahead = s->block_n - s->block_at;
    ssize_t n = (ssize_t)(ahead < room ? ahead : room);
    if (ahead > 0)
        memcpy(to, s->block + s->block_at, (size_t)n), s->block_at += (size_t)n;
    else
        n = read_on(s, to, room, e);
    if (n > 0)
        s->offset += (uint64_t)n;
    return n;
}
