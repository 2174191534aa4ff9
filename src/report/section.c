/* section: the order of the write-up. */
#include "report/section.h"

static void (*const sections[])(struct page *p, const struct report *r) = {
    section_facts,     section_durations, section_summary, section_impact, section_root_cause, section_timeline,
    section_diagnosis, section_runs,      section_repair,  section_open,   section_items,      section_lessons,
    section_evidence,  section_articles,  section_record,
};

void section_page(const struct report *r, struct page *p)
{
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        sections[i](p, r);
}
