/* finding: facts out of what a command printed. */
#include "incident/finding.h"

#include <string.h>

#include "base/mem.h"
#include "base/time.h"
#include "incident/looked.h"
#include "incident/why.h"
#include "text/clean.h"
#include "text/json.h"
#include "text/regex.h"

enum { LINE_MOST = 400 };

struct maker {
    const struct finding_of *of;
    const struct fact_pairs *said; /* by an engine that reads the author's facts itself; NULL: the output says them */
    struct arena *arena;
    struct finding *found;
    struct fact_pair *pair;
    size_t n;
};

static void add_fact(struct maker *m, const char *name, struct value value)
{
    if (value.kind == VALUE_TEXT)
        value.text = arena_strdup(m->arena, value.text);
    m->pair[m->n++] = (struct fact_pair){arena_printf(m->arena, "%s.%s", m->of->id, name), value};
}

static size_t line_length(const char *s, size_t n)
{
    const char *end = n ? memchr(s, '\n', n) : NULL;
    return end ? (size_t)(end - s) : n;
}

/* name=value with a name as the flow format has them: a fact, not a sentence. */
static bool is_assignment(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && ((s[i] >= 'a' && s[i] <= 'z') || s[i] == '_' || (i && s[i] >= '0' && s[i] <= '9')))
        i++;
    return i > 0 && i < n && s[i] == '=';
}

static const char *clean_copy(struct maker *m, const char *s, size_t n)
{
    struct str line = {0};
    clean_add(&line, s, n < LINE_MOST ? n : LINE_MOST, CLEAN_LINE);
    const char *copy = arena_strdup(m->arena, str_get(&line));
    str_release(&line);
    return copy;
}

static const char *first_sentence(struct maker *m)
{
    const char *s = m->of->output;
    size_t n = m->of->n_output;
    while (n) {
        size_t length = line_length(s, n), step = length < n ? length + 1 : length;
        size_t blank = strspn(s, " \t\r");
        if (blank < length && !is_assignment(s, length))
            return clean_copy(m, s, length);
        s += step, n -= step;
    }
    return "";
}

static int64_t count_lines(const char *s, size_t n)
{
    int64_t lines = 0;
    for (size_t i = 0; i < n; i++)
        lines += s[i] == '\n';
    return lines + (n && s[n - 1] != '\n');
}

/* ---- captures ------------------------------------------------------------------------------------------------------- */

/* The value of the last line `name=value`. */
static char *find_assignment(const struct finding_of *of, const char *name)
{
    const char *s = of->output, *found = NULL;
    size_t n = of->n_output, length, found_n = 0, name_n = strlen(name);
    for (; n; s += length + (length < n), n -= length + (length < n)) {
        length = line_length(s, n);
        if (length > name_n && s[name_n] == '=' && memcmp(s, name, name_n) == 0)
            found = s + name_n + 1, found_n = length - name_n - 1;
    }
    while (found_n && (found[found_n - 1] == '\r' || found[found_n - 1] == ' '))
        found_n--;
    return found ? mem_strndup(found, found_n) : NULL;
}

static char *find_pattern(struct maker *m, const char *pattern)
{
    struct regex_span span;
    struct err e = {0};
    struct regex *re = regex_compile(pattern, REGEX_LINES, NULL, &e);
    if (!re) {
        m->found->trouble = why_pattern(WHY_BAD_PATTERN, pattern, m->arena);
        return NULL;
    }
    enum regex_result result = regex_match(re, m->of->output, m->of->n_output, &span);
    regex_free(re);
    if (result == REGEX_GAVE_UP)
        m->found->trouble = why_pattern(WHY_HARD_PATTERN, pattern, m->arena);
    return result == REGEX_YES ? mem_strndup(m->of->output + span.start, span.end - span.start) : NULL;
}

static char *find_said(const struct fact_pairs *said, const char *name)
{
    for (size_t i = 0; i < said->n; i++)
        if (str_eq(said->v[i].name, name) && said->v[i].value.kind == VALUE_TEXT)
            return mem_strdup(said->v[i].value.text);
    return NULL;
}

static char *find_text(struct maker *m, const struct flow_capture *c)
{
    if (m->said)
        return find_said(m->said, c->id);
    if (!c->from)
        return find_assignment(m->of, c->id);
    if (c->from[0] == '/')
        return json_point(m->of->output, m->of->n_output, c->from);
    return find_pattern(m, c->from);
}

static void capture(struct maker *m, const struct flow_capture *c)
{
    struct value value = value_none();
    char *text = find_text(m, c);
    if (text && *text && !value_parse(text, c->kind, &value)) {
        value = value_none();
        char *clean = clean_line(text);
        const char *fact = arena_printf(m->arena, "%s.%s", m->of->id, c->id);
        m->found->trouble = why_not_a(value_kind_name(c->kind), fact, clean, m->arena);
        mem_free(clean);
    }
    if (value.kind == VALUE_TEXT)
        value.text = clean_copy(m, value.text, strlen(value.text));
    add_fact(m, c->id, value);
    mem_free(text);
}

/* ---- passed --------------------------------------------------------------------------------------------------------- */

static bool has_passed(struct maker *m)
{
    const struct finding_of *of = m->of;
    struct regex_span span;
    struct err e = {0};
    if (of->outcome != RUN_EXITED || of->exit_status != of->expect->exit_status)
        return false;
    if (!of->expect->matches)
        return true;
    struct regex *re = regex_compile(of->expect->matches, REGEX_LINES, NULL, &e);
    bool matches = re && regex_match(re, of->output, of->n_output, &span) == REGEX_YES;
    regex_free(re);
    return matches;
}

static void add_soak(struct maker *m, const struct soak_result *soak)
{
    add_fact(m, "samples", value_number((double)soak->samples));
    add_fact(m, "failures", value_number((double)soak->failures));
    add_fact(m, "verdict", value_text(soak_verdict_name(soak->verdict)));
    add_fact(m, "longest_gap", value_duration(soak->longest_gap));
    add_fact(m, "median", soak->samples ? value_duration(soak->median) : value_none());
}

/* What a person stopped, or what had too few samples, says neither yes nor no. */
static bool is_judged(const struct finding_of *of)
{
    return of->outcome != RUN_CANCELLED && (!of->soak || of->soak->verdict != SOAK_TOO_FEW);
}

static void add_every(struct maker *m)
{
    const struct finding_of *of = m->of;
    if (of->outcome == RUN_EXITED)
        add_fact(m, "exit", value_number(of->exit_status));
    add_fact(m, "passed", is_judged(of) ? value_flag(m->found->passed) : value_unknown());
    add_fact(m, "timed_out", value_flag(of->outcome == RUN_TIMED_OUT));
    add_fact(m, "seconds", value_number((double)of->took / (double)TIME_SECOND));
    if (of->soak)
        add_soak(m, of->soak);
}

static void add_output(struct maker *m)
{
    const struct finding_of *of = m->of;
    add_fact(m, "text", of->n_output ? value_text(clean_copy(m, of->output, line_length(of->output, of->n_output))) : value_none());
    add_fact(m, "lines", value_number((double)count_lines(of->output, of->n_output)));
}

/* Kinds whose output is one line of JSON. */
static bool is_engine(enum probe_kind kind)
{
    return kind == PROBE_LOGS || kind == PROBE_CHANGES || kind == PROBE_HTTP || probe_kind_is_small(kind);
}

static bool is_passed(struct maker *m, bool has_looked, const struct looked *looked)
{
    const struct finding_of *of = m->of;
    if (of->soak)
        return of->soak->verdict == SOAK_PASSED;
    if ((of->kind == PROBE_HTTP || probe_kind_is_small(of->kind)) && has_looked)
        return of->outcome == RUN_EXITED && looked->passed;
    return has_passed(m) && (!is_engine(of->kind) || has_looked || of->n_captures);
}

void finding_make(const struct finding_of *of, struct arena *arena, struct finding *f)
{
    enum { STANDARD = 11 };
    struct looked looked = {0};
    bool has_looked = is_engine(of->kind) && looked_read(of->kind, of->id, of->output, of->n_output, arena, &looked);
    bool reads_body = has_looked && of->kind == PROBE_HTTP;
    size_t most = of->n_captures + STANDARD + looked.facts.n;
    struct maker m = {of, reads_body ? &looked.said : NULL, arena, f, arena_array(arena, most, sizeof *m.pair), 0};
    *f = (struct finding){0};
    f->passed = is_passed(&m, has_looked, &looked);
    f->summary = has_looked ? looked.summary : first_sentence(&m);
    add_every(&m);
    if (!is_engine(of->kind))
        add_output(&m);
    for (size_t i = 0; i < of->n_captures && (!has_looked || reads_body); i++)
        capture(&m, &of->capture[i]);
    for (size_t i = 0; i < looked.facts.n; i++)
        if (!of->soak || !str_ends(looked.facts.v[i].name, ".median")) /* that of one sample */
            m.pair[m.n++] = looked.facts.v[i];
    f->facts = (struct fact_pairs){m.pair, m.n};
}

bool finding_is_of_every_run(const char *fact)
{
    static const char *const endings[] = {".exit", ".passed", ".timed_out", ".seconds", ".text", ".lines"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(fact, endings[i]))
            return true;
    return false;
}
