/* journal_move: to another file, and how everybody gets there. */
#include <assert.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/db_open.h"
#include "store/files.h"
#include "store/journal.h"
#include "store/journal_inside.h"

/* The old connection is given up only when the new file is open. */
bool journal_follow(struct journal *j, struct err *e)
{
    if (!files_exist(j->moved))
        return true;
    journal_book_drop(j);
    struct journal old = *j;
    memset(j->query, 0, sizeof j->query);
    j->db = NULL;
    j->path = j->live = j->spare = j->moved = NULL;
    j->notice = (struct str){0};
    memset(&j->seen, 0, sizeof j->seen); /* versions are counted by connection */
    bool ok = journal_open_at(j, old.path, false, e);
    struct journal gone = ok ? old : *j;
    if (!ok)
        *j = old;
    journal_let_go(&gone);
    str_release(&gone.notice);
    mem_free(gone.path);
    mem_free(gone.live);
    mem_free(gone.spare);
    mem_free(gone.moved);
    return ok;
}

/* The move may have been made while we waited for the lock. */
bool journal_begin(struct journal *j, struct err *e)
{
    assert(!j->turn.is_open);
    if (!journal_follow(j, e) || !db_begin(j->db, e))
        return false;
    if (!files_exist(j->moved))
        return true;
    db_rollback(j->db);
    return journal_follow(j, e) && db_begin(j->db, e);
}

static void remove_copy(const char *to)
{
    static const char *const tails[] = {"", "-wal", "-shm", ".lock"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        struct str name = {0};
        str_addf(&name, "%s%s", to, tails[i]);
        unlink(name.s);
        str_release(&name);
    }
}

static bool copy_to(struct journal *j, const char *to, struct err *e)
{
    struct db_options o = {.path = to, .create = true, .shared = j->is_shared, .rollback = true};
    struct db *copy = NULL;
    bool ok = db_open(&o, NULL, &copy, e) && db_copy(j->db, copy, e);
    db_close(copy);
    return ok;
}

static bool leave_word(const struct journal *j, const char *to, struct err *e)
{
    return symlink(to, j->moved) == 0 ||
           err_sys(e, ERR_WRITE, _("cannot leave word of the new place in %s, so the journal stays where it is"), j->moved);
}

/* Under the old file's lock: nobody writes between the copy and the word. */
static bool copy_and_leave_word(struct journal *j, const char *to, struct err *e)
{
    if (!db_hold(j->db, e))
        return false;
    bool ok = copy_to(j, to, e) && leave_word(j, to, e);
    db_drop(j->db);
    if (!ok)
        remove_copy(to);
    return ok;
}

/* The new place may lie where everybody can make directories: one that was waiting there could be anybody's. */
static bool is_ours_alone(const struct journal *j, const char *dir, struct err *e)
{
    struct stat st;
    mode_t others = j->is_shared ? S_IWOTH : S_IWGRP | S_IWOTH;
    if (lstat(dir, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == geteuid() && !(st.st_mode & others))
        return true;
    return err_set(e, ERR_DENIED, _("others can write in %s, so the journal does not go there; name another place"), dir);
}

bool journal_move(struct journal *j, const char *to, struct err *e)
{
    char *dir = files_directory_of(to), *real = NULL;
    bool ok = journal_follow(j, e) && files_make_directory(dir, j->is_shared ? 02770 : 0700, e) && is_ours_alone(j, dir, e);
    if (ok && journal_is_read_only(j))
        ok = err_set(e, ERR_DENIED, _("%s is open for reading only, and stays where it is"), j->path);
    if (ok && files_exist(to))
        ok = err_set(e, ERR_DENIED, _("%s is there already; name a new file"), to);
    if (ok) {
        real = files_resolve(to);
        ok = copy_and_leave_word(j, real, e) && journal_follow(j, e);
    }
    mem_free(real);
    mem_free(dir);
    return ok;
}
