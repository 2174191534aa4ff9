/* looked: findings, lists of changes and small looks, in lines. */
#include "report/looked.h"

#include <string.h>

#include "base/i18n.h"
#include "change/change.h"
#include "logs/finding.h"
#include "observe/finding.h"
#include "observe/say.h"

enum { CHANGES_SHOWN = 12, COLUMNS = 80 };

/* The last line: those before it told what was found so far. */
static const char *last_line(const char *s, size_t *n)
{
    size_t end = *n;
    while (end && s[end - 1] == '\n')
        end--;
    const char *before = end ? memrchr(s, '\n', end) : NULL;
    const char *line = before ? before + 1 : s;
    *n = (size_t)(s + end - line);
    return line;
}

/* ---- changes ---------------------------------------------------------------------------------------------------------- */

static void tell_change(const struct change *c, const char *why, struct str *out)
{
    char at[TIME_TEXT];
    time_format_utc(c->at / TIME_SECOND * TIME_SECOND, at);
    str_addf(out, "%s  ", at);
    change_tell(c->what, out);
    if (c->who)
        str_addf(out, ", %s", c->who);
    if (c->detail) {
        str_add(out, " (");
        change_tell(c->detail, out);
        str_add(out, ")");
    }
    str_addf(out, "%s%s\n", *why ? "; " : "", why);
}

static void tell_changes(const struct change_list *l, struct str *out)
{
    struct arena arena = {0};
    struct change_suspect *rank = arena_array(&arena, l->list.n + 1, sizeof *rank);
    size_t shown = l->list.n < CHANGES_SHOWN ? l->list.n : CHANGES_SHOWN;
    change_rank(l, &l->asked, &arena, rank);
    for (size_t i = 0; i < shown; i++)
        tell_change(&l->list.v[rank[i].change], rank[i].why, out);
    if (l->list.n > shown)
        str_add(out, "...\n");
    for (size_t i = 0; i < l->missing.n; i++) {
        struct str why = {0};
        change_tell(l->missing.v[i].why, &why);
        str_addf(out, _("not looked at, %s: %s"), l->missing.v[i].source, str_get(&why));
        str_add_char(out, '\n');
        str_release(&why);
    }
    arena_release(&arena);
}

/* ---- small looks ------------------------------------------------------------------------------------------------------- */

static bool tell_observation(const char *line, size_t n, struct str *out)
{
    struct observation o;
    struct err e = {0};
    if (n < 8 || memcmp(line, "{\"look\":", 8) != 0 || !observation_read(line, n, &o, &e))
        return false;
    observation_page(&o, TIME_NONE, NULL, out);
    observation_release(&o);
    return true;
}

/* ---- requests ---------------------------------------------------------------------------------------------------------- */

static bool tell_http(const char *line, size_t n, struct str *out)
{
    static const struct http_text_options page = {.columns = COLUMNS, .has_unicode = true, .is_long = true};
    struct http_finding f;
    struct err e = {0};
    if (n < 8 || memcmp(line, "{\"http\":", 8) != 0)
        return false;
    bool ok = http_finding_read(line, n, &f, &e);
    if (ok)
        http_finding_text(&f, &page, out);
    http_finding_release(&f);
    return ok;
}

bool looked_tell(const char *output, size_t n, struct str *out)
{
    const char *line = last_line(output, &n);
    struct log_finding finding = {0};
    struct change_list changes = {0};
    static const struct log_text_options page = {.columns = COLUMNS, .has_unicode = true};
    struct err e = {0};
    bool is_finding = n > 11 && memcmp(line, "{\"finding\":", 11) == 0 && log_finding_read(line, n, &finding, &e);
    bool is_changes = !is_finding && n > 9 && memcmp(line, "{\"since\":", 9) == 0 && change_list_read(line, n, &changes, &e);
    if (is_finding)
        log_finding_summary(&finding, &page, out);
    if (is_changes)
        tell_changes(&changes, out);
    bool is_http = !is_finding && !is_changes && tell_http(line, n, out);
    log_finding_release(&finding);
    change_list_release(&changes);
    return is_finding || is_changes || is_http || tell_observation(line, n, out);
}
