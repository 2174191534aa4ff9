/* observation: values put in by name, and judged. */
#include "observe/observation.h"

#include <assert.h>
#include <string.h>

#include "text/clean.h"

static const char *const heart[N_OBSERVE_KINDS] = { /* the fact that each kind is about */
    [OBSERVE_TCP] = "connected", [OBSERVE_DNS] = "found",       [OBSERVE_TLS] = "valid",
    [OBSERVE_FILE] = "exists",   [OBSERVE_PROCESS] = "running", [OBSERVE_UNIT] = "active",
};

/* Cleaned is at least as long: cut before, and again after, at a whole character. */
const char *observe_clean(struct arena *arena, const char *s, size_t n)
{
    struct str clean = {0};
    clean_add(&clean, s, n < OBSERVE_TEXT_MOST ? n : OBSERVE_TEXT_MOST, CLEAN_LINE);
    size_t cut = clean.n < OBSERVE_TEXT_MOST ? clean.n : OBSERVE_TEXT_MOST;
    while (cut < clean.n && cut && ((unsigned char)clean.s[cut] & 0xc0) == 0x80)
        cut--;
    const char *copy = arena_strndup(arena, str_get(&clean), cut);
    str_release(&clean);
    return copy;
}

void observation_init(struct observation *o, enum observe_kind kind, const char *of)
{
    *o = (struct observation){.kind = kind};
    o->of = observe_clean(&o->arena, of, strlen(of));
}

void observation_release(struct observation *o)
{
    for (size_t i = 0; i < o->n_more; i++)
        arena_release(&o->more[i].arena);
    arena_release(&o->arena);
    *o = (struct observation){0};
}

static struct observed *value_of(struct observation *o, const char *fact, enum observed_type type)
{
    size_t n, i = observe_fact_index(o->kind, fact);
    const struct observe_fact *facts = observe_facts(o->kind, &n);
    assert(facts[i].type == type || (type == OBSERVED_COUNT && (facts[i].type == OBSERVED_BYTES || facts[i].type == OBSERVED_SHARE)) ||
           (type == OBSERVED_LENGTH && facts[i].type == OBSERVED_TIME));
    (void)facts;
    o->value[i].is_known = true;
    return &o->value[i];
}

void observation_flag(struct observation *o, const char *fact, bool flag)
{
    value_of(o, fact, OBSERVED_FLAG)->flag = flag;
}

void observation_number(struct observation *o, const char *fact, double number)
{
    value_of(o, fact, OBSERVED_COUNT)->number = number;
}

void observation_us(struct observation *o, const char *fact, int64_t us)
{
    value_of(o, fact, OBSERVED_LENGTH)->us = us;
}

void observation_bytes(struct observation *o, const char *fact, const char *s, size_t n)
{
    value_of(o, fact, OBSERVED_TEXT)->text = observe_clean(&o->arena, s, n);
}

void observation_text(struct observation *o, const char *fact, const char *text)
{
    observation_bytes(o, fact, text, strlen(text));
}

void observation_say(struct observation *o, const char *said)
{
    if (!o->said && *said)
        o->said = observe_clean(&o->arena, said, strlen(said));
}

const struct observed *observation_get(const struct observation *o, const char *fact)
{
    return &o->value[observe_fact_index(o->kind, fact)];
}

const char *observation_get_text(const struct observation *o, const char *fact)
{
    const struct observed *v = observation_get(o, fact);
    return v->is_known ? v->text : "";
}

struct observation *observation_add_more(struct observation *o, size_t n)
{
    assert(!o->more && n <= OBSERVE_MORE_MOST);
    o->more = arena_array(&o->arena, n, sizeof *o->more);
    o->n_more = n;
    for (size_t i = 0; i < n; i++)
        o->more[i] = (struct observation){.kind = o->kind, .of = o->of};
    return o->more;
}

/* ---- judging -------------------------------------------------------------------------------------------------------------- */

static bool is_met(const struct observation *o, const struct observe_want *w)
{
    size_t n;
    const struct observed *v = &o->value[w->fact];
    enum observed_type type = observe_facts(o->kind, &n)[w->fact].type;
    if (!v->is_known)
        return false;
    if (type == OBSERVED_LENGTH || type == OBSERVED_TIME)
        return w->is_most ? v->us <= w->than.us : v->us >= w->than.us;
    return w->is_most ? v->number <= w->than.number : v->number >= w->than.number;
}

static void judge_one(struct observation *o)
{
    const struct observed *about = observation_get(o, heart[o->kind]);
    o->passed = about->is_known && about->flag && !observation_get(o, "trouble")->is_known;
    for (size_t i = 0; i < o->n_wants; i++) {
        o->want[i].is_met = is_met(o, &o->want[i]);
        o->passed &= o->want[i].is_met;
    }
}

/* What decides: its values and its words. */
static void take_over(struct observation *o, const struct observation *from)
{
    memcpy(o->value, from->value, sizeof o->value);
    memcpy(o->want, from->want, sizeof o->want);
    o->said = from->said;
    o->passed = from->passed;
    o->of = from->of;
}

void observation_judge(struct observation *o)
{
    const struct observation *decides = o->n_more ? &o->more[0] : NULL;
    size_t failing = 0;
    for (size_t i = 0; i < o->n_more; i++) {
        struct observation *one = &o->more[i];
        memcpy(one->want, o->want, sizeof one->want);
        one->n_wants = o->n_wants;
        judge_one(one);
        if (!one->passed && failing++ == 0)
            decides = one;
    }
    if (!decides) {
        judge_one(o);
        return;
    }
    take_over(o, decides);
    observation_number(o, "paths", (double)o->n_more);
    observation_number(o, "failing", (double)failing);
}
