/* ssh: the connections, and the words for ssh. */
#include "probe/ssh.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "probe/remote.h"
#include "probe/ssh_dial.h"
#include "probe/tool.h"

static bool is_program(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

static char *find_in_path(const char *name)
{
    const char *dir = getenv("PATH");
    for (dir = dir && *dir ? dir : "/usr/bin:/bin"; *dir; dir += *dir == ':') {
        struct str path = {0};
        size_t n = strcspn(dir, ":");
        str_addf(&path, "%.*s/%s", (int)n, dir, name);
        if (n && *dir == '/' && is_program(path.s))
            return str_take(&path);
        str_release(&path);
        dir += n;
    }
    return NULL;
}

void ssh_init(struct ssh *s, const char *setting)
{
    *s = (struct ssh){.place.life = -1};
    if (!setting || !*setting || str_eq(setting, "false"))
        return;
    if (strchr(setting, '/'))
        s->program = is_program(setting) ? mem_strdup(setting) : NULL;
    else
        s->program = find_in_path(str_eq(setting, "true") ? "ssh" : setting);
}

void ssh_release(struct ssh *s)
{
    ssh_place_close(&s->place);
    for (size_t i = 0; i < s->lines.n; i++)
        mem_free(s->lines.v[i].host);
    vec_release(&s->lines);
    mem_free(s->program);
    mem_free(s->failed);
    *s = (struct ssh){.place.life = -1};
}

static struct ssh_line *find_line(const struct ssh *s, const char *host)
{
    for (size_t i = 0; i < s->lines.n; i++)
        if (str_eq(s->lines.v[i].host, host))
            return &s->lines.v[i];
    return NULL;
}

/* Somebody listens at the socket: a connection that broke has taken it away. */
static bool is_open(const char *socket_path)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    snprintf(to.sun_path, sizeof to.sun_path, "%s", socket_path);
    bool ok = fd >= 0 && connect(fd, (const struct sockaddr *)&to, sizeof to) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

/* What the operator configured for a session of their own (a command to run, a socket, forwardings) is not for ours. */
static size_t common_words(const struct ssh *s, const char *socket_path, const char **v, struct arena *arena)
{
    const char *const words[] = {
        s->program,      "-x", "-o", arena_printf(arena, "ControlPath=%s", socket_path),
        "-o",            "RemoteCommand=none",
        "-o",            "ClearAllForwardings=yes",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        v[i] = words[i];
    return sizeof words / sizeof *words;
}

enum { WORDS_MOST = 32 };

static const char *const *dial_words(const struct ssh *s, const char *host, const char *socket_path, bool can_ask, struct arena *arena)
{
    static const char *const rest[] = {"-f", "-N", "-T", "-o", "ControlMaster=yes", "-o", "ControlPersist=no", "-o", "LogLevel=INFO",
                                       "-o", "ServerAliveInterval=20"};
    const char **v = arena_array(arena, WORDS_MOST, sizeof *v);
    size_t n = common_words(s, socket_path, v, arena);
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        v[n++] = rest[i];
    if (!can_ask)
        v[n++] = "-o", v[n++] = "BatchMode=yes";
    v[n++] = "--";
    v[n++] = host;
    return v;
}

const char *const *ssh_words(const struct ssh *s, const char *host, struct arena *arena)
{
    static const char *const rest[] = {"-T", "-o", "ControlMaster=no", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR",
                                       "-o", "ProxyCommand=false"}; /* where the connection is gone, no other is made */
    const struct ssh_line *line = find_line(s, host);
    const char **v = arena_array(arena, WORDS_MOST, sizeof *v);
    char *socket_path = ssh_place_socket(&s->place, line ? line->number : -1);
    size_t n = common_words(s, socket_path, v, arena);
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        v[n++] = rest[i];
    v[n++] = "--";
    v[n++] = host;
    v[n++] = "exec /bin/sh -s";
    mem_free(socket_path);
    return v;
}

static bool has_terminal(void)
{
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* Probes of one step that go to one machine are not refused one after the other, each after as long. */
static void note_failure(struct ssh *s, const char *host, const char *why)
{
    mem_free(s->failed);
    s->failed = mem_strdup(host);
    s->failed_at = tool_clock();
    snprintf(s->why, sizeof s->why, "%s", why);
}

static bool has_just_failed(const struct ssh *s, const char *host)
{
    return str_eq(s->failed, host) && tool_clock() - s->failed_at < TIME_SECOND / 2;
}

static bool dial(struct ssh *s, const char *host, const struct ssh_terminal *given, char why[WHY_TEXT])
{
    struct arena arena = {0};
    struct ssh_terminal terminal = *given;
    char *socket_path = ssh_place_socket(&s->place, s->next);
    terminal.is_there = given->is_there && has_terminal();
    bool ok = ssh_dial(dial_words(s, host, socket_path, terminal.is_there, &arena), host, &terminal, why);
    if (!ok)
        note_failure(s, host, why);
    else
        *vec_push(&s->lines) = (struct ssh_line){mem_strdup(host), s->next++};
    mem_free(socket_path);
    arena_release(&arena);
    return ok;
}

bool ssh_is_connected(const struct ssh *s, const char *host)
{
    const struct ssh_line *line = find_line(s, host);
    if (!line)
        return false;
    char *socket_path = ssh_place_socket(&s->place, line->number);
    bool is_there = is_open(socket_path);
    mem_free(socket_path);
    return is_there;
}

bool ssh_connect(struct ssh *s, const char *host, const struct ssh_terminal *terminal, char why[WHY_TEXT])
{
    struct err e = {0};
    why[0] = '\0';
    if (!remote_is_name(host)) {
        why_host(WHY_SSH_NAME, host, NULL, why);
        return false;
    }
    if (ssh_is_connected(s, host))
        return true;
    ssh_forget(s, host); /* it broke */
    if (has_just_failed(s, host)) {
        snprintf(why, WHY_TEXT, "%s", s->why);
        return false;
    }
    if (!ssh_place_open(&s->place, s->program, &e)) {
        why_host(WHY_SSH_SAID, host, e.text, why);
        return false;
    }
    return dial(s, host, terminal, why);
}

/* Its socket stays: the keeper of the place ends it. */
void ssh_forget(struct ssh *s, const char *host)
{
    struct ssh_line *line = find_line(s, host);
    if (!line)
        return;
    mem_free(line->host);
    *line = s->lines.v[--s->lines.n];
}
