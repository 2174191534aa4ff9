/* kb_correct: the nearest word. */
#include "store/kb_correct.h"

#include <string.h>

#include "base/vec.h"

static unsigned tolerated(size_t n)
{
    return n < 4 ? 0 : n < 7 ? 1 : 2;
}

/* Which letters occur, digits and all others as two more. A mistake changes at most two of the bits. */
static uint32_t letters_of(const char *s)
{
    uint32_t bits = 0;
    for (; *s; s++)
        bits |= *s >= 'a' && *s <= 'z' ? 1u << (*s - 'a') : *s >= '0' && *s <= '9' ? 1u << 26 : 1u << 27;
    return bits;
}

static unsigned count_bits(uint32_t bits)
{
    unsigned n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

static bool load(struct kb_terms *t, struct db *db, struct err *e)
{
    bool ok, more;
    struct db_query *q = t->is_loaded ? NULL : db_prepare(db, "SELECT word, articles FROM term", e);
    if (!q)
        return t->is_loaded;
    while ((ok = db_step(q, &more, e)) && more) {
        const char *text = arena_strdup(&t->arena, db_text(q, 0));
        *vec_push(t) = (struct kb_term){
            .text = text, .letters = letters_of(text), .length = (uint32_t)strlen(text), .articles = db_int(q, 1)};
    }
    db_finish(q);
    t->is_loaded = ok;
    return ok;
}

void kb_terms_release(struct kb_terms *t)
{
    arena_release(&t->arena);
    vec_release(t);
    t->is_loaded = false;
}

static bool may_be_near(const struct kb_term *t, uint32_t letters, size_t n, unsigned most)
{
    size_t longer = t->length > n ? t->length - n : n - t->length;
    return longer <= most && count_bits(t->letters ^ letters) <= 2 * most && t->length < KB_LONGEST_WORD;
}

/* Of several that are equally near the one in most articles; NULL too where the word begins one that there is. */
static const struct kb_term *nearest(const struct kb_terms *terms, const char *word)
{
    const struct kb_term *best = NULL;
    size_t n = strlen(word);
    unsigned least = tolerated(n) + 1, most = tolerated(n);
    uint32_t letters = letters_of(word);
    for (size_t i = 0; i < terms->n; i++) {
        const struct kb_term *t = &terms->v[i];
        if (t->length >= n && memcmp(t->text, word, n) == 0)
            return NULL;
        unsigned distance = may_be_near(t, letters, n, most) ? str_distance(word, t->text) : KB_LONGEST_WORD;
        if (distance > most || distance > least || (distance == least && best && t->articles <= best->articles))
            continue;
        least = distance;
        best = t;
    }
    return best;
}

static void fold(char *word)
{
    for (; *word; word++)
        if (*word >= 'A' && *word <= 'Z')
            *word = (char)(*word + 32);
}

bool kb_correct(struct kb_terms *terms, struct db *db, struct kb_words *words, bool *changed, struct err *e)
{
    *changed = false;
    if (!load(terms, db, e))
        return false;
    for (size_t i = 0; i < words->n; i++) {
        fold(words->word[i]);
        const struct kb_term *term = tolerated(strlen(words->word[i])) ? nearest(terms, words->word[i]) : NULL;
        if (!term)
            continue;
        memcpy(words->word[i], term->text, term->length + 1);
        *changed = true;
    }
    return true;
}
