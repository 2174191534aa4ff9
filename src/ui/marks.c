/* marks: a short list, in the order in which its lines are read. */
#include "ui/marks.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"

static bool is_of(const struct marked *k, enum row_kind kind, int64_t of)
{
    return k->row.kind == kind && k->of == of;
}

static void drop(struct marks *m, size_t i)
{
    mem_free(m->list.v[i].text);
    memmove(&m->list.v[i], &m->list.v[i + 1], (m->list.n - i - 1) * sizeof *m->list.v);
    m->list.n--;
}

static size_t place_of(const struct marks *m, struct row_id row)
{
    size_t i = m->list.n;
    while (i > 0 && m->list.v[i - 1].row.key > row.key)
        i--;
    return i;
}

static char *one_line(const char *text)
{
    char *line = mem_strdup(text);
    for (char *s = line; *s; s++)
        if (*s == '\n')
            *s = ' ';
    return line;
}

static size_t find(const struct marks *m, struct row_id row, int64_t of)
{
    for (size_t i = 0; i < m->list.n; i++)
        if (row_equal(m->list.v[i].row, row) && m->list.v[i].of == of)
            return i;
    return m->list.n;
}

void marks_release(struct marks *m)
{
    while (m->list.n)
        drop(m, m->list.n - 1);
    vec_release(&m->list);
}

void marks_toggle(struct marks *m, struct row_id row, int64_t of, const char *text)
{
    size_t i = find(m, row, of);
    if (i < m->list.n) {
        drop(m, i);
        return;
    }
    i = place_of(m, row);
    vec_push(&m->list);
    memmove(&m->list.v[i + 1], &m->list.v[i], (m->list.n - 1 - i) * sizeof *m->list.v);
    m->list.v[i] = (struct marked){row, of, one_line(text)};
}

bool marks_has(const struct marks *m, struct row_id row, int64_t of)
{
    return find(m, row, of) < m->list.n;
}

size_t marks_count(const struct marks *m, enum row_kind kind, int64_t of)
{
    size_t n = 0;
    for (size_t i = 0; i < m->list.n; i++)
        n += is_of(&m->list.v[i], kind, of);
    return n;
}

void marks_text(const struct marks *m, enum row_kind kind, int64_t of, struct str *text, struct str *keys)
{
    size_t n = 0;
    for (size_t i = 0; i < m->list.n; i++) {
        if (!is_of(&m->list.v[i], kind, of))
            continue;
        str_addf(text, n ? "\n%s" : "%s", m->list.v[i].text);
        if (keys)
            str_addf(keys, n ? " %" PRId64 : "%" PRId64, m->list.v[i].row.key);
        n++;
    }
}

void marks_clear(struct marks *m, enum row_kind kind, int64_t of)
{
    for (size_t i = m->list.n; i-- > 0;)
        if (is_of(&m->list.v[i], kind, of))
            drop(m, i);
}
