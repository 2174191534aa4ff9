/* section: the parts of a write-up, in the order a reader asks for them. Each adds its pieces to the page, or nothing
 * when it has nothing to say; the gaps that a person is to fill are marked (report_is_to_write), never invented. */
#ifndef REPORT_SECTION_H
#define REPORT_SECTION_H
#include "report/model.h"
#include "report/page.h"

void section_page(const struct report *r, struct page *p); /* all of them; release the page afterwards */

void section_facts(struct page *p, const struct report *r);
void section_durations(struct page *p, const struct report *r);
void section_summary(struct page *p, const struct report *r);
void section_impact(struct page *p, const struct report *r);
void section_root_cause(struct page *p, const struct report *r); /* with trigger and detection */
void section_timeline(struct page *p, const struct report *r);
void section_diagnosis(struct page *p, const struct report *r);
void section_runs(struct page *p, const struct report *r);
void section_repair(struct page *p, const struct report *r); /* rollback and verification */
void section_open(struct page *p, const struct report *r);
void section_items(struct page *p, const struct report *r);
void section_lessons(struct page *p, const struct report *r);
void section_evidence(struct page *p, const struct report *r);
void section_articles(struct page *p, const struct report *r);
void section_record(struct page *p, const struct report *r);

/* Words for people. */
const char *section_milestone(const struct report *r, enum report_milestone m);
const char *section_status(enum incident_status s);
const char *section_cause(const struct report_cause *c);
/* "exit 0 after 1 s", "ran out of time after 30 s" ... with the verdict of who settled it. */
const char *section_outcome(struct page *p, const struct report_run *run);
/* "Go back to the release before: switch". */
const char *section_samples(struct page *p, const struct report_run *run); /* of a repeated probe */
const char *section_run_name(struct page *p, const struct report_run *run);
#endif
