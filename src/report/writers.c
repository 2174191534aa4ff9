/* writers: the table of formats, and what a file of each is called. */
#include "report/writers.h"

#include <string.h>

#include "report/model.h"

const struct report_writer *const report_writers[] = {&report_markdown, &report_html, &report_json, NULL};

const struct report_writer *report_find_writer(const char *name)
{
    if (str_eq(name, "markdown"))
        name = "md";
    for (size_t i = 0; name && report_writers[i]; i++)
        if (strcmp(report_writers[i]->name, name) == 0)
            return report_writers[i];
    return NULL;
}

void report_file_name(const struct report *r, const struct report_writer *w, struct str *out)
{
    str_addf(out, "%s.%s", r->name, w->name);
}
