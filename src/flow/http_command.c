/* http_command: a row for each key, and what is expected after them. */
#include "flow/http_command.h"

#include <string.h>

#include "base/shell.h"
#include "base/time.h"

/* How a key is said: a word of its own, or within a header. */
static const struct {
    const char *key, *option, *filled; /* filled: the option for a text that the command fills in; NULL: there is none */
} rows[] = {
    {"method", "method", NULL},
    {"body", "body", NULL},
    {"cert", "cert", NULL},
    {"key", "key", NULL},
    {"ca", "ca", NULL},
    {"resolve", "resolve", NULL},
    {"connect_to", "connect-to", NULL},
    {"redirects", "redirects", NULL},
    {"proxy", "proxy", NULL},
    {"user_agent", "user-agent", NULL},
    {"repeat", "repeat", NULL},
    {"rate", "rate", NULL},
    {"retries", "retries", NULL},
    {"compare.url", "compare", "compare-env"},
    {"compare.resolve", "compare-resolve", NULL},
    {"compare.connect_to", "compare-connect-to", NULL},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

static bool is_reference(const char *s)
{
    return s[0] == '$' && (s[1] == '{' || s[1] == '_' || (s[1] >= 'a' && s[1] <= 'z') || (s[1] >= 'A' && s[1] <= 'Z'));
}

static bool has_value(const char *text)
{
    for (const char *s = strchr(text, '$'); s; s = strchr(s + 1, '$'))
        if (is_reference(s))
            return true;
    return false;
}

static bool is_value(const char *text)
{
    size_t n = *text ? strspn(text + 1, "{abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") : 0;
    return *text && is_reference(text) && (text[n + 1] == '\0' || (text[n + 1] == '}' && text[n + 2] == '\0'));
}

static void add_option(struct str *out, const char *option, const char *text)
{
    str_addf(out, " --%s=", option);
    if (is_value(text))
        str_addf(out, "\"%s\"", text);
    else
        shell_add_word(out, text);
}

static void add_pair(struct str *out, const char *option, const char *name, const char *sign, const char *value)
{
    struct str word = {0};
    str_addf(&word, "%s%s%s", name, sign, value);
    str_addf(out, " --%s=", option);
    shell_add_quoted(out, str_get(&word));
    str_release(&word);
}

static bool add_header(struct str *out, const struct flow_field *f, const char *prefix, const char *option)
{
    if (!str_starts(f->name, prefix))
        return false;
    char filled[32];
    snprintf(filled, sizeof filled, "%s-env", option);
    add_pair(out, has_value(f->value.v[0]) ? filled : option, f->name + strlen(prefix), ": ", f->value.v[0]);
    return true;
}

static void add_field(struct str *out, const struct flow_field *f)
{
    if (add_header(out, f, "headers.", "header") || add_header(out, f, "compare.headers.", "compare-header"))
        return;
    if ((str_eq(f->name, "insecure") || str_eq(f->name, "compressed")) && str_eq(f->value.v[0], "true"))
        str_addf(out, " --%s", f->name);
    for (size_t i = 0; i < N_ROWS; i++) {
        const char *text = f->value.n ? f->value.v[0] : "";
        if (!str_eq(rows[i].key, f->name))
            continue;
        if (rows[i].filled && has_value(text) && !is_value(text))
            add_option(out, rows[i].filled, text);
        else
            add_option(out, rows[i].option, text);
    }
}

static void add_length(struct str *out, const char *option, int64_t us)
{
    char text[TIME_TEXT];
    if (us <= 0)
        return;
    time_format_duration(us, text);
    str_addf(out, " --%s=%s", option, text);
}

static void add_expect(struct str *out, const struct flow_expect *expect)
{
    for (size_t i = 0; i < expect->status.n; i++)
        add_option(out, "expect-status", expect->status.v[i]);
    for (size_t i = 0; i < expect->n_headers; i++)
        add_pair(out, "expect-header", expect->header[i].name, ": ", expect->header[i].value.v[0]);
    if (expect->matches) {
        str_add(out, " --matches=");
        shell_add_word(out, expect->matches);
    }
    for (size_t i = 0; i < expect->n_json; i++)
        add_pair(out, "expect-json", expect->json[i].name, "=", expect->json[i].value.v[0]);
    add_length(out, "at-most", expect->latency);
    add_length(out, "certificate", expect->certificate);
}

/* A fact without a `from` is the line name=value, as of any command. */
static void add_facts(struct str *out, const struct flow_probe *p)
{
    for (size_t i = 0; i < p->n_captures; i++) {
        const struct flow_capture *c = &p->capture[i];
        struct str from = {0};
        if (c->from)
            str_add(&from, c->from);
        else
            str_addf(&from, "^%s=(.*?)\\r?$", c->id);
        add_pair(out, "fact", c->id, "=", str_get(&from));
        str_release(&from);
    }
}

static const char *url_of(const struct flow_probe *p)
{
    for (size_t i = 0; i < p->n_fields; i++)
        if (str_eq(p->field[i].name, "url"))
            return p->field[i].value.v[0];
    return "";
}

static bool is_repeated(const struct flow_probe *p)
{
    for (size_t i = 0; i < p->n_fields; i++)
        if (str_eq(p->field[i].name, "repeat"))
            return true;
    return false;
}

void http_command(const struct flow_probe *p, struct str *out)
{
    const char *url = url_of(p);
    str_add(out, "triage http --progress");
    for (size_t i = 0; i < p->n_fields; i++)
        add_field(out, &p->field[i]);
    if (is_repeated(p))
        add_length(out, "every", p->every);
    add_length(out, "timeout", p->timeout);
    add_expect(out, &p->expect);
    add_facts(out, p);
    if (has_value(url) && !is_value(url)) {
        add_option(out, "url-env", url);
        return;
    }
    str_add(out, " -- ");
    if (is_value(url))
        str_addf(out, "\"%s\"", url);
    else
        shell_add_word(out, url);
}

/* Keys that say how often it is asked, and beside what: those of the request itself came with the pasted one. */
static bool is_of_course(const char *name)
{
    return str_eq(name, "repeat") || str_eq(name, "rate") || str_eq(name, "retries") || str_starts(name, "compare.");
}

void http_command_pasted(const struct flow_probe *p, const char *name, struct str *out)
{
    str_addf(out, "triage http --progress --from-curl-env=%s", name);
    for (size_t i = 0; i < p->n_fields; i++)
        if (is_of_course(p->field[i].name))
            add_field(out, &p->field[i]);
    if (is_repeated(p))
        add_length(out, "every", p->every);
    add_expect(out, &p->expect);
    add_facts(out, p);
}

void http_inner(const struct flow_probe *p, struct str *out)
{
    for (size_t i = 0; i < p->n_fields; i++) {
        const char *name = p->field[i].name, *text = p->field[i].value.n ? p->field[i].value.v[0] : "";
        bool is_url = str_eq(name, "url") || str_eq(name, "compare.url"), is_header = str_starts(name, "headers.") || str_starts(name, "compare.headers.");
        if (has_value(text) && (is_header || (is_url && !is_value(text))))
            str_addf(out, "%s\n", text);
    }
}
