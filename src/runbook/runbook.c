/* runbook: the file's frame (name, front matter), and the flow as YAML. */
#include "runbook/runbook.h"

#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "kb/article.h"
#include "runbook/arrange.h"
#include "runbook/foreign.h"
#include "runbook/prose.h"
#include "runbook/yaml_out.h"
#include "text/clean.h"
#include "text/yaml.h"

enum { ID_MOST = 60, LINE_MOST = 200 };

bool runbook_is_file(const char *name)
{
    return article_is_file(name);
}

/* ---- the file ---- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Letters, digits, dashes and underlines of the name. */
static const char *id_of(const char *file, struct arena *arena)
{
    const char *stem, *language;
    struct str id = {0};
    article_name(base_name(file), arena, &stem, &language);
    for (const char *s = stem; *s && id.n < ID_MOST; s++) {
        bool is_letter = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');
        bool is_other = (*s >= '0' && *s <= '9') || *s == '-' || *s == '_';
        if (is_letter || (is_other && id.n))
            str_add_char(&id, *s);
        else if (id.n && id.s[id.n - 1] != '-')
            str_add_char(&id, '-');
    }
    while (id.n && id.s[id.n - 1] == '-')
        str_cut(&id, id.n - 1);
    const char *kept = id.n ? arena_strndup(arena, id.s, id.n) : "runbook";
    str_release(&id);
    return kept;
}

static const char *value_at(const struct yaml_node *root, const char *key, struct arena *arena)
{
    const struct yaml_node *node = yaml_find(root, key);
    if (!node || node->kind != YAML_TEXT || str_blank(node->text))
        return NULL;
    char *clean = clean_line(node->text);
    const char *kept = arena_strdup(arena, clean);
    mem_free(clean);
    return kept;
}

static bool has_place(const char *line)
{
    static const char *const keys[] = {"title:", "owner:", "owner_slack:", "---", NULL};
    for (size_t i = 0; keys[i]; i++)
        if (str_starts(line, keys[i]))
            return true;
    return false;
}

static const char *rest_of(const struct front_matter *m, struct arena *arena)
{
    struct str rest = {0};
    char *text = clean_text(m->yaml, m->n_yaml);
    for (const char *s = text; *s;) {
        size_t n = strcspn(s, "\n");
        if (n && !has_place(s)) {
            str_add_n(&rest, s, n);
            str_add_char(&rest, '\n');
        }
        s += n + (s[n] == '\n');
    }
    const char *kept = arena_strndup(arena, str_get(&rest), rest.n);
    mem_free(text);
    str_release(&rest);
    return kept;
}

/* What cannot be read as front matter is text: two rules with something between them. */
static void read_front_matter(struct runbook *r, struct arena *arena)
{
    struct front_matter m;
    struct problems problems = {0};
    if (!article_split(r->body, r->n_body, &m))
        return;
    const struct yaml_node *root = yaml_read(m.yaml, m.n_yaml, arena, &problems);
    if (root && root->kind == YAML_MAP) {
        r->title = value_at(root, "title", arena);
        r->owner = value_at(root, "owner", arena);
        r->owner = r->owner ? r->owner : value_at(root, "owner_slack", arena);
        r->rest = rest_of(&m, arena);
        r->body = m.body;
        r->n_body = m.n_body;
    }
    problems_release(&problems);
}

void runbook_read(const char *file, const char *text, size_t n, struct arena *arena, struct runbook *r)
{
    struct str body = {0};
    *r = (struct runbook){.file = file, .id = id_of(file, arena), .rest = "", .body = text, .n_body = n};
    read_front_matter(r, arena);
    foreign_write(r->body, r->n_body, &body);
    r->body = arena_strndup(arena, str_get(&body), body.n);
    r->n_body = body.n;
    str_release(&body);
}

/* ---- what it is called ---- */

static const char *title_of(const struct runbook *r, const struct runbook_sections *s)
{
    const char *heading = NULL;
    for (size_t i = 0; i < s->list.n && !heading; i++)
        heading = s->has_title ? s->list.v[i].title : NULL;
    return r->title ? r->title : heading ? heading : r->id;
}

/* An alert's runbook is called like the alert: the heading, else the file. */
static const char *alert_of(const struct runbook *r, const struct runbook_sections *s)
{
    for (size_t i = 0; i < s->list.n && s->has_title; i++)
        if (s->list.v[i].title)
            return name_is_alert(s->list.v[i].title) ? s->list.v[i].title : NULL;
    return name_is_alert(r->id) ? r->id : NULL;
}

/* ---- writing ---- */

static void write_head(const struct runbook *r, const char *title, const char *alert, const char *warning, struct arena *arena, struct str *out)
{
    char *file = clean_line(base_name(r->file));
    str_addf(out, "# %s\n", arena_printf(arena, _("Imported from %.*s."), LINE_MOST, file));
    for (const char *s = r->rest; *s;) {
        size_t n = strcspn(s, "\n");
        str_addf(out, "# %.*s\n", (int)n, s);
        s += n + (s[n] == '\n');
    }
    mem_free(file);
    if (warning)
        str_addf(out, "# %.*s\n", (int)strcspn(warning, "\n"), warning);
    str_add(out, "triage: 1\n");
    yaml_out_entry(out, 0, "id", r->id);
    yaml_out_entry(out, 0, "title", draft_short(title, arena));
    if (alert)
        str_addf(out, "start_when: [{alertname: %s}]\n", alert);
    if (r->owner) {
        str_add(out, "escalate: {to: ");
        yaml_out_scalar(out, r->owner);
        str_add(out, "}\n");
    }
}

static void write_inputs(const struct draft *f, struct str *out)
{
    str_add(out, f->values.input.n ? "inputs:\n" : "");
    for (size_t i = 0; i < f->values.input.n; i++) {
        const struct runbook_input *in = &f->values.input.v[i];
        str_addf(out, "  %s: {ask: ", in->id);
        yaml_out_scalar(out, in->ask);
        if (in->preset) {
            str_add(out, ", default: ");
            yaml_out_scalar(out, in->preset);
        }
        str_addf(out, in->label ? ", label: %s}\n" : "}\n", in->label);
    }
}

static void write_commands(const struct draft_step *s, struct str *out)
{
    str_add(out, s->command.n ? "    actions:\n" : "");
    for (size_t i = 0; i < s->command.n; i++) {
        const struct draft_command *c = &s->command.v[i];
        str_addf(out, "      - id: %s\n", c->id);
        yaml_out_entry(out, 8, "run", c->run);
        str_add(out, c->by_hand ? "        by_hand: true\n" : "");
        str_add(out, c->edit ? "        edit: true\n" : "");
        str_add(out, "        undo: unknown\n");
    }
}

static void write_answer(struct str *out, const char *id, const char *label, const char *rest)
{
    str_addf(out, "      - {id: %s, label: ", id);
    yaml_out_scalar(out, label);
    str_addf(out, ", %s}\n", rest);
}

static void write_question(const struct draft *f, bool has_fixes, bool has_choice, const char *alert, struct arena *arena, struct str *out)
{
    const struct draft_step *s = vec_last(&f->step);
    const char *question = alert ? arena_printf(arena, _("Is %s gone?"), alert) : _("Is it done?");
    if (!str_eq(question, s->title))
        yaml_out_entry(out, 4, "ask", question);
    str_add(out, "    answers:\n");
    write_answer(out, "solved", _("Yes"), has_fixes ? "fix: helped, outcome: resolved" : "outcome: resolved");
    if (f->again)
        write_answer(out, "not_solved", _("No"), arena_printf(arena, has_fixes ? "fix: failed, next: %s" : "next: %s", f->again));
    if (!has_choice)
        write_answer(out, "hand_over", _("No, and there is nothing left to try"), "outcome: escalated");
}

static void write_step(const struct draft *f, const struct draft_step *s, const char *verify, struct str *out)
{
    str_addf(out, "  - id: %s\n", s->id);
    if (s == f->step.v || s->phase != s[-1].phase)
        str_addf(out, "    phase: %s\n", phase_name(s->phase));
    yaml_out_entry(out, 4, "title", s->title);
    if (s->text.n)
        yaml_out_entry(out, 4, "text", str_get(&s->text));
    if (s->tip)
        yaml_out_entry(out, 4, "tip", s->tip);
    for (size_t i = 0; i < s->input.n; i++)
        str_addf(out, "%s%s%s", i ? ", " : "    inputs: [", f->values.input.v[s->input.v[i]].id, i + 1 == s->input.n ? "]\n" : "");
    str_add(out, s->is_fix ? "    cures: {}\n" : "");
    write_commands(s, out);
    str_add(out, s->is_choice ? "    answers: fixes\n" : "");
    if (s->leads_to_verify)
        str_addf(out, "    next: %s\n", verify);
}

static const char *first_verify(const struct draft *f)
{
    size_t i = f->step.n - 1;
    while (i && f->step.v[i - 1].phase == PHASE_VERIFY)
        i--;
    return f->step.v[i].id;
}

static void count(const struct draft *f, struct runbook_figures *n)
{
    *n = (struct runbook_figures){.steps = f->step.n, .commands = f->n_commands, .inputs = f->values.input.n, .items = f->n_items};
    n->placeholders = f->values.n_placeholders;
    n->placeholders_kept = f->values.n_kept;
    for (size_t i = 0; i < f->step.n; i++) {
        n->fixes += f->step.v[i].is_fix;
        for (size_t k = 0; k < f->step.v[i].command.n; k++) {
            n->by_hand += f->step.v[i].command.v[k].by_hand;
            n->edited += f->step.v[i].command.v[k].edit;
        }
    }
}

/* A file that only says where the runbook went: what it leads to is said in words that can be typed. */
static void point_to(struct draft *f, const struct runbook *r)
{
    enum { STUB_ROWS = 6 };
    const struct document *d = f->d;
    if (f->n_commands || f->step.n > 2 || f->step.v[0].rows > STUB_ROWS)
        return;
    for (size_t i = 0; i < d->n_links; i++) {
        const char *target = d->link[i].target;
        bool is_local = runbook_is_file(target) && !strstr(target, "://");
        int folder = target[0] == '/' ? 0 : (int)(base_name(r->file) - r->file);
        if (is_local)
            f->step.v[0].tip = arena_printf(f->arena, _("That runbook is here: triage start %.*s%s"), folder, r->file, target);
    }
}

static bool is_stub(const struct draft *f)
{
    return f->d->n_links && !f->n_commands && f->step.n <= 2 && f->step.v[0].rows <= 6;
}

void runbook_write(const struct runbook *r, const struct document *d, struct str *yaml, struct runbook_figures *figures)
{
    struct arena arena = {0};
    struct document tidy = *d;
    struct runbook_sections s;
    tidy.block = arena_array(&arena, d->n_blocks + 1, sizeof *tidy.block);
    if (d->n_blocks)
        memcpy(tidy.block, d->block, d->n_blocks * sizeof *tidy.block);
    foreign_tidy(&tidy, &arena);
    sections_read(&tidy, &arena, &s);
    const char *title = title_of(r, &s), *alert = alert_of(r, &s);
    struct draft f = {.arena = &arena, .d = &tidy, .names.arena = &arena};
    f.values = (struct runbook_values){.arena = &arena, .names = &f.names};
    arrange(&f, &s, title, alert);
    point_to(&f, r);
    if (d->warning)
        f.step.v[0].tip = d->warning;
    write_head(r, title, alert, d->warning, &arena, yaml);
    write_inputs(&f, yaml);
    str_add(yaml, "steps:\n");
    struct runbook_figures n;
    count(&f, &n);
    n.is_stub = is_stub(&f);
    bool has_choice = false;
    for (size_t i = 0; i < f.step.n; i++) {
        write_step(&f, &f.step.v[i], first_verify(&f), yaml);
        has_choice |= f.step.v[i].is_choice;
    }
    write_question(&f, n.fixes > 0, has_choice, alert, &arena, yaml);
    if (figures)
        *figures = n;
    sections_release(&s);
    draft_release(&f);
    arena_release(&arena);
}
