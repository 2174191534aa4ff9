/* secrets: what is secret here: the rules that ship, the team's own, and what the configuration names. */
#ifndef APP_SECRETS_H
#define APP_SECRETS_H
#include "store/config.h"
#include "store/journal.h"
#include "store/paths.h"

/* Reads secrets/ of the configuration's directory, in the order of the names. What is wrong is a problem with file, line and
 * column; the other rules are there all the same. The caller releases the set. */
void secrets_load(struct redact_set *set, const struct paths *paths, struct problems *ps);
/* The same rules, switches and named values for a journal that is about to be opened, or a redactor of one's own. */
void secrets_options(const struct config *config, const struct redact_set *set, struct journal_options *o);
void secrets_hide(const struct config *config, struct journal *j);
struct redactor *secrets_redactor(const struct config *config, const struct redact_set *set);
#endif
