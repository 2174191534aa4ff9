/* doctor: what works here, what is off, and why. */
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/secrets.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/version.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/settings.h"
#include "probe/curl.h"
#include "probe/ssh.h"
#include "probe/tool.h"
#include "store/db.h"
#include "store/disk.h"
#include "store/files.h"
#include "store/journal.h"
#include "store/spare.h"
#include "text/clean.h"
#include "text/digest.h"
#include "text/markdown.h"
#include "text/regex.h"
#include "text/yaml.h"
#include "text/zip.h"
#include "text/zstd.h"
#include "ui/term.h"

enum { NAME_COLUMNS = 10 };
enum verdict { WORKS, OFF, BROKEN };

struct checkup {
    struct settings settings;
    struct str say; /* of the check at hand: what there is, and below it, a line each, what is to be said about it */
};

typedef enum verdict look_fn(struct checkup *c);

static void remark(struct checkup *c, const char *sentence)
{
    str_add_char(&c->say, '\n');
    str_add(&c->say, sentence);
}

/* ---- the program ---- */

static enum verdict look_at_versions(struct checkup *c)
{
    char pcre2[64];
    regex_library_version(pcre2);
    pcre2[strcspn(pcre2, " ")] = '\0';
    str_addf(&c->say, "triage %s, SQLite %s, libyaml %s, cmark %s, PCRE2 %s, libsodium %s, zlib %s, %s", version_text(),
             db_library_version(), yaml_library_version(), markdown_library_version(), pcre2, digest_library_version(),
             zip_library_version(), term_library_version());
    if (zstd_is_built_in())
        str_addf(&c->say, ", zstd %s", zstd_library_version());
    return WORKS;
}

static enum verdict look_at_shield(struct checkup *c)
{
    str_add(&c->say, _("every commit and checkpoint under one lock, which no SQLite before 3.51.3 should be without"));
    return WORKS;
}

/* ---- where it runs ---- */

static enum verdict look_at_terminal(struct checkup *c)
{
    const char *type = getenv("TERM");
    struct winsize size = {0};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || !type || !*type || str_eq(type, "dumb")) {
        str_addf(&c->say, _("no terminal here (TERM=%s): numbered lines instead of screens"), type ? type : "");
        return OFF;
    }
    (void)ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    str_addf(&c->say, "%s, %ux%u", type, size.ws_col, size.ws_row);
    if (size.ws_col >= 40 && size.ws_row >= 12)
        return WORKS;
    remark(c, _("Screens need 40x12; make the window larger."));
    return OFF;
}

static enum verdict look_at_colours(struct checkup *c)
{
    const char *no_color = getenv("NO_COLOR");
    bool is_off = (no_color && *no_color) || str_eq(config_text(&c->settings.config, CONFIG_THEME), "mono");
    str_add(&c->say, is_off ? _("off: NO_COLOR is set, or the theme is mono") : _("the terminal's own"));
    return is_off ? OFF : WORKS;
}

static enum verdict look_at_locale(struct checkup *c)
{
    const char *name = setlocale(LC_CTYPE, NULL), *codeset = nl_langinfo(CODESET);
    str_addf(&c->say, "%s, %s", name ? name : "?", codeset);
    if (str_eq(codeset, "UTF-8"))
        return WORKS;
    remark(c, _("Only ASCII can be shown; set LC_ALL to a UTF-8 locale, as C.UTF-8."));
    return OFF;
}

static enum verdict look_at_config(struct checkup *c)
{
    char *file = paths_shorten(&c->settings.paths, c->settings.config.file);
    str_addf(&c->say, c->settings.config.has_file ? _("%s, read") : _("%s is not there, and need not be"), file);
    mem_free(file);
    return WORKS;
}

/* Rules of the team, with their samples; a broken one is said, and does not switch off the others. */
static enum verdict look_at_secrets(struct checkup *c)
{
    struct redact_set set = {0};
    struct problems ps = {0};
    secrets_load(&set, &c->settings.paths, &ps);
    redact_check_samples(&set, &ps);
    str_addf(&c->say, ngettext("%zu rule that ships", "%zu rules that ship", n_redact_rules), n_redact_rules);
    if (set.rule.n)
        str_addf(&c->say, ngettext(", %zu of your own", ", %zu of your own", set.rule.n), set.rule.n);
    for (size_t i = 0; i < ps.list.n; i++) {
        str_add_char(&c->say, '\n');
        problem_print(&ps.list.v[i], &c->say);
    }
    enum verdict verdict = ps.list.n ? BROKEN : WORKS;
    problems_release(&ps);
    redact_set_release(&set);
    return verdict;
}

/* ---- the journal ---- */

static bool count(const struct journal_entry *entry, void *who)
{
    (void)entry;
    ++*(size_t *)who;
    return true;
}

static enum verdict describe_journal(struct checkup *c, struct journal *j, struct err *e)
{
    struct journal_filter all = {0};
    char *path = paths_shorten(&c->settings.paths, journal_path(j));
    size_t n = 0;
    bool ok = journal_list(j, &all, count, &n, e);
    str_addf(&c->say, ngettext("%s, %zu incident", "%s, %zu incidents", n), path, n);
    mem_free(path);
    if (!ok)
        remark(c, e->text);
    if (journal_notice(j))
        remark(c, journal_notice(j));
    remark(c, journal_is_private(j)  ? _("It is readable by you alone.")
              : journal_is_shared(j) ? _("It is shared with the group of its directory.")
                                     : _("Others can read it too; chmod go= on its files makes it yours alone."));
    return !ok ? BROKEN : journal_notice(j) ? OFF : WORKS;
}

static enum verdict look_at_journal(struct checkup *c)
{
    struct journal_options o = {.path = config_text(&c->settings.config, CONFIG_JOURNAL)};
    struct journal *j = NULL;
    struct err e = {0};
    enum verdict verdict = BROKEN;
    if (!files_exist(o.path)) {
        char *path = paths_shorten(&c->settings.paths, o.path);
        str_addf(&c->say, _("%s is not there yet; the first incident makes it"), path);
        mem_free(path);
        return WORKS;
    }
    if (journal_open(&o, &j, &e))
        verdict = describe_journal(c, j, &e);
    else
        str_add(&c->say, e.text);
    journal_close(j);
    return verdict;
}

static void format_bytes(int64_t bytes, char out[32])
{
    static const char *const unit[] = {"kB", "MB", "GB", "TB"};
    double size = (double)bytes / 1e3;
    size_t i = 0;
    for (; size >= 1000 && i < 3; i++)
        size /= 1e3;
    snprintf(out, 32, "%.1f %s", size, unit[i]);
}

/* The directory itself, or the nearest above it that is there. */
static char *existing_directory_of(const char *path)
{
    char *dir = files_directory_of(path);
    while (!files_exist(dir) && !str_eq(dir, "/") && !str_eq(dir, ".")) {
        char *above = files_directory_of(dir);
        mem_free(dir);
        dir = above;
    }
    return dir;
}

static enum verdict look_at_disk(struct checkup *c)
{
    const char *path = config_text(&c->settings.config, CONFIG_JOURNAL);
    char *dir = existing_directory_of(path), size[32];
    struct disk d;
    struct str spare = {0};
    bool can_write = access(dir, W_OK) == 0;
    disk_look(dir, &d);
    format_bytes(d.free_bytes, size);
    str_addf(&spare, "%s.spare", path);
    char *shown = paths_shorten(&c->settings.paths, dir);
    str_addf(&c->say, _("%s on %s, %s free"), shown, d.name, size);
    mem_free(shown);
    if (spare_is_there(spare.s))
        remark(c, _("A spare megabyte lies beside the journal, for the day the disk is full."));
    if (d.is_network)
        remark(c, _("It is a network file system, where recording is slower and locks are not always kept; a local one is safer."));
    if (!can_write)
        remark(c, _("You have no permission to write there; name another journal with --journal."));
    str_release(&spare);
    mem_free(dir);
    return !can_write ? BROKEN : d.is_network ? OFF : WORKS;
}

/* ---- what ships ---- */

static enum verdict look_at_shipped(struct checkup *c)
{
    static const char *const parts[] = {"data/flows", "kb", "data/status-codes.yaml"};
    enum verdict verdict = WORKS;
    str_add(&c->say, c->settings.paths.shipped);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char *path = paths_expand(&c->settings.paths, parts[i], c->settings.paths.shipped);
        if (!files_exist(path)) {
            str_add_char(&c->say, '\n');
            str_addf(&c->say, _("%s is missing; install triage again, or set TRIAGE_DATADIR."), path);
            verdict = BROKEN;
        }
        mem_free(path);
    }
    return verdict;
}

/* Opened here, as the first request does; a session never does. */
static enum verdict look_at_requests(struct checkup *c)
{
    char version[64];
    struct err e = {0};
    struct curl *curl = curl_is_built_in() ? curl_open(&e) : NULL;
    if (curl) {
        curl_library_version(curl, version);
        size_t number = strcspn(version, " "), tls = version[number] ? 1 + strcspn(version + number + 1, " ") : 0;
        str_addf(&c->say, "libcurl %.*s", (int)(number + tls), version);
        curl_close(curl);
        return WORKS;
    }
    str_add(&c->say, _("http and tls probes do not work"));
    remark(c, e.code ? e.text : _("triage was built without libcurl (--without-http)."));
    return OFF;
}

/* `ssh -V` says "OpenSSH_9.2p1 Debian-2, OpenSSL 3.0.11" on standard error. */
static enum verdict look_at_ssh(struct checkup *c)
{
    struct ssh ssh;
    const char *setting = config_text(&c->settings.config, CONFIG_SSH);
    ssh_init(&ssh, setting);
    if (!ssh.program) {
        str_addf(&c->say, str_eq(setting, "false") ? _("off (ssh: %s): commands for other hosts are shown, to be run there by hand")
                                                   : _("there is no %s: commands for other hosts are shown, to be run there by hand"), setting);
        ssh_release(&ssh);
        return OFF;
    }
    const char *argv[] = {ssh.program, "-V", NULL};
    struct tool_answer a;
    tool_run(&(struct tool_call){argv, 5000, 4096}, &a);
    str_addf(&c->say, "%s, %s", ssh.program, a.said[0] ? a.said : "?");
    tool_release(&a);
    ssh_release(&ssh);
    return WORKS;
}

static const struct check {
    const char *name;
    look_fn *look;
} checks[] = {
    {N_("versions"), look_at_versions}, {N_("shield"), look_at_shield},     {N_("terminal"), look_at_terminal},
    {N_("colours"), look_at_colours},   {N_("locale"), look_at_locale},     {N_("config"), look_at_config},
    {N_("secrets"), look_at_secrets},
    {N_("journal"), look_at_journal},   {N_("disk"), look_at_disk},         {N_("shipped"), look_at_shipped},
    {N_("requests"), look_at_requests}, {N_("ssh"), look_at_ssh},
};

static void print_lines(const char *text)
{
    for (bool first = true; *text; first = false) {
        size_t n = strcspn(text, "\n");
        printf("%*s%.*s\n", first ? 0 : NAME_COLUMNS + 3, "", (int)n, text);
        text += n + (text[n] == '\n');
    }
}

static enum verdict print_check(struct checkup *c, const struct check *check)
{
    static const char *const marks[2][3] = {{"+", "?", "x"}, {"\xe2\x9c\x93", "?", "\xe2\x9c\x97"}};
    const char *name = _(check->name);
    str_clear(&c->say);
    enum verdict verdict = check->look(c);
    const char *mark = marks[str_eq(nl_langinfo(CODESET), "UTF-8")][verdict];
    char *say = clean_text(str_get(&c->say), c->say.n);
    printf("%s ", mark);
    output_label(name, NAME_COLUMNS);
    print_lines(say);
    mem_free(say);
    return verdict;
}

static int run(const struct command_line *line)
{
    struct checkup c = {0};
    struct err e = {0};
    size_t n_broken = 0;
    bool ok = settings_load(&c.settings, line, &e);
    for (size_t i = 0; ok && i < sizeof checks / sizeof *checks; i++)
        n_broken += print_check(&c, &checks[i]) == BROKEN;
    if (ok && n_broken)
        ok = err_set(&e, ERR_SERVICE, ngettext("%zu thing does not work here", "%zu things do not work here", n_broken), n_broken);
    str_release(&c.say);
    settings_release(&c.settings);
    return ok ? 0 : command_fail(&e);
}

const struct command command_doctor = {
    .name = "doctor",
    .args = "",
    .summary = N_("what works here, what is off, and why"),
    .run = run,
};
