/* request: the request of an http probe as a person handles it: copied as a curl command, or pasted as one and used instead of
 * the flow's. What was pasted is kept whole in memory alone; the record has it without its secrets. */
#ifndef APP_REQUEST_H
#define APP_REQUEST_H
#include "app/environment.h"
#include "app/session.h"

/* WISH_CURL: copies the request of the step's http probe (id; NULL or "": the first). */
bool request_copy(struct session *s, const struct wish *w, struct err *e);
/* WISH_REQUEST: from now on that probe sends this one; nothing typed: the flow's own again. */
bool request_paste(struct session *s, const struct wish *w, struct err *e);
/* The probe's request as curl, secrets as "$NAME", in the arena; NULL where it is no http probe. */
const char *request_as_curl(const struct session *s, const struct place *p, const struct flow_probe *probe, struct arena *arena);
/* What the probe runs: with the pasted request where there is one. *inner: texts whose values it is handed too, or NULL. */
const char *request_command(const struct session *s, const struct flow_probe *probe, const char **inner, struct arena *arena);
/* The pasted request, for the command above. */
void request_add(const struct session *s, const struct flow_probe *probe, struct arena *arena, struct environment *env);
#endif
