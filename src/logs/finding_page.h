/* finding_page: a page of text about a finding: margins, labels in one column, numbers at the right edge, the chart. */
#ifndef LOGS_FINDING_PAGE_H
#define LOGS_FINDING_PAGE_H
#include "logs/finding.h"

enum { PAGE_INDENT = 4 };

struct page {
    const struct log_finding *f;
    const struct log_text_options *o;
    size_t columns, top;
    struct str *out;
};

/* Every line goes out here: no longer than the page is wide, without blanks at its end, in ASCII where it must be. */
void page_line(const struct page *p, const struct str *line);
void page_blank(const struct page *p);
/* Starts a line with its label; what follows stands in one column with all others. */
void page_begin(struct str *line, const char *label);
void page_labelled(const struct page *p, const char *label, const char *text);
/* Text on the left, number at the right edge; the text gives way. */
void page_row(const struct page *p, const char *lead, const char *text, const char *number);
/* Words, broken at blanks, behind a label and under it. */
void page_wrapped(const struct page *p, const char *label, const char *text);
/* Text that ends `columns` further to the right. */
void page_right(struct str *line, const char *text, size_t columns);
/* Errors over time, and under them when it began. */
void page_chart(const struct page *p);
#endif
