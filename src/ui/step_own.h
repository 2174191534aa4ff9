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

void step_open_field(struct ui *ui, const struct model *m, size_t i);
void step_enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w);
bool step_act(struct ui *ui, const struct model *m, enum action a, struct wish *w);

void step_build_fields(const struct ui *ui, const struct model *m, struct sheet *s);
void step_build_probes(const struct ui *ui, const struct model *m, struct sheet *s);
void step_build_unsettled(const struct model *m, struct sheet *s);
void step_build_actions(const struct model *m, struct sheet *s);
void step_build_items(const struct model *m, struct sheet *s);
/* step_text.c: the text, its checklist where it stands in it; as much of it as there is room for, and the way to all. */
void step_build_text(const struct model *m, struct sheet *s);
void step_build_some_text(const struct model *m, struct sheet *s);
bool step_has_items_in_text(const struct model *m, const struct sheet *s);
void step_build_item(const struct model *m, size_t i, const char *words, struct sheet *s);
void step_build_cannot(const struct model *m, struct sheet *s);
void step_build_answers(const struct ui *ui, const struct model *m, struct sheet *s);
void step_build_without(struct sheet *s); /* a way to the answers without looking */
void step_build_fixes(const struct model *m, struct sheet *s);
/* What may have become of a command whose end nobody saw. */
enum { N_VERDICTS = 3 };
extern const struct step_verdict {
    const char *id, *words;
} step_verdicts[N_VERDICTS];

/* Parts that probes and actions share. */
int step_text_column(const struct model *m);
void step_put_name(struct sheet *s, int column, unsigned style, const char *glyph, const char *id);
void step_put_run(const struct model *m, const struct run *r, int column, struct sheet *s);
void step_put_soak(const struct model *m, const struct model_live *live, int column, struct sheet *s);
void step_build_passes_if(const struct model *m, struct sheet *s);
const char *step_run_glyph(const struct model *m, const struct run *r, unsigned *style);
/* The first lines of a command, and how many more there are. */
void step_put_command(struct sheet *s, const char *command, int lines);
/* "~ proposed: page.status = 500" beside an answer. */
void step_put_proposed(struct sheet *s, const char *label, const char *because);
#endif
