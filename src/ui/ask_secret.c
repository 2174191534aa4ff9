/* ask_secret: what will be taken out of what is being typed, said before it is kept. */
#include <string.h>

#include "text/redact.h"
#include "text/redact_tally.h"
#include "ui/ask.h"

bool ask_taken_out(const struct ui *ui, const struct model *m, struct str *out)
{
    const struct prompt *p = &ui->prompt;
    bool is_kept = ask_rows[p->ask].flags & EDITOR || p->ask == ASK_FIELD || p->ask == ASK_VALUE;
    struct redact_tally tally = {0};
    struct redact_list list = {0};
    if (!m->redactor || !is_kept || p->is_hidden || p->text.n == 0)
        return false;
    redact_find(m->redactor, str_get(&p->text), p->text.n, &list);
    for (size_t i = 0; i < list.of.n; i++)
        redact_tally_add(&tally, list.of.v[i].kind, strlen(list.of.v[i].kind));
    vec_release(&list.of);
    redact_tally_foretell(&tally, out);
    return tally.n > 0;
}
