/* log_filter: each part of a filter is a row of a table. */
#include "probe/log_filter.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "logs/signature.h"

/* ---- parts ------------------------------------------------------------------------------------------------------------- */

static const struct log_rule *rule_of(const struct log_filter *f)
{
    return f->rule ? f->rule : &log_rule_usual;
}

static bool is_text(struct log_text t, const char *s)
{
    return t.s && strlen(s) == t.n && memcmp(t.s, s, t.n) == 0;
}

static bool in_time(const struct log_filter *f, const struct log_record *r)
{
    return (!f->since && !f->until) || (r->at >= f->since && r->at < f->until);
}

static bool of_status(const struct log_filter *f, const struct log_record *r)
{
    return (!f->status || r->status == f->status) && (!f->level || r->level == f->level);
}

static bool of_client(const struct log_filter *f, const struct log_record *r)
{
    return !f->client || is_text(r->field[FIELD_CLIENT], f->client);
}

static bool of_user(const struct log_filter *f, const struct log_record *r)
{
    return !f->user || is_text(r->field[FIELD_USER], f->user);
}

static bool is_error(const struct log_filter *f, const struct log_record *r)
{
    return (!f->errors_only && !f->kind) || log_is_error(r, rule_of(f));
}

static bool of_endpoint(const struct log_filter *f, const struct log_record *r)
{
    char endpoint[FOLD_MAX];
    if (!f->endpoint)
        return true;
    if (!r->field[FIELD_PATH].s)
        return false;
    fold_endpoint(r->field[FIELD_METHOD], r->field[FIELD_PATH], endpoint);
    return strcmp(endpoint, f->endpoint) == 0;
}

static bool of_kind(const struct log_filter *f, const struct log_record *r)
{
    struct log_signature s;
    if (!f->kind)
        return true;
    log_signature(r, &s);
    return strcmp(s.key, f->kind) == 0;
}

static bool found_in(const struct regex *needle, struct log_text t)
{
    return t.s && regex_match(needle, t.s, t.n, NULL) == REGEX_YES;
}

static bool has_needle(const struct log_filter *f, const struct log_record *r)
{
    if (!f->needle || found_in(f->needle, r->raw))
        return true;
    for (int i = 0; i < N_LOG_FIELDS; i++)
        if (found_in(f->needle, r->field[i]))
            return true;
    return false;
}

static bool on_condition(const struct log_filter *f, const struct log_record *r)
{
    return !f->condition || log_where_holds(f->condition, r);
}

bool log_filter_holds(const struct log_filter *f, const struct log_record *r)
{
    static bool (*const parts[])(const struct log_filter *, const struct log_record *) = {
        in_time, of_status, of_client, of_user, is_error, of_endpoint, has_needle, of_kind, on_condition};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!parts[i](f, r))
            return false;
    return true;
}

bool log_filter_is_open(const struct log_filter *f)
{
    return !f->errors_only && !f->kind && !f->endpoint && !f->status && !f->level && !f->client && !f->user && !f->id && !f->text &&
           !f->where && !f->since && !f->until;
}

char log_filter_lowest(const struct log_filter *f, const struct log_format *format)
{
    const struct log_rule *rule = rule_of(f);
    int errors_from = (f->errors_only || f->kind) && !rule->pattern ? rule->status : 0;
    int status = f->status > errors_from ? f->status : errors_from;
    bool is_plain = status >= 400 && status < 600 && format && log_format_is_access(format);
    if (!is_plain)
        return '\0';
    return (char)('0' + status / 100);
}

bool log_filter_may_pass(const struct log_filter *f, const char *s, size_t n)
{
    return !f->needle || regex_match(f->needle, s, n, NULL) != REGEX_NO;
}

/* ---- making ------------------------------------------------------------------------------------------------------------ */

static struct regex *compile_needle(const char *text, unsigned flags, struct err *e)
{
    struct str pattern = {0};
    for (; *text; text++) {
        if ((unsigned char)*text < 0x80 && !isalnum((unsigned char)*text))
            str_add_char(&pattern, '\\');
        str_add_char(&pattern, *text);
    }
    struct regex *needle = regex_compile(str_get(&pattern), flags, NULL, e);
    str_release(&pattern);
    return needle;
}

bool log_filter_ready(struct log_filter *f, struct err *e)
{
    const char *words = f->id ? f->id : f->text;
    if (words && !f->needle && !(f->needle = compile_needle(words, f->id ? REGEX_PLAIN : REGEX_CASELESS, e)))
        return false;
    return !f->where || f->condition || (f->condition = log_where_new(f->where, e)) != NULL;
}

static char *copied(const char *s)
{
    return s ? mem_strdup(s) : NULL;
}

void log_filter_copy(const struct log_filter *from, struct log_filter *to)
{
    *to = *from;
    to->kind = copied(from->kind);
    to->endpoint = copied(from->endpoint);
    to->client = copied(from->client);
    to->user = copied(from->user);
    to->id = copied(from->id);
    to->text = copied(from->text);
    to->where = copied(from->where);
    to->condition = NULL;
    to->needle = NULL;
}

void log_filter_release(struct log_filter *f)
{
    mem_free(f->kind);
    mem_free(f->endpoint);
    mem_free(f->client);
    mem_free(f->user);
    mem_free(f->id);
    mem_free(f->text);
    mem_free(f->where);
    log_where_free(f->condition);
    regex_free(f->needle);
    *f = (struct log_filter){0};
}
