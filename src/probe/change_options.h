/* change_options: where to look for changes, when, and for what. Borrows everything. */
#ifndef PROBE_CHANGE_OPTIONS_H
#define PROBE_CHANGE_OPTIONS_H
#include "change/change.h"
#include "flow/flow.h"

struct change_options {
    int64_t now, since, until;
    const struct time_zone *zone;  /* of the times that tools print */
    struct change_case of;         /* goes into the list as `asked` */
    struct names git;              /* directories of repositories */
    struct names releases;         /* links to the release that runs, or directories with a link `current` */
    struct names files;            /* directories and files, by the time they were written */
    struct names events;           /* files of events, "-" standard input */
    struct names command;          /* shell texts that print events */
    struct names paths;            /* any of the above: told apart by what they are; package managers' logs too */
    bool only_named;               /* what is usual for the machine is left out */
    bool no_here;                  /* of the usual, the repository of the present directory is left out */
};
#endif
