/* new: a flow or an article to begin with. */
#include <stdio.h>

#include "app/skeleton.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/settings.h"
#include "text/clean.h"

static void say(const char *kind, const char *path)
{
    char *clean = clean_line(path);
    puts(clean);
    if (str_eq(kind, "flow"))
        fprintf(stderr, _("It is whole, and says what is what. Next: triage try %s --watch\n"), clean);
    else
        fprintf(stderr, _("It says what is what. Next: triage kb check %s\n"), clean);
    mem_free(clean);
}

static int run(const struct command_line *line)
{
    struct settings settings;
    struct err e = {0};
    char *path = NULL;
    bool ok = settings_load(&settings, line, &e) && skeleton_write(&settings.paths, line->arg[0], line->arg[1], &path, &e);
    if (ok)
        say(line->arg[0], path);
    mem_free(path);
    settings_release(&settings);
    return ok ? 0 : command_fail(&e);
}

const struct command command_new = {
    .name = "new",
    .args = "flow|article NAME",
    .summary = N_("begin a flow or an article: a file that passes the check and explains itself"),
    .details = N_("NAME becomes the id, and the file: NAME.yaml or NAME.md, here or in the directory that stands before it. A file "
                  "that is there already stays as it is."),
    .words = "flow article",
    .min_args = 2,
    .max_args = 2,
    .run = run,
};
