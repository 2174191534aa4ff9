/* status_answer: from what was asked to numbers or words, and to an answer. */
#include "kb/status_answer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "kb/status_prose.h"
#include "text/clean.h"

enum { A_CODE = 3, DIGITS_MOST = 9 };

struct asked {
    struct arena *arena;
    VEC(const char *) word;
    VEC(int) number; /* each once */
    bool are_numbers; /* all words are whole codes */
};

/* What people write between two codes, or before one. */
static bool says_nothing(const char *word)
{
    static const char *const words[] = {"vs", "vs.", "or", "and", "http"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(words[i], word) == 0)
            return true;
    return false;
}

static bool is_number(const char *word)
{
    size_t n = strlen(word);
    return n >= A_CODE && n <= DIGITS_MOST && strspn(word, "0123456789") == n;
}

static void add_number(struct asked *a, const char *word)
{
    int number = (int)strtol(word, NULL, 10);
    for (size_t i = 0; i < a->number.n; i++)
        if (a->number.v[i] == number)
            return;
    *vec_push(&a->number) = number;
}

static void split(const char *text, struct asked *a)
{
    static const char between[] = " \t\r\n,;/?";
    a->are_numbers = true;
    for (text += strspn(text, between); *text; text += strspn(text, between)) {
        size_t n = strcspn(text, between);
        const char *word = arena_strndup(a->arena, text, n);
        text += n;
        if (says_nothing(word))
            continue;
        *vec_push(&a->word) = word;
        if (is_number(word))
            add_number(a, word);
        else
            a->are_numbers = false;
    }
    a->are_numbers = a->are_numbers && a->number.n > 0;
}

/* ---- words ---- */

enum { IN_NAME, IN_CAUSES, ELSEWHERE, NOWHERE };

static int place_of(const struct status_code *c, const char *text)
{
    if (text == c->name)
        return IN_NAME;
    for (size_t i = 0; i < c->n_causes; i++)
        if (text == c->cause[i])
            return IN_CAUSES;
    return text ? ELSEWHERE : NOWHERE;
}

/* "5", "50", "5xx": digits are never looked for in sentences, or 5 would find every RFC with a 5 in it. */
static bool is_pattern(const char *word)
{
    size_t n = strlen(word);
    return n <= A_CODE && strspn(word, "0123456789") > 0 && strspn(word, "0123456789xX") == n;
}

/* How far from its name a code speaks of all the words; *why is the farthest sentence. */
static int nearness(const struct status_code *c, const struct asked *a, const char **why)
{
    int farthest = IN_NAME;
    *why = NULL;
    for (size_t i = 0; i < a->word.n; i++) {
        const char *word = a->word.v[i], *text = is_pattern(word) ? NULL : status_code_mentions(c, word);
        int place = status_number_matches(c->number, word) ? IN_NAME : place_of(c, text);
        if (place > farthest)
            farthest = place, *why = text;
    }
    return farthest;
}

static void add_rows(const struct status_codes *t, const struct asked *asked, int place, struct status_answer *a)
{
    const char *why;
    for (size_t i = 0; i < t->n_codes; i++) {
        const struct status_code *c = &t->code[i];
        if (nearness(c, asked, &why) != place)
            continue;
        a->is_ranked = a->is_ranked || why;
        if (!why && !c->is_registered)
            why = arena_printf(asked->arena, _("%s, not registered"), c->spec);
        a->row[a->n_rows++] = (struct status_row){c, why};
    }
}

static void answer_words(const struct status_codes *t, struct asked *asked, struct status_answer *a)
{
    a->row = arena_array(asked->arena, t->n_codes, sizeof *a->row);
    for (int place = IN_NAME; place < NOWHERE; place++)
        add_rows(t, asked, place, a);
    if (a->n_rows == 0)
        status_prose_nothing(asked->arena, &a->document);
}

/* ---- numbers ---- */

static void answer_numbers(const struct status_codes *t, struct asked *asked, struct status_answer *a)
{
    a->code = arena_array(asked->arena, asked->number.n, sizeof *a->code);
    for (size_t i = 0; i < asked->number.n; i++) {
        const struct status_code *c = status_code_find(t, asked->number.v[i]);
        if (c)
            a->code[a->n_codes++] = c;
        else if (!a->unknown)
            a->unknown = asked->number.v[i];
    }
    status_prose_numbers(t, asked->number.v, asked->number.n, asked->arena, &a->document);
}

void status_answer(const struct status_codes *t, const char *asked, struct arena *arena, struct status_answer *a)
{
    struct asked parts = {.arena = arena};
    char *clean = clean_line(asked);
    *a = (struct status_answer){.asked = arena_strdup(arena, clean)};
    mem_free(clean);
    split(a->asked, &parts);
    if (parts.are_numbers)
        answer_numbers(t, &parts, a);
    else
        answer_words(t, &parts, a);
    vec_release(&parts.word);
    vec_release(&parts.number);
}

bool status_answer_is_whole(const struct status_answer *a, struct err *e)
{
    if (a->n_rows == 0 && a->n_codes == 0 && a->unknown == 0)
        return err_set(e, ERR_ABSENT, _("no status code speaks of '%s'; triage code lists all of them"), a->asked);
    if (a->unknown) {
        struct str why = {0};
        status_prose_unknown(a->unknown, &why);
        err_set(e, ERR_ABSENT, "%s", str_get(&why));
        str_release(&why);
        return false;
    }
    return true;
}
