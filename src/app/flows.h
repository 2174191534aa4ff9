/* flows: the flows that the configuration names, for whoever needs no session. */
#ifndef APP_FLOWS_H
#define APP_FLOWS_H
#include "app/library.h"
#include "store/config.h"

/* Looks through the directories of flows, in the language of the messages. */
void flows_open(struct library *l, struct config *config, const struct paths *paths);
/* A flow by id or file, that can be walked: one with mistakes too, whose first is then in *mistake. */
struct flow_text *flows_load(struct library *l, const char *id_or_file, struct err *mistake, struct err *e);
#endif
