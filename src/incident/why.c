/* why: codes, and their sentences. */
#include "incident/why.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

enum { TEXT_COLUMNS = 60 };

typedef bool shows(const char *sentence, const char *about, struct str *out);
static shows show_error, show_bad_pattern, show_hard_pattern, show_not_a, show_host, show_said;

static const struct {
    const char *code;
    shows *show;
    const char *sentence;
} rows[N_WHYS] = {
    [WHY_NO_TERMINAL] = {"no_terminal", show_error, N_("no terminal could be made for the command")},
    [WHY_TERMINAL_CLOSED] = {"terminal_closed", show_error, N_("no terminal could be opened for the command")},
    [WHY_NO_PIPE] = {"no_pipe", show_error, N_("no pipe could be made for the command")},
    [WHY_NO_PROCESS] = {"no_process", show_error, N_("no process could be made for the command")},
    [WHY_NO_SHELL] = {"no_shell", show_error, "/bin/sh"},
    [WHY_BAD_PATTERN] = {"bad_pattern", show_bad_pattern, NULL},
    [WHY_HARD_PATTERN] = {"hard_pattern", show_hard_pattern, NULL},
    [WHY_NOT_A] = {"not_a", show_not_a, NULL},
    [WHY_SSH_NONE] = {"ssh_none", show_error, N_("ssh could not be started")},
    [WHY_SSH_NAME] = {"ssh_name", show_host, N_("'%s' cannot be the name of a machine; nothing was sent")},
    [WHY_SSH_NOWHERE] = {"ssh_nowhere", show_host, N_("no machine is known by the name %s; nothing was sent")},
    [WHY_SSH_REFUSED] = {"ssh_refused", show_host, N_("%s takes no connection for ssh; nothing was sent")},
    [WHY_SSH_NO_ANSWER] = {"ssh_no_answer", show_host, N_("%s does not answer; nothing was sent")},
    [WHY_SSH_NO_WAY] = {"ssh_no_way", show_host, N_("no way leads to %s; nothing was sent")},
    [WHY_SSH_KEY_UNKNOWN] = {"ssh_key_unknown", show_host, N_("the key of %s is not known; nothing was sent")},
    [WHY_SSH_KEY_CHANGED] = {"ssh_key_changed", show_host, N_("the key of %s is not the one that is known; nothing was sent")},
    [WHY_SSH_DENIED] = {"ssh_denied", show_host, N_("%s does not let you in; nothing was sent")},
    [WHY_SSH_CLOSED] = {"ssh_closed", show_host, N_("%s closed the connection before anything was sent")},
    [WHY_SSH_GIVEN_UP] = {"ssh_given_up", show_host, N_("the way to %s was given up; nothing was sent")},
    [WHY_SSH_NO_SESSION] = {"ssh_no_session", show_host, N_("%s takes no further command over this connection; nothing was run")},
    [WHY_SSH_NO_SHELL] = {"ssh_no_shell", show_said, N_("%s started no shell, and nothing was run: %s")},
    [WHY_SSH_SAID] = {"ssh_said", show_said, N_("ssh did not get to %s, and nothing was sent: %s")},
    [WHY_SSH_LOST] = {"ssh_lost", show_host, N_("the connection to %s was lost; started there, outcome unknown")},
    [WHY_NO_TRIAGE] = {"no_triage", show_host, N_("there is no triage on %s that could look; install it there, or look by hand and say what you found (o)")},
};

/* By name, because the numbers differ between systems and a journal travels. */
static const struct {
    const char *name;
    int number;
} errors[] = {
    {"E2BIG", E2BIG},   {"EACCES", EACCES},   {"EAGAIN", EAGAIN}, {"EINVAL", EINVAL}, {"EIO", EIO},     {"ELOOP", ELOOP},
    {"EMFILE", EMFILE}, {"ENFILE", ENFILE},   {"ENODEV", ENODEV}, {"ENOENT", ENOENT}, {"ENOEXEC", ENOEXEC}, {"ENOMEM", ENOMEM},
    {"ENOSPC", ENOSPC}, {"ENOTDIR", ENOTDIR}, {"ENXIO", ENXIO},   {"EPERM", EPERM},   {"ETXTBSY", ETXTBSY},
};
enum { N_ERRORS = sizeof errors / sizeof *errors };

void why_system(enum why why, int os_error, char out[WHY_SYSTEM_TEXT])
{
    for (size_t i = 0; i < N_ERRORS; i++)
        if (errors[i].number == os_error) {
            snprintf(out, WHY_SYSTEM_TEXT, "%s %s", rows[why].code, errors[i].name);
            return;
        }
    snprintf(out, WHY_SYSTEM_TEXT, "%s %d", rows[why].code, os_error);
}

void why_host(enum why why, const char *host, const char *said, char out[WHY_TEXT])
{
    size_t n = said ? utf8_fit(said, strcspn(said, "\r\n"), 2 * TEXT_COLUMNS) : 0;
    if (said)
        snprintf(out, WHY_TEXT, "%s %s %.*s", rows[why].code, host, (int)n, said);
    else
        snprintf(out, WHY_TEXT, "%s %s", rows[why].code, host);
}

const char *why_pattern(enum why why, const char *pattern, struct arena *arena)
{
    return arena_printf(arena, "%s %s", rows[why].code, pattern);
}

const char *why_not_a(const char *kind, const char *fact, const char *text, struct arena *arena)
{
    int n = (int)utf8_fit(text, strlen(text), TEXT_COLUMNS);
    return arena_printf(arena, "%s %s %s %.*s", rows[WHY_NOT_A].code, kind, fact, n, text);
}

/* ---- showing: false where it does not look like one ---- */

static int number_of_error(const char *name)
{
    for (size_t i = 0; i < N_ERRORS; i++)
        if (strcmp(errors[i].name, name) == 0)
            return errors[i].number;
    return (int)strtol(name, NULL, 10);
}

static bool show_error(const char *sentence, const char *about, struct str *out)
{
    int number = number_of_error(about);
    if (number > 0)
        str_addf(out, "%s: %s", _(sentence), strerror(number));
    return number > 0;
}

static bool show_bad_pattern(const char *sentence, const char *about, struct str *out)
{
    (void)sentence;
    str_addf(out, _("the pattern '%s' cannot be read"), about);
    return true;
}

static bool show_hard_pattern(const char *sentence, const char *about, struct str *out)
{
    (void)sentence;
    str_addf(out, _("the pattern '%s' needs more work than it is given"), about);
    return true;
}

/* The sentence with each of its %s filled in. */
static void fill_in(const char *sentence, const char *first, const char *second, struct str *out)
{
    const char *gap = strstr(sentence, "%s"), *next = gap ? strstr(gap + 2, "%s") : NULL;
    str_add_n(out, sentence, gap ? (size_t)(gap - sentence) : strlen(sentence));
    if (!gap)
        return;
    str_add(out, first);
    str_add_n(out, gap + 2, next ? (size_t)(next - gap) - 2 : strlen(gap + 2));
    if (next)
        str_addf(out, "%s%s", second, next + 2);
}

static bool show_host(const char *sentence, const char *about, struct str *out)
{
    fill_in(_(sentence), about, "", out);
    return true;
}

/* "web-3 This account is currently not available." */
static bool show_said(const char *sentence, const char *about, struct str *out)
{
    const char *said = strchr(about, ' ');
    struct str host = {0};
    if (!said)
        return false;
    str_add_n(&host, about, (size_t)(said - about));
    fill_in(_(sentence), str_get(&host), said + 1, out);
    str_release(&host);
    return true;
}

/* "number current.n 12 apples" */
static bool show_not_a(const char *sentence, const char *about, struct str *out)
{
    const char *fact = strchr(about, ' '), *text = fact ? strchr(fact + 1, ' ') : NULL;
    struct str kind = {0}, name = {0};
    (void)sentence;
    if (!text)
        return false;
    str_add_n(&kind, about, (size_t)(fact - about));
    str_add_n(&name, fact + 1, (size_t)(text - fact) - 1);
    str_addf(out, _("%s: '%s' is not a %s"), str_get(&name), text + 1, str_get(&kind));
    str_release(&kind);
    str_release(&name);
    return true;
}

void why_show(const char *why, struct str *out)
{
    size_t n = why ? strcspn(why, " ") : 0;
    for (size_t i = 0; i < N_WHYS && n && why[n]; i++)
        if (strlen(rows[i].code) == n && memcmp(rows[i].code, why, n) == 0 && rows[i].show(rows[i].sentence, why + n + 1, out))
            return;
    str_add(out, why ? why : "");
}

const char *why_text(const char *why, struct arena *arena)
{
    struct str out = {0};
    why_show(why, &out);
    const char *text = arena_strdup(arena, str_get(&out));
    str_release(&out);
    return text;
}
