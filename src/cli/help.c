/* help: the commands in words. */
#include "cli/help.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

enum { TEXT_WIDTH = 78, LABEL_WIDTH = 24 };

/* Prints prose wrapped to the width, each line behind `indent` blanks. The first line continues at column `at`. */
static void print_wrapped(FILE *out, const char *text, size_t indent, size_t at)
{
    while (*text) {
        size_t length = strcspn(text, " \n"), columns = utf8_columns(text, length);
        if (at > indent && at + 1 + columns > TEXT_WIDTH)
            fputc('\n', out), at = 0;
        if (at == 0)
            fprintf(out, "%*s", (int)indent, ""), at = indent;
        else if (at > indent)
            fputc(' ', out), at++;
        fwrite(text, 1, length, out);
        at += columns;
        text += length;
        for (; *text == '\n' || *text == ' '; text++)
            if (*text == '\n')
                fputc('\n', out), at = 0;
    }
    fputc('\n', out);
}

static void print_row(FILE *out, const char *label, const char *text)
{
    size_t columns = utf8_columns(label, strlen(label));
    fprintf(out, "  %s", label);
    if (columns + 2 >= LABEL_WIDTH)
        fprintf(out, "\n%*s", LABEL_WIDTH, "");
    else
        fprintf(out, "%*s", (int)(LABEL_WIDTH - 2 - columns), "");
    print_wrapped(out, text, LABEL_WIDTH, LABEL_WIDTH);
}

static void print_options(FILE *out, const struct option_row *row)
{
    for (; row && row->name; row++) {
        struct str label = {0};
        if (row->letter)
            str_addf(&label, "-%c, ", row->letter);
        str_addf(&label, row->value ? "--%s %s" : "--%s", row->name, row->value ? row->value : "");
        print_row(out, str_get(&label), _(row->help));
        str_release(&label);
    }
}

void help_print_all(FILE *out)
{
    fputs(_("triage: differential diagnosis for production incidents\n"), out);
    fputs(_("\nUsage: triage [OPTION]... [COMMAND [ARGUMENT]...]\n\n"), out);
    for (size_t i = 0; i < n_commands; i++)
        print_row(out, commands[i]->name, _(commands[i]->summary));
    fputs(_("\nOptions of every command:\n"), out);
    print_options(out, options_everywhere);
    fputs(_("\ntriage COMMAND --help tells more. Nothing runs until you say so.\n"), out);
}

void help_print_command(const struct command *c, FILE *out)
{
    fprintf(out, _("Usage: triage %s %s\n"), c->name, c->args);
    fprintf(out, "\n");
    print_wrapped(out, _(c->summary), 0, 0);
    if (c->details) {
        fputc('\n', out);
        print_wrapped(out, _(c->details), 0, 0);
    }
    if (c->option && c->option->name) {
        fputs(_("\nOptions:\n"), out);
        print_options(out, c->option);
    }
    fputs(_("\nOptions of every command:\n"), out);
    print_options(out, options_everywhere);
}
