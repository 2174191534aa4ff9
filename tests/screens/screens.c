/* screens: keys in, screen out. Runs every tests/screens/NAME.txt, without a terminal, and speaks TAP.
 *
 *   fixture NAME          begins anew with that model, on its step page (home without an incident)
 *   page NAME             lays a page over it          size COLUMNSxROWS    80x24 when it is not said
 *   ascii                 the ASCII set                keys KEY...          by their names
 *   type TEXT             letter by letter             paste TEXT           as one paste; \n is a newline
 *   refuse WHY            the last wish could not be done
 *   wish WORDS            the last wish: its name, then those of id, text, reason, number, flag that are set
 *   typing yes|no         whether letters are text now
 *   screen ... end        the whole screen; trailing blanks do not count, _ is the cursor
 *
 * `screens --update FILE` prints the file with what the program shows now. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fixture.h"
#include "ui/ui.h"

struct stage {
    struct fixture fixture;
    struct ui *ui;
    struct frame frame;
    struct wish wish;
    struct str said; /* the last wish in words */
    int rows, columns, line;
    bool is_ascii, has_fixture, is_updating;
    struct str trouble;
};

static void complain(struct stage *st, const char *what, const char *more)
{
    str_addf(&st->trouble, "line %d: %s%s\n", st->line, what, more);
}

static void leave(struct stage *st)
{
    if (st->has_fixture)
        fixture_release(&st->fixture);
    ui_free(st->ui);
    frame_release(&st->frame);
    st->ui = NULL;
    st->has_fixture = false;
}

static void paint(struct stage *st)
{
    frame_release(&st->frame);
    frame_init(&st->frame, st->rows, st->columns, st->is_ascii);
    ui_paint(st->ui, &st->fixture.model, &st->frame);
}

static void enter(struct stage *st, const char *name)
{
    leave(st);
    st->rows = 24;
    st->columns = 80;
    st->is_ascii = false;
    st->has_fixture = fixture_init(&st->fixture, name);
    if (!st->has_fixture)
        complain(st, "no fixture is called ", name);
    st->ui = ui_new();
    ui_show(st->ui, st->fixture.model.incident ? PAGE_STEP : PAGE_HOME);
    paint(st);
}

static void say_wish(struct stage *st)
{
    const struct wish *w = &st->wish;
    str_clear(&st->said);
    str_add(&st->said, wish_name(w->kind));
    if (w->id)
        str_addf(&st->said, " id=%s", w->id);
    if (w->text)
        str_addf(&st->said, " text=%s", w->text);
    if (w->when)
        str_addf(&st->said, " when=%s", w->when);
    if (w->reason)
        str_addf(&st->said, " reason=%s", w->reason);
    if (w->number)
        str_addf(&st->said, " number=%" PRId64, w->number);
    if (w->flag)
        str_add(&st->said, " flag");
    for (size_t i = 0; i < st->said.n; i++) /* a newline in a text would end the line of the script */
        if (st->said.s[i] == '\n')
            st->said.s[i] = '|';
}

static void press(struct stage *st, const struct key *k)
{
    ui_key(st->ui, &st->fixture.model, k, &st->wish);
    say_wish(st);
    paint(st);
}

static void press_names(struct stage *st, char *names)
{
    char *rest;
    struct key k;
    for (char *name = strtok_r(names, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
        if (key_parse(name, &k))
            press(st, &k);
        else
            complain(st, "no key is called ", name);
    }
}

static void type(struct stage *st, const char *text)
{
    for (; *text; text++)
        press(st, &(struct key){.kind = PRESS_TEXT, .cp = (unsigned char)*text});
}

static void paste(struct stage *st, const char *text)
{
    struct str t = {0};
    for (; *text; text++) {
        bool is_newline = text[0] == '\\' && text[1] == 'n';
        str_add_char(&t, is_newline ? '\n' : *text);
        text += is_newline;
    }
    press(st, &(struct key){.kind = PRESS_PASTE, .text = str_get(&t), .n = t.n});
    str_release(&t);
}

static void refuse(struct stage *st, const char *why)
{
    st->fixture.model.status = arena_strdup(&st->fixture.arena, why);
    ui_refused(st->ui, &st->fixture.model, &st->wish);
    paint(st);
}

static void lay_page(struct stage *st, const char *name)
{
    static const char *const names[N_PAGES] = {"home", "alert", "step",    "output", "logs", "lists", "changes", "change-lists", "causes",  "undo",  "timeline",
                                               "left", "export",  "search", "article", "codes", "trouble",
                                               "why",  "confirm", "second", "help",   "palette"};
    for (int p = 0; p < N_PAGES; p++)
        if (strcmp(names[p], name) == 0)
            ui_show(st->ui, (enum page)p);
    paint(st);
}

static void resize(struct stage *st, const char *size)
{
    char *end;
    st->columns = (int)strtol(size, &end, 10);
    st->rows = *end == 'x' ? (int)strtol(end + 1, NULL, 10) : 24;
    paint(st);
}

/* ---- screens ---- */

static void trim_lines(const char *text, struct str *out)
{
    while (*text) {
        size_t n = strcspn(text, "\n"), kept = n;
        while (kept > 0 && text[kept - 1] == ' ')
            kept--;
        str_add_n(out, text, kept);
        str_add_char(out, '\n');
        text += n + (text[n] == '\n');
    }
}

static void compare(struct stage *st, const char *expected, struct str *out)
{
    struct str dump = {0}, seen = {0};
    frame_dump(&st->frame, true, &dump);
    trim_lines(str_get(&dump), &seen);
    if (!st->is_updating && strcmp(str_get(&seen), expected) != 0) {
        complain(st, "the screen is another one:\n", str_get(&seen));
        str_addf(&st->trouble, "expected:\n%s", expected);
    }
    str_add(out, str_get(&seen));
    str_release(&dump);
    str_release(&seen);
}

static void check_wish(struct stage *st, const char *expected)
{
    if (!st->is_updating && strcmp(str_get(&st->said), expected) != 0)
        complain(st, "the wish was: ", str_get(&st->said));
}

/* One command; what may be updated is written to out. */
static void obey(struct stage *st, char *line, struct str *out)
{
    static const struct {
        const char *word;
        void (*run)(struct stage *st, const char *rest);
    } words[] = {{"fixture ", enter}, {"page ", lay_page}, {"size ", resize}, {"type ", type}, {"paste ", paste},
                 {"refuse ", refuse}};
    char *rest = strchr(line, ' ');
    rest = rest ? rest + 1 : line;
    if (str_starts(line, "wish ")) {
        check_wish(st, rest);
        str_addf(out, "wish %s\n", str_get(&st->said));
        return;
    }
    str_addf(out, "%s\n", line);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(line, words[i].word)) {
            words[i].run(st, rest);
            return;
        }
    if (str_starts(line, "keys "))
        press_names(st, rest);
    else if (strcmp(line, "ascii") == 0)
        st->is_ascii = true, paint(st);
    else if (str_starts(line, "typing ")) {
        if (ui_is_typing(st->ui) != (strcmp(rest, "yes") == 0))
            complain(st, "typing is not ", rest);
    } else if (line[0] && line[0] != '#') {
        complain(st, "what is ", line);
    }
}

static char *next_line(FILE *f, struct stage *st, struct str *line)
{
    int c = EOF;
    str_clear(line);
    while ((c = getc(f)) != EOF && c != '\n')
        str_add_char(line, (char)c);
    st->line++;
    return c == EOF && line->n == 0 ? NULL : (char *)str_get(line);
}

static void run(struct stage *st, FILE *f, struct str *out)
{
    struct str line = {0}, expected = {0};
    while (next_line(f, st, &line)) {
        if (strcmp(str_get(&line), "screen") != 0) {
            char *copy = mem_strdup(str_get(&line));
            obey(st, copy, out);
            mem_free(copy);
            continue;
        }
        str_clear(&expected);
        while (next_line(f, st, &line) && strcmp(str_get(&line), "end") != 0)
            str_addf(&expected, "%s\n", str_get(&line));
        str_add(out, "screen\n");
        compare(st, str_get(&expected), out);
        str_add(out, "end\n");
    }
    str_release(&line);
    str_release(&expected);
}

static bool run_file(const char *path, bool is_updating)
{
    struct stage st = {.is_updating = is_updating};
    struct str out = {0};
    FILE *f = fopen(path, "r");
    if (!f) {
        perror(path);
        return false;
    }
    run(&st, f, &out);
    fclose(f);
    leave(&st);
    bool is_good = st.trouble.n == 0;
    if (is_updating)
        fputs(str_get(&out), stdout);
    for (const char *s = str_get(&st.trouble); *s;) {
        size_t n = strcspn(s, "\n");
        fprintf(is_updating ? stderr : stdout, "# %.*s\n", (int)n, s);
        s += n + (s[n] == '\n');
    }
    str_release(&st.said);
    str_release(&st.trouble);
    str_release(&out);
    return is_good;
}

int main(int argc, char **argv)
{
    static const char *const files[] = {"home",  "alert",   "form",   "probes", "answers", "board", "past", "actions", "confirm",
                                        "pages", "looked", "logs", "lines",  "typing", "small",   "trouble", "hostile"};
    const char *source = getenv("top_srcdir");
    bool all = true;

    fixture_speak();

    if (argc == 3 && strcmp(argv[1], "--update") == 0)
        return run_file(argv[2], true) ? 0 : 1;
    printf("1..%zu\n", sizeof files / sizeof *files);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[600];
        snprintf(path, sizeof path, "%s/tests/screens/%s.txt", source ? source : ".", files[i]);
        bool is_good = run_file(path, false);
        printf("%s %zu - %s\n", is_good ? "ok" : "not ok", i + 1, files[i]);
        all = all && is_good;
    }
    return all ? 0 : 1;
}
