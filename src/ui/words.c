/* words: the small phrases that many pages share. */
#include "ui/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

const char *words_phase(enum phase p)
{
    static const char *const names[N_PHASES] = {N_("Symptom"),   N_("Changes"),   N_("Logs"),
                                                N_("Reproduce"), N_("Roll back"), N_("Verify")};
    return _(names[p]);
}

const char *words_cause(const struct diagnosis_cause *c)
{
    return c->title && c->title[0] ? c->title : c->cause < 0 ? _("Something else") : c->id;
}

const char *words_outcome(enum run_outcome o)
{
    static const char *const names[] = {N_("running"),   N_("done"),        N_("timed out"),
                                        N_("cancelled"), N_("did not run"), N_("outcome unknown")};
    return _(names[o]);
}

void words_name(const char *id, struct str *out)
{
    if (str_eq(id, "url")) {
        str_add(out, "URL");
        return;
    }
    for (; *id; id++)
        str_add_char(out, *id == '_' ? ' ' : *id);
}

void words_short(int64_t length, struct str *out)
{
    if (length >= 2 * TIME_DAY)
        str_addf(out, _("%d d"), (int)(length / TIME_DAY));
    else if (length >= 2 * TIME_HOUR)
        str_addf(out, _("%d h"), (int)(length / TIME_HOUR));
    else if (length >= TIME_MINUTE)
        str_addf(out, _("%d min"), (int)(length / TIME_MINUTE));
    else
        str_addf(out, _("%d s"), (int)(length < 0 ? 0 : length / TIME_SECOND));
}

void words_about(int64_t length, struct str *out)
{
    struct str s = {0};
    words_short(length, &s);
    str_addf(out, _("about %s"), str_get(&s));
    str_release(&s);
}

void words_count(uint64_t n, struct str *out)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, n);
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            str_add_char(out, ',');
        str_add_char(out, digits[i]);
    }
}

void words_bytes(size_t n, struct str *out)
{
    if (n < 10000)
        str_addf(out, ngettext("%zu byte", "%zu bytes", (unsigned long)n), n);
    else if (n < 10000000)
        str_addf(out, _("%zu KB"), n / 1000);
    else if (n < 1000000000)
        str_addf(out, _("%zu MB"), n / 1000000);
    else
        str_addf(out, _("%.1f GB"), (double)n / 1e9);
}

void words_clock(const struct model *m, int64_t at, struct str *out)
{
    char text[TIME_TEXT];
    time_format_clock(at, m->now, m->zone, text);
    str_add(out, text);
}

void words_until(const struct model *m, int64_t at, struct str *out)
{
    char text[TIME_TEXT];
    time_format_minute(at, m->now, m->zone, text);
    size_t n = strlen(text);
    bool is_day = n > 6 && strcmp(text + n - 6, " 23:59") == 0;
    str_add_n(out, text, is_day ? n - 6 : n);
}

void words_minute(const struct model *m, int64_t at, struct str *out)
{
    char text[TIME_TEXT];
    time_format_minute(at, m->now, m->zone, text);
    str_add(out, text);
}

/* How long a time in UTC is that begins there, as facts and findings print it ("2026-03-01T02:01:12.5Z"); 0: none does. */
static size_t time_at(const char *s, int64_t *at)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";
    char text[TIME_TEXT];
    size_t n = 0;
    for (; shape[n]; n++)
        if (shape[n] == 'd' ? s[n] < '0' || s[n] > '9' : s[n] != shape[n])
            return 0;
    if (s[n] == '.')
        n += 1 + strspn(s + n + 1, "0123456789");
    if (s[n] != 'Z' || n + 2 > sizeof text)
        return 0;
    memcpy(text, s, n + 1);
    text[n + 1] = '\0';
    return time_parse(text, at) ? n + 1 : 0;
}

void words_event(const struct model *m, const struct event *ev, struct str *out)
{
    struct str said = {0};
    event_line(ev, m->flow, &said);
    const char *text = str_get(&said);
    while (*text) {
        int64_t at;
        size_t n = time_at(text, &at);
        if (n)
            words_clock(m, at, out);
        else
            str_add_n(out, text, n = 1);
        text += n;
    }
    str_release(&said);
}

void words_value(const struct model *m, const char *name, const struct value *v, struct str *out)
{
    bool is_typed = m->flow && flow_find_input(m->flow, name); /* a port is read as it was written: 5432 */
    if (v->kind == VALUE_TIME)
        words_clock(m, v->us, out);
    else if (!is_typed && v->kind == VALUE_NUMBER && v->number >= 1000 && v->number < 1e15 && v->number == (double)(uint64_t)v->number)
        words_count((uint64_t)v->number, out);
    else
        value_show_fact(name, v, out);
}

void words_fact(const struct model *m, const char *name, struct str *out)
{
    const struct fact *f = m->incident ? incident_find_fact(m->incident, name) : NULL;
    if (f && value_is_known(&f->value))
        words_value(m, name, &f->value, out);
}

void words_fit(const char *title, int columns, struct str *out)
{
    size_t n = utf8_fit(title, strlen(title), columns > 0 ? (size_t)columns : 0);
    bool is_cut = title[n] != '\0';
    while (n > 0 && title[n] && title[n] != ' ')
        n--;
    for (size_t word = n; is_cut && n > 0; n = word) { /* "or" and "the" do not end a title */
        while (word > 0 && title[word - 1] != ' ')
            word--;
        if (n - word > 3 || word == 0 || strcspn(title + word, "0123456789") < n - word)
            break;
        word--;
    }
    while (is_cut && n > 0 && strchr(",;:", title[n - 1]))
        n--;
    str_add_n(out, title, n);
}

const char *words_input_source(const char *source)
{
    static const struct {
        const char *source, *words;
    } words[] = {
        {"with", N_("from the calling flow")}, {"set", N_("given at the start")},
        {"label", N_("from the alert")},       {"environment", N_("from the environment")},
        {"default", N_("the flow says so")},   {"asked", N_("typed in")},
        {"corrected", N_("corrected")},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(words[i].source, source))
            return _(words[i].words);
    return source;
}

/* A name with blanks that is no path from the root is a command: its first word says which, and the slashes of the others
 * nothing. */
void words_source(const char *name, struct str *out)
{
    bool is_command = *name != '/' && *name != '.' && strchr(name, ' ');
    size_t n = is_command ? strcspn(name, " ") : strlen(name);
    const char *slash = memrchr(name, '/', n), *from = slash ? slash + 1 : name;
    if (str_eq(name, "-"))
        str_add(out, _("input"));
    else
        str_add_n(out, from, n - (size_t)(from - name));
}

bool words_late_end(const struct model *m, const struct run *r, struct str *out)
{
    char at[TIME_TEXT];
    if (!r->recorded_by || r->outcome == RUN_RUNNING)
        return false;
    time_format_clock(r->ended, m->now, m->zone, at);
    if (r->outcome == RUN_CANCELLED)
        str_addf(out, _("ended at %s, as the connection dropped"), at);
    else if (r->outcome == RUN_TIMED_OUT)
        str_addf(out, _("stopped at %s, its time was over, after you were gone"), at);
    else if (r->outcome == RUN_NOT_STARTED)
        str_addf(out, _("could not start at %s, after you were gone"), at);
    else
        str_addf(out, _("finished %s, exit %lld, after you were gone"), at, (long long)r->exit_status);
    return true;
}
