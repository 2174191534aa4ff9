/* main: where triage begins: the language, the command, its exit status. */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/version.h"
#include "cli/command.h"
#include "cli/help.h"

/* An SSH client may send a locale that this machine lacks; then UTF-8 still works, and so do translations, which
 * gettext takes from LANGUAGE. LC_NUMERIC stays "C": a decimal comma would break every number that is read again. */
static void fall_back_to_utf8(void)
{
    const char *wanted[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && !getenv("LANGUAGE"); i++)
        if (getenv(wanted[i]) && *getenv(wanted[i]))
            setenv("LANGUAGE", getenv(wanted[i]), 1);
    setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_MESSAGES, "C.UTF-8");
}

static void speak_the_users_language(void)
{
    const char *dir = getenv("TRIAGE_LOCALEDIR");
    if (!setlocale(LC_CTYPE, "") || !setlocale(LC_MESSAGES, ""))
        fall_back_to_utf8();
#ifdef ENABLE_NLS
    bindtextdomain(PACKAGE, dir ? dir : LOCALEDIR);
    bind_textdomain_codeset(PACKAGE, "UTF-8");
    textdomain(PACKAGE);
#else
    (void)dir;
#endif
}

static int say_version(void)
{
    printf("triage %s\n", version_text());
    return 0;
}

static int say_help(int argc, const struct command_line *line)
{
    if (argc == 2)
        help_print_all(stdout);
    else
        help_print_command(line->command, stdout);
    return 0;
}

static int run(int argc, char **argv)
{
    struct command_line line;
    struct err e = {0};
    if (!command_line_parse(argc, argv, &line, &e))
        return command_fail(&e);
    if (command_option(&line, "version"))
        return say_version();
    if (command_option(&line, "help"))
        return say_help(argc, &line);
    return line.command->run(&line);
}

/* What was printed and did not arrive is a failure: a script that reads half a list must know. */
static bool has_arrived(struct err *e)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    errno = errno ? errno : EIO;
    return err_sys(e, ERR_IO, _("standard output"));
}

int main(int argc, char **argv)
{
    struct err e = {0};
    speak_the_users_language();
    signal(SIGXFSZ, SIG_IGN); /* a limit on files is a full disk: said, and not died of */
    int status = run(argc, argv);
    return has_arrived(&e) || status ? status : command_fail(&e);
}
