/* ask_name: the names that may be typed as an answer: completing one, and telling which is meant. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "ui/action.h"
#include "ui/alert.h"
#include "ui/ask.h"

static bool nth_step(const struct model *m, size_t i, const char **id, const char **name)
{
    if (!m->flow || i >= m->flow->n_steps)
        return false;
    *id = m->flow->step[i].id;
    *name = m->flow->step[i].title;
    return true;
}

static bool nth_cause(const struct model *m, size_t i, const char **id, const char **name)
{
    if (!m->diagnosis || i >= m->diagnosis->n)
        return false;
    *id = m->diagnosis->cause[i].id;
    *name = m->diagnosis->cause[i].title;
    return true;
}

static bool nth_fact(const struct model *m, size_t i, const char **id, const char **name)
{
    if (m->alert && i < m->alert->n_values)
        return *id = *name = m->alert->value[i].id, true;
    if (!m->incident || i >= m->incident->facts.n)
        return false;
    *id = *name = m->incident->facts.v[i].name;
    return true;
}

static bool nth_command(size_t i, const char **id, const char **name)
{
    if (i >= N_ACTIONS)
        return false;
    *id = action_rows[i].id;
    *name = _(action_rows[i].name);
    return true;
}

bool ask_candidate(const struct ui *ui, const struct model *m, size_t i, const char **id, const char **name)
{
    if (ui->prompt.ask == ASK_GO)
        return nth_step(m, i, id, name);
    if (ui->prompt.ask == ASK_OUT_WHICH || ui->prompt.ask == ASK_CAUSE)
        return nth_cause(m, i, id, name);
    if (ui->prompt.ask == ASK_FACT)
        return nth_fact(m, i, id, name);
    return ui->prompt.ask == ASK_COMMAND && nth_command(i, id, name);
}

bool ask_matches(const char *typed, const char *name)
{
    size_t n = strlen(typed);
    for (const char *s = name; *s; s++)
        if (strncasecmp(s, typed, n) == 0)
            return true;
    return n == 0;
}

const char *ask_resolve(const struct ui *ui, const struct model *m, const char *typed)
{
    const char *id, *name, *found = NULL;
    for (size_t i = 0; ask_candidate(ui, m, i, &id, &name); i++) {
        if (id && (strcasecmp(id, typed) == 0 || strcasecmp(name, typed) == 0))
            return id;
        if (!found && id && (ask_matches(typed, name) || ask_matches(typed, id)))
            found = id;
    }
    return typed[0] ? found : NULL;
}

static bool holds(const char *typed, const char *id, const char *name)
{
    return ask_matches(typed, name) || ask_matches(typed, id ? id : "");
}

/* The name after this one, round and round; NULL when what is typed is no whole name. */
static const char *name_after(const struct ui *ui, const struct model *m, const char *typed)
{
    const char *id, *name, *first = NULL;
    bool is_found = false;
    for (size_t i = 0; ask_candidate(ui, m, i, &id, &name); i++) {
        if (is_found)
            return name;
        first = first ? first : name;
        is_found = strcasecmp(name, typed) == 0;
    }
    return is_found ? first : NULL;
}

void ask_complete(struct ui *ui, const struct model *m)
{
    const char *id, *name;
    const char *typed = str_get(&ui->prompt.text), *next = name_after(ui, m, typed);
    if (next) {
        prompt_set(&ui->prompt, next);
        return;
    }
    for (int from_start = 1; from_start >= 0; from_start--)
        for (size_t i = 0; ask_candidate(ui, m, i, &id, &name); i++)
            if (from_start ? strncasecmp(name, typed, strlen(typed)) == 0 : holds(typed, id, name)) {
                prompt_set(&ui->prompt, name);
                return;
            }
}

static void hint_pretend(const char *wanted, struct str *out)
{
    if (wanted && *wanted)
        str_addf(out, _("name=value, or failed; Enter: it finds nothing. Names: %s"), wanted);
    else
        str_add(out, _("failed, or Enter: it finds nothing that the flow asks for."));
}

void ask_hint(const struct ui *ui, const struct model *m, struct str *out)
{
    const struct ask_row *row = &ask_rows[ui->prompt.ask];
    const char *id, *name, *typed = str_get(&ui->prompt.text);
    bool is_choosing = typed[0] && (row->flags & (COMPLETES | LISTS)) == COMPLETES && !name_after(ui, m, typed);
    size_t before = out->n;
    for (size_t i = 0; is_choosing && ask_candidate(ui, m, i, &id, &name); i++)
        if (holds(typed, id, name))
            str_addf(out, "%s%s", out->n > before ? " · " : "", name);
    if (is_choosing && out->n == before)
        str_add(out, _("No name has these letters; Tab goes through all of them."));
    else if (!is_choosing && ui->prompt.ask == ASK_GO && !m->next_step)
        str_add(out, _("Tab goes through the steps; letters choose among them."));
    else if (ui->prompt.ask == ASK_PRETEND && m->trial)
        hint_pretend(m->trial->wanted, out);
    else if (!is_choosing && row->hint)
        str_add(out, _(row->hint));
}
