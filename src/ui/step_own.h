/* step_own: what the files of the step page share and nobody else sees. Each part builds its lines, top to bottom. */
#ifndef UI_STEP_OWN_H
#define UI_STEP_OWN_H
#include "ui/view.h"

enum { STEP_LABEL = 4, STEP_VALUE = 18, STEP_PROPOSED = 38 };

/* Names of a called flow are stored behind the path of the calling step. */
const struct fact *step_fact(const struct model *m, const char *name);
/* The newest run of that probe or action since this step was entered; NULL: it has not run on this visit. */
const struct run *step_run(const struct model *m, const char *id, bool this_visit_only);
const struct model_live *step_live(const struct model *m, int64_t run);
/* A required input that has no value: its index, or -1. */
int step_missing_field(const struct model *m);
/* The next one after field i, which was just filled, -1 for none. */
int step_missing_after(const struct model *m, int i);
/* Enter kept field i: on to the next one that is needed, or to Look now. */
void step_field_kept(struct ui *ui, const struct model *m, int i, bool is_empty);
bool step_has_run(const struct model *m); /* any of its probes, on this visit */
bool step_cannot(const struct model *m);  /* no probe of it could run, and nobody typed a finding */

void step_build_fields(const struct ui *ui, const struct model *m, struct sheet *s);
void step_build_probes(const struct ui *ui, const struct model *m, struct sheet *s);
void step_build_unsettled(const struct model *m, struct sheet *s);
void step_build_actions(const struct model *m, struct sheet *s);
void step_build_items(const struct model *m, struct sheet *s);
void step_build_cannot(const struct model *m, struct sheet *s);
void step_build_answers(const struct ui *ui, const struct model *m, struct sheet *s);
void step_build_without(struct sheet *s); /* a way to the answers without looking */
void step_build_fixes(const struct model *m, struct sheet *s);
/* The first lines of a command, and how many more there are. */
void step_put_command(struct sheet *s, const char *command, int lines);
/* "~ proposed: page.status = 500" beside an answer. */
void step_put_proposed(struct sheet *s, const char *label, const char *because);
#endif
