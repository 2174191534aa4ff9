/* arrange: sections to steps. */
#include "runbook/arrange.h"

#include <string.h>

#include "base/i18n.h"
#include "runbook/inline.h"

struct arranging {
    struct draft *f;
    const struct runbook_sections *s;
    size_t choice;    /* the section whose parts are alternatives, SIZE_MAX for none */
    size_t first_fix; /* a step, SIZE_MAX for none: where "no, it is not gone" leads */
};

static enum phase phase_of(enum runbook_role role)
{
    static const enum phase phases[] = {[ROLE_NONE] = PHASE_LOGS,   [ROLE_OPENING] = PHASE_SYMPTOM, [ROLE_CHECK] = PHASE_LOGS,
                                        [ROLE_FIX] = PHASE_ROLLBACK, [ROLE_VERIFY] = PHASE_VERIFY,  [ROLE_NOTE] = PHASE_LOGS};
    return phases[role];
}

static bool has_tasks(enum runbook_role role)
{
    return role != ROLE_OPENING && role != ROLE_NOTE;
}

/* ---- the opening ---- */

/* Meaning and Impact, not what has a heading of its own below them. */
static bool is_opening(const struct runbook_sections *s, size_t i)
{
    const struct runbook_section *x = &s->list.v[i];
    bool is_title = s->has_title && x->level == 1 && x->title && !x->says_role;
    return x->role == ROLE_OPENING && (!x->title || x->says_role || is_title);
}

static bool is_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* A runbook that begins with its first task has nothing to say before. */
static void drop_empty(struct draft *f)
{
    struct draft_step *s = vec_last(&f->step);
    if (s->text.n || s->command.n || s->input.n)
        return;
    vec_release(&s->command);
    vec_release(&s->input);
    str_release(&s->text);
    f->step.n--;
}

static void add_opening(struct arranging *a, const char *title, const char *alert)
{
    struct draft *f = a->f;
    draft_begin(f, title, PHASE_SYMPTOM, false);
    for (size_t i = 0; i < a->s->list.n; i++) {
        const struct runbook_section *x = &a->s->list.v[i];
        if (!is_opening(a->s, i))
            continue;
        if (x->title && !is_same(x->title, title) && !is_same(x->title, alert))
            draft_head(f, x->title, &f->d->block[x->heading]);
        draft_add(f, x->from, x->to);
    }
    drop_empty(f);
}

/* ---- parts ---- */

static void add_section(struct arranging *a, const struct runbook_section *x, const char *title)
{
    const struct block *heading = &a->f->d->block[x->heading];
    if (a->f->step.n < DRAFT_MOST_STEPS)
        draft_begin(a->f, title, phase_of(x->role), has_tasks(x->role));
    if (a->f->step.n >= DRAFT_MOST_STEPS || inline_has_link(&heading->spans))
        draft_head(a->f, title, heading);
    draft_add(a->f, x->from, x->to);
}

/* A heading right above another one has nothing to say but that: both are one title. */
static const char *join(struct draft *f, const char *above, const char *title)
{
    return above ? arena_printf(f->arena, "%s: %s", above, title) : title;
}

/* A heading with a link in it says more than a title can. */
static bool is_only_heading(const struct arranging *a, size_t i)
{
    const struct runbook_section *x = &a->s->list.v[i], *below = x + 1;
    const struct block *block = a->f->d->block;
    return x->from == x->to && below->level > x->level && !inline_has_link(&block[x->heading].spans) && !inline_has_link(&block[below->heading].spans);
}

/* Section i, and all below it, one after the other. Returns the first step of it. */
static size_t add_part(struct arranging *a, size_t i)
{
    size_t end = sections_end(a->s, i), first = a->f->step.n;
    const char *above = NULL;
    for (; i < end; i++) {
        const struct runbook_section *x = &a->s->list.v[i];
        if (is_opening(a->s, i))
            continue;
        const char *title = join(a->f, above, x->title);
        above = i + 1 < end && is_only_heading(a, i) ? title : NULL;
        if (!above)
            add_section(a, x, title);
    }
    return first;
}

static void add_fix(struct arranging *a, size_t i)
{
    size_t first = add_part(a, i);
    if (first >= a->f->step.n)
        return;
    a->f->step.v[first].is_fix = true;
    a->first_fix = a->first_fix == SIZE_MAX ? first : a->first_fix;
    if (a->choice != SIZE_MAX)
        vec_last(&a->f->step)->leads_to_verify = true;
}

/* ---- Mitigation ---- */

/* Headings right below section i. */
static size_t count_children(const struct runbook_sections *s, size_t i)
{
    size_t end = sections_end(s, i), n = 0;
    int level = 99;
    for (size_t k = i + 1; k < end; k++)
        level = s->list.v[k].level < level ? s->list.v[k].level : level;
    for (size_t k = i + 1; k < end; k++)
        n += s->list.v[k].level == level;
    return n;
}

static size_t find_choice(const struct runbook_sections *s)
{
    for (size_t i = 0; i < s->list.n; i++)
        if (s->list.v[i].role == ROLE_FIX && s->list.v[i].says_role && count_children(s, i) > 1)
            return i;
    return SIZE_MAX;
}

/* What stands right under Mitigation is read first; the choice has room for little text beside its fixes. */
static void add_choice(struct arranging *a)
{
    enum { TEXT_MOST = 4 };
    struct draft *f = a->f;
    const struct runbook_section *x = &a->s->list.v[a->choice];
    draft_begin(f, x->title, PHASE_ROLLBACK, true);
    draft_add(f, x->from, x->to);
    if (vec_last(&f->step)->command.n || vec_last(&f->step)->rows > TEXT_MOST)
        draft_begin(f, _("Which fix first?"), PHASE_ROLLBACK, false);
    vec_last(&f->step)->is_choice = true;
    a->first_fix = f->step.n - 1;
    for (size_t i = a->choice + 1, end = sections_end(a->s, a->choice); i < end; i = sections_end(a->s, i))
        add_fix(a, i);
}

/* Sections of that kind that are of no other part, in order. */
static void add_all(struct arranging *a, bool (*wanted)(const struct arranging *, size_t), void (*add)(struct arranging *, size_t))
{
    for (size_t i = 0; i < a->s->list.n;) {
        bool takes = !is_opening(a->s, i) && wanted(a, i);
        if (takes)
            add(a, i);
        bool steps_in = !takes && is_opening(a->s, i);
        i = steps_in ? i + 1 : sections_end(a->s, i);
    }
}

static void add_steps(struct arranging *a, size_t i)
{
    add_part(a, i);
}

static void add_fix_or_steps(struct arranging *a, size_t i)
{
    if (a->s->list.v[i].role == ROLE_FIX)
        add_fix(a, i);
    else
        add_part(a, i);
}

static bool is_opening_part(const struct arranging *a, size_t i)
{
    return a->s->list.v[i].role == ROLE_OPENING;
}

static bool is_verify(const struct arranging *a, size_t i)
{
    return a->s->list.v[i].role == ROLE_VERIFY;
}

static bool is_between(const struct arranging *a, size_t i)
{
    return !is_opening_part(a, i) && !is_verify(a, i);
}

static bool is_before_choice(const struct arranging *a, size_t i)
{
    return is_between(a, i) && a->s->list.v[i].role != ROLE_FIX;
}

static bool is_other_fix(const struct arranging *a, size_t i)
{
    return a->s->list.v[i].role == ROLE_FIX && i != a->choice;
}

/* ---- the question ---- */

static void add_question(struct arranging *a, const char *alert)
{
    struct draft *f = a->f;
    size_t first = f->step.n;
    add_all(a, is_verify, add_steps);
    if (f->step.n == first) {
        draft_begin(f, alert ? arena_printf(f->arena, _("Is %s gone?"), alert) : _("Is it done?"), PHASE_VERIFY, false);
        draft_call(f, alert ? "gone" : "finished");
    }
    vec_last(&f->step)->is_question = true;
}

void arrange(struct draft *f, const struct runbook_sections *s, const char *title, const char *alert)
{
    struct arranging a = {.f = f, .s = s, .choice = find_choice(s), .first_fix = SIZE_MAX};
    draft_assign(f);
    add_opening(&a, title, alert);
    add_all(&a, is_opening_part, add_steps);
    if (a.choice == SIZE_MAX) {
        add_all(&a, is_between, add_fix_or_steps);
    } else {
        add_all(&a, is_before_choice, add_steps);
        add_choice(&a);
        add_all(&a, is_other_fix, add_fix);
    }
    size_t first = f->step.n > 1 ? 1 : 0;
    size_t again = a.first_fix != SIZE_MAX ? a.first_fix : first;
    add_question(&a, alert);
    f->again = again + 1 < f->step.n ? f->step.v[again].id : NULL;
}
