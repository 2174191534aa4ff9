/* request: a probe's keys as a request, and a pasted one in their place. */
#include "app/request.h"

#include <stdlib.h>
#include <string.h>

#include "app/clipboard.h"
#include "app/parts.h"
#include "base/i18n.h"
#include "flow/http_command.h"
#include "flow/probe_command.h"
#include "observe/curl_read.h"
#include "observe/curl_write.h"

/* ---- the flow's ---- */

struct filling {
    const struct session *s;
    const struct place *p;
    struct arena *arena;
};

static bool is_secret(const struct filling *f, const char *name)
{
    const struct flow_input *input = flow_find_input(f->p->flow, name);
    return input && input->type == INPUT_SECRET;
}

/* One $NAME: its value; of a secret, and of what is not known, the name as it stands. */
static void add_value(const struct filling *f, const char *name, bool is_encoded, struct str *out)
{
    struct value v = scope_shell_value(&f->p->scope, name);
    struct str text = {0};
    if (is_secret(f, name) || !value_is_known(&v)) {
        str_addf(out, "$%s", name);
        return;
    }
    value_print(&v, &text);
    if (is_encoded)
        http_url_encode(out, str_get(&text));
    else
        str_add(out, str_get(&text));
    str_release(&text);
}

static const char *fill(const struct filling *f, const char *text, bool is_url)
{
    static const char of_names[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    struct str out = {0};
    for (const char *s = text; *s;) {
        bool braces = s[0] == '$' && s[1] == '{';
        const char *name = s + 1 + braces;
        size_t n = *s == '$' ? strspn(name, of_names) : 0;
        if (!n || (braces && name[n] != '}')) {
            str_add_char(&out, *s++);
            continue;
        }
        add_value(f, arena_strndup(f->arena, name, n), is_url && s > text, &out);
        s = name + n + braces;
    }
    const char *filled = arena_strdup(f->arena, str_get(&out));
    str_release(&out);
    return filled;
}

/* With the names of secrets in it; NULL: none is. */
static const char *with_names(const char *text, const char *filled)
{
    return strchr(text, '$') && strchr(filled, '$') ? filled : NULL;
}

static void add_header(const struct filling *f, const char *name, const char *text, struct http_request *r)
{
    const char *value = fill(f, text, false);
    struct err e = {0};
    struct str line = {0};
    str_addf(&line, "%s: %s", name, value);
    (void)http_request_add_header(r, str_get(&line), with_names(text, value), &e); /* what cannot be sent is left out */
    str_release(&line);
}

static void add_field(const struct filling *f, const struct flow_field *field, struct http_request *r)
{
    const struct {
        const char *key, **to;
    } texts[] = {{"method", &r->method}, {"body", &r->body}, {"cert", &r->cert}, {"key", &r->key}, {"ca", &r->ca}, {"proxy", &r->proxy}, {"user_agent", &r->user_agent}};
    const char *text = field->value.n ? field->value.v[0] : "";
    if (str_starts(field->name, "headers."))
        add_header(f, field->name + strlen("headers."), text, r);
    else if (str_eq(field->name, "url"))
        r->url_kept = with_names(text, r->url = fill(f, text, true));
    else if (str_eq(field->name, "resolve"))
        *vec_push(&r->resolve) = fill(f, text, false);
    else if (str_eq(field->name, "connect_to"))
        *vec_push(&r->connect_to) = fill(f, text, false);
    else if (str_eq(field->name, "redirects"))
        r->redirects = (int)strtol(text, NULL, 10);
    r->insecure |= str_eq(field->name, "insecure") && str_eq(text, "true");
    r->is_compressed |= str_eq(field->name, "compressed") && str_eq(text, "true");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (str_eq(field->name, texts[i].key))
            *texts[i].to = fill(f, text, false);
    if (str_eq(field->name, "body"))
        r->body_kept = with_names(text, r->body);
}

/* ---- the pasted one ---- */

static const char *name_of(const struct flow_probe *probe, struct arena *arena)
{
    return arena_printf(arena, "%s_request", probe->id);
}

/* As recorded: its secrets are names there, and who runs it is told that they have no value. It is better than another request. */
static const char *recorded(const struct session *s, const struct flow_probe *probe, struct arena *arena)
{
    const char *input = arena_printf(arena, "%s.request", probe->id);
    for (size_t i = s->inc ? s->inc->events.n : 0; i-- > 0;) {
        const struct event *ev = &s->inc->events.v[i];
        if (ev->kind == EVENT_given && str_eq(ev->as.given.input, input))
            return ev->as.given.value;
    }
    return NULL;
}

static const char *pasted(const struct session *s, const struct flow_probe *probe, struct arena *arena)
{
    const char *raw = probe->kind == PROBE_HTTP ? environment_find_secret(s, name_of(probe, arena)) : NULL;
    if (!raw && probe->kind == PROBE_HTTP)
        raw = recorded(s, probe, arena);
    return raw && *raw ? raw : NULL;
}

const char *request_command(const struct session *s, const struct flow_probe *probe, const char **inner, struct arena *arena)
{
    *inner = probe_inner_shell(probe);
    if (!pasted(s, probe, arena))
        return probe->run;
    struct str text = {0};
    http_command_pasted(probe, name_of(probe, arena), &text);
    const char *command = arena_strdup(arena, str_get(&text));
    str_release(&text);
    return command;
}

void request_add(const struct session *s, const struct flow_probe *probe, struct arena *arena, struct environment *env)
{
    const char *raw = pasted(s, probe, arena);
    if (!raw)
        return;
    struct names names = {arena_array(arena, env->names.n + 1, sizeof *names.v), env->names.n},
                 shown = {arena_array(arena, env->shown.n + 1, sizeof *shown.v), env->shown.n};
    for (size_t i = 0; i < names.n; i++)
        names.v[i] = env->names.v[i];
    for (size_t i = 0; i < shown.n; i++)
        shown.v[i] = env->shown.v[i];
    names.v[names.n++] = arena_printf(arena, "%s=%s", name_of(probe, arena), raw);
    shown.v[shown.n++] = arena_printf(arena, "%s=" HTTP_SECRET, name_of(probe, arena));
    env->names = names, env->shown = shown;
}

/* Values that the pasted line names: those of the environment that triage runs in, as a shell there would take them. */
static const char *value_of(void *to, const char *name)
{
    (void)to;
    return getenv(name);
}

static bool read_pasted(const char *text, struct http_request *r, struct err *e)
{
    struct curl_reading reading = {.value_of = value_of};
    bool ok = curl_read(text, strlen(text), &reading, r, e);
    str_release(&reading.left_out);
    if (ok && !http_method_only_reads(r->method))
        return err_set(e, ERR_USAGE, _("%s changes something, and a probe only reads: paste a GET, or make an action of it"), r->method);
    if (ok && r->body_source)
        return err_set(e, ERR_USAGE, _("its body is in a file, which is not read: write it into the command"));
    return ok;
}

/* ---- wishes ---- */

static const struct flow_probe *probe_meant(const struct session *s, struct place *p, const char *id, struct err *e)
{
    if (place_now(s, p))
        for (size_t i = 0; i < p->step->n_probes; i++)
            if (p->step->probe[i].kind == PROBE_HTTP && (!id || !*id || str_eq(p->step->probe[i].id, id)))
                return &p->step->probe[i];
    err_set(e, ERR_USAGE, _("This step asks no URL."));
    return NULL;
}

const char *request_as_curl(const struct session *s, const struct place *p, const struct flow_probe *probe, struct arena *arena)
{
    struct http_request r = {0};
    struct filling f = {s, p, arena};
    struct str out = {0};
    struct err e = {0};
    const char *raw = pasted(s, probe, arena);
    if (probe->kind != PROBE_HTTP)
        return NULL;
    for (size_t i = 0; i < probe->n_fields && !raw; i++)
        add_field(&f, &probe->field[i], &r);
    if (!raw || read_pasted(raw, &r, &e))
        curl_write(&r, false, &out);
    const char *text = out.n ? arena_strdup(arena, str_get(&out)) : NULL;
    http_request_release(&r);
    str_release(&out);
    return text;
}

bool request_copy(struct session *s, const struct wish *w, struct err *e)
{
    struct place p;
    struct arena arena = {0};
    const struct flow_probe *probe = probe_meant(s, &p, w->id, e);
    const char *text = probe ? request_as_curl(s, &p, probe, &arena) : NULL;
    if (text)
        session_say(s, "%s %s", clipboard_put(text), text);
    arena_release(&arena);
    return text != NULL;
}

static bool record_request(struct session *s, const struct place *p, const struct flow_probe *probe, const char *shown, struct err *e)
{
    struct event ev = {.kind = EVENT_given, .step = p->path};
    char *input = mem_array(strlen(probe->id) + sizeof ".request", 1);
    snprintf(input, strlen(probe->id) + sizeof ".request", "%s.request", probe->id);
    ev.as.given = (struct event_given){input, shown, "pasted", false};
    bool ok = record_event(s, &ev, e);
    mem_free(input);
    return ok;
}

/* What a person pasted in is known from now on, wherever a server or a command says it back. */
static void hide(void *of, const char *secret, size_t n)
{
    struct session *s = of;
    char *text = mem_strndup(secret, n);
    journal_hide(s->journal, "request", text);
    mem_free(text);
}

bool request_paste(struct session *s, const struct wish *w, struct err *e)
{
    struct place p;
    struct arena arena = {0};
    struct http_request r = {0};
    struct str shown = {0};
    const char *text = w->text ? w->text : "";
    const struct flow_probe *probe = probe_meant(s, &p, w->id, e);
    bool ok = probe && (str_blank(text) || read_pasted(text, &r, e));
    if (ok && r.url) {
        http_request_secrets(&r, hide, s);
        curl_write(&r, false, &shown);
    }
    ok = ok && record_request(s, &p, probe, str_get(&shown), e);
    if (ok) {
        environment_keep_secret(s, name_of(probe, &arena), str_blank(text) ? "" : text);
        session_say(s, str_blank(text) ? _("%s asks what the flow says again.") : _("%s asks this from now on; r runs it."), probe->id);
    }
    http_request_release(&r);
    str_release(&shown);
    arena_release(&arena);
    return ok;
}
