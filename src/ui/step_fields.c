/* step_fields: the form of a step: what is known already, where it is from, and the line being typed in place. */
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "incident/scope.h"
#include "ui/step_own.h"
#include "ui/words.h"

enum { VALUE_COLUMN = STEP_VALUE, SOURCE_COLUMN = 58, FOLDED_SHOWN = 2 };

const struct fact *step_fact(const struct model *m, const char *name)
{
    const char *slash = m->step ? strrchr(m->step->path, '/') : NULL;
    struct str full = {0};
    if (!slash)
        return incident_find_fact(m->incident, name);
    str_add_n(&full, m->step->path, (size_t)(slash - m->step->path));
    str_addf(&full, ".%s", name);
    const struct fact *f = incident_find_fact(m->incident, str_get(&full));
    str_release(&full);
    return f;
}

static const struct flow_input *field_of(const struct model *m, size_t i)
{
    return &m->flow->input[m->step->step->input[i]];
}

static struct value field_value(const struct model *m, const struct flow_input *input)
{
    struct scope scope = {m->flow, m->incident, m->step->path, m->now};
    return scope_value(&scope, input->id);
}

static bool is_empty(const struct value *v)
{
    return !value_is_known(v) || (v->kind == VALUE_TEXT && !v->text[0]);
}

/* Who left it empty here has answered; a flow that called with nothing to give has not. */
static bool is_missing(const struct model *m, size_t i)
{
    const struct flow_input *input = field_of(m, i);
    struct value v = field_value(m, input);
    const struct fact *f = step_fact(m, input->id);
    bool is_said = value_is_known(&v) && f && (str_eq(f->source, "asked") || input->type == INPUT_SECRET); /* whose value is not kept */
    return !input->preset && !is_said && is_empty(&v);
}

/* A secret's value is not in the record, only that it was given. */
static bool is_given(const struct model *m, const struct flow_input *input)
{
    struct value v = field_value(m, input);
    return input->type == INPUT_SECRET ? step_fact(m, input->id) != NULL : value_is_known(&v);
}

int step_missing_field(const struct model *m)
{
    for (size_t i = 0; i < m->step->step->n_inputs; i++)
        if (is_missing(m, i))
            return (int)i;
    return -1;
}

int step_missing_after(const struct model *m, int i)
{
    for (size_t k = 0; k < m->step->step->n_inputs; k++)
        if ((int)k != i && is_missing(m, k))
            return (int)k;
    return -1;
}

/* Where a value is from, in a word or two; "" where somebody was asked for it here. */
static const char *source_of(const struct model *m, const struct flow_input *input)
{
    const struct fact *f = step_fact(m, input->id);
    if (!f || !f->source)
        return f ? "" : _("the flow says so");
    return str_eq(f->source, "asked") ? "" : words_input_source(f->source);
}

static void put_choices(const struct flow_input *input, struct sheet *s)
{
    struct str text = {0};
    for (size_t i = 0; i < input->choices.n && i < 9; i++)
        str_addf(&text, "%s%zu %s", i ? "   " : "", i + 1, input->choices.v[i]);
    sheet_put(s, VALUE_COLUMN, STYLE_DIM, str_get(&text));
    str_release(&text);
}

static void put_typed(const struct ui *ui, struct sheet *s)
{
    struct str seen = {0};
    int cursor;
    prompt_window(&ui->prompt, s->width - VALUE_COLUMN, &seen, &cursor);
    sheet_put(s, VALUE_COLUMN, STYLE_PLAIN, str_get(&seen));
    sheet_to_the_letter(s);
    sheet_cursor(s, VALUE_COLUMN + cursor);
    str_release(&seen);
}

static void put_value(const struct model *m, const struct flow_input *input, const struct value *v, struct sheet *s)
{
    struct str text = {0};
    struct value seen = *v;
    if (input->type == INPUT_TIME && v->kind == VALUE_TEXT && !value_parse(v->text, VALUE_TIME, &seen))
        seen = *v;
    if (input->type == INPUT_SECRET)
        str_add(&text, _("(not shown)"));
    else
        words_value(m, input->id, &seen, &text);
    bool has_room = utf8_columns(str_get(&text), text.n) < SOURCE_COLUMN - VALUE_COLUMN;
    sheet_put(s, VALUE_COLUMN, STYLE_PLAIN, str_get(&text));
    if (has_room && !s->is_compact)
        sheet_put(s, SOURCE_COLUMN, STYLE_DIM, source_of(m, input));
    str_release(&text);
}

static void build_field(const struct ui *ui, const struct model *m, size_t i, struct sheet *s)
{
    const struct flow_input *input = field_of(m, i);
    struct value v = field_value(m, input);
    bool is_typed = ui->prompt.ask == ASK_FIELD && strcmp(str_get(&ui->prompt.about), input->id) == 0;
    struct str label = {0};

    words_name(input->id, &label);
    sheet_line(s);
    sheet_row(s, ROW_FIELD, (int64_t)i, -1);
    vec_last(&s->lines)->is_place = true;
    bool is_done = input->type == INPUT_SECRET ? is_given(m, input) : !is_empty(&v);
    sheet_put(s, 2,
              is_typed        ? STYLE_BOLD
              : is_done       ? STYLE_GOOD
              : input->preset ? STYLE_PLAIN
                              : STYLE_WARN,
              is_typed  ? "●"
              : is_done ? "✓"
                        : "○");
    sheet_put(s, STEP_LABEL, is_done && !is_typed ? STYLE_DIM : STYLE_PLAIN, str_get(&label));
    if (is_typed)
        put_typed(ui, s);
    else if (is_done)
        put_value(m, input, &v, s);
    else if (input->choices.n)
        put_choices(input, s);
    else if (!input->preset)
        sheet_put(s, VALUE_COLUMN, STYLE_WARN, _("needed"));
    str_release(&label);
}

void step_build_fields(const struct ui *ui, const struct model *m, struct sheet *s)
{
    size_t n = m->step->step->n_inputs;
    bool is_long = n > FOLDED_SHOWN + 1 || (n > 1 && s->squeeze > 1);
    bool is_folded =
        is_long && (step_has_run(m) || s->is_compact) && !ui_place_const(ui)->is_unfolded && step_missing_field(m) < 0;
    size_t shown = is_folded ? (s->is_compact || s->squeeze > 1 ? 0 : FOLDED_SHOWN) : n;

    for (size_t i = 0; i < shown; i++)
        build_field(ui, m, i, s);
    if (shown < n && !s->is_compact) {
        sheet_line(s);
        sheet_putf(s, 2, STYLE_DIM,
                   shown ? ngettext("%zu more", "%zu more", (unsigned long)(n - shown))
                         : ngettext("%zu value", "%zu values", (unsigned long)n),
                   n - shown);
        sheet_put(s, VALUE_COLUMN, STYLE_DIM, _("= shows and corrects them"));
    }
    sheet_space(s);
}
