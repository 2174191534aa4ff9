/* way: to other machines: where a probe or action runs, whether a command can go there, and the connection that carries it. */
#ifndef APP_WAY_H
#define APP_WAY_H
#include "app/session.h"

/* The machine where a key `host` of that step's flow says (NULL: the flow's own); *name is NULL for this one. False where the
 * value of an input is not known yet; *name is then "$input". */
bool way_where(const struct session *s, const struct place *p, const char *host, struct arena *arena, const char **name);
/* Where a change was made: NULL here. One that was reported from elsewhere, where the action belongs. */
const char *way_of_run(const struct session *s, const struct run *run, const struct place *p, const struct flow_action *action,
                       struct arena *arena);
/* What keeps commands from that machine (not NULL): ssh is not wanted or not here, it is no name, there is no terminal. */
enum way { WAY_OPEN, WAY_NONE, WAY_NO_NAME, WAY_NO_TERMINAL };
enum way way_to(const struct session *s, const char *host, bool wants_terminal);
/* There is a connection, opened now if need be, which may ask the operator. False: why not, for the record. */
bool way_open(struct session *s, const char *host, char why[WHY_TEXT]);
/* A run there has ended: where nothing came back, the connection is not trusted with another. */
void way_was_taken(struct session *s, const struct live_run *r);
#endif
