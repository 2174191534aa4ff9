/* change_hunt: what all sources use: a tool's answer or the word why there is none, the end of a file, who owns it. */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "probe/change_source.h"

/* Tools begin their complaints with words that say nothing. */
static const char *without_prefix(const char *said)
{
    static const char *const prefix[] = {"fatal: ", "error: ", "Error: ", "error from daemon: ", "Error from server", NULL};
    for (size_t i = 0; prefix[i]; i++)
        if (str_starts(said, prefix[i]))
            return said + strlen(prefix[i]);
    return said;
}

static const char *word_for(struct change_hunt *h, const struct tool_answer *a, const char *absent)
{
    const char *said = without_prefix(a->said);
    switch (a->end) {
    case TOOL_ABSENT: return absent;
    case TOOL_LATE: return N_("it took too long");
    case TOOL_MUCH: return N_("it said too much");
    case TOOL_FAILED: return *said ? arena_strdup(&h->arena, said) : N_("it could not be run");
    case TOOL_DONE: break;
    }
    if (strstr(said, "ermission denied") || strstr(said, "orbidden"))
        return N_("no permission");
    if (str_starts(said, "not a git repository"))
        return N_("it is no git repository");
    return *said ? arena_strdup(&h->arena, said) : arena_printf(&h->arena, "it ended with status %d", a->status);
}

bool hunt_run(struct change_hunt *h, const char *source, const char *absent, const char *const *argv, int limit_ms,
              struct tool_answer *a)
{
    int64_t left = (h->ends - tool_clock()) / 1000;
    struct tool_call call = {argv, left < limit_ms ? (int)(left > 1 ? left : 1) : limit_ms, HUNT_OUTPUT};
    tool_run(&call, a);
    if (a->end == TOOL_DONE && a->status == 0)
        return true;
    if (source)
        change_miss(h->list, source, word_for(h, a, absent));
    return false;
}

/* ---- files ---- */

static const char *word_of_errno(struct change_hunt *h, int why)
{
    if (why == EACCES || why == EPERM)
        return N_("no permission");
    return why == ENOENT || why == ENOTDIR ? N_("it is not there") : arena_strdup(&h->arena, strerror(why));
}

static void read_end(int fd, off_t size, struct str *out)
{
    char *buffer = mem_alloc(64 * 1024);
    off_t at = size > HUNT_OUTPUT ? size - HUNT_OUTPUT : 0;
    ssize_t n;
    while (out->n < HUNT_OUTPUT && (n = pread(fd, buffer, 64 * 1024, at)) > 0) {
        str_add_n(out, buffer, (size_t)n);
        at += n;
    }
    mem_free(buffer);
}

bool hunt_read(struct change_hunt *h, const char *source, const char *path, bool is_named, struct str *out)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat(fd, &st) < 0) {
        if (is_named || errno == EACCES)
            change_miss(h->list, source, word_of_errno(h, errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    if (S_ISREG(st.st_mode))
        read_end(fd, st.st_size, out);
    else if (is_named)
        change_miss(h->list, source, N_("it is no file"));
    close(fd);
    return S_ISREG(st.st_mode);
}

struct change_text hunt_text(const struct change_hunt *h, const struct str *bytes, const char *source, const char *place)
{
    return (struct change_text){str_get(bytes), bytes->n, source, place, h->host, h->options->zone};
}

void hunt_say_odd(struct change_hunt *h, const char *source, size_t n)
{
    if (n)
        change_miss(h->list, source,
                    arena_printf(&h->arena, n == 1 ? "%zu line was not understood" : "%zu lines were not understood", n));
}

const char *hunt_user(struct change_hunt *h, uid_t uid)
{
    char room[4096];
    struct passwd entry, *found = NULL;
    if (getpwuid_r(uid, &entry, room, sizeof room, &found) == 0 && found)
        return arena_strdup(&h->arena, found->pw_name);
    return arena_printf(&h->arena, "%lu", (unsigned long)uid);
}

void hunt_looked(struct change_hunt *h, const char *source)
{
    change_looked(h->list, source);
}
