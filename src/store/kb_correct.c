/* kb_correct: a walk over all words of the index; it is the last resort, and takes some milliseconds. */
#include "store/kb_correct.h"

#include <string.h>

static unsigned tolerated(const char *word)
{
    size_t n = strlen(word);
    return n < 4 ? 0 : n < 7 ? 1 : 2;
}

static void fold(const char *word, char folded[KB_LONGEST_WORD])
{
    size_t n = 0;
    for (; word[n]; n++)
        folded[n] = (char)(word[n] >= 'A' && word[n] <= 'Z' ? word[n] + 32 : word[n]);
    folded[n] = '\0';
}

/* Replaces the word by the nearest one that occurs, of several the most frequent; not if it begins one that does. */
static bool correct(struct db *db, char word[KB_LONGEST_WORD], bool *changed, struct err *e)
{
    char folded[KB_LONGEST_WORD], best[KB_LONGEST_WORD] = "";
    unsigned nearest = tolerated(word) + 1;
    int64_t most = 0;
    bool ok, more;
    fold(word, folded);
    struct db_query *q = db_prepare(db, "SELECT term, doc FROM vocabulary", e);
    if (!q)
        return false;
    while ((ok = db_step(q, &more, e)) && more) {
        const char *term = db_text(q, 0);
        if (str_starts(term, folded))
            break;
        unsigned distance = str_distance(folded, term);
        if (distance > nearest || (distance == nearest && db_int(q, 1) <= most) || nearest == 0 ||
            distance > tolerated(word) || strlen(term) >= sizeof best)
            continue;
        nearest = distance;
        most = db_int(q, 1);
        memcpy(best, term, strlen(term) + 1);
    }
    db_finish(q);
    if (ok && !more && *best) {
        memcpy(word, best, sizeof best);
        *changed = true;
    }
    return ok;
}

bool kb_correct(struct db *db, struct kb_words *words, bool *changed, struct err *e)
{
    bool ok = true;
    *changed = false;
    for (size_t i = 0; ok && i < words->n; i++)
        ok = !tolerated(words->word[i]) || correct(db, words->word[i], changed, e);
    return ok;
}
