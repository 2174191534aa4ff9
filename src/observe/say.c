/* say: a function a kind for the sentence when all is well, and the order in which its other values are told. */
#include "observe/say.h"

#include <string.h>

#include "base/i18n.h"
#include "observe/amiss.h"

struct voice {
    int64_t now;
    const struct time_zone *zone;
};

/* ---- values --------------------------------------------------------------------------------------------------------------- */

void observe_say_bytes(double bytes, struct str *out)
{
    if (bytes < 10000)
        str_addf(out, ngettext("%llu byte", "%llu bytes", (unsigned long)bytes), (unsigned long long)bytes);
    else if (bytes < 1e7)
        str_addf(out, _("%llu KB"), (unsigned long long)(bytes / 1e3));
    else if (bytes < 1e9)
        str_addf(out, _("%llu MB"), (unsigned long long)(bytes / 1e6));
    else if (bytes < 1e12)
        str_addf(out, _("%.1f GB"), bytes / 1e9);
    else
        str_addf(out, _("%.1f TB"), bytes / 1e12);
}

static void say_time(int64_t at, int64_t now, const struct time_zone *zone, struct str *out)
{
    char text[TIME_TEXT];
    int64_t away = now == TIME_NONE ? 0 : now - at;
    if (now == TIME_NONE)
        time_format_utc(at / TIME_SECOND * TIME_SECOND, text);
    else if (away > -300 * TIME_DAY && away < 300 * TIME_DAY)
        time_format_minute(at, now, zone, text);
    else {
        time_format_utc(at, text);
        text[strcspn(text, "T")] = '\0'; /* the day, with its year */
    }
    str_add(out, text);
}

void observe_say_value(enum observed_type type, const struct observed *v, int64_t now, const struct time_zone *zone, struct str *out)
{
    char text[TIME_TEXT];
    switch (type) {
    case OBSERVED_FLAG:
        str_add(out, v->flag ? _("yes") : _("no"));
        return;
    case OBSERVED_COUNT:
        str_addf(out, "%.0f", v->number);
        return;
    case OBSERVED_BYTES:
        observe_say_bytes(v->number < 0 ? 0 : v->number, out);
        return;
    case OBSERVED_SHARE:
        str_addf(out, "%.*f%%", v->number < 0.1 ? 1 : 0, v->number * 100);
        return;
    case OBSERVED_LENGTH:
        time_format_length(v->us, text);
        str_add(out, v->us > 0 && v->us < 1000 ? _("under 1 ms") : text);
        return;
    case OBSERVED_TIME:
        say_time(v->us, now, zone, out);
        return;
    case OBSERVED_TEXT:
        str_add(out, v->text);
        return;
    }
}

/* One fact in words, from a ring of the caller's own: released by him. "" when it is not known. */
static const char *said(const struct observation *o, const char *fact, const struct voice *voice, struct str *room)
{
    size_t n, i = observe_fact_index(o->kind, fact);
    const struct observe_fact *facts = observe_facts(o->kind, &n);
    str_clear(room);
    if (o->value[i].is_known)
        observe_say_value(facts[i].type, &o->value[i], voice->now, voice->zone, room);
    return str_get(room);
}

/* For a sentence with a count: what is less than nothing is nothing. */
static unsigned long count_of(const struct observation *o, const char *fact)
{
    const struct observed *v = observation_get(o, fact);
    return v->is_known && v->number > 0 && v->number < 1e9 ? (unsigned long)v->number : 0;
}

static bool is_known(const struct observation *o, const char *fact)
{
    return observation_get(o, fact)->is_known;
}

/* A sentence of a table has one %s, or none, and nothing else that means anything. */
static void put_sentence(const char *sentence, const char *of, struct str *out)
{
    const char *place = strstr(sentence, "%s");
    str_add_n(out, sentence, place ? (size_t)(place - sentence) : strlen(sentence));
    if (!place)
        return;
    str_add(out, of);
    str_add(out, place + 2);
}

/* ---- all is well: one a kind -------------------------------------------------------------------------------------------------- */

static void say_tcp(const struct observation *o, const struct voice *v, struct str *out)
{
    struct str took = {0};
    str_addf(out, _("%s connects in %s"), o->of, said(o, "connect_time", v, &took));
    if (is_known(o, "banner"))
        str_addf(out, ": %.80s", observation_get_text(o, "banner"));
    str_release(&took);
}

static void say_dns(const struct observation *o, const struct voice *v, struct str *out)
{
    unsigned long n = count_of(o, "addresses");
    (void)v;
    if (n > 1)
        str_addf(out, ngettext("%s has %lu record: %s", "%s has %lu records: %s", n), o->of, n, observation_get_text(o, "answers"));
    else
        str_addf(out, "%s: %s", o->of, observation_get_text(o, "first"));
}

static void say_tls(const struct observation *o, const struct voice *v, struct str *out)
{
    unsigned long days = count_of(o, "days_left");
    (void)v;
    str_addf(out, ngettext("%s has a valid certificate for another %lu day", "%s has a valid certificate for another %lu days", days),
             o->of, days);
}

/* What is neither a file nor a directory: a sentence with the path, the type as file_state.c names it. */
static const struct {
    const char *type, *sentence;
} odd_files[] = {
    {"fifo", N_("%s is there: a named pipe")},
    {"socket", N_("%s is there: a socket")},
    {"char_device", N_("%s is there: a character device")},
    {"block_device", N_("%s is there: a block device")},
};

static void say_odd_file(const struct observation *o, const char *type, struct str *out)
{
    const char *sentence = NULL;
    for (size_t i = 0; i < sizeof odd_files / sizeof *odd_files; i++)
        if (strcmp(odd_files[i].type, type) == 0)
            sentence = _(odd_files[i].sentence);
    if (sentence)
        put_sentence(sentence, o->of, out);
    else
        str_addf(out, _("%s is there"), o->of);
}

static void say_file(const struct observation *o, const struct voice *v, struct str *out)
{
    struct str one = {0}, two = {0};
    const char *type = observation_get_text(o, "type");
    if (strcmp(type, "directory") == 0)
        str_addf(out, _("%s: directory, changed %s ago"), o->of, said(o, "age", v, &one));
    else if (strcmp(type, "file") == 0)
        str_addf(out, _("%s: %s, changed %s ago"), o->of, said(o, "size", v, &one), said(o, "age", v, &two));
    else
        say_odd_file(o, type, out);
    str_release(&one);
    str_release(&two);
}

static void say_process(const struct observation *o, const struct voice *v, struct str *out)
{
    unsigned long n = count_of(o, "count");
    struct str since = {0};
    str_addf(out, ngettext("%s runs since %s", "%s runs since %s, with %lu processes", n), o->of, said(o, "since", v, &since), n);
    str_release(&since);
}

static void say_unit(const struct observation *o, const struct voice *v, struct str *out)
{
    unsigned long restarts = count_of(o, "restarts");
    struct str since = {0};
    if (is_known(o, "since"))
        str_addf(out, _("%s is %s (%s) since %s"), o->of, observation_get_text(o, "state"), observation_get_text(o, "substate"),
                 said(o, "since", v, &since));
    else
        str_addf(out, _("%s is %s (%s)"), o->of, observation_get_text(o, "state"), observation_get_text(o, "substate"));
    if (restarts) {
        str_add(out, ", ");
        str_addf(out, ngettext("restarted %lu time", "restarted %lu times", restarts), restarts);
    }
    str_release(&since);
}

/* ---- the kinds ----------------------------------------------------------------------------------------------------------------- */

static const struct {
    void (*say)(const struct observation *o, const struct voice *v, struct str *out);
    const char *telling[8]; /* what is told below the sentence, most telling first */
} kinds[N_OBSERVE_KINDS] = {
    [OBSERVE_TCP] = {say_tcp, {"address", "banner", "tried"}},
    [OBSERVE_DNS] = {say_dns, {"ttl", "server", "rcode", "took"}},
    [OBSERVE_TLS] = {say_tls, {"expires", "issuer", "names", "subject", "version", "address"}},
    [OBSERVE_FILE] = {say_file, {"free_share", "free_bytes", "inodes_share", "target", "owner", "mode"}},
    [OBSERVE_PROCESS] = {say_process, {"memory", "newest", "waiting", "zombies", "open_files", "owner"}},
    [OBSERVE_UNIT] = {say_unit, {"since", "result", "exit_status", "restarts", "memory", "main_pid"}},
};

/* What there is not cannot be too large: then the trouble is said, and nothing of what was wanted of it. */
static const struct observe_want *unmet(const struct observation *o, size_t i)
{
    bool is_there = !is_known(o, "trouble");
    for (size_t k = 0; k < o->n_wants; k++)
        if (!o->want[k].is_met && (is_there || o->value[o->want[k].fact].is_known) && i-- == 0)
            return &o->want[k];
    return NULL;
}

static bool say_unmet(const struct observation *o, const struct observe_want *w, const struct voice *v, struct str *out)
{
    size_t n;
    const struct observe_fact *fact = &observe_facts(o->kind, &n)[w->fact];
    struct str is = {0}, than = {0};
    observe_say_value(fact->type, &w->than, v->now, v->zone, &than);
    if (!o->value[w->fact].is_known)
        str_addf(out, _("%s: %s is not known"), o->of, _(fact->label));
    else if (w->is_most)
        str_addf(out, _("%s: %s is %s, at most %s was wanted"), o->of, _(fact->label), said(o, fact->name, v, &is), str_get(&than));
    else
        str_addf(out, _("%s: %s is %s, at least %s was wanted"), o->of, _(fact->label), said(o, fact->name, v, &is), str_get(&than));
    str_release(&is);
    str_release(&than);
    return true;
}

static void say_trouble(const struct observation *o, const char *word, struct str *out)
{
    const char *sentence = observe_amiss(o->kind, word);
    if (sentence)
        put_sentence(sentence, o->of, out);
    else
        str_addf(out, "%s: %s", o->of, word);
}

static bool decides(const struct observation *o)
{
    return is_known(o, "trouble") || o->passed || !unmet(o, 0);
}

static void say_own(const struct observation *o, const struct voice *v, struct str *out)
{
    if (is_known(o, "trouble"))
        say_trouble(o, observation_get_text(o, "trouble"), out);
    else if (!decides(o))
        say_unmet(o, unmet(o, 0), v, out);
    else
        kinds[o->kind].say(o, v, out);
}

void observation_sentence(const struct observation *o, int64_t now, const struct time_zone *zone, struct str *out)
{
    struct voice v = {now, zone};
    say_own(o, &v, out);
    if (o->n_more < 2)
        return;
    size_t failing = 0;
    for (size_t i = 0; i < o->n_more; i++)
        failing += !o->more[i].passed;
    str_add(out, " · ");
    if (failing)
        str_addf(out, ngettext("%zu of %zu is not as it should be", "%zu of %zu are not as they should be", (unsigned long)failing),
                 failing, o->n_more);
    else
        str_addf(out, _("all %zu are as they should be"), o->n_more);
}

/* ---- below the sentence --------------------------------------------------------------------------------------------------------- */

struct lines {
    struct str *out;
    size_t left;
};

static void end_line(struct lines *l)
{
    str_add_char(l->out, '\n');
    l->left--;
}

static bool is_dull(const struct observation *o, const char *fact)
{
    const struct observed *v = observation_get(o, fact);
    bool is_count = strcmp(fact, "waiting") == 0 || strcmp(fact, "zombies") == 0 || strcmp(fact, "tried") == 0 || strcmp(fact, "restarts") == 0;
    return !v->is_known || (is_count && v->number <= (strcmp(fact, "tried") == 0));
}

static void say_telling(const struct observation *o, const struct voice *v, struct lines *l)
{
    size_t n;
    struct str text = {0};
    const struct observe_fact *facts = observe_facts(o->kind, &n);
    for (size_t i = 0; i < sizeof kinds->telling / sizeof *kinds->telling && kinds[o->kind].telling[i] && l->left; i++) {
        const char *fact = kinds[o->kind].telling[i];
        if (is_dull(o, fact))
            continue;
        str_addf(l->out, "%s: %s", _(facts[observe_fact_index(o->kind, fact)].label), said(o, fact, v, &text));
        end_line(l);
    }
    str_release(&text);
}

void observation_details(const struct observation *o, size_t most, int64_t now, const struct time_zone *zone, struct str *out)
{
    struct voice v = {now, zone};
    struct lines l = {out, most};
    const struct observe_want *w;
    for (size_t i = decides(o) ? 0 : 1; l.left && !o->passed && (w = unmet(o, i)); i++) {
        say_unmet(o, w, &v, out);
        end_line(&l);
    }
    if (l.left && o->said) {
        str_add(out, o->said);
        end_line(&l);
    }
    for (size_t i = 0; i < o->n_more && o->n_more > 1 && l.left; i++)
        if (!o->more[i].passed && strcmp(o->more[i].of, o->of) != 0) {
            say_own(&o->more[i], &v, out);
            end_line(&l);
        }
    say_telling(o, &v, &l);
}

static void say_table(const struct observation *o, const struct voice *v, struct str *out)
{
    size_t n;
    const struct observe_fact *facts = observe_facts(o->kind, &n);
    for (size_t i = 0; i < n; i++) {
        if (!o->value[i].is_known)
            continue;
        str_addf(out, "  %s: ", _(facts[i].label));
        observe_say_value(facts[i].type, &o->value[i], v->now, v->zone, out);
        str_add_char(out, '\n');
    }
    if (o->said)
        str_addf(out, "  %s\n", o->said);
}

void observation_page(const struct observation *o, int64_t now, const struct time_zone *zone, struct str *out)
{
    struct voice v = {now, zone};
    const struct observe_want *w;
    observation_sentence(o, now, zone, out);
    str_add_char(out, '\n');
    for (size_t i = 0; i < o->n_more && o->n_more > 1; i++) {
        say_own(&o->more[i], &v, out);
        str_add_char(out, '\n');
        say_table(&o->more[i], &v, out);
    }
    if (o->n_more > 1)
        return;
    for (size_t i = decides(o) ? 0 : 1; !o->passed && (w = unmet(o, i)); i++) {
        say_unmet(o, w, &v, out);
        str_add_char(out, '\n');
    }
    say_table(o, &v, out);
}
