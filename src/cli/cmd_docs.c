/* docs: the man page and the shell completions, made from the same tables as --help. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/version.h"
#include "cli/command.h"
#include "ui/action.h"

/* Roff treats a leading dot or quote, and every backslash and hyphen, as its own. */
static void print_roff(const char *text)
{
    bool line_start = true;
    for (; *text; text++) {
        if (line_start && (*text == '.' || *text == '\''))
            fputs("\\&", stdout);
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else if (*text == '\n')
            fputs("\n", stdout);
        else
            putchar(*text);
        line_start = *text == '\n';
    }
}

static void print_roff_options(const struct option_row *row)
{
    for (; row && row->name; row++) {
        fputs(".TP\n", stdout);
        if (row->letter)
            printf("\\fB\\-%c\\fR, ", row->letter);
        fputs("\\fB\\-\\-", stdout);
        print_roff(row->name);
        printf("\\fR%s%s%s\n", row->value ? " \\fI" : "", row->value ? row->value : "", row->value ? "\\fR" : "");
        print_roff(row->help);
        putchar('\n');
    }
}

static void print_roff_command(const struct command *c)
{
    printf(".SS triage %s %s\n", c->name, c->args);
    print_roff(c->summary);
    fputs(".\n", stdout);
    if (c->details) {
        fputs(".PP\n", stdout);
        print_roff(c->details);
        putchar('\n');
    }
    print_roff_options(c->option);
}

struct man_row {
    const char *label, *text;
};

static const struct man_row exit_statuses[] = {
    {"0", "It worked."},
    {"64", "The command line is not understood."},
    {"65", "What was read is not what it should be: a flow with mistakes, a damaged journal."},
    {"66", "A file or incident is not there."},
    {"69", "Something that is needed is not available, or the incident's state does not allow it."},
    {"70", "A mistake in triage itself."},
    {"71, 73, 74", "The operating system refused; a file cannot be made; reading or writing failed, a full disk."},
    {"75", "Another program holds the journal: try again."},
    {"77", "No permission, or read-only."},
    {"78", "The configuration has a mistake."},
    {NULL, NULL},
};

static const struct man_row environment[] = {
    {"TRIAGE_JOURNAL", "The journal to use, as with --journal."},
    {"TRIAGE_DATADIR", "Where the shipped flows and articles are, instead of the installed ones."},
    {"XDG_STATE_HOME, XDG_CONFIG_HOME, XDG_CACHE_HOME", "Where the journal, config.yaml and the search index live."},
    {"NO_COLOR", "No colours on the screens."},
    {"COLUMNS", "The width that kb and code wrap to."},
    {"EDITOR, VISUAL", "The editor for long notes and for mending a flow."},
    {NULL, NULL},
};

static void print_man_rows(const char *title, const struct man_row *row)
{
    printf(".SH %s\n", title);
    for (; row->label; row++) {
        fputs(".TP\n\\fB", stdout);
        print_roff(row->label);
        fputs("\\fR\n", stdout);
        print_roff(row->text);
        putchar('\n');
    }
}

/* From the list that the keymap, the footers and the help are made of. */
static void print_man_keys(void)
{
    fputs(".SH KEYS\n", stdout);
    print_roff("Where the cursor is seen, letters are typed; where it is not, letters are keys. They mean the same on every "
               "page and in every language; ? shows those that work on the page, : finds every command by its name.\n");
    for (size_t i = 0; i < N_ACTIONS; i++) {
        if (!action_rows[i].keys[0])
            continue;
        fputs(".TP\n\\fB", stdout);
        print_roff(action_rows[i].keys);
        fputs("\\fR\n", stdout);
        print_roff(action_rows[i].help);
        putchar('\n');
    }
}

static void print_man(void)
{
    printf(".TH TRIAGE 1 \"\" \"triage %s\" \"User Commands\"\n", version_text());
    fputs(".SH NAME\ntriage \\- differential diagnosis for production incidents, in a terminal\n", stdout);
    fputs(".SH SYNOPSIS\n.B triage\n[\\fIOPTION\\fR]... [\\fICOMMAND\\fR [\\fIARGUMENT\\fR]...]\n.SH DESCRIPTION\n", stdout);
    print_roff("triage walks an on-call engineer through an incident along a decision tree written in YAML: collect the "
               "symptom, check changes, inspect logs, reproduce, roll back, verify. It runs the commands the operator "
               "approves, ranks the causes, and records every step in a journal from which the post-mortem is exported. "
               "Nothing runs until the operator says so.\n");
    fputs(".SH COMMANDS\n", stdout);
    for (size_t i = 0; i < n_commands; i++)
        print_roff_command(commands[i]);
    fputs(".SH OPTIONS OF EVERY COMMAND\n", stdout);
    print_roff_options(options_everywhere);
    print_man_keys();
    print_man_rows("EXIT STATUS", exit_statuses);
    print_man_rows("ENVIRONMENT", environment);
}

static void print_bash_options(const struct option_row *row)
{
    for (; row && row->name; row++)
        printf(" --%s", row->name);
}

static void print_bash(void)
{
    fputs("# bash completion for triage\n_triage() {\n  local cur=${COMP_WORDS[COMP_CWORD]} cmd= w\n"
          "  for w in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n    case $w in -*) ;; *) cmd=$w; break ;; esac\n  done\n"
          "  case $cmd in\n  '') COMPREPLY=($(compgen -W '", stdout);
    for (size_t i = 0; i < n_commands; i++)
        printf("%s%s", i ? " " : "", commands[i]->name);
    print_bash_options(options_everywhere);
    fputs("' -- \"$cur\")) ;;\n", stdout);
    for (size_t i = 0; i < n_commands; i++) {
        printf("  %s) COMPREPLY=($(compgen -f -W '%s", commands[i]->name, commands[i]->words ? commands[i]->words : "");
        print_bash_options(commands[i]->option);
        print_bash_options(options_everywhere);
        fputs("' -- \"$cur\")) ;;\n", stdout);
    }
    fputs("  esac\n}\ncomplete -o filenames -F _triage triage\n", stdout);
}

/* Text inside a single-quoted zsh word that is itself read by _arguments: quotes, colons and brackets are special. */
static void print_zsh_text(const char *text)
{
    for (; *text; text++) {
        if (strchr(":[]\\", *text))
            putchar('\\');
        if (*text == '\'')
            fputs("'\\'", stdout);
        putchar(*text);
    }
}

static void print_zsh_options(const struct option_row *row)
{
    for (; row && row->name; row++) {
        printf(" \\\n      '--%s[", row->name);
        print_zsh_text(row->help);
        printf(row->value ? "]:%s:_files'" : "]'", row->value);
    }
}

static void print_zsh(void)
{
    fputs("#compdef triage\n# zsh completion for triage\n_triage() {\n  local -a names\n  names=(", stdout);
    for (size_t i = 0; i < n_commands; i++) {
        printf("\n    '%s:", commands[i]->name);
        print_zsh_text(commands[i]->summary);
        putchar('\'');
    }
    fputs("\n  )\n  if (( CURRENT == 2 )); then _describe command names; return; fi\n  case $words[2] in\n", stdout);
    for (size_t i = 0; i < n_commands; i++) {
        printf("  %s) _arguments", commands[i]->name);
        print_zsh_options(commands[i]->option);
        print_zsh_options(options_everywhere);
        if (commands[i]->words)
            printf(" \\\n      '1:what:(%s)'", commands[i]->words);
        fputs(" \\\n      '*:file:_files' ;;\n", stdout);
    }
    fputs("  esac\n}\n_triage \"$@\"\n", stdout);
}

static void print_fish_text(const char *text)
{
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
}

static void print_fish_options(const char *when, const struct option_row *row)
{
    for (; row && row->name; row++) {
        printf("complete -c triage %s -l %s%s", when, row->name, row->value ? " -r" : "");
        if (row->letter)
            printf(" -s %c", row->letter);
        fputs(" -d '", stdout);
        print_fish_text(row->help);
        fputs("'\n", stdout);
    }
}

static void print_fish(void)
{
    fputs("# fish completion for triage\n", stdout);
    for (size_t i = 0; i < n_commands; i++) {
        struct str when = {0};
        printf("complete -c triage -n __fish_use_subcommand -a %s -d '", commands[i]->name);
        print_fish_text(commands[i]->summary);
        fputs("'\n", stdout);
        str_addf(&when, "-n '__fish_seen_subcommand_from %s'", commands[i]->name);
        print_fish_options(str_get(&when), commands[i]->option);
        if (commands[i]->words)
            printf("complete -c triage %s -a '%s'\n", str_get(&when), commands[i]->words);
        str_release(&when);
    }
    print_fish_options("", options_everywhere);
}

static const struct document_kind {
    const char *name;
    void (*print)(void);
} documents[] = {{"man", print_man}, {"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};

static int run(const struct command_line *line)
{
    struct err e = {0};
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
        if (str_eq(documents[i].name, line->arg[0]))
            return documents[i].print(), 0;
    err_set(&e, ERR_USAGE, _("'%s' is none of man, bash, zsh, fish"), line->arg[0]);
    return command_fail(&e);
}

const struct command command_docs = {
    .name = "docs",
    .args = "man|bash|zsh|fish",
    .summary = N_("print the man page, or the completions of a shell"),
    .min_args = 1,
    .max_args = 1,
    .words = "man bash zsh fish",
    .run = run,
};
