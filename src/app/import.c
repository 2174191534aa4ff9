/* import: a file, its Markdown in the sandbox, a flow. */
#include "app/import.h"

#include "probe/sandbox_markdown.h"
#include "store/files.h"

bool import_file(const char *path, struct str *yaml, struct runbook_figures *figures, struct err *e)
{
    struct str text = {0};
    struct arena arena = {0};
    struct runbook r;
    struct document d;
    bool ok = files_read(path, RUNBOOK_MOST_BYTES, &text, e);
    if (ok) {
        runbook_read(path, str_get(&text), text.n, &arena, &r);
        sandbox_markdown(r.body, r.n_body, &arena, &d);
        runbook_write(&r, &d, yaml, figures);
    }
    arena_release(&arena);
    str_release(&text);
    return ok;
}
