/* coverage_text: sums, and what was left out. */
#include "cli/coverage_text.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/clean.h"

enum { COLUMNS = 78 };

/* ---- lists of ids, broken at the width of a screen ---- */

struct list {
    struct str out;
    size_t column, n;
};

static void add_item(struct list *l, const char *item)
{
    size_t width = utf8_columns(item, strlen(item));
    if (l->n)
        str_add_char(&l->out, ',');
    if (l->n && l->column + 2 + width > COLUMNS) {
        str_add(&l->out, "\n    ");
        l->column = 4;
    } else {
        str_add(&l->out, l->n ? " " : "    ");
        l->column += l->n ? 2 : 4;
    }
    str_add(&l->out, item);
    l->column += width;
    l->n++;
}

static void print_list(struct list *l)
{
    if (l->n)
        puts(str_get(&l->out));
    str_release(&l->out);
}

/* ---- for people ---- */

static size_t steps_left(const struct coverage *c, enum coverage_by by)
{
    return c->flow->n_steps - coverage_sum(c, by).steps;
}

static void print_steps(const struct coverage *c, enum coverage_by by)
{
    struct list l = {0};
    for (size_t i = 0; i < c->flow->n_steps; i++)
        if (!c->step[i].count[by])
            add_item(&l, c->flow->step[i].id);
    print_list(&l);
}

/* Of steps that were visited: of the others nobody expects an answer. */
static size_t print_answers(const struct coverage *c, enum coverage_by by, bool only_count)
{
    struct list l = {0};
    size_t n = 0;
    for (size_t i = 0; i < c->flow->n_steps; i++)
        for (size_t k = c->step[i].first; c->step[i].count[by] && k < c->step[i].first + c->step[i].n; k++) {
            char name[140];
            if (c->answer[k].count[by])
                continue;
            snprintf(name, sizeof name, "%s=%s", c->flow->step[i].id, c->answer[k].answer);
            n++;
            if (!only_count)
                add_item(&l, name);
        }
    print_list(&l);
    return n;
}

static void print_examples(const struct coverage *c)
{
    struct coverage_sum sum = coverage_sum(c, COVERED_BY_EXAMPLES);
    size_t steps = steps_left(c, COVERED_BY_EXAMPLES), answers = print_answers(c, COVERED_BY_EXAMPLES, true);
    printf(ngettext("  %zu example: %zu of %zu steps, %zu of %zu answers, %d%% covered\n",
                    "  %zu examples: %zu of %zu steps, %zu of %zu answers, %d%% covered\n", c->n_taken[COVERED_BY_EXAMPLES]),
           c->n_taken[COVERED_BY_EXAMPLES], sum.steps, c->flow->n_steps, sum.answers, c->n_answers, coverage_percent(c, COVERED_BY_EXAMPLES));
    if (steps)
        printf(ngettext("  %zu step that no example visits:\n", "  %zu steps that no example visits:\n", steps), steps);
    print_steps(c, COVERED_BY_EXAMPLES);
    if (answers)
        printf(ngettext("  %zu answer that no example gives:\n", "  %zu answers that no example gives:\n", answers), answers);
    print_answers(c, COVERED_BY_EXAMPLES, false);
}

static void print_incidents(const struct coverage *c)
{
    struct coverage_sum sum = coverage_sum(c, COVERED_BY_INCIDENTS);
    size_t n = c->n_taken[COVERED_BY_INCIDENTS], steps = steps_left(c, COVERED_BY_INCIDENTS);
    if (!n) {
        puts(_("  no incident of this flow is in the journal"));
        return;
    }
    printf(ngettext("  %zu incident: %zu of %zu steps, %zu of %zu answers, %d%% covered\n",
                    "  %zu incidents: %zu of %zu steps, %zu of %zu answers, %d%% covered\n", n),
           n, sum.steps, c->flow->n_steps, sum.answers, c->n_answers, coverage_percent(c, COVERED_BY_INCIDENTS));
    if (!steps)
        return;
    if (n == 1)
        printf(ngettext("  %zu step not visited in it:\n", "  %zu steps not visited in it:\n", steps), steps);
    else
        printf(ngettext("  %zu step never visited in %zu incidents:\n", "  %zu steps never visited in %zu incidents:\n", steps), steps, n);
    print_steps(c, COVERED_BY_INCIDENTS);
}

void coverage_print(const struct coverage *c, const char *file)
{
    char *clean = clean_line(file);
    printf(_("%s: coverage\n"), clean);
    mem_free(clean);
    if (c->flow->n_examples && !c->n_taken[COVERED_BY_EXAMPLES]) /* errors come first (app/inspect.h) */
        puts(_("  its examples were not walked: mend the errors first"));
    else
        print_examples(c);
    print_incidents(c);
}

/* ---- for machines ---- */

static struct json *put_counts(struct json *j, const size_t *count)
{
    json_put_int(j, "examples", (int64_t)count[COVERED_BY_EXAMPLES]);
    json_put_int(j, "incidents", (int64_t)count[COVERED_BY_INCIDENTS]);
    return j;
}

static struct json *step_json(const struct coverage *c, size_t i)
{
    struct json *j = json_map(), *answers = json_map();
    json_put_text(j, "id", c->flow->step[i].id);
    put_counts(j, c->step[i].count);
    for (size_t k = c->step[i].first; k < c->step[i].first + c->step[i].n; k++)
        json_put(answers, c->answer[k].answer, put_counts(json_map(), c->answer[k].count));
    json_put(j, "answers", answers);
    return j;
}

static struct json *sum_json(const struct coverage *c, enum coverage_by by)
{
    struct coverage_sum sum = coverage_sum(c, by);
    struct json *j = json_map();
    json_put_int(j, "n", (int64_t)c->n_taken[by]);
    json_put_int(j, "steps", (int64_t)sum.steps);
    json_put_int(j, "answers", (int64_t)sum.answers);
    json_put_int(j, "percent", coverage_percent(c, by));
    return j;
}

struct json *coverage_json(const struct coverage *c, const char *file)
{
    struct json *j = json_map(), *steps = json_list();
    json_put_text(j, "file", file);
    json_put_text(j, "flow", c->flow->id);
    json_put_int(j, "steps", (int64_t)c->flow->n_steps);
    json_put_int(j, "answers", (int64_t)c->n_answers);
    json_put(j, "by_examples", sum_json(c, COVERED_BY_EXAMPLES));
    json_put(j, "by_incidents", sum_json(c, COVERED_BY_INCIDENTS));
    for (size_t i = 0; i < c->flow->n_steps; i++)
        json_add(steps, step_json(c, i));
    json_put(j, "visited", steps);
    return j;
}
