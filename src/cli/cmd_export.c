/* export: the write-up of an incident. */
#include <stdio.h>

#include "app/write_up.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/desk.h"

static int run(const struct command_line *line)
{
    struct desk d;
    struct err e = {0};
    const char *format = command_option(line, "format"), *file = command_option(line, "out");
    char *path = NULL;
    bool ok = desk_open(&d, line, &e) && open_to_read(&d.session, line->arg[0], &e) &&
              write_up_export(&d.session, format ? format : "md", file ? file : "-", command_option(line, "force") != NULL, &path, &e);
    if (ok && !str_eq(path, "-"))
        printf("%s\n", path);
    mem_free(path);
    return desk_end(&d, ok, &e);
}

static const struct option_row options[] = {
    {'f', "format", "md|html|json", N_("Markdown (the default), one HTML file, or JSON")},
    {'o', "out", "FILE", N_("write it to a file instead of standard output")},
    {0, "force", NULL, N_("overwrite the file when it is there")},
    {0, NULL, NULL, NULL},
};

const struct command command_export = {
    .name = "export",
    .args = "INCIDENT",
    .summary = N_("write the post-mortem of an incident"),
    .details = N_("What the journal knows is written; what only a person can say is marked as to be written. The head of "
                  "the record is printed in it, so that journal verify --against can compare."),
    .option = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
