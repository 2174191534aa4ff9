/* note: a note from another shell, or a line of standard input each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/clock.h"
#include "app/parts.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/desk.h"

static bool note(struct session *s, const char *text, struct err *e)
{
    struct wish w = {.kind = WISH_NOTE, .text = text};
    return tell_note(s, &w, e);
}

/* The number of an event is printed, and flushed, only once it is durable: what was printed is never lost. */
static bool note_lines(struct session *s, struct err *e)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    bool ok = true;
    while (ok && (n = getline(&line, &cap, stdin)) >= 0) {
        if (n && line[n - 1] == '\n')
            line[n - 1] = '\0';
        if (str_blank(line))
            continue;
        ok = note(s, line, e);
        if (ok && (printf("%lld\n", (long long)s->inc->seq) < 0 || fflush(stdout) != 0))
            ok = err_sys(e, ERR_IO, _("the number of the event could not be printed"));
    }
    free(line);
    return ok;
}

/* The words as what the options say: a section of the write-up, an action item, or a note. */
static bool tell_words(const struct command_line *line, struct session *s, const char *text, struct err *e)
{
    const char *section = command_option(line, "section"), *owner = command_option(line, "owner");
    struct wish w = {.id = section, .text = text, .reason = owner};
    if (section)
        return tell_describe(s, &w, e);
    return command_option(line, "item") ? tell_item(s, &w, e) : tell_note(s, &w, e);
}

static bool note_words(const struct command_line *line, struct session *s, char **word, int n, struct err *e)
{
    struct str text = {0};
    for (int i = 0; i < n; i++)
        str_addf(&text, i ? " %s" : "%s", word[i]);
    bool ok = tell_words(line, s, str_get(&text), e);
    if (ok)
        printf("%lld\n", (long long)s->inc->seq);
    str_release(&text);
    return ok;
}

static int run(const struct command_line *line)
{
    struct desk d;
    struct err e = {0};
    bool lines = line->n_args == 2 && str_eq(line->arg[1], "-");
    bool ok = desk_open(&d, line, &e) && open_to_tell(&d.session, line->arg[0], &e);
    ok = ok && (lines ? note_lines(&d.session, &e) : note_words(line, &d.session, line->arg + 1, line->n_args - 1, &e));
    return desk_end(&d, ok, &e);
}

static const struct option_row options[] = {
    {0, "section", "NAME", N_("it is a section of the write-up: summary, impact, root_cause, trigger, detection, lessons")},
    {0, "item", NULL, N_("it is an action item")},
    {0, "owner", "NAME", N_("who does the action item")},
    {0, NULL, NULL, NULL},
};

const struct command command_note = {
    .name = "note",
    .args = "INCIDENT TEXT|-",
    .summary = N_("add a note from another shell"),
    .details = N_("With - each line of standard input becomes a note, and the number of its event is printed once it is "
                  "durable. @03:03 at the front of a note says when it happened."),
    .option = options,
    .min_args = 2,
    .max_args = -1,
    .run = run,
};
