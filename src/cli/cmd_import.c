/* import: a Markdown runbook as a flow, to refine. */
#include <stdio.h>

#include "app/import.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "store/files.h"

static void print_figures(const struct runbook_figures *f)
{
    printf("steps=%zu fixes=%zu commands=%zu by_hand=%zu edit=%zu inputs=%zu placeholders=%zu kept=%zu items=%zu stub=%d\n", f->steps,
           f->fixes, f->commands, f->by_hand, f->edited, f->inputs, f->placeholders, f->placeholders_kept, f->items, f->is_stub);
}

static bool put(const struct command_line *line, const struct str *yaml, struct err *e)
{
    const char *path = command_option(line, "output");
    if (path)
        return files_write_new(path, yaml->s, yaml->n, 0644, e);
    fputs(str_get(yaml), stdout);
    return true;
}

static int run(const struct command_line *line)
{
    struct str yaml = {0};
    struct runbook_figures figures;
    struct err e = {0};
    bool ok = import_file(line->arg[0], &yaml, &figures, &e);
    if (ok && command_option(line, "figures"))
        print_figures(&figures);
    else
        ok = ok && put(line, &yaml, &e);
    str_release(&yaml);
    return ok ? 0 : command_fail(&e);
}

static const struct option_row options[] = {
    {'o', "output", "FILE", N_("write the flow to FILE, which must not be there yet")},
    {0, "figures", NULL, N_("say only what it amounts to: steps, commands, inputs")},
    {0, NULL, NULL, NULL},
};

const struct command command_import = {
    .name = "import",
    .args = "RUNBOOK.md",
    .summary = N_("make a flow of a Markdown runbook"),
    .details = N_("Headings become steps, what stands under Mitigation fixes, commands actions that are shown and confirmed, what is left "
                  "open in them inputs. The flow is printed as YAML, to refine; triage start RUNBOOK.md walks the same as it is."),
    .option = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
