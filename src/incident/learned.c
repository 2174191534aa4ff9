/* learned: counts by name become counts by place, and those join the author's numbers. */
#include "incident/learned.h"

#include <string.h>

#include "base/time.h"
#include "incident/lessons.h"

#define MOST_COUNTED 1e6 /* more incidents than that nobody has */
#define LONGEST_MEDIAN (30 * TIME_DAY)

struct learned_step {
    double n_minutes;
    int64_t median; /* us */
    double *n;      /* answers by causes, a row for each answer; NULL: none was counted */
    double *all;    /* the sum of each column */
};

/* ---- reading --------------------------------------------------------------------------------------------------------- */

enum { WORDS_MOST = 5, LONGEST_LINE = 1000 };

static size_t cut(char *line, char *word[WORDS_MOST])
{
    size_t n = 0;
    for (char *at = line; at; n++) {
        if (n == WORDS_MOST)
            return 0;
        word[n] = at;
        at = strchr(at, ' ');
        if (at)
            *at++ = '\0';
    }
    return n;
}

static bool read_number(const char *s, double most, double *number)
{
    struct value v;
    if (!value_parse(s, VALUE_NUMBER, &v))
        return false;
    *number = v.number;
    return v.number > 0 && v.number <= most;
}

static struct learned_step *step_at(struct learned *l, const char *id, struct arena *arena)
{
    int at = flow_step_index(l->flow, id);
    if (at < 0)
        return NULL;
    if (!l->step)
        l->step = arena_array(arena, l->flow->n_steps, sizeof *l->step);
    struct learned_step *s = l->step[at] ? (struct learned_step *)l->step[at] : arena_alloc(arena, sizeof *s);
    l->step[at] = s;
    return s;
}

static void take_cause(struct learned *l, char *const *word, struct arena *arena)
{
    int cause = flow_cause_index(l->flow, word[1]);
    double n;
    if (cause < 0 || !read_number(word[2], MOST_COUNTED, &n))
        return;
    if (!l->n_cause)
        l->n_cause = arena_array(arena, l->flow->n_causes, sizeof *l->n_cause);
    l->n_cause[cause] += n;
    l->n_known += n;
}

static void take_answer(struct learned *l, char *const *word, struct arena *arena)
{
    const struct flow_step *step = flow_find_step(l->flow, word[1]);
    const struct flow_answer *answer = step && lessons_takes_answers(step) && !str_eq(word[2], "unsure") ? flow_find_answer(step, word[2]) : NULL;
    int cause = flow_cause_index(l->flow, word[3]);
    double n;
    if (!answer || cause < 0 || !read_number(word[4], MOST_COUNTED, &n))
        return;
    struct learned_step *s = step_at(l, word[1], arena);
    if (!s->n) {
        s->n = arena_array(arena, step->n_answers * l->flow->n_causes, sizeof *s->n);
        s->all = arena_array(arena, l->flow->n_causes, sizeof *s->all);
    }
    s->n[(size_t)(answer - step->answer) * l->flow->n_causes + (size_t)cause] += n;
    s->all[cause] += n;
}

static void take_minutes(struct learned *l, char *const *word, struct arena *arena)
{
    double n, seconds;
    struct learned_step *s = step_at(l, word[1], arena);
    if (!s || !read_number(word[2], MOST_COUNTED, &n) || !read_number(word[3], (double)LONGEST_MEDIAN / TIME_SECOND, &seconds))
        return;
    s->n_minutes = n;
    s->median = (int64_t)(seconds * TIME_SECOND);
}

static void take(struct learned *l, char *line, struct arena *arena)
{
    static const struct shape {
        const char *name;
        size_t n_words;
        void (*take)(struct learned *l, char *const *word, struct arena *arena);
    } shapes[] = {{"cause", 3, take_cause}, {"answer", 5, take_answer}, {"minutes", 4, take_minutes}};
    char *word[WORDS_MOST];
    size_t n = cut(line, word);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (n == shapes[i].n_words && str_eq(word[0], shapes[i].name))
            shapes[i].take(l, word, arena);
}

/* The sum of the weights stays what it was: causes that are added beside them keep their meaning. */
static void weigh(struct learned *l, struct arena *arena)
{
    const struct flow *flow = l->flow;
    double sum = 0;
    l->weight = arena_array(arena, flow->n_causes, sizeof *l->weight);
    for (size_t i = 0; i < flow->n_causes; i++)
        sum += flow->cause[i].weight;
    for (size_t i = 0; i < flow->n_causes; i++)
        l->weight[i] = (LEARNED_AUTHOR * flow->cause[i].weight + sum * l->n_cause[i]) / (LEARNED_AUTHOR + l->n_known);
}

void learned_read(const struct flow *flow, const struct incident *inc, struct arena *arena, struct learned *l)
{
    const struct learned_counts *counts = incident_find_learned(inc, flow->id);
    char line[LONGEST_LINE];
    *l = (struct learned){.flow = flow};
    if (!counts || counts->n_incidents < 1)
        return;
    l->incidents = counts->n_incidents;
    l->from = counts->from;
    l->to = counts->to;
    for (size_t i = 0; i < counts->counts.n && i < LESSONS_LINES_MOST; i++) {
        size_t n = strlen(counts->counts.v[i]);
        if (n >= sizeof line)
            continue;
        memcpy(line, counts->counts.v[i], n + 1);
        take(l, line, arena);
    }
    if (l->n_cause)
        weigh(l, arena);
}

/* ---- numbers --------------------------------------------------------------------------------------------------------- */

static const struct learned_step *step_of(const struct learned *l, const struct flow_step *step)
{
    return l->step ? l->step[step - l->flow->step] : NULL;
}

double learned_weight(const struct learned *l, size_t cause)
{
    return l->weight ? l->weight[cause] : l->flow->cause[cause].weight;
}

int64_t learned_takes(const struct learned *l, const struct flow_step *step)
{
    const struct learned_step *s = step_of(l, step);
    if (!s || !(s->n_minutes > 0))
        return step->takes;
    double takes = (LEARNED_AUTHOR * (double)step->takes + s->n_minutes * (double)s->median) / (LEARNED_AUTHOR + s->n_minutes);
    int64_t unit = takes < (double)TIME_MINUTE ? 10 * TIME_SECOND : TIME_MINUTE;
    int64_t whole = (int64_t)(takes / (double)unit + 0.5) * unit;
    return whole ? whole : unit;
}

double learned_count(const struct learned *l, const struct flow_step *step, size_t answer, int cause, double *all)
{
    const struct learned_step *s = step_of(l, step);
    *all = s && s->n && cause >= 0 ? s->all[cause] : 0;
    return *all > 0 ? s->n[answer * l->flow->n_causes + (size_t)cause] : 0;
}

double learned_in_column(const struct learned *l, const struct flow_step *step, size_t answer, int cause,
                         const struct likelihood_column *column)
{
    double author = likelihood_in_column(step, answer, cause, column), all, n = learned_count(l, step, answer, cause, &all);
    if (!(all > 0) || !column->n)
        return author;
    return (LEARNED_AUTHOR * author + (1 - LIKELIHOOD_LAPSE) * n + LIKELIHOOD_LAPSE * all / (double)column->n) / (LEARNED_AUTHOR + all);
}

double learned_answer(const struct learned *l, const struct flow_step *step, size_t answer, int cause)
{
    struct likelihood_column column = likelihood_column_of(step, cause);
    return learned_in_column(l, step, answer, cause, &column);
}

double learned_unnamed(const struct learned *l, const struct flow_step *step, size_t answer)
{
    double sum = 0, weights = 0;
    for (size_t i = 0; i < l->flow->n_causes; i++) {
        double weight = learned_weight(l, i);
        sum += weight * learned_answer(l, step, answer, (int)i);
        weights += weight;
    }
    return weights > 0 ? sum / weights : 1;
}
