/* prose: blocks to CommonMark. */
#include "runbook/prose.h"

#include <string.h>

#include "base/utf8.h"
#include "runbook/inline.h"

enum { DEEPEST = 32 };

struct writer {
    const struct document *d;
    struct str *out;
    size_t tasks_to;
    int indent[DEEPEST]; /* of what stands in an item, by its depth; 0 where the item itself is not among these blocks */
    bool was_item;       /* the block before was an item: the next one needs no blank line */
    bool is_first;
};

static int depth_of(const struct block *b)
{
    return b->depth < DEEPEST ? b->depth : DEEPEST - 1;
}

/* ---- what stands before a line ---- */

static int indent_of(const struct writer *w, const struct block *b)
{
    if (b->kind == BLOCK_ITEM)
        return b->depth > 0 ? w->indent[depth_of(b) - 1] : 0;
    return b->continues ? w->indent[depth_of(b)] : 0;
}

static void add_prefix(const struct writer *w, const struct block *b, struct str *out)
{
    bool is_outer = b->kind == BLOCK_QUOTE;
    int indent = indent_of(w, b);
    if (is_outer)
        str_add_repeat(out, ' ', (size_t)indent);
    for (int i = 0; i < b->quote && i < DEEPEST; i++)
        str_add(out, "> ");
    if (!is_outer)
        str_add_repeat(out, ' ', (size_t)indent);
}

static void add_lines(const struct writer *w, const struct block *b, const char *lines)
{
    for (const char *s = lines; *s;) {
        size_t n = strcspn(s, "\n");
        if (n)
            add_prefix(w, b, w->out);
        else
            str_add_repeat(w->out, '>', (size_t)(b->quote < DEEPEST ? b->quote : DEEPEST));
        str_add_n(w->out, s, n);
        str_add_char(w->out, '\n');
        s += n + (s[n] == '\n');
    }
}

/* ---- wrapping ---- */

/* May a new line begin with this word, and still be the same paragraph? */
static bool may_begin(const char *s)
{
    size_t digits = strspn(s, "0123456789");
    return *s && !strchr("#>+-=*~|`[:<_", *s) && !(digits && (s[digits] == '.' || s[digits] == ')'));
}

/* Past the code span that begins at s with so many ticks; s + ticks where nothing closes it. */
static const char *span_end(const char *s, size_t ticks)
{
    for (const char *at = s + ticks; (at = strchr(at, '`'));) {
        size_t run = strspn(at, "`");
        if (run == ticks)
            return at + run;
        at += run;
    }
    return s + ticks;
}

struct inside { /* how far a line was looked through, and whether a < is open there */
    const char *at;
    bool angle;
};

/* Is that byte in a code span or in a link's target, where a new line is not always a blank? It goes on where it was. */
static bool is_inside(struct inside *in, const char *byte)
{
    while (in->at < byte) {
        size_t ticks = strspn(in->at, "`");
        in->angle = *in->at == '<' || (in->angle && *in->at != '>');
        if (ticks)
            in->at = span_end(in->at, ticks);
        else
            in->at += *in->at == '\\' && in->at[1] ? 2 : 1;
    }
    return in->angle || in->at > byte;
}

/* Bytes of the first line of s, of which `used` columns are taken. */
static size_t first_line(const char *s, size_t n, size_t used)
{
    size_t best = n, columns = used;
    struct inside in = {s, false};
    for (size_t i = 0; i < n; i++) {
        columns += ((unsigned char)s[i] & 0xC0) != 0x80;
        if (columns > PROSE_WIDTH && best < n)
            return best;
        if (s[i] == ' ' && i && s[i - 1] != ' ' && may_begin(s + i + 1) && !is_inside(&in, s + i))
            best = i;
    }
    return columns > PROSE_WIDTH ? best : n;
}

/* The inline text, its lines after the first one behind `next`. */
static void add_wrapped(struct str *out, const char *text, size_t used, const char *next)
{
    for (const char *s = text; *s;) {
        size_t n = strcspn(s, "\n"), line = first_line(s, n, used);
        str_add_n(out, s, line);
        str_add_char(out, '\n');
        s += line;
        s += *s == '\n' || *s == ' ';
        if (*s)
            str_add(out, next);
        used = strlen(next);
    }
}

/* ---- one block each ---- */

static void write_paragraph(struct writer *w, const struct block *b)
{
    struct str text = {0}, next = {0};
    inline_write(w->d, &b->spans, false, &text);
    add_prefix(w, b, &next);
    if (text.n) {
        str_add(w->out, str_get(&next));
        add_wrapped(w->out, str_get(&text), next.n, str_get(&next));
    }
    str_release(&text);
    str_release(&next);
}

bool prose_may_be_task(const struct block *b)
{
    return b->kind == BLOCK_ITEM && b->ordinal && b->depth == 0 && b->quote == 0 && b->spans.n;
}

static bool is_task(const struct writer *w, const struct block *b)
{
    return b->task != TASK_NONE || (b < w->d->block + w->tasks_to && prose_may_be_task(b));
}

static void write_item(struct writer *w, const struct block *b)
{
    struct str text = {0}, mark = {0}, next = {0};
    inline_write(w->d, &b->spans, false, &text);
    if (is_task(w, b))
        str_add(&mark, b->task == TASK_DONE ? "- [x] " : "- [ ] ");
    if (b->ordinal)
        str_addf(&mark, "%d. ", b->ordinal);
    else if (!mark.n)
        str_add(&mark, "- ");
    add_prefix(w, b, w->out);
    w->indent[depth_of(b)] = indent_of(w, b) + (is_task(w, b) || !b->ordinal ? 2 : (int)mark.n);
    str_add(w->out, str_get(&mark));
    for (int i = 0; i < b->quote && i < DEEPEST; i++)
        str_add(&next, "> ");
    str_add_repeat(&next, ' ', (size_t)w->indent[depth_of(b)]);
    if (text.n)
        add_wrapped(w->out, str_get(&text), (size_t)indent_of(w, b) + mark.n, str_get(&next));
    else
        str_add_char(w->out, '\n');
    str_release(&text);
    str_release(&mark);
    str_release(&next);
}

static void write_heading(struct writer *w, const struct block *b)
{
    struct str text = {0};
    inline_write(w->d, &b->spans, true, &text);
    add_prefix(w, b, w->out);
    str_add_repeat(w->out, '#', (size_t)b->level);
    str_addf(w->out, " %s\n", str_get(&text));
    str_release(&text);
}

static size_t fence_of(const char *code)
{
    size_t longest = 2;
    for (const char *s = code; (s = strchr(s, '`'));) {
        size_t run = strspn(s, "`");
        longest = run > longest ? run : longest;
        s += run;
    }
    return longest + 1;
}

void prose_code_write(const char *code, const char *info, struct str *out)
{
    size_t ticks = fence_of(code), n = strlen(code);
    str_add_repeat(out, '`', ticks);
    str_addf(out, "%s\n%s%s", info && !strchr(info, '`') ? info : "", code, n && code[n - 1] != '\n' ? "\n" : "");
    str_add_repeat(out, '`', ticks);
    str_add_char(out, '\n');
}

static void write_code(struct writer *w, const struct block *b)
{
    struct str text = {0};
    prose_code_write(b->code, b->info, &text);
    add_lines(w, b, str_get(&text));
    str_release(&text);
}

static void write_html(struct writer *w, const struct block *b)
{
    add_lines(w, b, b->code);
    if (w->out->n && w->out->s[w->out->n - 1] != '\n')
        str_add_char(w->out, '\n');
}

static void add_row(const struct writer *w, const struct block *b, size_t row, struct str *line)
{
    str_add_char(line, '|');
    for (size_t k = 0; k < b->n_columns; k++) {
        str_add_char(line, ' ');
        inline_write(w->d, &b->cell[row * b->n_columns + k], true, line);
        str_add(line, " |");
    }
    str_add_char(line, '\n');
}

static void write_table(struct writer *w, const struct block *b)
{
    static const char *const rule[] = {[ALIGN_LEFT] = " --- |", [ALIGN_CENTRE] = " :---: |", [ALIGN_RIGHT] = " ---: |"};
    struct str text = {0};
    for (size_t row = 0; row < b->n_rows; row++) {
        add_row(w, b, row, &text);
        if (row)
            continue;
        str_add_char(&text, '|');
        for (size_t k = 0; k < b->n_columns; k++)
            str_add(&text, rule[b->align[k]]);
        str_add_char(&text, '\n');
    }
    add_lines(w, b, str_get(&text));
    str_release(&text);
}

static void write_rule(struct writer *w, const struct block *b)
{
    add_lines(w, b, "***\n");
}

static void (*const writer_of[])(struct writer *, const struct block *) = {
    [BLOCK_HEADING] = write_heading, [BLOCK_PARAGRAPH] = write_paragraph, [BLOCK_ITEM] = write_item,
    [BLOCK_CODE] = write_code,       [BLOCK_QUOTE] = write_paragraph,     [BLOCK_TABLE] = write_table,
    [BLOCK_RULE] = write_rule,       [BLOCK_HTML] = write_html,
};

/* Blocks of different quotations, or a list after a list of another kind, would grow together without a blank line. */
static void part(struct writer *w, const struct block *b)
{
    bool is_tight = w->was_item && b->kind == BLOCK_ITEM;
    if (!w->is_first && !is_tight)
        str_add_char(w->out, '\n');
    w->is_first = false;
    w->was_item = b->kind == BLOCK_ITEM;
}

void prose_write(const struct document *d, size_t from, size_t to, size_t tasks_to, struct str *out)
{
    struct writer w = {.d = d, .out = out, .tasks_to = tasks_to, .is_first = true};
    for (size_t i = from; i < to; i++) {
        part(&w, &d->block[i]);
        writer_of[d->block[i].kind](&w, &d->block[i]);
    }
}

size_t prose_rows(const char *markdown)
{
    size_t rows = 0;
    bool in_code = false; /* that is not wrapped */
    for (const char *s = markdown; *s;) {
        size_t n = strcspn(s, "\n");
        in_code ^= str_starts(s + strspn(s, " >"), "```");
        rows += 1 + (n && !in_code ? (utf8_columns(s, n) - 1) / PROSE_WIDTH : 0);
        s += n + (s[n] == '\n');
    }
    return rows;
}
