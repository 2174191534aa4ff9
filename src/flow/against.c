/* against: ids in both, and words in both. */
#include "flow/against.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "flow/words.h"
#include "text/yaml.h"

#define SAME_WORDS 0.5 /* of the words of two titles, so many are in both, or they say different things */

enum { MOST_WORDS = 32 };

struct comparison {
    const struct flow *f, *old;
    struct problems *ps;
};

/* ---- words ---------------------------------------------------------------------------------------------------------------- */

struct said {
    struct word {
        const char *s;
        size_t n;
    } word[MOST_WORDS];
    size_t n;
};

static bool is_letter(char c)
{
    unsigned char u = (unsigned char)c;
    return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u >= 0x80;
}

static void add_words(struct said *said, const char *s)
{
    while (s && *s && said->n < MOST_WORDS) {
        size_t n = 0;
        while (is_letter(s[n]))
            n++;
        if (n)
            said->word[said->n++] = (struct word){s, n};
        s += n ? n : 1;
    }
}

static bool has_word(const struct said *said, struct word w)
{
    for (size_t i = 0; i < said->n; i++)
        if (said->word[i].n == w.n && strncasecmp(said->word[i].s, w.s, w.n) == 0)
            return true;
    return false;
}

static bool say_the_same(const struct said *a, const struct said *b)
{
    size_t both = 0;
    for (size_t i = 0; i < a->n; i++)
        both += has_word(b, a->word[i]);
    return a->n + b->n == 0 || 2.0 * (double)both >= SAME_WORDS * (double)(a->n + b->n);
}

static bool are_alike(const char *a, const char *b)
{
    struct said x = {.n = 0}, y = {.n = 0};
    add_words(&x, a);
    add_words(&y, b);
    return say_the_same(&x, &y);
}

/* ---- messages ------------------------------------------------------------------------------------------------------------- */

static struct mark place(const struct yaml_node *source, const char *key, struct mark otherwise)
{
    const struct yaml_node *value = yaml_find(source, key);
    return value ? value->mark : otherwise;
}

static void remedy_new_id(struct comparison *c)
{
    problem_remedy(c->ps, _("give it a new id where it means something else: what was recorded and learned under the old one is about the old one"));
}

static void say_words(struct comparison *c, struct mark at, const char *id, const char *was, const char *is)
{
    problem_warning(c->ps, "meaning-changed", at, _("'%s' was \"%s\" and is now \"%s\""), id, was, is);
    remedy_new_id(c);
}

static void say_renamed(struct comparison *c, struct mark at, const char *was, const char *is)
{
    problem_warning(c->ps, "id-changed", at, _("what was '%s' is now '%s', and nothing that was recorded or learned of it counts any more"), was, is);
    problem_remedy(c->ps, _("keep the id '%s'"), was);
}

/* ---- answers --------------------------------------------------------------------------------------------------------------- */

static const char *end_word(const struct flow_answer *a)
{
    return a->outcome == OUTCOME_NONE ? _("no outcome") : outcome_name(a->outcome);
}

static const char *verdict_word(const struct flow_answer *a)
{
    return a->fix == FIX_NO_VERDICT ? _("no verdict") : a->fix == FIX_HELPED ? "helped" : "failed";
}

/* The label that another answer had: the two have changed places, whatever words they share. */
static bool is_taken_over(const struct flow_step *old, const struct flow_answer *a)
{
    for (size_t i = 0; i < old->n_answers; i++)
        if (!str_eq(old->answer[i].id, a->id) && str_eq(old->answer[i].label, a->label))
            return true;
    return false;
}

static void compare_answer(struct comparison *c, const struct flow_step *old_step, const struct flow_answer *was, const struct flow_answer *a)
{
    bool is_same = str_eq(was->label, a->label);
    if (!is_same && (!are_alike(was->label, a->label) || is_taken_over(old_step, a)))
        say_words(c, place(a->source, "label", a->mark), a->id, was->label, a->label);
    if (was->outcome != a->outcome) {
        problem_warning(c->ps, "meaning-changed", place(a->source, "outcome", a->mark), _("answer '%s' ended with %s and now ends with %s"), a->id,
                        end_word(was), end_word(a));
        remedy_new_id(c);
    }
    if (was->fix != a->fix) {
        problem_warning(c->ps, "meaning-changed", place(a->source, "fix", a->mark), _("answer '%s' said of the fix %s and now says %s"), a->id,
                        verdict_word(was), verdict_word(a));
        remedy_new_id(c);
    }
}

static void compare_answers(struct comparison *c, const struct flow_step *was, const struct flow_step *s)
{
    for (size_t i = 0; i < s->n_answers; i++) {
        const struct flow_answer *a = &s->answer[i], *before = flow_find_answer(was, a->id);
        if (before)
            compare_answer(c, was, before, a);
        for (size_t k = 0; !before && k < was->n_answers; k++)
            if (str_eq(was->answer[k].label, a->label) && !flow_find_answer(s, was->answer[k].id))
                say_renamed(c, place(a->source, "id", a->mark), was->answer[k].id, a->id);
    }
}

/* ---- steps ------------------------------------------------------------------------------------------------------------------ */

static struct said words_of_step(const struct flow_step *s)
{
    struct said said = {.n = 0};
    add_words(&said, s->title);
    add_words(&said, s->ask);
    return said;
}

static void compare_step(struct comparison *c, const struct flow_step *was, const struct flow_step *s)
{
    struct said before = words_of_step(was), now = words_of_step(s);
    if (!say_the_same(&before, &now))
        say_words(c, place(s->source, "title", s->mark), s->id, was->title, s->title);
    if (was->is_fix != s->is_fix) {
        problem_warning(c->ps, "meaning-changed", place(s->source, "id", s->mark),
                        s->is_fix ? _("step '%s' was a question and is now a fix") : _("step '%s' was a fix and is none now"), s->id);
        remedy_new_id(c);
    }
    compare_answers(c, was, s);
}

static void find_renamed_step(struct comparison *c, const struct flow_step *s)
{
    for (size_t i = 0; i < c->old->n_steps; i++) {
        const struct flow_step *was = &c->old->step[i];
        if (str_eq(was->title, s->title) && !flow_find_step(c->f, was->id)) {
            say_renamed(c, place(s->source, "id", s->mark), was->id, s->id);
            return;
        }
    }
}

static void compare_steps(struct comparison *c)
{
    for (size_t i = 0; i < c->f->n_steps; i++) {
        const struct flow_step *s = &c->f->step[i], *was = flow_find_step(c->old, s->id);
        if (was)
            compare_step(c, was, s);
        else
            find_renamed_step(c, s);
    }
}

/* ---- causes, inputs, facts -------------------------------------------------------------------------------------------------- */

static void find_renamed_cause(struct comparison *c, const struct flow_cause *cause)
{
    for (size_t i = 0; i < c->old->n_causes; i++)
        if (str_eq(c->old->cause[i].title, cause->title) && flow_cause_index(c->f, c->old->cause[i].id) < 0)
            say_renamed(c, cause->mark, c->old->cause[i].id, cause->id);
}

static void compare_causes(struct comparison *c)
{
    for (size_t i = 0; i < c->f->n_causes; i++) {
        const struct flow_cause *cause = &c->f->cause[i];
        int at = flow_cause_index(c->old, cause->id);
        if (at < 0)
            find_renamed_cause(c, cause);
        else if (!are_alike(c->old->cause[at].title, cause->title))
            say_words(c, place(cause->source, "title", cause->mark), cause->id, c->old->cause[at].title, cause->title);
    }
}

static void say_kind(struct comparison *c, struct mark at, const char *name, const char *was, const char *is)
{
    problem_warning(c->ps, "meaning-changed", at, _("'%s' was of type %s and is now of type %s"), name, was, is);
    remedy_new_id(c);
}

static void compare_inputs(struct comparison *c)
{
    for (size_t i = 0; i < c->f->n_inputs; i++) {
        const struct flow_input *in = &c->f->input[i], *was = flow_find_input(c->old, in->id);
        if (was && was->type != in->type)
            say_kind(c, place(in->source, "type", in->mark), in->id, input_type_words.v[was->type], input_type_words.v[in->type]);
    }
}

static void compare_captures(struct comparison *c, const struct flow_probe *p)
{
    for (size_t i = 0; i < p->n_captures; i++) {
        char name[140];
        enum value_kind was;
        snprintf(name, sizeof name, "%s.%s", p->id, p->capture[i].id);
        if (flow_name_kind(c->old, name, &was) && was != VALUE_UNKNOWN && was != p->capture[i].kind)
            say_kind(c, place(p->source, "facts", p->mark), name, value_kind_name(was), value_kind_name(p->capture[i].kind));
    }
}

void flow_check_against(const struct flow *f, const struct flow *old, struct problems *ps)
{
    struct comparison c = {f, old, ps};
    if (!str_eq(f->id, old->id))
        say_renamed(&c, place(f->source, "id", (struct mark){1, 1}), old->id, f->id);
    compare_causes(&c);
    compare_inputs(&c);
    compare_steps(&c);
    for (size_t i = 0; i < f->n_observers; i++)
        if (f->observer[i].probe)
            compare_captures(&c, f->observer[i].probe);
}
