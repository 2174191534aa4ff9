/* parse: what tools print, bytes in, changes out; one file for each tool. Pure. Bytes may be anything: what is not understood is
 * passed over and counted in the result, what is too long is cut, nothing is believed but its form. */
#ifndef CHANGE_PARSE_H
#define CHANGE_PARSE_H
#include "change/change.h"

struct change_text {
    const char *bytes;
    size_t n;
    const char *source; /* "git /srv/app" */
    const char *place;  /* the directory or file it is about, for the commands that show it; may be NULL */
    const char *host;   /* this machine, for what is only of it; may be NULL */
    const struct time_zone *zone;
};

/* `git log -z --name-only --format=GIT_LOG_FORMAT`. A commit is a release of code; data, where it has a migration; configuration,
 * where it has nothing else. */
#define GIT_LOG_FORMAT "%x00%H%x00%ct%x00%an%x00%P%x00%D%x00%s%x00"
size_t parse_git_log(const struct change_text *t, struct change_list *l);
/* `git for-each-ref --format=GIT_TAG_FORMAT refs/tags`. */
#define GIT_TAG_FORMAT "%(creatordate:unix)%09%(refname:short)%09%(taggername)%09%(objectname)"
size_t parse_git_tags(const struct change_text *t, struct change_list *l);
/* `git log -g --date=unix --format=GIT_MOVE_FORMAT`: where the working tree was moved to another commit (pull, checkout, reset,
 * merge, rebase), newest first. What is in between is to be asked for; `files` as git prints them with -z. */
#define GIT_MOVE_FORMAT "%gd%x09%H%x09%gn%x09%gs"
struct git_move {
    int64_t at;
    const char *from, *to; /* commits; from NULL: it is the first */
    const char *who, *how; /* how: "pull: Fast-forward" */
};
size_t parse_git_moves(const struct change_text *t, struct arena *arena, struct git_move *move, size_t most);
void parse_git_moved(const struct change_text *files, const struct git_move *m, struct change_list *l);

/* Steps of package managers, however they are written, become changes: a few at a time are one each, more within a minute are
 * one change with their names as its parts. */
struct package_step {
    int64_t at;
    enum package_did { PACKAGE_INSTALLED, PACKAGE_UPGRADED, PACKAGE_REMOVED } did;
    const char *name, *from, *to, *who; /* may be NULL but for the name */
};
struct package_steps {
    struct arena arena;
    VEC(struct package_step) list;
};
void package_steps_release(struct package_steps *p);
/* The command that goes back: how this package manager is told, with %s for name and version ("apt-get install %s=%s"). */
struct package_tool {
    const char *name;             /* "dpkg" */
    const char *show;             /* a command, followed by the name of a package */
    const char *back, *away, *again; /* to an older version (NAME, VERSION), of an installed, of a removed one */
    const char *version_sign;     /* between name and version: "=" */
};
extern const struct package_tool package_dpkg, package_rpm, package_apk, package_pacman;
void package_changes(const struct change_text *t, const struct package_tool *tool, struct package_steps *p,
                     struct change_list *l);

size_t parse_dpkg_log(const struct change_text *t, struct package_steps *p);    /* /var/log/dpkg.log */
size_t parse_apt_history(const struct change_text *t, struct package_steps *p); /* /var/log/apt/history.log: knows who */
size_t parse_rpm_query(const struct change_text *t, struct package_steps *p);   /* rpm -qa --queryformat RPM_QUERY_FORMAT */
#define RPM_QUERY_FORMAT "%{INSTALLTIME}\t%{NAME}\t%{VERSION}-%{RELEASE}\n"
size_t parse_dnf_log(const struct change_text *t, struct package_steps *p);     /* /var/log/dnf.rpm.log */
size_t parse_apk_log(const struct change_text *t, struct package_steps *p);     /* /var/log/apk.log */
size_t parse_pacman_log(const struct change_text *t, struct package_steps *p);  /* /var/log/pacman.log */

/* `journalctl -o json` with these MESSAGE_IDs: units that were started, restarted (by itself or not), failed. What
 * only ran and ended is no change, nor what a boot starts. */
const char *journal_message_id(size_t i); /* NULL past the last */
size_t parse_journal(const struct change_text *t, struct change_list *l);

/* `kubectl get replicasets,controllerrevisions,deployments -o json`: rollouts, with the images before and after; the deployments
 * only tell when one went back. */
size_t parse_kubernetes(const struct change_text *t, struct change_list *l);
/* `docker ps -a --no-trunc --format '{{json .}}'` and `docker images ...`. */
size_t parse_docker_ps(const struct change_text *t, struct change_list *l);
size_t parse_docker_images(const struct change_text *t, struct change_list *l);

/* Change events: JSON (a document or one a line) of PagerDuty, CDEvents, CDEvents in CloudEvents, our own lists, or with a time and
 * a text under the usual keys; and lines `time<TAB>what[<TAB>who]`. */
size_t parse_events(const struct change_text *t, struct change_list *l);

/* The kind that the first telling word of a text speaks of; `otherwise` when none does. */
enum change_kind parse_kind_of(const char *text, enum change_kind otherwise);

/* ---- for the parsers themselves and those who gather ---- */

struct parse_lines {
    const char *at, *end;
};
/* The next line that is not empty, without its end; false at the end. A line past 64 KiB comes cut. */
bool parse_next_line(struct parse_lines *p, const char **line, size_t *n);
/* The field before the next `sign`, in the arena; moves on behind it. NULL where the text has ended. */
char *parse_field(struct arena *arena, const char **s, const char *end, char sign);
/* Adds a word to a command, quoted where a shell would not take it as it is; a blank before it unless it is the first. */
void command_add(struct str *command, const char *word);
/* The command of these words, NULL-terminated, in the arena. */
const char *command_make(struct arena *arena, const char *const *word);

typedef VEC(const char *) parse_texts;
/* NULL-terminated, in the arena; NULL when there are none. Empties it. */
const char *const *parse_texts_take(parse_texts *t, struct arena *arena);
#endif
