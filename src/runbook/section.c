/* section: headings and their roles. */
#include "runbook/section.h"

#include <string.h>

#include "runbook/inline.h"

/* What runbooks call their parts; a heading begins with one of these words. */
static const struct {
    const char *word;
    enum runbook_role role;
} roles[] = {
    {"meaning", ROLE_OPENING},        {"impact", ROLE_OPENING},       {"alert description", ROLE_OPENING},
    {"description", ROLE_OPENING},    {"overview", ROLE_OPENING},     {"summary", ROLE_OPENING},
    {"severity", ROLE_OPENING},       {"symptoms", ROLE_OPENING},     {"diagnosis", ROLE_CHECK},
    {"diagnostic", ROLE_CHECK},       {"troubleshooting", ROLE_CHECK}, {"investigat", ROLE_CHECK},
    {"debugging", ROLE_CHECK},        {"possible causes", ROLE_CHECK}, {"common causes", ROLE_CHECK},
    {"mitigation", ROLE_FIX},         {"resolution", ROLE_FIX},       {"remediation", ROLE_FIX},
    {"remedy", ROLE_FIX},             {"recovery", ROLE_FIX},         {"solution", ROLE_FIX},
    {"how to fix", ROLE_FIX},         {"fixing", ROLE_FIX},           {"verification", ROLE_VERIFY},
    {"verify the fix", ROLE_VERIFY},  {"validation", ROLE_VERIFY},    {"notes", ROLE_NOTE},
    {"additional", ROLE_NOTE},        {"references", ROLE_NOTE},      {"further reading", ROLE_NOTE},
    {"prevention", ROLE_NOTE},        {"escalation", ROLE_NOTE},      {"related", ROLE_NOTE},
    {"see also", ROLE_NOTE},          {"links", ROLE_NOTE},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool begins_with(const char *title, const char *word)
{
    for (; *word; word++, title++)
        if (lower(*title) != *word)
            return false;
    return true;
}

static enum runbook_role role_said(const char *title)
{
    title += strspn(title, "0123456789.) ");
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (begins_with(title, roles[i].word))
            return roles[i].role;
    return ROLE_NONE;
}

static bool is_heading(const struct block *b)
{
    return b->kind == BLOCK_HEADING && b->quote == 0 && !b->continues && b->spans.n;
}

static const char *words_of(const struct block *b, struct arena *arena)
{
    struct str words = {0};
    inline_words(&b->spans, &words);
    const char *kept = arena_strndup(arena, str_get(&words), words.n);
    str_release(&words);
    return kept;
}

/* "Mitigation" alone says what it is, and so do parts below it, until a heading that is as high. Below one that says so,
 * only another of the main parts says something else: "Investigate the node" under Mitigation is a way to mitigate. */
static void find_role(struct runbook_sections *s, size_t i)
{
    struct runbook_section *x = &s->list.v[i];
    enum runbook_role said = x->title ? role_said(x->title) : ROLE_OPENING;
    int level = x->level;
    bool is_inner = false;
    for (size_t k = i; k-- > 0 && level > 1;) {
        const struct runbook_section *above = &s->list.v[k];
        if (!above->level || above->level >= level)
            continue;
        level = above->level;
        if (above->says_role) {
            x->role = above->role;
            return;
        }
        is_inner |= !(s->has_title && above->level == 1);
    }
    if (is_inner && said == ROLE_OPENING)
        said = ROLE_NONE; /* an overview of one part only */
    x->role = said;
    x->says_role = said != ROLE_NONE && x->title;
}

static bool has_content_before(const struct runbook_sections *s)
{
    return s->list.n > 1 || (s->list.n == 1 && s->list.v[0].level);
}

void sections_read(const struct document *d, struct arena *arena, struct runbook_sections *s)
{
    *s = (struct runbook_sections){0};
    if (!d->n_blocks || !is_heading(&d->block[0]))
        *vec_push(&s->list) = (struct runbook_section){.role = ROLE_OPENING};
    for (size_t i = 0; i < d->n_blocks; i++) {
        if (is_heading(&d->block[i])) {
            bool is_title = d->block[i].level == 1 && !has_content_before(s);
            const char *title = words_of(&d->block[i], arena);
            *vec_push(&s->list) = (struct runbook_section){
                .title = title, .level = d->block[i].level, .heading = i, .from = i + 1};
            s->has_title |= is_title;
            find_role(s, s->list.n - 1);
            if (is_title && vec_last(&s->list)->role == ROLE_NONE)
                vec_last(&s->list)->role = ROLE_OPENING;
            if (is_title)
                vec_last(&s->list)->says_role = false;
        }
        vec_last(&s->list)->to = i + 1;
    }
}

void sections_release(struct runbook_sections *s)
{
    vec_release(&s->list);
}

size_t sections_end(const struct runbook_sections *s, size_t i)
{
    size_t end = i + 1;
    while (end < s->list.n && s->list.v[end].level > s->list.v[i].level)
        end++;
    return end;
}
