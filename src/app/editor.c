/* editor: a text travels through a private file. */
#include "app/editor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "probe/child.h"
#include "store/files.h"

enum { TEXT_MOST = 1 << 20 };

static bool write_all(int fd, const char *text, struct err *e)
{
    size_t n = strlen(text);
    while (n) {
        ssize_t done = write(fd, text, n);
        if (done <= 0)
            return err_sys(e, ERR_IO, _("the text could not be given to the editor"));
        text += done, n -= (size_t)done;
    }
    return true;
}

static bool edit_file(const char *path, struct err *e)
{
    int status = 0;
    struct str name = {0};
    str_addf(&name, "file=%s", path);
    const char *names[] = {str_get(&name)};
    struct child_spec spec = {.command = "exec ${VISUAL:-${EDITOR:-vi}} \"$file\"", .names = {names, 1}};
    bool ok = child_run_in_terminal(&spec, &status, e) && (status == 0 || err_set(e, ERR_OS, _("the editor ended with status %d; the text is as it was"), status));
    str_release(&name);
    return ok;
}

char *editor_run(const char *text, struct err *e)
{
    const char *dir = getenv("TMPDIR");
    struct str path = {0}, edited = {0};
    str_addf(&path, "%s/triage-XXXXXX", dir && *dir ? dir : "/tmp");
    int fd = mkstemp(path.s);
    if (fd < 0) {
        err_sys(e, ERR_WRITE, "%s", path.s);
        str_release(&path);
        return NULL;
    }
    bool ok = write_all(fd, text, e);
    close(fd);
    ok = ok && edit_file(path.s, e) && files_read(path.s, TEXT_MOST, &edited, e);
    unlink(path.s);
    str_release(&path);
    while (edited.n && edited.s[edited.n - 1] == '\n')
        str_cut(&edited, edited.n - 1);
    if (ok)
        return str_take(&edited);
    str_release(&edited);
    return NULL;
}
