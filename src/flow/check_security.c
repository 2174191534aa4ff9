/* check: what would give a stranger the machine, or the team's secrets: code that is fetched and run at once, credentials in
 * the file, requests in the clear. Looked for in the file as it stands, comments included; the examples run nothing. */
#include <string.h>

#include "base/i18n.h"
#include "flow/check_rule.h"
#include "text/redact.h"

struct text { /* of the file */
    const char *s, *end;
    const char *from, *to; /* the examples, or NULL */
};

/* Places come in order, so lines are counted once. */
struct place {
    const char *at;
    struct mark mark;
};

static struct mark mark_of(struct place *p, const char *at)
{
    for (; p->at < at; p->at++) {
        unsigned char c = (unsigned char)*p->at;
        p->mark.column = c == '\n' ? 1 : p->mark.column + ((c & 0xc0) != 0x80);
        p->mark.line += c == '\n';
    }
    return p->mark;
}

static bool is_one_of(const char *word, size_t n, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == n && memcmp(*list, word, n) == 0)
            return true;
    return false;
}

static bool is_word(char c)
{
    return c && strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-", c);
}

static size_t word_length(const char *s, const char *end)
{
    size_t n = 0;
    while (s + n < end && is_word(s[n]))
        n++;
    return n;
}

/* Of "/usr/bin/curl" where "curl" begins. */
static size_t base_of(const char *word, size_t n)
{
    while (n > 0 && word[n - 1] != '/')
        n--;
    return n;
}

static bool is_comment(const struct text *t, const char *at)
{
    const char *line = at;
    while (line > t->s && line[-1] != '\n')
        line--;
    line += strspn(line, " \t");
    return *line == '#';
}

/* ---- fetched and run at once -------------------------------------------------------------------------------------------- */

static const char *const shells[] = {"sh", "bash", "dash", "ksh", "zsh", NULL};
static const char *const interpreters[] = {"python", "python3", "perl", "ruby", "node", "php", NULL};

static const char *skip_blanks(const char *s, const char *end)
{
    while (s < end && (*s == ' ' || *s == '\t' || (*s == '\\' && s + 1 < end && s[1] == '\n') || (*s == '\n' && s[-1] == '\\')))
        s++;
    return s;
}

/* Behind a pipe: words that only change who runs it. */
static const char *skip_prefixes(const char *s, const char *end)
{
    static const char *const prefixes[] = {"sudo", "doas", "env", "exec", "nohup", "command", NULL};
    for (;;) {
        s = skip_blanks(s, end);
        size_t n = word_length(s, end);
        bool is_assignment = n && s + n < end && s[n] == '=', is_option = n > 1 && *s == '-';
        if (!is_assignment && !is_option && !is_one_of(s, n, prefixes))
            return s;
        while (s < end && *s != ' ' && *s != '\n')
            s++;
    }
}

/* `| sh`, `| sudo bash -s`, `| python3 -`; what only filters (`| python3 -m json.tool`) is none. */
static bool runs_its_input(const char *s, const char *end)
{
    s = skip_prefixes(s, end);
    size_t n = word_length(s, end), base = base_of(s, n);
    if (is_one_of(s + base, n - base, shells))
        return true;
    if (!is_one_of(s + base, n - base, interpreters))
        return false;
    s = skip_blanks(s + n, end);
    return s >= end || (!is_word(*s) && *s != '"' && *s != '\'') || (*s == '-' && word_length(s, end) == 1);
}

/* Where this command begins: behind the end of the one before it. A | is no end. */
static const char *command_start(const struct text *t, const char *at)
{
    for (; at > t->s; at--) {
        bool is_or = at[-1] == '|' && (*at == '|' || (at - t->s > 1 && at[-2] == '|'));
        bool is_line = at[-1] == '\n' && (at - t->s < 2 || at[-2] != '\\');
        if (is_line || is_or || at[-1] == ';' || at[-1] == '&' || at[-1] == '`')
            break;
    }
    return at;
}

static bool is_fetcher(const char *s, const char *end)
{
    static const char *const fetchers[] = {"curl", "wget", NULL};
    size_t n = word_length(s, end), base = base_of(s, n);
    return is_one_of(s + base, n - base, fetchers);
}

/* The command in [from, to) that fetches, or NULL. */
static const char *find_fetcher(const char *from, const char *to)
{
    for (const char *s = from; s < to; s += s < to && is_word(*s) ? word_length(s, to) : 1)
        if (is_fetcher(s, to))
            return s;
    return NULL;
}

static void say_fetch(struct checking *c, struct place *p, const char *at)
{
    problem_warning(c->problems, "pipe-to-shell", mark_of(p, at),
                    _("what is fetched is run at once: whoever has the other end has this machine"));
    problem_remedy(c->problems, _("fetch it into a file, compare its checksum, and run it then"));
}

/* At a |: `curl ... | sh`. */
static void check_pipe(struct checking *c, const struct text *t, struct place *p, const char *at)
{
    if (!runs_its_input(at + 1, t->end) || is_comment(t, at))
        return;
    const char *fetcher = find_fetcher(command_start(t, at), at);
    if (fetcher && fetcher >= p->at)
        say_fetch(c, p, fetcher);
}

/* At a (: `sh -c "$(curl`, `bash <(curl`, `eval "$(curl`. */
static void check_substitution(struct checking *c, const struct text *t, struct place *p, const char *at)
{
    static const char *const readers[] = {"eval", "source", ".", "-c", "sh", "bash", "dash", "ksh", "zsh", NULL};
    const char *inside = skip_blanks(at + 1, t->end), *s = at - 1, *word;
    if (at == t->s || (*s != '$' && *s != '<') || !is_fetcher(inside, t->end) || is_comment(t, at))
        return;
    while (s > t->s && strchr(" \"'", s[-1]))
        s--;
    for (word = s; word > t->s && is_word(word[-1]); word--)
        ;
    if (is_one_of(word, (size_t)(s - word), readers))
        say_fetch(c, p, inside);
}

/* ---- in the clear --------------------------------------------------------------------------------------------------------- */

static bool is_private_address(const char *host, size_t n)
{
    static const char *const beginnings[] = {"127.", "10.", "192.168.", "169.254.", "172.16.", "172.17.", "172.18.", "172.19.", "172.2", "172.30.", "172.31."};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (n > strlen(beginnings[i]) && memcmp(host, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

/* Names that never leave the house: of one word, as services in a cluster have, or in a zone for that. */
static bool is_inner_name(const char *host, size_t n)
{
    static const char *const zones[] = {".local", ".localhost", ".internal", ".svc", ".lan", ".home", ".corp", ".intra", ".test", ".example", ".invalid"};
    if (!memchr(host, '.', n))
        return true;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        size_t length = strlen(zones[i]);
        if (n > length && memcmp(host + n - length, zones[i], length) == 0)
            return true;
    }
    return false;
}

/* At the first slash of http://. */
static void check_clear(struct checking *c, const struct text *t, struct place *p, const char *slash)
{
    static const char scheme[] = "http:";
    const char *at = slash - (sizeof scheme - 1), *host = slash + 2;
    size_t n = 0;
    if (at < t->s || slash[1] != '/' || memcmp(at, scheme, sizeof scheme - 1) != 0)
        return;
    while (host + n < t->end && is_word(host[n]) && host[n] != '/')
        n++;
    if (is_comment(t, at) || !n || is_inner_name(host, n) || is_private_address(host, n))
        return;
    problem_warning(c->problems, "plain-http", mark_of(p, at), _("what is asked of %.*s, and what it answers, goes over the network in the clear"),
                    (int)(n < 80 ? n : 80), host);
    problem_remedy(c->problems, _("write https://"));
}

/* ---- the whole file -------------------------------------------------------------------------------------------------------- */

static bool is_example(const struct text *t, const char *at)
{
    return t->from && at >= t->from && at < t->to;
}

/* By one byte each: most of a file holds none of them, and that is looked over fast. */
static void look_at_each(struct checking *c, const struct text *t, char sign,
                         void (*check)(struct checking *, const struct text *, struct place *, const char *))
{
    struct place p = {t->s, {1, 1}};
    for (const char *at = t->s; (at = memchr(at, sign, (size_t)(t->end - at))); at++)
        if (!is_example(t, at))
            check(c, t, &p, at);
}

static void find_examples(const struct flow *f, struct text *t)
{
    const struct yaml_node *examples = yaml_find(f->source, "examples");
    const struct yaml_node *after = examples ? examples->next : NULL;
    struct place p = {t->s, {1, 1}};
    if (!examples)
        return;
    while (p.at < t->end && p.mark.line < examples->key->mark.line)
        mark_of(&p, p.at + 1);
    t->from = p.at;
    while (p.at < t->end && (!after || p.mark.line < after->key->mark.line))
        mark_of(&p, p.at + 1);
    t->to = p.at;
}

/* A header with a literal secret has been said already. */
static bool is_said(const struct checking *c, struct mark at)
{
    for (size_t i = 0; i < c->problems->list.n; i++) {
        const struct problem *p = &c->problems->list.v[i];
        if (p->mark.line == at.line && str_eq(p->rule, "secret-literal"))
            return true;
    }
    return false;
}

static void check_credentials(struct checking *c, const struct text *t)
{
    struct redact_list list = {0};
    struct place p = {t->s, {1, 1}};
    if (!c->library->redactor)
        return;
    redact_find(c->library->redactor, t->s, (size_t)(t->end - t->s), &list);
    for (size_t i = 0; i < list.of.n; i++) {
        struct mark at = mark_of(&p, t->s + list.of.v[i].start);
        if (is_said(c, at))
            continue;
        problem_warning(c->problems, "secret-literal", at,
                        _("this looks like a secret (%s), and whoever reads the flow has it"), list.of.v[i].kind);
        problem_remedy(c->problems, _("make it an input of type secret, and write its $name here"));
    }
    vec_release(&list.of);
}

static void check_presets(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_inputs; i++) {
        const struct flow_input *input = &c->flow->input[i];
        if (input->type != INPUT_SECRET || !input->preset || !*input->preset)
            continue;
        problem_warning(c->problems, "secret-literal", check_mark(input->source, "default", input->mark),
                        _("a secret stands in this file, and whoever reads the flow has it"));
        problem_remedy(c->problems, _("take the `default` out: it is asked for, or comes from the environment's file"));
    }
}

void check_security(struct checking *c)
{
    struct text t = {.s = c->flow->bytes, .end = c->flow->bytes + c->flow->n_bytes};
    find_examples(c->flow, &t);
    look_at_each(c, &t, '|', check_pipe);
    look_at_each(c, &t, '(', check_substitution);
    look_at_each(c, &t, '/', check_clear);
    check_presets(c);
    check_credentials(c, &t);
}
