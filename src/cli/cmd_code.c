/* code: HTTP status codes, one, several, a class of them, or those that speak of a word. */
#include <stdio.h>

#include "app/codes.h"
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/styled.h"
#include "kb/layout.h"
#include "kb/wrap.h"
#include "store/paths.h"
#include "text/json.h"

/* ---- for people ---- */

static void print_document(const struct document *d, struct arena *arena, struct str *out)
{
    struct layout layout;
    struct layout_options options = {.width = output_width()};
    layout_document(d, &options, arena, &layout);
    styled_add(&layout, styled_is_wanted(), out);
}

static void wrap_text(struct wrap *w, const char *text, unsigned style)
{
    wrap_add(w, text, strlen(text), style, -1);
}

static void wrap_row(struct wrap *w, const struct status_row *row)
{
    w->prefix = "  ";
    w->rest = "       ";
    wrap_text(w, arena_printf(w->arena, "%d", row->code->number), SPAN_STRONG);
    wrap_glue(w, "  ", SPAN_PLAIN, -1);
    wrap_text(w, row->why ? arena_printf(w->arena, "%s: %s", row->code->name, row->why) : row->code->name, SPAN_PLAIN);
    wrap_end_line(w);
}

static void wrap_class(struct wrap *w, int class)
{
    w->prefix = w->rest = NULL;
    if (w->lines->n)
        wrap_whole(w, "", 0, SPAN_PLAIN);
    wrap_text(w, status_class_title(class), RUN_HEADING);
    wrap_end_line(w);
}

static void print_rows(const struct status_answer *a, struct arena *arena, struct str *out)
{
    struct lines lines = {0};
    struct wrap w = {.lines = &lines, .arena = arena, .width = output_width()};
    for (size_t i = 0; i < a->n_rows; i++) {
        int class = a->row[i].code->number / 100;
        if (!a->is_ranked && (i == 0 || a->row[i - 1].code->number / 100 != class))
            wrap_class(&w, class);
        wrap_row(&w, &a->row[i]);
    }
    wrap_finish(&w);
    styled_add(&(struct layout){.line = lines.v, .n_lines = lines.n}, styled_is_wanted(), out);
    vec_release(&lines);
}

/* ---- for programs ---- */

static struct json *code_json(const struct status_code *c)
{
    struct json *j = json_map(), *causes = json_list(), *related = json_list();
    for (size_t i = 0; i < c->n_causes; i++)
        json_add_text(causes, c->cause[i]);
    for (size_t i = 0; i < c->n_related; i++)
        json_add_int(related, c->related[i]);
    json_put_int(j, "code", c->number);
    json_put_text(j, "name", c->name);
    json_put_text(j, "class", c->class);
    json_put_flag(j, "registered", c->is_registered);
    json_put_text(j, c->is_registered ? "spec" : "by", c->spec);
    json_put_text(j, "use", c->use);
    json_put_text(j, "client", c->client);
    json_put_text(j, "caching", c->caching);
    json_put(j, "causes", causes);
    json_put(j, "related", related);
    return j;
}

static struct json *comparison_json(const struct status_comparison *c)
{
    struct json *j = json_map(), *codes = json_list();
    json_add_int(codes, c->number[0]);
    json_add_int(codes, c->number[1]);
    json_put(j, "codes", codes);
    json_put_text(j, "differs", c->differs);
    json_put_text(j, "tell", c->tell);
    return j;
}

static bool is_asked(const struct status_answer *a, int number)
{
    for (size_t i = 0; i < a->n_codes; i++)
        if (a->code[i]->number == number)
            return true;
    return false;
}

/* Of one code all comparisons it stands in, of several those among them. */
static struct json *comparisons_json(const struct status_codes *t, const struct status_answer *a)
{
    struct json *list = json_list();
    for (size_t i = 0; i < t->n_comparisons; i++) {
        const struct status_comparison *c = &t->comparison[i];
        int n = is_asked(a, c->number[0]) + is_asked(a, c->number[1]);
        if (n == 2 || (n == 1 && a->n_codes == 1))
            json_add(list, comparison_json(c));
    }
    return list;
}

static void print_json(const struct codes *c, struct str *out)
{
    struct json *j = json_map(), *list = json_list();
    for (size_t i = 0; i < c->answer.n_codes; i++)
        json_add(list, code_json(c->answer.code[i]));
    for (size_t i = 0; i < c->answer.n_rows; i++)
        json_add(list, code_json(c->answer.row[i].code));
    json_put_int(j, "version", 1);
    json_put(j, "codes", list);
    json_put(j, "comparisons", comparisons_json(&c->table, &c->answer));
    json_print(j, true, out);
    str_add_char(out, '\n');
    json_free(j);
}

/* ---- the command ---- */

static void print_answer(struct codes *c)
{
    struct str out = {0};
    if (c->is_for_programs)
        print_json(c, &out);
    else if (c->answer.n_rows)
        print_rows(&c->answer, &c->arena, &out);
    else if (c->answer.n_codes)
        print_document(&c->answer.document, &c->arena, &out);
    fputs(str_get(&out), stdout);
    str_release(&out);
}

static int run(const struct command_line *line)
{
    struct paths paths = {0};
    struct codes codes = {.is_for_programs = command_option(line, "json")};
    struct str asked = {0};
    struct err e = {0};
    for (int i = 0; i < line->n_args; i++)
        str_addf(&asked, "%s%s", i ? " " : "", line->arg[i]);
    bool ok = paths_find(&paths, &e) && codes_ask(&codes, paths.shipped, str_get(&asked), &e);
    if (ok)
        print_answer(&codes);
    ok = ok && status_answer_is_whole(&codes.answer, &e);
    codes_release(&codes);
    paths_release(&paths);
    str_release(&asked);
    return ok ? 0 : command_fail(&e);
}

static const struct option_row options[] = {
    {0, "json", NULL, N_("for programs: what is said of the codes, as JSON")},
    {0, NULL, NULL, NULL},
};

const struct command command_code = {
    .name = "code",
    .args = "[CODE|WORD]...",
    .summary = N_("HTTP status codes: what they mean, what to do, how to tell them apart"),
    .details = N_("One code is explained. Several are first told apart (500 502). A class or the first digits list what "
                  "begins so (5xx, 50), words list the codes that speak of them (timeout); without either, all codes of "
                  "the IANA registry are listed, and those that are widely used without being in it. A code that is not "
                  "among them is named by its class; the exit status is then 66."),
    .option = options,
    .max_args = -1,
    .words = "1xx 2xx 3xx 4xx 5xx",
    .run = run,
};
