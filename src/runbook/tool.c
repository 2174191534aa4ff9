/* tool: tables of words, and a splitting into words that knows quotes just well enough. */
#include "runbook/tool.h"

#include <string.h>

#include "base/str.h"

enum { WORDS_MOST = 64, WORD_ROOM = 48 };

struct words {
    char v[WORDS_MOST][WORD_ROOM]; /* beginnings, quotes removed */
    size_t n;
};

static const char *const known[] = {
    "ab", "alembic", "amtool", "ansible", "ansible-playbook", "apt", "apt-get", "aptitude", "awk", "aws", "az", "base64",
    "bash", "brew", "bundle", "cat", "cd", "ceph", "ceph-volume", "certbot", "chmod", "chown", "chroot", "cp", "crictl", "crontab",
    "ctr", "curl", "cut", "date", "dd", "df", "diff", "dig", "dmesg", "dnf", "docker", "docker-compose", "dpkg", "du",
    "echo", "env", "etcdctl", "ethtool", "eval", "exit", "export", "false", "fdisk", "file", "find", "free", "fuser", "gcloud", "gds",
    "gds-cli", "git", "go", "govuk-docker", "gpg", "grep", "gsutil", "head", "helm", "host", "hostname", "hostnamectl", "htop", "http",
    "id", "ifconfig", "iostat", "ip", "ipmitool", "iptables", "istioctl", "journalctl", "jq", "k", "kill", "killall", "kubectl", "less",
    "ls", "lsblk", "lsof", "make", "mdadm", "mkdir", "mongo", "mongosh", "mount", "mtr", "must-gather", "mv", "mysql", "mysqladmin", "mysqldump",
    "nc", "ncdu", "netstat", "nginx", "nmap", "node", "nohup", "npm", "nslookup", "ntpq", "oc", "ocm", "odf", "openssl", "ovn-appctl",
    "ovn-nbctl", "ovn-sbctl", "ovs-appctl", "ovs-vsctl", "pgrep", "php", "ping", "pip", "pkill", "podman", "printf", "promtool", "ps",
    "psql", "pwd", "python", "python3", "rabbitmqctl", "rails", "rake", "rbd", "reboot", "redis-cli", "rm", "rosa", "rpm", "rsync", "ruby", "sar", "scp",
    "sed", "service", "sh", "sleep", "smartctl", "sort", "source", "ss", "ssh", "stat", "storagecluster", "strace", "su", "sudo",
    "sync", "sysctl", "systemctl", "tail", "tar", "tcpdump", "telnet", "terraform", "test", "thanos", "toolbox", "top", "touch",
    "traceroute", "truncate", "umount", "uptime", "vi", "vim", "virtctl", "vmstat", "watch", "wget", "xargs", "yarn", "yq", "yum", "zcat", NULL};

/* Small words that begin lines of queries and of output in blocks that are called shell. */
static const char *const never[] = {"sum", "or", "and", "default", "local", "max", "min", "avg", "count", "rate", "irate", "by", "unless",
                                    "on", "ignoring", "select", "from", "where", "level", "time", "msg", "true", "null", NULL};

static const char *const before[] = {"sudo", "time", "nohup", "env", "exec", "command", "nice", "then", "do", "!", NULL};
static const char *const shells[] = {"sh", "bash", "zsh", "ash", "dash", "ksh", NULL};

static bool is_in(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (str_eq(word, *list))
            return true;
    return false;
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* ---- words ---- */

static bool is_name(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!(s[i] == '_' || (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z') || (i && s[i] >= '0' && s[i] <= '9')))
            return false;
    return n > 0;
}

static bool is_assignment(const char *word)
{
    const char *eq = strchr(word, '=');
    return eq && is_name(word, (size_t)(eq - word));
}

/* The next word of s; returns what is behind it. */
static const char *take_word(const char *s, char word[WORD_ROOM])
{
    size_t n = 0;
    char quote = 0;
    for (s += strspn(s, " \t\n"); *s && (quote || !strchr(" \t\n;|&", *s)); s++) {
        if (quote ? *s == quote : *s == '\'' || *s == '"') {
            quote = quote ? 0 : *s;
            continue;
        }
        if (n + 1 < WORD_ROOM)
            word[n++] = *s;
    }
    word[n] = '\0';
    return s;
}

/* The words of the first simple command; where the next one begins. */
static const char *split(const char *s, struct words *w)
{
    w->n = 0;
    for (s += strspn(s, " \t\n;|&("); *s && !strchr("\n;|&", *s); s += strspn(s, " \t")) {
        if (s[0] == '\\' && s[1] == '\n') {
            s += 2;
            continue;
        }
        const char *from = s;
        char word[WORD_ROOM];
        s = take_word(s, word);
        if (w->n < WORDS_MOST)
            memcpy(w->v[w->n++], word, sizeof word);
        if (s == from)
            break;
    }
    return s;
}

/* The index of the command itself, behind sudo -u x, A=b and the like. */
static size_t command_at(const struct words *w)
{
    size_t i = 0;
    while (i < w->n && (is_assignment(w->v[i]) || is_in(w->v[i], before) || (i && w->v[i][0] == '-')))
        i += (str_eq(w->v[i], "-u") || str_eq(w->v[i], "-n")) ? 2 : 1;
    return i;
}

static bool has(const struct words *w, const char *word)
{
    for (size_t i = 0; i < w->n; i++)
        if (str_eq(w->v[i], word))
            return true;
    return false;
}

/* ---- is it a command? ---- */

bool tool_is_compound(const char *line)
{
    static const char *const word[] = {"for", "while", "until", "if", "case", "function", "{", "[[", "[", "(", NULL};
    char first[WORD_ROOM];
    const char *rest = take_word(line, first);
    return is_in(first, word) || (str_ends(first, "()") && strchr(rest, '{'));
}

/* NAME=$(command), NAME='<what goes there>'. */
static bool is_worked_out(const char *line)
{
    line += str_starts(line, "export ") ? strlen("export ") : 0;
    size_t n = strcspn(line, "=");
    if (!line[n] || !is_name(line, n))
        return false;
    const char *value = line + n + 1;
    value += *value == '"' || *value == '\'';
    return str_starts(value, "$(") || *value == '`' || *value == '<';
}

bool tool_is_known(const char *line)
{
    struct words w;
    if (is_worked_out(line))
        return true;
    split(line, &w);
    size_t i = command_at(&w);
    return i < w.n && is_in(base_of(w.v[i]), known) && !str_ends(line, ":") && !str_ends(line, ".");
}

/* Columns of a table are parted by many blanks. */
static bool is_table_row(const char *line)
{
    size_t gaps = 0;
    char quote = 0;
    for (const char *s = line; *s && *s != '\n' && *s != '\\'; s++) {
        if (quote ? *s == quote : *s == '\'' || *s == '"')
            quote = quote ? 0 : *s;
        gaps += !quote && s[0] == ' ' && s[1] == ' ' && s[2] == ' ' && s > line;
        s += gaps && *s == ' ' ? strspn(s, " ") - 1 : 0;
    }
    return gaps >= 2;
}

static bool is_plausible_word(const char *s)
{
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789._/-~");
    bool has_letter = strpbrk(s, "abcdefghijklmnopqrstuvwxyz") != NULL;
    return n == strlen(s) && has_letter && s[0] != '-' && !(s[0] >= '0' && s[0] <= '9') && !is_in(s, never);
}

bool tool_is_likely(const char *line)
{
    struct words w;
    if (is_table_row(line))
        return false;
    if (tool_is_known(line) || tool_is_compound(line))
        return true;
    split(line, &w);
    size_t i = command_at(&w);
    if (i == w.n)
        return w.n && is_assignment(w.v[0]) && w.n == 1;
    bool is_alone = i + 1 == w.n, is_setting = !is_alone && str_eq(w.v[i + 1], "="); /* a name in a list, a line of a configuration */
    return is_plausible_word(w.v[i]) && !is_alone && !is_setting && !strchr(line, '{') && !str_ends(line, ":");
}

/* ---- what it does to the terminal ---- */

/* The words after `--` of exec and debug, or NULL. */
static const char *behind_dashes(const struct words *w)
{
    for (size_t i = 0; i + 1 < w->n; i++)
        if (str_eq(w->v[i], "--"))
            return w->v[i + 1];
    return NULL;
}

static bool wants_terminal(const struct words *w)
{
    static const char *const option[] = {"-it", "-ti", "-i", "-t", "--tty", "--stdin", NULL};
    for (size_t i = 0; i < w->n && !str_eq(w->v[i], "--"); i++)
        if (is_in(w->v[i], option))
            return true;
    return false;
}

/* kubectl, oc, docker, podman: the verb says it. */
static enum tool_kind cluster_kind(const struct words *w)
{
    const char *command = behind_dashes(w);
    if (has(w, "rsh") || has(w, "attach"))
        return TOOL_ENTERS;
    if (has(w, "debug"))
        return command && !is_in(base_of(command), shells) && !str_eq(command, "chroot") ? TOOL_RUNS : TOOL_ENTERS;
    if ((has(w, "exec") || has(w, "run")) && wants_terminal(w))
        return command && !is_in(base_of(command), shells) ? TOOL_WAITS : TOOL_ENTERS;
    if (has(w, "edit") || has(w, "port-forward") || has(w, "proxy") || has(w, "-w") || has(w, "--watch"))
        return TOOL_WAITS;
    return has(w, "logs") && (has(w, "-f") || has(w, "--follow")) ? TOOL_WAITS : TOOL_RUNS;
}

static bool is_option(const char *word)
{
    return word[0] == '-';
}

/* `ssh host` opens a shell, `ssh host uptime` does not. */
static enum tool_kind ssh_kind(const struct words *w, size_t i)
{
    size_t plain = 0;
    for (i++; i < w->n; i++)
        if (is_option(w->v[i]))
            i += strlen(w->v[i]) == 2 && strchr("piloFJLRDW", w->v[i][1]) != NULL;
        else
            plain++;
    return plain > 1 ? TOOL_RUNS : TOOL_ENTERS;
}

/* Without anything to do they ask for it. */
static enum tool_kind bare_kind(const struct words *w, size_t i)
{
    for (i++; i < w->n; i++)
        if (!is_option(w->v[i]) || str_eq(w->v[i], "-c") || str_eq(w->v[i], "-e") || str_eq(w->v[i], "--eval"))
            return TOOL_RUNS;
    return TOOL_ENTERS;
}

static enum tool_kind follow_kind(const struct words *w, size_t i)
{
    (void)i;
    return has(w, "-f") || has(w, "-F") || has(w, "--follow") || has(w, "-fu") || has(w, "-xf") || has(w, "-xefu") || has(w, "-e") ? TOOL_WAITS
                                                                                                                              : TOOL_RUNS;
}

static enum tool_kind verb_kind(const struct words *w, size_t i)
{
    (void)i;
    return cluster_kind(w);
}

static enum tool_kind su_kind(const struct words *w, size_t i)
{
    (void)i;
    return has(w, "-c") ? TOOL_RUNS : TOOL_ENTERS;
}

static enum tool_kind enters(const struct words *w, size_t i)
{
    (void)w, (void)i;
    return TOOL_ENTERS;
}

static enum tool_kind waits(const struct words *w, size_t i)
{
    (void)w, (void)i;
    return TOOL_WAITS;
}

static const struct {
    const char *name;
    enum tool_kind (*kind)(const struct words *w, size_t i);
} tools[] = {
    {"kubectl", verb_kind}, {"oc", verb_kind},        {"k", verb_kind},        {"docker", verb_kind},   {"podman", verb_kind},
    {"virtctl", verb_kind}, {"govuk-docker", verb_kind}, {"docker-compose", verb_kind}, {"chroot", enters}, {"toolbox", enters},
    {"telnet", enters},     {"ssh", ssh_kind},        {"su", su_kind},         {"bash", bare_kind},     {"sh", bare_kind},
    {"zsh", bare_kind},     {"psql", bare_kind},      {"mysql", bare_kind},    {"mongo", bare_kind},    {"mongosh", bare_kind},
    {"redis-cli", bare_kind}, {"python", bare_kind},  {"python3", bare_kind},  {"irb", enters},         {"tail", follow_kind},
    {"journalctl", follow_kind}, {"watch", waits},    {"top", waits},          {"htop", waits},         {"less", waits},
    {"more", waits},        {"vi", waits},            {"vim", waits},          {"nano", waits},         {"emacs", waits},
    {"visudo", waits},      {"exit", waits},          {"logout", waits},       {"ncdu", waits},         {"tcpdump", waits},
    {"fdisk", waits},
};

static enum tool_kind kind_of(const struct words *w)
{
    size_t i = command_at(w);
    if (i == w->n && has(w, "sudo") && (has(w, "-i") || has(w, "-s")))
        return TOOL_ENTERS;
    if (i < w->n && (str_eq(w->v[i], "rails") || str_eq(w->v[i], "rake")) && has(w, "console"))
        return TOOL_ENTERS;
    for (size_t k = 0; i < w->n && k < sizeof tools / sizeof *tools; k++)
        if (str_eq(base_of(w->v[i]), tools[k].name))
            return tools[k].kind(w, i);
    return TOOL_RUNS;
}

enum tool_kind tool_kind(const char *command)
{
    enum tool_kind most = TOOL_RUNS;
    struct words w;
    for (const char *s = command; *s;) {
        const char *from = s;
        s = split(s, &w);
        enum tool_kind kind = kind_of(&w);
        most = kind > most ? kind : most;
        if (s == from)
            break;
    }
    return most;
}

bool tool_sets_state(const char *line)
{
    static const char *const word[] = {"cd", "export", "source", ".", "set", "alias", "eval", "pushd", "unset", "function", NULL};
    struct words w;
    split(line, &w);
    size_t i = command_at(&w);
    return w.n && (is_worked_out(line) || (i == w.n && is_assignment(w.v[0])) || (i < w.n && is_in(w.v[i], word)));
}

bool tool_reads_code(const char *command)
{
    static const char *const word[] = {"eval", "xargs", "ssh", "su", NULL};
    struct words w;
    for (const char *s = command; *s;) {
        const char *from = s;
        s = split(s, &w);
        for (size_t i = 0; i < w.n; i++)
            if (is_in(base_of(w.v[i]), word) || (is_in(base_of(w.v[i]), shells) && i + 1 < w.n && is_option(w.v[i + 1])))
                return true;
        if (s == from)
            break;
    }
    return false;
}
