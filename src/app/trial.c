/* trial: a place to try in, and the file that is watched. */
#include "app/trial.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/clock.h"
#include "app/parts.h"
#include "base/i18n.h"
#include "flow/check.h"

#define LOOK_EVERY (TIME_SECOND / 5)

/* ---- the place ------------------------------------------------------------------------------------------------------------ */

bool trial_open(struct trial *t, struct config *config, const struct paths *paths, struct err *e)
{
    const char *dir = getenv("TMPDIR");
    struct str path = {0}, journal = {0};
    *t = (struct trial){0};
    str_addf(&path, "%s/triage-try-XXXXXX", dir && *dir == '/' ? dir : "/tmp");
    if (!mkdtemp(path.s)) {
        err_sys(e, ERR_WRITE, "%s", path.s);
        str_release(&path);
        return false;
    }
    t->directory = str_take(&path);
    str_addf(&journal, "%s/journal.db", t->directory);
    bool ok = config_set(config, paths, CONFIG_JOURNAL, str_get(&journal), "try", e) &&
              config_set(config, paths, CONFIG_SHARED, "false", "try", e) &&
              config_set(config, paths, CONFIG_READONLY, "false", "try", e);
    str_release(&journal);
    return ok;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    remove(path);
    return 0;
}

void trial_release(struct trial *t)
{
    enum { DIRECTORIES = 8 };
    if (t->directory)
        nftw(t->directory, remove_one, DIRECTORIES, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
    mem_free(t->directory);
    mem_free(t->file);
    mem_free(t->notice);
    mem_free(t->wanted_of);
    mem_free(t->wanted);
    *t = (struct trial){0};
}

bool trial_may_run(const struct session *s, struct err *e)
{
    return !s->trial || err_set(e, ERR_REFUSED, _("This is a try: nothing runs. o says what would have come of it."));
}

/* ---- the file ------------------------------------------------------------------------------------------------------------- */

static void note(struct trial *t, char *notice)
{
    mem_free(t->notice);
    t->notice = notice;
}

/* The first mistake, as "file:line:column: ..."; the caller's, NULL where there is none. */
static char *first_mistake(const struct problems *ps, bool is_broken)
{
    struct str said = {0}, whole = {0};
    const struct problem *first = NULL;
    for (size_t i = 0; i < ps->list.n && !first; i++)
        if (ps->list.v[i].severity == PROBLEM_ERROR || !ps->n_errors)
            first = &ps->list.v[i];
    if (!first)
        return NULL;
    struct problem shown = *first;
    if (is_broken) /* two lines have room for the one or the other */
        shown.remedy = NULL;
    problem_print(&shown, &said);
    if (is_broken)
        str_addf(&whole, _("%s. The last good one goes on."), str_get(&said));
    else
        str_add(&whole, str_get(&said));
    str_release(&said);
    return str_take(&whole);
}

/* What the check says of a flow that can be walked: told beside it. */
static char *check(const struct flow *flow)
{
    struct problems ps = {0};
    flow_check(flow, NULL, &ps);
    problems_sort(&ps);
    char *mistake = ps.n_errors ? first_mistake(&ps, false) : NULL;
    problems_release(&ps);
    return mistake;
}

/* Has it been saved since? Editors that write a new file and rename it make another inode. One that is not there for a
 * moment is waited for. */
static bool is_saved(struct trial *t)
{
    struct stat now;
    if (stat(t->file, &now) != 0)
        return false;
    bool is_new = now.st_ino != t->seen.st_ino || now.st_dev != t->seen.st_dev || now.st_size != t->seen.st_size ||
                  now.st_mtim.tv_sec != t->seen.st_mtim.tv_sec || now.st_mtim.tv_nsec != t->seen.st_mtim.tv_nsec;
    t->seen = now;
    return is_new;
}

/* The same walk in the new text. The old incident is kept until the new one stands. */
static bool begin_again(struct session *s, struct flow_text *text, struct err *e)
{
    struct incident *old = s->inc;
    struct flow_text *old_text = s->flow;
    ask_forget(s);
    s->inc = NULL;
    s->flow = NULL;
    s->has_joined = false;
    if (!open_flow_text(s, text, NULL, "try", e)) {
        close_incident(s);
        s->inc = old;
        s->flow = old_text;
        return false;
    }
    trial_say_again(s, old);
    incident_release(old);
    mem_free(old);
    return true;
}

static void read_again(struct session *s)
{
    struct trial *t = s->trial;
    struct err e = {0};
    struct flow_text *text = library_load(&s->library, t->file, &e);
    mem_free(s->status); /* what is said of the file is newer */
    s->status = NULL;
    if (!text) {
        note(t, mem_strdup(e.text));
        return;
    }
    if (!text->flow || text->problems.n_errors) {
        note(t, first_mistake(&text->problems, true));
        return;
    }
    note(t, check(text->flow));
    if (text == s->flow || !s->inc)
        return;
    if (!begin_again(s, text, &e))
        session_say(s, "%s", e.text);
    else if (!s->status)
        session_say(s, _("The file was read again; what was said is as it was."));
}

bool trial_is_watching(const struct session *s)
{
    return s->trial && s->trial->file;
}

bool trial_step(struct session *s)
{
    struct trial *t = s->trial;
    if (!trial_is_watching(s) || clock_ticks() - t->looked_at < LOOK_EVERY)
        return false;
    t->looked_at = clock_ticks();
    if (!is_saved(t))
        return false;
    read_again(s);
    return true;
}

/* ---- the beginning ---------------------------------------------------------------------------------------------------------- */

bool trial_begin(struct session *s, struct trial *t, const char *flow, bool is_watched, struct err *e)
{
    struct flow_text *text = library_load(&s->library, flow, e);
    s->trial = t;
    if (!text)
        return false;
    if (!text->flow)
        return problems_none(&text->problems, e), false;
    if (is_watched) {
        t->file = mem_strdup(text->file);
        is_saved(t);
    }
    note(t, text->problems.n_errors ? first_mistake(&text->problems, false) : check(text->flow));
    return open_flow_text(s, text, &s->sets, "try", e);
}
