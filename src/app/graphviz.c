/* graphviz: the source travels in a private file, for tools get no input. */
#include "app/graphviz.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "probe/tool.h"
#include "base/mem.h"
#include "text/clean.h"

enum { LIMIT_MS = 60000, MOST = 64 << 20 };

static bool write_source(const struct str *source, struct str *path, struct err *e)
{
    const char *dir = getenv("TMPDIR");
    str_addf(path, "%s/triage-XXXXXX", dir && *dir ? dir : "/tmp");
    int fd = mkstemp(path->s);
    if (fd < 0)
        return err_sys(e, ERR_WRITE, "%s", path->s);
    size_t at = 0;
    for (ssize_t n = 1; at < source->n && n > 0; at += n > 0 ? (size_t)n : 0)
        n = write(fd, source->s + at, source->n - at);
    close(fd);
    if (at == source->n)
        return true;
    err_sys(e, ERR_IO, "%s", path->s);
    unlink(path->s);
    return false;
}

static bool refuse(const struct tool_answer *a, struct err *e)
{
    char *said = clean_line(a->said);
    switch (a->end) {
    case TOOL_ABSENT:
        err_set(e, ERR_SERVICE, _("SVG is drawn by graphviz, and there is no program 'dot' here; install graphviz, or take -f dot or -f mermaid."));
        break;
    case TOOL_LATE:
        err_set(e, ERR_SERVICE, _("dot had not drawn it after %d s; -f dot gives its source."), LIMIT_MS / 1000);
        break;
    case TOOL_MUCH:
    case TOOL_FAILED:
    case TOOL_DONE:
        err_set(e, ERR_SERVICE, _("dot could not draw it: %s"), *said ? said : _("it did not say why"));
        break;
    }
    mem_free(said);
    return false;
}

bool graphviz_svg(const struct str *source, struct str *svg, struct err *e)
{
    struct str path = {0};
    bool ok = write_source(source, &path, e);
    if (ok) {
        const char *argv[] = {"dot", "-Tsvg", str_get(&path), NULL};
        struct tool_call call = {.argv = argv, .limit_ms = LIMIT_MS, .most = MOST};
        struct tool_answer answer = {0};
        tool_run(&call, &answer);
        ok = (answer.end == TOOL_DONE && answer.status == 0 && answer.out.n) || refuse(&answer, e);
        if (ok)
            str_add_n(svg, answer.out.s, answer.out.n);
        tool_release(&answer);
        unlink(str_get(&path));
    }
    str_release(&path);
    return ok;
}
