/* options: argv against the tables, by getopt_long. */
#include "cli/options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

const struct option_row options_everywhere[] = {
    {0, "journal", "FILE", N_("use this journal instead of the one in the state directory")},
    {0, "operator", "NAME", N_("who is working, on a shared account")},
    {'p', "plain", NULL, N_("numbered lines instead of screens; automatic where there is no terminal")},
    {0, "readonly", NULL, N_("refuse every action that changes something")},
    {0, "ascii", NULL, N_("only ASCII characters on the screens")},
    {0, "mouse", NULL, N_("report the mouse; off, so that the terminal's own selection works")},
    {'h', "help", NULL, N_("what it does and how it is called")},
    {'V', "version", NULL, N_("which version this is")},
    {0, NULL, NULL, NULL},
};

const char *command_option_at(const struct command_line *line, const char *name, size_t i)
{
    for (size_t k = 0; k < line->n_given; k++)
        if (str_eq(line->given[k].name, name) && i-- == 0)
            return line->given[k].value;
    return NULL;
}

const char *command_option(const struct command_line *line, const char *name)
{
    const char *found = NULL, *value;
    for (size_t i = 0; (value = command_option_at(line, name, i)); i++)
        found = value;
    return found;
}

struct rows { /* the tables in the form getopt_long wants */
    struct option longs[2 * OPTIONS_MOST];
    const struct option_row *row[2 * OPTIONS_MOST];
    char shorts[4 * OPTIONS_MOST];
    int n;
};

enum { FIRST_LONG = 1000 };

static void add_rows(struct rows *r, const struct option_row *row)
{
    for (; row && row->name && r->n < 2 * OPTIONS_MOST - 1; row++, r->n++) {
        size_t end = strlen(r->shorts);
        r->row[r->n] = row;
        r->longs[r->n] = (struct option){row->name, row->value ? required_argument : no_argument, NULL, FIRST_LONG + r->n};
        if (row->letter)
            snprintf(r->shorts + end, sizeof r->shorts - end, "%c%s", row->letter, row->value ? ":" : "");
    }
}

static const struct option_row *row_of(const struct rows *r, int code)
{
    if (code >= FIRST_LONG && code < FIRST_LONG + r->n)
        return r->row[code - FIRST_LONG];
    for (int i = 0; i < r->n; i++)
        if (r->row[i]->letter && r->row[i]->letter == code)
            return r->row[i];
    return NULL;
}

/* The option whose name is nearest to a mistyped one, or NULL. */
static const char *nearest_option(const struct rows *r, const char *typed)
{
    const char *best = NULL;
    unsigned least = 3;
    for (int i = 0; i < r->n; i++)
        if (str_distance(typed, r->row[i]->name) < least)
            least = str_distance(typed, r->row[i]->name), best = r->row[i]->name;
    return best;
}

static bool refuse_option(const struct rows *r, const char *typed, bool wants_value, struct err *e)
{
    const char *near = typed[0] == '-' && typed[1] == '-' ? nearest_option(r, typed + 2) : NULL;
    if (wants_value)
        return err_set(e, ERR_USAGE, _("option %s needs a value"), typed);
    if (near)
        return err_set(e, ERR_USAGE, _("there is no option %s; did you mean --%s?"), typed, near);
    return err_set(e, ERR_USAGE, _("there is no option %s here; --help shows which there are"), typed);
}

bool options_parse(int argc, char **argv, const struct option_row *own, bool until_word, struct command_line *line,
                   struct err *e)
{
    struct rows r = {0};
    int code;
    snprintf(r.shorts, sizeof r.shorts, "%s", until_word ? "+:" : ":");
    add_rows(&r, own);
    add_rows(&r, options_everywhere);
    opterr = 0;
    optind = 0;
    while ((code = getopt_long(argc, argv, r.shorts, r.longs, NULL)) != -1) {
        const struct option_row *row = row_of(&r, code);
        if (!row)
            return refuse_option(&r, argv[optind - 1], code == ':', e);
        if (line->n_given == VALUES_MOST)
            return err_set(e, ERR_USAGE, _("more than %d options; put the values in a file or leave some out"), VALUES_MOST);
        line->given[line->n_given++] = (struct option_value){row->name, row->value ? optarg : ""};
    }
    line->arg = argv + optind;
    line->n_args = argc - optind;
    return true;
}
