/* codes: a question, the table, an answer. */
#include "app/codes.h"

#include "base/i18n.h"
#include "base/str.h"
#include "store/files.h"

enum { TABLE_MOST = 4 << 20 };

static const char base_file[] = "status-codes.yaml";

static bool load_file(struct status_codes *t, const char *shipped, const char *name, struct err *e)
{
    struct str path = {0}, bytes = {0};
    str_addf(&path, "%s/data/%s", shipped, name);
    bool ok = files_read(path.s, TABLE_MOST, &bytes, e) && status_codes_parse(bytes.s, bytes.n, path.s, t, e);
    str_release(&path);
    str_release(&bytes);
    return ok;
}

static bool load(struct codes *c, const char *shipped, struct err *e)
{
    /* Translators: the file below data/ that has the codes in your language: status-codes.de.yaml. While there is none,
     * leave this untranslated. */
    const char *name = c->is_for_programs ? base_file : _("status-codes.yaml");
    struct err none_in_this_language = {0};
    if (!str_eq(name, base_file) && load_file(&c->table, shipped, name, &none_in_this_language))
        return true;
    return load_file(&c->table, shipped, base_file, e) ||
           err_where(e, _("the status codes cannot be read; check TRIAGE_DATADIR, or install triage again"));
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

bool codes_ask(struct codes *c, const char *shipped, const char *asked, struct err *e)
{
    struct arena last = c->arena; /* may hold what is asked now: a row that was chosen */
    c->arena = (struct arena){0};
    c->model = (struct model_code){0};
    bool ok = c->table.n_codes || load(c, shipped, e);
    if (ok) {
        status_answer(&c->table, asked, &c->arena, &c->answer);
        fill_model(c);
    }
    arena_release(&last);
    return ok;
}

void codes_release(struct codes *c)
{
    status_codes_release(&c->table);
    arena_release(&c->arena);
    *c = (struct codes){0};
}
