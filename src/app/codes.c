/* codes: a question, the table, an answer. */
#include "app/codes.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/files.h"
#include "store/shipped.h"

enum { TABLE_MOST = 4 << 20 };

static bool load(struct status_codes *t, struct err *e)
{
    struct str bytes = {0};
    char *path = shipped_path("data/status-codes.yaml");
    bool ok = t->n_codes || (files_read(path, TABLE_MOST, &bytes, e) && status_codes_parse(bytes.s, bytes.n, path, t, e));
    mem_free(path);
    str_release(&bytes);
    return ok || err_where(e, _("the status codes cannot be read; check TRIAGE_DATADIR, or install triage again"));
}

static void fill_model(struct codes *c)
{
    const struct status_answer *a = &c->answer;
    struct model_pair *row = arena_array(&c->arena, a->n_rows, sizeof *row);
    for (size_t i = 0; i < a->n_rows; i++) {
        const struct status_code *code = a->row[i].code;
        const char *why = a->row[i].why;
        row[i].label = arena_printf(&c->arena, "%d", code->number);
        row[i].text = why ? arena_printf(&c->arena, "%s: %s", code->name, why) : code->name;
    }
    c->model = (struct model_code){a->asked, a->document.n_blocks ? &a->document : NULL, row, a->n_rows};
}

bool codes_ask(struct codes *c, const char *asked, struct err *e)
{
    arena_release(&c->arena);
    c->model = (struct model_code){0};
    if (!load(&c->table, e))
        return false;
    status_answer(&c->table, asked, &c->arena, &c->answer);
    fill_model(c);
    return true;
}

void codes_release(struct codes *c)
{
    status_codes_release(&c->table);
    arena_release(&c->arena);
    *c = (struct codes){0};
}
