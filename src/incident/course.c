/* course: lines out, and back. */
#include "incident/course.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"

enum { WORDS_MOST = 3, LONGEST_WORD = 300 };
#define LONGEST_PAUSE TIME_HOUR
#define LONGEST_STAY (30 * TIME_DAY)

static const struct shape {
    const char *name;
    size_t n_words; /* with its name */
} shapes[] = {
    [COURSE_ANSWER] = {"answer", 3}, [COURSE_FIX] = {"fix", 3},         [COURSE_OUT] = {"out", 2},
    [COURSE_PINNED] = {"pinned", 2}, [COURSE_MINUTES] = {"minutes", 3}, [COURSE_END] = {"end", 2},
};

/* ---- out ------------------------------------------------------------------------------------------------------------- */

/* Ids hold no blanks; a foreign event could. */
static bool is_word(const char *s)
{
    size_t n = s ? strlen(s) : 0;
    return n > 0 && n < LONGEST_WORD && strcspn(s, " \n") == n;
}

static void put(struct str *out, enum course_kind kind, const char *path, const char *word)
{
    if (!is_word(path) || (word && !is_word(word)))
        return;
    str_addf(out, word ? "%s %s %s\n" : "%s %s\n", shapes[kind].name, path, word);
}

static void put_answers(const struct incident *inc, struct str *out)
{
    for (size_t i = 0; i < inc->answers.n; i++)
        if (!inc->answers.v[i].is_struck)
            put(out, COURSE_ANSWER, inc->answers.v[i].step, inc->answers.v[i].answer);
}

static int by_seq(const void *a, const void *b)
{
    const struct fix_try *x = a, *y = b;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static void put_fixes(const struct incident *inc, struct str *out)
{
    size_t n = inc->fixes.n;
    struct fix_try *tries = mem_array(n + 1, sizeof *tries);
    for (size_t i = 0; i < n; i++)
        tries[i] = inc->fixes.v[i];
    qsort(tries, n, sizeof *tries, by_seq);
    for (size_t i = 0; i < n; i++)
        if (tries[i].verdict != FIX_NO_VERDICT)
            put(out, COURSE_FIX, tries[i].step, tries[i].verdict == FIX_HELPED ? "helped" : "failed");
    mem_free(tries);
}

static void put_causes(const struct incident *inc, struct str *out)
{
    int64_t after = 0;
    for (size_t i = 0; i < inc->rulings.n; i++)
        if (inc->rulings.v[i].is_on)
            put(out, COURSE_OUT, inc->rulings.v[i].cause, NULL);
    for (const struct ruling *next = inc->pins.v; next; after = next ? next->seq : 0) {
        next = NULL;
        for (size_t i = 0; i < inc->pins.n; i++) {
            const struct ruling *p = &inc->pins.v[i];
            next = p->is_on && p->seq > after && (!next || p->seq < next->seq) ? p : next;
        }
        if (next)
            put(out, COURSE_PINNED, next->cause, NULL);
    }
}

/* The clock may have been set back, and a file may hold any time. */
static int64_t pause_between(int64_t from, int64_t to)
{
    uint64_t pause = to > from ? (uint64_t)to - (uint64_t)from : 0;
    return pause < (uint64_t)LONGEST_PAUSE ? (int64_t)pause : LONGEST_PAUSE;
}

/* The time goes to the step at which the cursor stood, when it was left forwards: whoever looks back, or jumps away, has
 * not done that step. */
static void fill_stays(const struct incident *inc, int64_t *stay)
{
    uint32_t at = MAP_ABSENT;
    int64_t here = 0;
    for (size_t i = 0; i < inc->events.n; i++) {
        const struct event *ev = &inc->events.v[i];
        bool enters = ev->kind == EVENT_entered, looks = enters && (str_eq(ev->as.entered.how, "back") || str_eq(ev->as.entered.how, "jump"));
        here += i ? pause_between(inc->events.v[i - 1].at, ev->at) : 0;
        if (!enters && ev->kind != EVENT_status_set)
            continue;
        if (at != MAP_ABSENT && !looks)
            stay[at] += here;
        at = enters ? map_find(&inc->step_by_name, ev->step) : MAP_ABSENT; /* what is written down at the end is no search */
        here = 0;
    }
    if (at != MAP_ABSENT)
        stay[at] += here;
}

static void put_minutes(const struct incident *inc, struct str *out)
{
    int64_t *stay = mem_array(inc->steps.n + 1, sizeof *stay);
    fill_stays(inc, stay);
    for (size_t i = 0; i < inc->steps.n; i++) {
        char seconds[24];
        snprintf(seconds, sizeof seconds, "%lld", (long long)((stay[i] + TIME_SECOND / 2) / TIME_SECOND));
        if (stay[i] >= TIME_SECOND) /* a script passed by, nobody looked */
            put(out, COURSE_MINUTES, inc->steps.v[i].step, seconds);
    }
    mem_free(stay);
}

void course_write(const struct incident *inc, struct str *out)
{
    size_t before = out->n;
    if (!inc->events.n || str_eq(inc->events.v[0].as.opened.via, "drill"))
        return;
    put_answers(inc, out);
    put_fixes(inc, out);
    put_causes(inc, out);
    put_minutes(inc, out);
    put(out, COURSE_END, inc->outcome ? inc->outcome : status_name(inc->status), NULL);
    if (out->n - before > COURSE_MOST_BYTES)
        str_cut(out, before);
}

/* ---- back ------------------------------------------------------------------------------------------------------------ */

static bool read_seconds(const char *s, int64_t *us)
{
    size_t n = strspn(s, "0123456789");
    if (!n || n > 12 || s[n])
        return false;
    *us = strtoll(s, NULL, 10) * TIME_SECOND;
    return *us <= LONGEST_STAY;
}

static bool is_known_word(enum course_kind kind, const char *word)
{
    return kind != COURSE_FIX || str_eq(word, "helped") || str_eq(word, "failed");
}

static bool read_item(const char *const word[WORDS_MOST], size_t n, struct course_item *item)
{
    size_t kind = 0;
    while (kind < sizeof shapes / sizeof *shapes && !(str_eq(word[0], shapes[kind].name) && n == shapes[kind].n_words))
        kind++;
    if (kind == sizeof shapes / sizeof *shapes)
        return false;
    *item = (struct course_item){.kind = (enum course_kind)kind, .path = word[1]};
    if (kind == COURSE_END)
        item->path = NULL, item->word = word[1];
    else if (kind == COURSE_MINUTES)
        return read_seconds(word[2], &item->us);
    else if (n == 3)
        item->word = word[2];
    return is_known_word(item->kind, item->word);
}

/* Cuts the line at its blanks, in place; 0 for one that is none of ours. */
static size_t cut(char *line, const char *word[WORDS_MOST])
{
    size_t n = 0;
    for (char *at = line; at; n++) {
        char *blank = strchr(at, ' ');
        if (blank)
            *blank = '\0';
        if (n == WORDS_MOST || !is_word(at))
            return 0;
        word[n] = at;
        at = blank ? blank + 1 : NULL;
    }
    return n;
}

void course_read(const char *text, size_t n, struct arena *arena, struct course *c)
{
    size_t n_lines = 0;
    *c = (struct course){0};
    if (n > COURSE_MOST_BYTES)
        return;
    char *line = arena_strndup(arena, text, n);
    for (const char *p = line; (p = strchr(p, '\n')); p++)
        n_lines++;
    c->item = arena_array(arena, n_lines, sizeof *c->item);
    for (char *end; (end = strchr(line, '\n')); line = end + 1) {
        const char *word[WORDS_MOST];
        *end = '\0';
        size_t n_words = cut(line, word);
        if (n_words && read_item(word, n_words, &c->item[c->n]))
            c->n++;
    }
}
