/* parts: what the files of a session offer one another: each does one kind of wish. All return false with a sentence
 * when the world or the state refuses. */
#ifndef APP_PARTS_H
#define APP_PARTS_H
#include "app/environment.h"
#include "app/session.h"

/* tell.c: what is said about the incident */
bool tell_note(struct session *s, const struct wish *w, struct err *e);
bool tell_severity(struct session *s, const struct wish *w, struct err *e);
bool tell_defer(struct session *s, const struct wish *w, struct err *e);
bool tell_discharge(struct session *s, const struct wish *w, struct err *e);
bool tell_waive(struct session *s, const struct wish *w, struct err *e);
bool tell_status(struct session *s, const struct wish *w, struct err *e);
bool tell_escalate(struct session *s, const struct wish *w, struct err *e);
bool tell_hand_over(struct session *s, const struct wish *w, struct err *e);
bool tell_take_over(struct session *s, const struct wish *w, struct err *e);
bool tell_update(struct session *s, const struct wish *w, struct err *e);
bool tell_describe(struct session *s, const struct wish *w, struct err *e);
bool tell_item(struct session *s, const struct wish *w, struct err *e);
bool tell_pin(struct session *s, const struct wish *w, struct err *e);
bool tell_tick(struct session *s, const struct wish *w, struct err *e);
bool tell_strike(struct session *s, const struct wish *w, struct err *e);
bool tell_keep(struct session *s, const struct wish *w, struct err *e);

/* tell_cause.c: what is said of a cause; its id as the flow at hand names it, or with the path of the calling step before it */
bool tell_rule_out(struct session *s, const struct wish *w, struct err *e);
bool tell_restore(struct session *s, const struct wish *w, struct err *e);
bool tell_add_cause(struct session *s, const struct wish *w, struct err *e);
bool tell_pin_cause(struct session *s, const struct wish *w, struct err *e);
bool tell_unpin_cause(struct session *s, const struct wish *w, struct err *e);

/* give.c: values and results that a person types */
bool give_input(struct session *s, const struct wish *w, struct err *e);
bool give_correction(struct session *s, const struct wish *w, struct err *e);
bool give_report(struct session *s, const struct wish *w, struct err *e);
/* One input of the flow at `path` (NULL: the outermost), as text; checks its type and its choices. */
/* Says that the text is no value of that kind. Returns false. */
bool give_refuse_kind(const char *id, const char *text, enum value_kind kind, struct err *e);
/* Would give_value take it? */
bool give_admits(const struct session *s, const struct flow_input *input, const char *text, struct err *e);
bool give_value(struct session *s, const char *path, const char *input, const char *text, const char *source, struct err *e);

/* move.c: the cursor */
bool move_answer(struct session *s, const struct wish *w, struct err *e);
bool move_fix(struct session *s, const struct wish *w, struct err *e);
bool move_on(struct session *s, const struct wish *w, struct err *e);
bool move_back(struct session *s, const struct wish *w, struct err *e);
bool move_to(struct session *s, const struct wish *w, struct err *e);
/* To the first step of the flow, and past a step that was put off. */
bool move_start(struct session *s, struct err *e);
bool move_past(struct session *s, const struct place *p, struct err *e);
/* Steps with `auto: true`: their probes start when they are entered, the proposed answer is taken when they are done. */
bool auto_start(struct session *s, struct err *e);
void auto_go_on(struct session *s);

/* probe.c: reading the world */
bool probe_run_all(struct session *s, const struct wish *w, struct err *e);
bool probe_cancel(struct session *s, const struct wish *w, struct err *e);
/* A line for the terminal of a running command; it is kept nowhere. */
bool probe_type(struct session *s, const struct wish *w, struct err *e);
/* Why this probe cannot run here and now, into the arena; NULL when it can. */
const char *probe_hindrance(const struct session *s, const struct place *p, const struct flow_probe *probe, struct arena *arena);
bool probe_waits_for_field(const struct session *s, const struct place *p);
/* Starts queued probes whose facts have come. */
void probe_start_queued(struct session *s);
bool session_is_queued(const struct session *s, const char *path, const struct flow_probe *probe);
/* Records the intent of a command that only reads, under the name `probe`, and starts it. */
bool run_read(struct session *s, const struct live_run *what, const struct environment *env, const char *probe, struct err *e);

/* end.c: what became of a run */
/* False when it could not be recorded: to be tried again. */
bool end_run(struct session *s, struct live_run *r);
/* Runs of a triage that is gone: their outcome is unknown. */
void end_orphans(struct session *s);

/* Runs a command in the operator's own terminal, to its end (`terminal: true`). */
bool run_in_terminal(struct session *s, const struct live_run *what, struct err *e);

/* ask.c, ask_answer.c: a change is asked for, answered, done */
bool ask_action(struct session *s, const struct wish *w, struct err *e);
bool ask_undo(struct session *s, const struct wish *w, struct err *e);
bool ask_confirmed(struct session *s, const struct wish *w, struct err *e);
bool ask_declined(struct session *s, const struct wish *w, struct err *e);
bool ask_done_elsewhere(struct session *s, const struct wish *w, struct err *e);
bool ask_look_again(struct session *s, const struct wish *w, struct err *e);
bool ask_settle(struct session *s, const struct wish *w, struct err *e);
/* ask_line.c: the line of a question. WISH_EDITED: text: the line as it was edited; it is asked anew. */
bool ask_edited(struct session *s, const struct wish *w, struct err *e);
/* As it is to be pasted somewhere else: with its values in it, but for secrets. */
const char *ask_line_filled(const struct environment *env, const char *run, struct arena *arena);
/* Why it cannot be asked as it is: it is for copying, or wants to be edited; NULL: it can. */
const char *ask_line_hindrance(struct question *q);
/* Nothing is asked any more. */
void ask_forget(struct session *s);
/* The `before` of an action has been read, its dry run is done: puts the question, or says why not. */
void ask_looked(struct session *s, const struct live_run *r, const char *now, bool passed);
void ask_before_read(struct session *s, const struct live_run *r, const char *before, bool passed);
void ask_check_read(struct session *s, const struct live_run *r, const char *said, bool passed);
/* Reads the state that an action changes, or runs its dry run, under the name that this has in the record.
 * about: the change whose state is meant, 0: that of the question. */
bool ask_read(struct session *s, const struct place *p, const struct flow_action *action, enum run_purpose purpose, int64_t about,
              struct err *e);
/* The state now has been read for the question of an undo; false: it was for something else. */
bool ask_undo_looked(struct session *s, const struct live_run *r, const char *now);
/* The environment is given while a question is open; the question is then put anew. */
bool ask_environment(struct session *s, const struct wish *w, struct err *e);
/* What was shown is not so any more: the question is put anew, from what is known now. */
bool ask_again(struct session *s, struct err *e);

/* second.c: the second yes that a guarded change needs */
/* The question that is about to be put is put to another login too, where it needs that. */
void second_ask(struct session *s);
/* True once, when the time for an answer is over. */
bool second_has_expired(struct session *s);
/* Who asked has left the question: nobody need answer it. */
void second_withdraw(struct session *s);
/* Has the question what it needs? A sentence when not. */
bool second_is_there(struct session *s, struct err *e);
/* WISH_SECOND: what another login says to a request: number, flag: yes; reason: of a no. */
bool second_answer(struct session *s, const struct wish *w, struct err *e);
/* Why this session cannot say yes to it, into the arena, or NULL. */
const char *second_hindrance(const struct session *s, const struct approval *a, struct arena *arena);
#endif
