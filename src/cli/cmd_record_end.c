/* record-end: not for people. The keeper of a change calls it when the triage that started the change is gone: what became of
 * it comes on standard input, with the values of secrets, so that they can be taken out; nothing of it is written anywhere but
 * into the journal. */
#include <errno.h>
#include <time.h>
#include <unistd.h>

#include "app/change_end.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/desk.h"

enum { TRIES = 40, PAUSE_MS = 500, MOST = 16 << 20 };

static void read_all(struct str *text)
{
    char bytes[65536];
    ssize_t n;
    while (text->n < MOST && ((n = read(STDIN_FILENO, bytes, sizeof bytes)) > 0 || (n < 0 && errno == EINTR)))
        str_add_n(text, bytes, n > 0 ? (size_t)n : 0);
}

static bool record(const struct command_line *line, const struct str *text, struct err *e)
{
    struct desk d;
    char which[32];
    bool ok = change_late_incident(str_get(text), text->n, which) || err_set(e, ERR_INPUT, _("this is not what a keeper says"));
    if (!ok)
        return false;
    ok = desk_open(&d, line, e) && (open_to_read(&d.session, which, e) || open_to_tell(&d.session, which, e));
    ok = ok && change_recorded_late(&d.session, str_get(text), text->n, e);
    desk_close(&d);
    return ok;
}

/* Whoever holds the journal gives it back some time. */
static int run(const struct command_line *line)
{
    struct str text = {0};
    struct err e = {0};
    bool ok = false;
    read_all(&text);
    for (int i = 0; i < TRIES && !ok; i++) {
        e = (struct err){0};
        ok = record(line, &text, &e);
        if (!ok && e.code != ERR_BUSY && e.code != ERR_IO && e.code != ERR_WRITE)
            break;
        if (!ok)
            nanosleep(&(struct timespec){.tv_nsec = PAUSE_MS * 1000000L}, NULL);
    }
    str_release(&text);
    return ok ? 0 : command_fail(&e);
}

const struct command command_record_end = {
    .name = "record-end",
    .summary = N_("not for people: a keeper tells how a change has ended"),
    .run = run,
};
