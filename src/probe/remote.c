/* remote: the text that goes there. */
#include "probe/remote.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/shell.h"

bool remote_is_name(const char *host)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:@[]";
    size_t n = host ? strlen(host) : 0;
    if (!n || n > REMOTE_HOST_MOST || host[strspn(host, letters)] != '\0' || host[0] == '-')
        return false;
    const char *at = strrchr(host, '@');
    return !at || (at[1] != '\0' && at[1] != '-' && at != host);
}

static bool read_random(unsigned char *bytes, size_t n)
{
    int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && read(fd, bytes, n) == (ssize_t)n;
    if (fd >= 0)
        close(fd);
    return ok;
}

void remote_make_mark(char mark[REMOTE_MARK])
{
    unsigned char bytes[16];
    struct timespec t = {0};
    int at = snprintf(mark, REMOTE_MARK, "\036triage ");
    if (!read_random(bytes, sizeof bytes)) { /* nobody guesses it who does not see our clock */
        clock_gettime(CLOCK_REALTIME, &t);
        int64_t parts[2] = {t.tv_nsec, (int64_t)t.tv_sec ^ ((int64_t)getpid() << 32)};
        memcpy(bytes, parts, sizeof bytes);
    }
    for (size_t i = 0; i < sizeof bytes; i++)
        at += snprintf(mark + at, REMOTE_MARK - (size_t)at, "%02x", bytes[i]);
}

/* What every command gets, as here; but C, which every machine has: a locale that is missing there would be complained of. */
static const char settings[] = "umask 022\n"
                               "TERM=dumb PAGER=cat GIT_PAGER=cat SYSTEMD_PAGER=cat SYSTEMD_COLORS=0 NO_COLOR=1 LC_ALL=C LANGUAGE=\n"
                               "export TERM PAGER GIT_PAGER SYSTEMD_PAGER SYSTEMD_COLORS NO_COLOR LC_ALL LANGUAGE\n";

/* sshd makes each command the leader of a session, so of a group; where it is not, its shell alone can be ended. */
static const char beginning[] = "IFS= read -r TRIAGE_WORD <&3 && [ \"$TRIAGE_WORD\" = go ] || exit 75\n"
                                "TRIAGE_ALL=-$$\n"
                                "kill -s 0 -- \"$TRIAGE_ALL\" 2>/dev/null || TRIAGE_ALL=$$\n"
                                "trap : TERM HUP\n";

/* It answers for the whole just before KILL ends that too. */
static void add_watch(const struct remote_order *o, struct str *out)
{
    str_addf(out,
             "( trap : TERM HUP\n"
             "while :; do\n"
             "IFS= read -r TRIAGE_WORD <&3 || %s\n"
             "[ \"$TRIAGE_WORD\" != stop ] || break\n"
             "done\n"
             "kill -s TERM -- \"$TRIAGE_ALL\"\n"
             "sleep 2\n"
             "printf '%%s end 137\\n' '%s' >&4\n"
             "kill -s KILL -- \"$TRIAGE_ALL\" ) 4>&1 >/dev/null 2>&1 &\n",
             o->stays ? "exit 0" : "break", o->mark);
}

static void add_assignment(const char *pair, struct str *out)
{
    size_t n = strcspn(pair, "=");
    str_add_n(out, pair, n);
    str_add_char(out, '=');
    shell_add_quoted(out, pair[n] ? pair + n + 1 : "");
    str_add(out, "\nexport ");
    str_add_n(out, pair, n);
    str_add_char(out, '\n');
}

static void add_command(const struct remote_order *o, struct str *out)
{
    str_add(out, "( exec 3<&-\n");
    if (o->stays)
        str_add(out, "trap '' HUP\n");
    str_add(out, settings);
    for (size_t i = 0; i < o->names->n; i++)
        add_assignment(o->names->v[i], out);
    str_add(out, "TRIAGE_TEXT=");
    shell_add_quoted(out, o->command);
    str_add(out, "\nexport TRIAGE_TEXT\n"
                 "exec /bin/sh -c 'set -- \"$TRIAGE_TEXT\"; unset TRIAGE_TEXT; eval \"shift; $1\"' sh ) 2>&1\n");
}

void remote_script(const struct remote_order *o, struct str *out)
{
    str_add(out, "{ exec 3<&0 </dev/null\n");
    str_addf(out, "printf '%%s begin\\n' '%s'\n", o->mark);
    str_add(out, beginning);
    add_watch(o, out);
    if (o->stays)
        str_add(out, "{ trap : TERM HUP\n");
    add_command(o, out);
    str_addf(out, "printf '%%s end %%s\\n' '%s' \"$?\"\n", o->mark);
    str_add(out, o->stays ? "} | { trap '' PIPE TERM HUP; cat; exec cat >/dev/null; } 2>/dev/null\nexit 0\n"
                          : "kill -s KILL -- \"$TRIAGE_ALL\"\n");
    str_add(out, "}\n");
}
