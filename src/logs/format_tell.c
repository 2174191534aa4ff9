/* format_tell: which formats there are, and why one was chosen, as text. */
#include "logs/format_tell.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "logs/format_own.h"
#include "text/clean.h"

static void add_cleaned(struct str *out, const char *s, size_t columns)
{
    char *clean = clean_line(s);
    size_t here = utf8_columns(clean, strlen(clean));
    str_add(out, clean);
    if (here < columns)
        str_add_repeat(out, ' ', columns - here);
    mem_free(clean);
}

static size_t widest_id(const struct log_formats *set)
{
    size_t most = 0;
    for (size_t i = 0; i < set->list.n; i++) {
        size_t n = strlen(set->list.v[i]->id);
        most = n > most ? n : most;
    }
    return most;
}

void log_formats_list(const struct log_formats *set, struct str *out)
{
    size_t columns = widest_id(set) + 2;
    for (size_t i = 0; i < set->list.n; i++) {
        const struct log_format *f = set->list.v[i];
        add_cleaned(out, f->id, columns);
        add_cleaned(out, f->title, 0);
        if (f->file) {
            str_add(out, "  (");
            add_cleaned(out, f->file, 0);
            str_add_char(out, ')');
        }
        str_add_char(out, '\n');
    }
}

static void explain_chosen(const struct log_detection *d, struct str *out)
{
    char *title = clean_line(d->format->title);
    str_addf(out, ngettext("%s: %s. It reads the only line.\n", "%s: %s. It reads %zu of the first %zu lines.\n", d->lines),
             d->format->id, title, d->fitted, d->lines);
    mem_free(title);
}

static void explain_other(const struct log_detection *d, const struct log_also *other, struct str *out)
{
    if (d->format && other->fitted * 10 >= d->fitted * 9)
        str_addf(out, ngettext("  %s reads %zu line of them, and is less specific.\n", "  %s reads %zu lines of them, and is less specific.\n",
                               other->fitted), other->format->id, other->fitted);
    else
        str_addf(out, ngettext("  %s reads %zu line of them.\n", "  %s reads %zu lines of them.\n", other->fitted),
                 other->format->id, other->fitted);
}

void log_detection_explain(const struct log_detection *d, struct str *out)
{
    if (d->format)
        explain_chosen(d, out);
    else if (d->lines)
        str_addf(out, ngettext("No format reads its first line: it is taken as a message.\n",
                               "No format reads enough of its first %zu lines: every line is taken as a message.\n", d->lines),
                 d->lines);
    else
        str_add(out, _("There is no line in it.\n"));
    for (size_t i = 0; i < d->n_also; i++)
        explain_other(d, &d->also[i], out);
}
