/* log_denied: who owns it, who may read it, and who is asking. */
#include "probe/log_denied.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/shell.h"
#include "text/zstd.h"

enum { NAME_ROOM = 64, GROUPS_MAX = 1024 };

static const char *user_name(uid_t uid, char room[NAME_ROOM])
{
    const struct passwd *p = getpwuid(uid);
    snprintf(room, NAME_ROOM, "%u", (unsigned)uid);
    if (p)
        snprintf(room, NAME_ROOM, "%s", p->pw_name);
    return room;
}

static const char *group_name(gid_t gid, char room[NAME_ROOM])
{
    const struct group *g = getgrgid(gid);
    snprintf(room, NAME_ROOM, "%u", (unsigned)gid);
    if (g)
        snprintf(room, NAME_ROOM, "%s", g->gr_name);
    return room;
}

static const char *host_name(char room[HOST_NAME_MAX + 1])
{
    if (gethostname(room, HOST_NAME_MAX) != 0)
        snprintf(room, HOST_NAME_MAX, "?");
    room[HOST_NAME_MAX] = '\0';
    room[strcspn(room, ".")] = '\0'; /* as people call it */
    return room;
}

static bool is_in_group(gid_t gid)
{
    gid_t list[GROUPS_MAX];
    int n = getgroups(GROUPS_MAX, list);
    for (int i = 0; i < n; i++)
        if (list[i] == gid)
            return true;
    return getegid() == gid;
}

/* The directory above it that may not be entered; false: none. */
static bool find_barrier(const char *path, char above[PATH_MAX], struct stat *st)
{
    snprintf(above, PATH_MAX, "%s", path);
    for (char *slash = strrchr(above, '/'); slash && slash != above; slash = strrchr(above, '/')) {
        *slash = '\0';
        if (stat(above, st) == 0)
            return access(above, X_OK) != 0;
    }
    return false;
}

/* One sentence for each way in which the mode keeps somebody out. `shown` cannot be read because `what` is so. */
static void add_mode(const char *shown, const struct stat *st, unsigned group_bit, unsigned other_bit, struct str *out)
{
    char host[HOST_NAME_MAX + 1], owner[NAME_ROOM], group[NAME_ROOM], asking[NAME_ROOM];
    unsigned mode = st->st_mode & 07777;
    host_name(host), user_name(st->st_uid, owner), group_name(st->st_gid, group), user_name(geteuid(), asking);
    if (st->st_uid != geteuid() && (mode & group_bit) && !is_in_group(st->st_gid))
        str_addf(out, _("%s cannot be read on %s: %s %s, mode %04o; %s is not in group %s"), shown, host, owner, group, mode, asking, group);
    else if (st->st_uid != geteuid() && !(mode & other_bit))
        str_addf(out, _("%s cannot be read on %s: %s %s, mode %04o; %s is not %s"), shown, host, owner, group, mode, asking, owner);
    else
        str_addf(out, _("%s cannot be read on %s: %s %s, mode %04o; something else keeps %s out, an access list or a security module"),
                 shown, host, owner, group, mode, asking);
}

static void add_barrier(const char *shown, const char *above, const struct stat *st, struct str *out)
{
    struct str what = {0};
    add_mode(above, st, S_IXGRP, S_IXOTH, &what);
    str_addf(out, _("%s is out of reach: directory %s"), shown, what.s);
    str_release(&what);
}

void log_denied_add(const char *path, const char *shown, int why, struct str *out)
{
    char above[PATH_MAX];
    struct stat st;
    if (why != EACCES && why != EPERM)
        str_addf(out, _("%s cannot be read: %s"), shown, strerror(why));
    else if (stat(path, &st) == 0)
        add_mode(shown, &st, S_IRGRP, S_IROTH, out);
    else if (find_barrier(path, above, &st))
        add_barrier(shown, above, &st, out);
    else
        str_addf(out, _("%s cannot be read: %s"), shown, strerror(why));
}

bool log_is_unfit(enum log_content content)
{
    return content == CONTENT_BINARY || (log_content_command(content) && !(content == CONTENT_ZSTD && zstd_is_built_in()));
}

/* So that a shell takes it for one word, and no program for an option. */
static void add_quoted(const char *path, struct str *out)
{
    if (path[0] == '-' && path[1])
        str_add(out, "./");
    shell_add_word(out, path);
}

void log_unfit_add(const char *path, const char *shown, enum log_content content, struct str *out)
{
    struct str command = {0};
    if (!log_content_command(content)) {
        str_addf(out, _("%s is not a log: what is in it is not text"), shown);
        return;
    }
    str_addf(&command, "%s ", log_content_command(content));
    add_quoted(path, &command);
    str_addf(out, _("%s cannot be read as it is; try: %s | triage logs -"), shown, command.s);
    str_release(&command);
}
