/* draft: commands to actions: what they are called, what they ask for, which of them are only for copying. */
#include <string.h>

#include "runbook/draft.h"
#include "runbook/prose.h"
#include "runbook/tool.h"

enum { ID_MOST = 13 }; /* of an action: it stands before its line */

static void use_input(struct draft_step *s, size_t input)
{
    for (size_t i = 0; i < s->input.n; i++)
        if (s->input.v[i] == input)
            return;
    *vec_push(&s->input) = input;
}

/* The first word that is no option, nor the value of `-n`. */
static const char *verb_of(const char *s)
{
    for (s += strspn(s, " "); *s == '-'; s += strspn(s, " ")) {
        bool takes_value = s[1] != '-' && s[2] == ' ';
        s += strcspn(s, " \n");
        s += takes_value ? strspn(s, " ") : 0;
        s += takes_value ? strcspn(s, " \n") : 0;
    }
    return s;
}

/* Of commands that do everything, what is done says more than their name: "delete_pod". */
static bool does_everything(const char *run, size_t n)
{
    return (n == 7 && strncmp(run, "kubectl", n) == 0) || (n == 2 && strncmp(run, "oc", n) == 0) || (n == 1 && *run == 'k');
}

static const char *verb_and_object(struct draft *f, const char *verb, size_t n)
{
    const char *object = verb_of(verb + n);
    size_t length = strspn(object, "abcdefghijklmnopqrstuvwxyz-");
    bool is_word = !object[length] || strchr(" /\n", object[length]);
    return arena_printf(f->arena, "%.*s %.*s", (int)n, verb, is_word ? (int)length : 0, object);
}

/* "systemctl_restart": the command and its verb. */
static const char *action_id(struct draft *f, const char *run)
{
    while (*run == '#')
        run += strcspn(run, "\n") + 1;
    run += strspn(run, " \n");
    size_t name = strspn(run, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
    run += str_starts(run + name, "=$(") ? name + 3 : 0;
    run += str_starts(run, "sudo ") ? 5 : 0;
    size_t first = strcspn(run, " \n");
    const char *verb = verb_of(run + first);
    size_t n = strspn(verb, "abcdefghijklmnopqrstuvwxyz-");
    bool is_verb = n && (verb[n] == ' ' || verb[n] == '\n' || !verb[n]);
    const char *path = run;
    for (size_t i = 0; i < first; i++)
        path = run[i] == '/' ? run + i + 1 : path;
    const char *words = arena_printf(f->arena, "%.*s%s%.*s", (int)(run + first - path), path, is_verb ? " " : "", is_verb ? (int)n : 0, verb);
    if (is_verb && does_everything(run, first))
        words = verb_and_object(f, verb, n);
    return name_new(&f->names, words, ID_MOST, "run");
}

/* What is worked out and exported, and by nothing after it used in the same shell, would be lost with that shell: it is
 * printed, for the operator to give it where a later step asks for it. `export` itself succeeds whatever was found. */
static const char *say_exported(struct draft *f, const struct fence_piece *p, const char *run)
{
    const char *name = str_starts(run, "export ") ? run + strlen("export ") : NULL;
    int n = name ? (int)strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") : 0;
    bool is_worked_out = n && (str_starts(name + n, "=$(") || str_starts(name + n, "=\"$("));
    return is_worked_out && !p->is_inside && !strchr(run, '\n') ? arena_printf(f->arena, "%s; echo \"${%.*s:?nothing was found}\"", run, n, name) : run;
}

static void add_command(struct draft *f, const struct fence_piece *p)
{
    struct filled filled;
    enum tool_kind kind = tool_kind(p->text);
    values_fill(&f->values, p->text, &filled);
    for (size_t i = 0; i < filled.input.n; i++)
        use_input(vec_last(&f->step), filled.input.v[i]);
    *vec_push(&vec_last(&f->step)->command) = (struct draft_command){
        .id = action_id(f, filled.text),
        .run = say_exported(f, p, filled.text),
        .by_hand = f->is_inside || p->is_inside || kind != TOOL_RUNS,
        .edit = filled.edit,
    };
    f->is_inside |= kind == TOOL_ENTERS;
    f->n_commands++;
    filled_release(&filled);
}

/* One whose value was not to be an input's is a line of its command. */
static void add_assigned(struct draft *f, const struct fence_piece *p)
{
    uint32_t input = map_find(&f->values.by_key, values_key(&f->values, p->name));
    if (input != MAP_ABSENT)
        use_input(vec_last(&f->step), input);
}

static void add_output(struct draft *f, const struct fence_piece *p)
{
    struct str text = {0};
    prose_code_write(p->text, "", &text);
    draft_add_markdown(vec_last(&f->step), str_get(&text), prose_rows(str_get(&text)));
    str_release(&text);
}

void draft_add_fence(struct draft *f, const struct fence *fence)
{
    for (size_t i = 0; i < fence->piece.n; i++) {
        const struct fence_piece *p = &fence->piece.v[i];
        if (p->kind == FENCE_COMMAND)
            add_command(f, p);
        else if (p->kind == FENCE_ASSIGNMENT)
            add_assigned(f, p);
        else
            add_output(f, p);
    }
}

void draft_assign(struct draft *f)
{
    for (size_t i = 0; i < f->d->n_blocks; i++) {
        struct fence fence;
        fence_read(&f->d->block[i], f->arena, &fence);
        for (size_t k = 0; k < fence.piece.n; k++)
            if (fence.piece.v[k].kind == FENCE_ASSIGNMENT)
                values_assign(&f->values, &fence.piece.v[k]);
        fence_release(&fence);
    }
}
