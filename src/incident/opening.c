/* opening: an alert beside a flow. */
#include "incident/opening.h"

#include <string.h>

#include "base/i18n.h"

/* ---- start_when --------------------------------------------------------------------------------------------------------- */

static size_t letters_of(const char *glob)
{
    size_t n = 0;
    for (; *glob; glob++)
        n += *glob != '*' && *glob != '?';
    return n;
}

static bool holds(struct alert *a, size_t one, const struct flow_label *label)
{
    const struct alert_label *found = alert_find(a, one, label->name);
    return found && alert_glob(label->glob, found->value);
}

static struct opening_match match_line(struct alert *a, size_t one, const struct flow_match *line)
{
    struct opening_match m = {.line = line, .one = one};
    for (size_t i = 0; i < line->n; i++)
        if (holds(a, one, &line->label[i])) {
            m.n_held++;
            m.n_letters += letters_of(line->label[i].glob);
        }
    return m;
}

bool opening_is_match(const struct opening_match *m)
{
    return m->line && m->line->n && m->n_held == m->line->n;
}

bool opening_is_near(const struct opening_match *m)
{
    return m->n_held && !opening_is_match(m);
}

static int by_size(size_t x, size_t y)
{
    return x > y ? -1 : x < y;
}

int opening_compare(const struct opening_match *x, const struct opening_match *y)
{
    bool is_x = opening_is_match(x), is_y = opening_is_match(y);
    if (is_x != is_y)
        return is_x ? -1 : 1;
    int by_held = by_size(x->n_held, y->n_held);
    return by_held ? by_held : by_size(x->n_letters, y->n_letters);
}

/* Alerts that fire come first: of equal fits the first one stands. */
struct opening_match opening_match(struct alert *a, const struct flow *flow)
{
    struct opening_match best = {0};
    for (size_t one = 0; one < a->one.n; one++)
        for (size_t i = 0; i < flow->n_matches; i++) {
            struct opening_match m = match_line(a, one, &flow->match[i]);
            if (!best.line || opening_compare(&m, &best) < 0)
                best = m;
        }
    return best;
}

/* ---- in words ----------------------------------------------------------------------------------------------------------- */

static void list_item(struct str *out, size_t from, const char *text)
{
    str_addf(out, "%s%s", out->n > from ? ", " : "", text);
}

static void say_match(const struct opening_match *m, struct str *out)
{
    size_t from = out->n;
    for (size_t i = 0; i < m->line->n; i++) {
        struct str item = {0};
        str_addf(&item, _("%s matches %s"), m->line->label[i].name, m->line->label[i].glob);
        list_item(out, from, str_get(&item));
        str_release(&item);
    }
}

/* One that fails is named; of more, those that hold are. */
static void say_miss(struct alert *a, const struct opening_match *m, struct str *out)
{
    struct str held = {0};
    const struct flow_label *failed = NULL;
    for (size_t i = 0; i < m->line->n; i++) {
        if (holds(a, m->one, &m->line->label[i]))
            list_item(&held, 0, m->line->label[i].name);
        else
            failed = &m->line->label[i];
    }
    if (m->line->n - m->n_held == 1 && failed)
        str_addf(out, _("not \"%s\""), failed->glob);
    else if (held.n)
        str_addf(out, _("%s only"), str_get(&held));
    str_release(&held);
}

void opening_say(struct alert *a, const struct opening_match *m, struct str *out)
{
    if (m->line && opening_is_match(m))
        say_match(m, out);
    else if (m->line)
        say_miss(a, m, out);
}

void opening_explain(struct alert *a, const struct opening_match *m, struct str *out)
{
    for (size_t i = 0; m->line && i < m->line->n; i++) {
        const struct flow_label *label = &m->line->label[i];
        const struct alert_label *found = alert_find(a, m->one, label->name);
        if (!found)
            str_addf(out, _("%s is not in the alert; %s would match"), label->name, label->glob);
        else if (alert_glob(label->glob, found->value))
            str_addf(out, _("%s is %.60s, and matches %s"), label->name, found->value, label->glob);
        else
            str_addf(out, _("%s is %.60s; %s would match"), label->name, found->value, label->glob);
        str_add_char(out, '\n');
    }
}

/* ---- inputs ------------------------------------------------------------------------------------------------------------- */

/* "web-3:9100", "[::1]:9100" and "https://web-3/health" are about the host web-3 or ::1. */
static const char *host_in(struct alert *a, const char *value)
{
    const char *from = strstr(value, "://");
    from = from ? from + 3 : value;
    size_t n = strcspn(from, "/?#");
    const char *at = memrchr(from, '@', n);
    if (at) {
        n -= (size_t)(at + 1 - from);
        from = at + 1;
    }
    if (*from == '[')
        return arena_strndup(&a->arena, from + 1, strcspn(from + 1, "]"));
    const char *colon = memchr(from, ':', n);
    bool has_port = colon && !memchr(colon + 1, ':', n - (size_t)(colon + 1 - from)); /* more of them: a bare IPv6 address */
    return arena_strndup(&a->arena, from, has_port ? (size_t)(colon - from) : n);
}

static bool fill_one(struct alert *a, size_t one, const struct flow_input *input, struct opening_value *out)
{
    const struct alert_label *from = input->label ? alert_find(a, one, input->label) : NULL;
    from = from ? from : alert_find(a, one, input->id);
    if (!from || input->type == INPUT_SECRET)
        return false;
    *out = (struct opening_value){.input = input, .value = from->value, .from = from};
    if (input->type == INPUT_HOST)
        out->value = host_in(a, from->value);
    out->is_part = !str_eq(out->value, from->value);
    return !str_blank(out->value);
}

size_t opening_fill(struct alert *a, size_t one, const struct flow *flow, struct opening_value *out)
{
    size_t n = 0;
    for (size_t i = 0; i < flow->n_inputs; i++)
        n += fill_one(a, one, &flow->input[i], &out[n]);
    return n;
}

static const struct alert_label *first_of(struct alert *a, size_t one, const char *const *names)
{
    const struct alert_label *found = NULL;
    for (size_t i = 0; !found && names[i]; i++)
        found = alert_find(a, one, names[i]);
    return found;
}

const struct alert_label *opening_environment(struct alert *a, size_t one)
{
    static const char *const names[] = {"environment", "env", "deployment_environment", "stage", NULL};
    return first_of(a, one, names);
}

const struct alert_label *opening_service(struct alert *a, size_t one)
{
    static const char *const names[] = {"service", "service_name", "app", "job", NULL};
    return first_of(a, one, names);
}
