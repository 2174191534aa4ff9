/* past: a row for each thing that was done, and in it how often it was each cause. */
#include "incident/past.h"

#include <stdlib.h>
#include <string.h>

#include "incident/lessons.h"

struct tallied {
    struct past_row row;
    size_t *of_cause;
};

struct past_tally {
    const struct flow *flow;
    const struct flow_step *step;
    const char *path;
    struct past p;
    struct arena arena;
    VEC(struct tallied) rows;
    VEC(int64_t) stays;
};

struct past_tally *past_begin(const struct flow *flow, const struct flow_step *step, const char *path)
{
    struct past_tally *t = mem_alloc(sizeof *t);
    *t = (struct past_tally){.flow = flow, .step = step, .path = path};
    return t;
}

static bool name_fix(const struct flow *flow, const char *id, struct past_row *row)
{
    const struct flow_step *fix = flow_find_step(flow, id);
    if (str_eq(id, "escalate"))
        row->kind = PAST_ESCALATED;
    else if (fix && fix->is_fix)
        row->kind = PAST_CHOSE, row->what = fix->title;
    else
        return false;
    return true;
}

/* A fix is told by whether it helped, whatever was answered there. */
static bool name_row(const struct past_tally *t, const struct course_item *item, struct past_row *row)
{
    const struct flow_answer *answer;
    *row = (struct past_row){0};
    if (item->kind == COURSE_FIX && t->step->is_fix) {
        row->kind = str_eq(item->word, "helped") ? PAST_HELPED : PAST_FAILED;
        row->is_verdict = true;
        return true;
    }
    if (item->kind != COURSE_ANSWER || t->step->is_fix)
        return false;
    answer = flow_find_answer(t->step, item->word);
    if (answer)
        *row = (struct past_row){.kind = PAST_ANSWER, .what = answer->label, .is_verdict = answer->fix != FIX_NO_VERDICT};
    else if (str_eq(item->word, "unsure"))
        row->kind = PAST_UNSURE;
    else
        return t->step->answers_fixes && name_fix(t->flow, item->word, row);
    return true;
}

static void count(struct past_tally *t, const struct past_row *row, int truth)
{
    size_t i = 0;
    while (i < t->rows.n && !(t->rows.v[i].row.kind == row->kind && t->rows.v[i].row.what == row->what))
        i++;
    if (i == t->rows.n)
        *vec_push(&t->rows) = (struct tallied){*row, arena_array(&t->arena, t->flow->n_causes + 1, sizeof(size_t))};
    t->rows.v[i].row.n++;
    if (truth >= 0)
        t->rows.v[i].of_cause[truth]++;
}

static void count_end(struct past *p, const struct course *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->item[i].kind == COURSE_END) {
            p->n_resolved += str_eq(c->item[i].word, "resolved");
            p->n_escalated += str_eq(c->item[i].word, "escalated");
            return;
        }
}

bool past_add(struct past_tally *t, const struct course *c, int64_t number, int64_t opened_at)
{
    bool came = false;
    for (size_t i = 0; i < c->n; i++) {
        struct past_row row;
        bool is_here = c->item[i].path && strcmp(c->item[i].path, t->path) == 0;
        if (is_here && !came && name_row(t, &c->item[i], &row)) {
            count(t, &row, lessons_truth(t->flow, c, t->path));
            came = true;
        }
        if (is_here && c->item[i].kind == COURSE_MINUTES)
            *vec_push(&t->stays) = c->item[i].us;
    }
    if (came)
        count_end(&t->p, c);
    if (came && t->p.n++ == 0) {
        t->p.number = number;
        t->p.opened_at = opened_at;
    }
    return came;
}

/* ---- the result ---------------------------------------------------------------------------------------------------------- */

static int by_length(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static void name_cause(const struct flow *flow, struct tallied *t)
{
    for (size_t c = 0; c < flow->n_causes; c++)
        if (t->of_cause[c] > t->row.n_cause) {
            t->row.n_cause = t->of_cause[c];
            t->row.cause = flow->cause[c].title;
        }
}

/* Insertion keeps the newest first among equals. */
static void take_row(struct past *p, const struct past_row *row)
{
    size_t k = p->n_rows++;
    for (; k && p->row[k - 1].n < row->n; k--)
        p->row[k] = p->row[k - 1];
    p->row[k] = *row;
}

void past_end(struct past_tally *t, struct arena *arena, struct past *p)
{
    *p = t->p;
    p->row = arena_array(arena, t->rows.n + 1, sizeof *p->row);
    for (size_t i = 0; i < t->rows.n; i++) {
        name_cause(t->flow, &t->rows.v[i]);
        take_row(p, &t->rows.v[i].row);
    }
    if (t->stays.n) {
        qsort(t->stays.v, t->stays.n, sizeof *t->stays.v, by_length);
        p->median = t->stays.v[(t->stays.n - 1) / 2];
    }
    vec_release(&t->rows);
    vec_release(&t->stays);
    arena_release(&t->arena);
    mem_free(t);
}
