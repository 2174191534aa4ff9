/* A journal in a directory of its own, for the tests of the store. Header only: each test is one program. */
#ifndef TESTS_JOURNAL_PLACE_H
#define TESTS_JOURNAL_PLACE_H
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/journal.h"

struct place {
    char dir[64], file[96];
    int64_t now; /* what the clock says; a second more at each look */
};

static int64_t tick(void *who)
{
    struct place *p = who;
    return p->now += 1000000;
}

static int make_place(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    snprintf(p->dir, sizeof p->dir, "/tmp/triage-journal-XXXXXX");
    if (!p || !mkdtemp(p->dir))
        return -1;
    snprintf(p->file, sizeof p->file, "%s/state/journal.db", p->dir);
    p->now = INT64_C(1767225600000000);
    *state = p;
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *walk)
{
    (void)st, (void)flag, (void)walk;
    return remove(path);
}

static int drop_place(void **state)
{
    struct place *p = *state;
    nftw(p->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(p);
    return 0;
}

static struct journal *open_journal(struct place *p)
{
    struct journal_options o = {.path = p->file, .clock = tick, .who = p, .wait_ms = 200};
    struct journal *j = NULL;
    struct err e = {0};
    if (!journal_open(&o, &j, &e))
        fail_msg("%s", e.text);
    return j;
}

#define EV(kind_, step_, ...)                                                                                    \
    (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .host = "ops-1", .step = (step_), .as.kind_ = {__VA_ARGS__}})

static inline void put(struct journal *j, struct incident *inc, struct event *ev)
{
    struct err e = {0};
    if (!journal_append(j, inc, ev, &e))
        fail_msg("%s: %s", event_shapes[ev->kind].name, e.text);
}

static inline void open_incident(struct journal *j, struct incident *inc)
{
    struct err e = {0};
    if (!journal_create(j, inc, EV(opened, NULL, .flow = "http-500", .title = "HTTP 500", .digest = "d"), &e))
        fail_msg("%s", e.text);
}
#endif
