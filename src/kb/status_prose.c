/* status_prose: paragraphs about status codes. */
#include "kb/status_prose.h"

#include "base/i18n.h"
#include "text/outline.h"
#include "text/span.h"

struct prose {
    const struct status_codes *table;
    struct outline outline;
    struct span_builder words; /* of the paragraph being written */
};

static void say(struct prose *p, unsigned style, const char *text)
{
    p->words.style = style;
    span_add(&p->words, text);
    p->words.style = SPAN_PLAIN;
}

static void say_name(struct prose *p, unsigned style, const struct status_code *c)
{
    say(p, style, arena_printf(p->outline.arena, "%d %s", c->number, c->name));
}

static void end_paragraph(struct prose *p)
{
    outline_add_paragraph(&p->outline, span_take(&p->words));
}

static void end_heading(struct prose *p, int level)
{
    struct block *b = outline_add(&p->outline, BLOCK_HEADING);
    b->level = level;
    b->spans = span_take(&p->words);
}

static void write_heading(struct prose *p, int level, const char *text)
{
    say(p, SPAN_PLAIN, text);
    end_heading(p, level);
}

static void write_labelled(struct prose *p, const char *label, const char *text)
{
    say(p, SPAN_STRONG, label);
    say(p, SPAN_PLAIN, " ");
    say(p, SPAN_PLAIN, text);
    end_paragraph(p);
}

/* ---- one code ---- */

static void write_causes(struct prose *p, const struct status_code *c)
{
    if (c->n_causes == 0)
        return;
    write_heading(p, 2, _("Common causes"));
    outline_enter_list(&p->outline, OUTLINE_BULLET);
    for (size_t i = 0; i < c->n_causes; i++) {
        outline_enter_item(&p->outline);
        say(p, SPAN_PLAIN, c->cause[i]);
        end_paragraph(p);
        outline_leave_item(&p->outline);
    }
    outline_leave_list(&p->outline);
}

/* Is another code one that this one is compared with? Then *with is the comparison. */
static bool is_compared(const struct prose *p, const struct status_code *c, const struct status_code *other,
                        const struct status_comparison **with)
{
    *with = other == c ? NULL : status_comparison_find(p->table, c->number, other->number);
    return *with != NULL;
}

static void write_neighbour(struct prose *p, const struct status_code *other, const struct status_comparison *with)
{
    outline_enter_item(&p->outline);
    say_name(p, SPAN_STRONG, other);
    say(p, SPAN_PLAIN, ". ");
    say(p, SPAN_PLAIN, with->differs);
    say(p, SPAN_PLAIN, " ");
    say(p, SPAN_PLAIN, with->tell);
    end_paragraph(p);
    outline_leave_item(&p->outline);
}

static void write_neighbours(struct prose *p, const struct status_code *c)
{
    const struct status_comparison *with;
    size_t n = 0;
    for (size_t i = 0; i < p->table->n_codes; i++) {
        if (!is_compared(p, c, &p->table->code[i], &with))
            continue;
        if (n++ == 0) {
            write_heading(p, 2, _("Told apart from"));
            outline_enter_list(&p->outline, OUTLINE_BULLET);
        }
        write_neighbour(p, &p->table->code[i], with);
    }
    if (n)
        outline_leave_list(&p->outline);
}

/* The related ones that are not compared. */
static void write_related(struct prose *p, const struct status_code *c)
{
    const struct status_comparison *with;
    size_t n = 0;
    for (size_t i = 0; i < c->n_related; i++) {
        const struct status_code *other = status_code_find(p->table, c->related[i]);
        if (is_compared(p, c, other, &with))
            continue;
        if (n++ == 0)
            say(p, SPAN_STRONG, _("See also:"));
        say(p, SPAN_PLAIN, n == 1 ? " " : ", ");
        say_name(p, SPAN_PLAIN, other);
    }
    if (n)
        end_paragraph(p);
}

static void write_origin(struct prose *p, const struct status_code *c)
{
    int class = c->number / 100;
    if (c->is_registered)
        say(p, SPAN_PLAIN, arena_printf(p->outline.arena, "%s.", c->spec));
    else
        say(p, SPAN_PLAIN,
            arena_printf(p->outline.arena, _("Not registered. Used by %s; to others it is a %d (RFC 9110, section 15)."), c->spec,
                         class * 100));
    say(p, SPAN_PLAIN, arena_printf(p->outline.arena, " %s.", status_class_title(class)));
    end_paragraph(p);
}

static void write_code(struct prose *p, const struct status_code *c, bool with_neighbours)
{
    say_name(p, SPAN_PLAIN, c);
    end_heading(p, 1);
    say(p, SPAN_PLAIN, c->use);
    end_paragraph(p);
    write_labelled(p, _("The client:"), c->client);
    write_labelled(p, _("Caches:"), c->caching);
    write_causes(p, c);
    if (with_neighbours)
        write_neighbours(p, c);
    write_related(p, c);
    write_origin(p, c);
}

/* ---- what is not registered ---- */

void status_prose_unknown(int number, struct str *out)
{
    int class = number / 100;
    if (number >= STATUS_LEAST && number <= STATUS_MOST)
        str_addf(out, _("%d is not registered; its class would be %dxx (%s), and clients treat it as %d (RFC 9110, "
                        "section 15)"), number, class, _(status_class_name(class)), class * 100);
    else
        str_addf(out, _("%d is no status code: they go from 100 to 599; clients treat it as 500 (RFC 9110, section 15)"),
                 number);
}

static void write_unknown(struct prose *p, int number)
{
    struct str why = {0};
    status_prose_unknown(number, &why);
    write_heading(p, 1, arena_printf(p->outline.arena, "%d", number));
    say(p, SPAN_PLAIN, str_get(&why));
    say(p, SPAN_PLAIN, ".");
    end_paragraph(p);
    str_release(&why);
}

/* ---- several ---- */

static void write_comparison(struct prose *p, const struct status_code *a, const struct status_code *b)
{
    const struct status_comparison *c = status_comparison_find(p->table, a->number, b->number);
    if (!c)
        return;
    write_heading(p, 1, arena_printf(p->outline.arena, _("%d or %d?"), a->number, b->number));
    say(p, SPAN_PLAIN, c->differs);
    end_paragraph(p);
    write_labelled(p, _("To tell them apart:"), c->tell);
}

static void write_comparisons(struct prose *p, const int *number, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            const struct status_code *a = status_code_find(p->table, number[i]), *b = status_code_find(p->table, number[k]);
            if (a && b)
                write_comparison(p, a, b);
        }
}

static void start(struct prose *p, const struct status_codes *t, struct arena *arena)
{
    *p = (struct prose){.table = t, .outline.arena = arena};
    span_start(&p->words, arena);
}

static void finish(struct prose *p, struct document *d)
{
    outline_take(&p->outline, d);
    span_release(&p->words);
}

void status_prose_numbers(const struct status_codes *t, const int *number, size_t n, struct arena *arena,
                          struct document *d)
{
    struct prose p;
    start(&p, t, arena);
    write_comparisons(&p, number, n);
    for (size_t i = 0; i < n; i++) {
        const struct status_code *c = status_code_find(t, number[i]);
        if (c)
            write_code(&p, c, n == 1);
        else
            write_unknown(&p, number[i]);
    }
    finish(&p, d);
}

void status_prose_nothing(struct arena *arena, struct document *d)
{
    struct prose p;
    start(&p, NULL, arena);
    say(&p, SPAN_PLAIN, _("No status code speaks of this. Their names, causes and uses were searched; asked for nothing, "
                          "all of them are listed."));
    end_paragraph(&p);
    finish(&p, d);
}
