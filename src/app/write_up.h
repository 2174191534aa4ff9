/* write_up: the report of an incident, built from the session: the texts of its flows and its kept outputs are fetched
 * for it. */
#ifndef APP_WRITE_UP_H
#define APP_WRITE_UP_H
#include "app/session.h"
#include "report/report.h"

/* Of the incident at hand. The caller's, freed with report_free; NULL with a reason. */
struct report *write_up_build(struct session *s, struct err *e);
/* Writes it in that format to a file ("-" is standard output; NULL is the format's own name in the working directory), or
 * refuses where something is there already, unless `over`. Records the export. *path is the caller's. */
bool write_up_export(struct session *s, const char *format, const char *file, bool over, char **path, struct err *e);
#endif
