/* The report, told by somebody who wants to break out of it: whatever stands in a note, a log line or a name, the
 * Markdown parses into the same headings, lists, tables and code, the HTML has the same tags, the JSON is JSON, and the
 * text is there as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../report/case.h"
#include "text/clean.h"
#include "text/json.h"
#include "text/markdown.h"

/* One line each. */
static const char *const lines[] = {
    "# heading", "## heading ##", "text #", "- item", "+ item", "* item", "1. item", "12) item", "> quote", "```", "~~~", "````",
    "    code", "---", "===", "***", "___", "| a | b |", "a|b", "\\|", "\\\\|", "`|`", "`a|b`", "a`b``c", "`", "``", "ends with `",
    "`starts", "[link](http://evil.example)", "![image](http://evil.example/x.png)", "<http://evil.example>", "http://evil.example",
    "www.evil.example", "[ref]: http://evil.example", "[^1]", "<b>bold</b>", "<script>alert(1)</script>", "<!-- ", "-->", "<![CDATA[",
    "<?php", "</code></pre></td></table>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "javascript:alert(1)",
    "&lt;", "&#35;", "&amp;amp;", "&", "{{< shortcode >}}", "{{ liquid }}", "{% raw %}", "{{{", "$x$", "$$x$$", "~~gone~~", "*em*", "_em_",
    "a_b_c", "_", "**", "snake_case_", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "bell\x07", "nul?", "\x7f", "\xc2\x9b" "31m",
    "\xe2\x80\xae" "evil", "\xe2\x81\xa6" "x", "\xe2\x80\x8b", "\xff\xfe", "\xc3", "\xf0\x9f\x98\x80", "\xe2\x80\xa8",
    "\xef\xbb\xbf" "bom", "\t tab", "trailing  ", "trailing\\", ":::", ": def", "- [ ] task", "%PDF", "triage-record 1 00 1 00",
    "triage-record 1 00000000000000000000000000000000 9 0000000000000000000000000000000000000000000000000000000000000000",
    "{\"a\": \"b\"}", "\"", "'", "a very long line a very long line a very long line a very long line a very long line a very long line",
    "</title></style><style>*{display:none}", "]]>", "a & b", "%s%n%d", "{actor}", "@everyone", "#42", "C:\\dir\\", "1.", "-", "+", "=",
};

/* Many lines each: paragraphs may become more or fewer, nothing else. */
static const char *const pages[] = {
    "one\n\n# heading\n\n- item\n\n1. item\n", "one\n```\ntwo\n```\nthree", "```\n", "\n\n~~~\ncode\n", "| a | b |\n|---|---|\n| 1 | 2 |",
    "a\n---\nb\n===\n", "one\n    two\n\n    three", "> quote\n> quote", "one  \ntwo\\\nthree", "<div>\n\n</div>\n<pre>", "[a]: http://x\n\n[a]",
    "one\n<!--\n", "-->\ntwo", "````\n`````\n``````", "- a\n  - b\n    - c\n\n      code", "\r\n# heading\r\n", "\\\n\\\n# x", "a\n\n\n\n\nb", "|\n|-\n|",
    "</pre>\n<script>\nalert(1)\n</script>", "\x1b[2J\n\x1b[H", "a\n: b", "***\n* * *\n_ _ _", "1. a\n2. b", "\n", " ", "a\n \nb",
};

struct teller {
    const char *const *text;
    size_t n, next;
    bool is_first; /* the stranger's text before the harmless one, not after it */
    struct arena arena;
};

static const char *tell(void *who, const char *harmless)
{
    struct teller *t = who;
    const char *text = t->text[t->next++ % t->n];
    return arena_printf(&t->arena, "%s%s", t->is_first ? text : harmless, t->is_first ? harmless : text);
}

/* ---- the shape of a document ----------------------------------------------------------------------------------------- */
static void add_shape(const struct block *b, bool has_paragraphs, struct str *out)
{
    if (b->kind == BLOCK_PARAGRAPH && !has_paragraphs)
        return;
    str_addf(out, "%d level %d depth %d quote %d ordinal %d task %d rows %zu columns %zu\n", (int)b->kind, b->level, b->depth,
             b->quote, b->ordinal, (int)b->task, b->n_rows, b->n_columns);
}

static void add_markdown_shape(const struct report *r, bool has_paragraphs, struct str *out)
{
    struct arena arena = {0};
    struct str text = {0};
    struct document d;
    report_find_writer("md")->write(r, &text);
    markdown_parse(text.s, text.n, &arena, &d);
    assert_null(d.warning);
    assert_int_equal(d.n_links, 0);
    for (size_t i = 0; i < d.n_blocks; i++) {
        assert_int_not_equal(d.block[i].kind, BLOCK_HTML);
        add_shape(&d.block[i], has_paragraphs, out);
    }
    str_release(&text);
    arena_release(&arena);
}

/* ---- the tags of an HTML file ---------------------------------------------------------------------------------------- */
static const char *const known_tags[] = {
    "<!DOCTYPE html>", "<html lang=\"en\">", "</html>", "<head>", "</head>", "<meta charset=\"utf-8\">",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", "<meta name=\"color-scheme\" content=\"light dark\">",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">", "<title>", "</title>",
    "<style>", "</style>", "<body>", "</body>", "<main>", "</main>", "<h1>", "</h1>", "<h2>", "</h2>", "<h3>", "</h3>", "<h4>", "</h4>",
    "<p>", "</p>", "<p class=\"gap\">", "<em>", "</em>", "<ul>", "</ul>", "<li>", "</li>", "<div class=\"wide\">", "</div>", "<table>", "<table class=\"pairs\">", "<td class=\"whole\">",
    "</table>", "<thead>", "</thead>", "<tbody>", "</tbody>", "<tr>", "</tr>", "<th scope=\"col\">", "<th scope=\"row\">", "</th>",
    "<td>", "</td>", "<code>", "</code>", "<pre>", "</pre>", "<br>", "<span class=\"bar\">", "</span>", "</i>",
};

static bool is_known(const char *tag, size_t n)
{
    char bar[64];
    int percent;
    for (size_t i = 0; i < sizeof known_tags / sizeof *known_tags; i++)
        if (strlen(known_tags[i]) == n && memcmp(known_tags[i], tag, n) == 0)
            return true;
    if (n >= sizeof bar || sscanf(tag, "<i style=\"width:%d%%\">", &percent) != 1)
        return false;
    snprintf(bar, sizeof bar, "<i style=\"width:%d%%\">", percent);
    return strlen(bar) == n && memcmp(bar, tag, n) == 0;
}

static size_t name_length(const char *name)
{
    return strspn(name, "abcdefghijklmnopqrstuvwxyz1234");
}

static bool is_void(const char *tag)
{
    return tag[1] == '!' || strncmp(tag, "<meta", 5) == 0 || strncmp(tag, "<br", 3) == 0;
}

struct nest {
    const char *open[32];
    size_t depth;
};

static void assert_nests(struct nest *nest, const char *tag)
{
    if (is_void(tag))
        return;
    if (tag[1] != '/') {
        assert_true(nest->depth < 32);
        nest->open[nest->depth++] = tag + 1;
        return;
    }
    assert_true(nest->depth > 0);
    const char *open = nest->open[--nest->depth];
    assert_int_equal(name_length(open), name_length(tag + 2));
    assert_memory_equal(open, tag + 2, name_length(open));
}

static void add_html_shape(const struct report *r, bool has_paragraphs, struct str *out)
{
    struct str text = {0};
    struct nest nest = {0};
    report_find_writer("html")->write(r, &text);
    for (const char *tag = strchr(text.s, '<'); tag; tag = strchr(tag + 1, '<')) {
        const char *end = strchr(tag, '>');
        assert_non_null(end);
        size_t n = (size_t)(end - tag) + 1;
        if (!is_known(tag, n))
            fail_msg("a foreign tag: %.*s", (int)(n > 200 ? 200 : n), tag);
        assert_nests(&nest, tag);
        bool is_paragraph = strncmp(tag, "<p>", 3) == 0 || strncmp(tag, "</p>", 4) == 0 || strncmp(tag, "<br>", 4) == 0;
        if (has_paragraphs || !is_paragraph)
            str_add_n(out, tag, n);
    }
    assert_int_equal(nest.depth, 0);
    str_release(&text);
}

/* ---- the same shape whoever tells ------------------------------------------------------------------------------------ */
static void assert_same_shape(struct report_case *harmless, struct report_case *hostile, bool has_paragraphs,
                              void (*add)(const struct report *, bool, struct str *), const char *told)
{
    struct str a = {0}, b = {0};
    add(harmless->report, has_paragraphs, &a);
    add(hostile->report, has_paragraphs, &b);
    size_t same = 0, line = 0; /* cmocka would cut the texts: show where they part */
    for (; a.s[same] && a.s[same] == b.s[same]; same++)
        if (a.s[same] == '\n' || a.s[same] == '>')
            line = same + 1;
    if (a.s[same] || b.s[same])
        fail_msg("from here on the shape differs:\n%.200s\n--- and is\n%.200s\n(%s)", a.s + line, b.s + line, told);
    str_release(&a);
    str_release(&b);
}

static bool is_clean_file(const struct str *text)
{
    return clean_is_clean(text->s, text->n, CLEAN_TEXT);
}

static void assert_holds(struct teller *teller, bool has_paragraphs)
{
    const char *text = teller->text[teller->next];
    struct report_case harmless, hostile;
    struct report_mark mark;
    struct err e = {0};
    case_full(&harmless, NULL, NULL);
    case_full(&hostile, tell, teller);
    assert_same_shape(&harmless, &hostile, has_paragraphs, add_markdown_shape, text);
    assert_same_shape(&harmless, &hostile, has_paragraphs, add_html_shape, text);
    for (size_t i = 0; report_writers[i]; i++) {
        struct str out = {0};
        report_writers[i]->write(hostile.report, &out);
        assert_true(is_clean_file(&out));
        assert_true(report_find_mark(out.s, out.n, &mark));
        assert_string_equal(mark.head, harmless.report->head);
        if (str_eq(report_writers[i]->name, "json"))
            assert_true(json_check(out.s, out.n, &e));
        str_release(&out);
    }
    case_release(&harmless);
    case_release(&hostile);
    arena_release(&teller->arena);
}

static void tell_all(const char *const *text, size_t n, bool has_paragraphs)
{
    for (size_t i = 0; i < n; i++) /* each text comes to each place */
        for (int first = 0; first < 2; first++)
            assert_holds(&(struct teller){.text = text, .n = n, .next = i, .is_first = first}, has_paragraphs);
}

static void no_line_breaks_out(void **state)
{
    (void)state;
    tell_all(lines, sizeof lines / sizeof *lines, true);
}

static void no_page_breaks_out(void **state)
{
    (void)state;
    tell_all(pages, sizeof pages / sizeof *pages, false);
}

/* ---- and nothing is lost --------------------------------------------------------------------------------------------- */
static void add_squeezed(const char *s, struct str *out)
{
    for (; *s; s++)
        if (*s != ' ' && *s != '\n')
            str_add_char(out, *s);
}

static void add_spans(const struct spans *spans, struct str *out)
{
    for (size_t i = 0; i < spans->n; i++)
        add_squeezed(spans->v[i].text, out);
}

static void assert_reads(const struct spans *spans, const char *before, const char *text, const char *after)
{
    struct str got = {0}, expected = {0};
    char *clean = clean_line(text);
    add_spans(spans, &got);
    add_squeezed(before, &expected);
    add_squeezed(clean, &expected);
    add_squeezed(after, &expected);
    assert_string_equal(str_get(&got), str_get(&expected));
    mem_free(clean);
    str_release(&got);
    str_release(&expected);
}

/* A title, the label of an answer in a table, and a note in one. */
static void assert_is_read_back(const char *text)
{
    struct report_case c = {0};
    struct arena arena = {0};
    struct str out = {0};
    struct document d;
    if (str_blank(text))
        return;
    incident_init(&c.inc);
    incident_apply(&c.inc, &(struct event){.kind = EVENT_opened, .actor = "ann", .as.opened = {.flow = "x", .title = text}});
    incident_apply(&c.inc, &(struct event){.kind = EVENT_article_read, .as.article_read = {.article = text, .title = text}});
    incident_apply(&c.inc, &(struct event){.kind = EVENT_pinned, .actor = "ann", .as.pinned = {.text = text, .source = text}});
    c.report = report_build(&(struct report_source){.incident = &c.inc});
    report_find_writer("md")->write(c.report, &out);
    markdown_parse(out.s, out.n, &arena, &d);
    assert_reads(&d.block[0].spans, "INC-0:", text, "");
    char *clean = clean_text(text, strlen(text));
    for (size_t i = 0; i < d.n_blocks; i++) {
        if (d.block[i].kind == BLOCK_TABLE && d.block[i].n_columns == 4 && d.block[i].n_rows == 2) {
            assert_reads(&d.block[i].cell[4], "", text, "");
            assert_reads(&d.block[i].cell[5], "", text, "");
        }
        if (d.block[i].kind == BLOCK_CODE) {
            assert_true(str_starts(d.block[i].code, clean));
            assert_reads(&d.block[i - 1].spans, "1970-01-01 00:00:00 UTC,", text, ", by ann");
        }
    }
    mem_free(clean);
    str_release(&out);
    arena_release(&arena);
    case_release(&c);
}

static void what_was_written_is_read_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_is_read_back(lines[i]);
}

/* The Big List of Naughty Strings, where it is there; it does not ship. */
static void naughty_strings_do_not_break_out(void **state)
{
    (void)state;
    const char *corpora = getenv("TRIAGE_CORPORA");
    char path[4096], line[65536];
    snprintf(path, sizeof path, "%s/strings/blns/blns.txt", corpora ? corpora : "");
    FILE *f = fopen(path, "r");
    if (!f)
        return;
    for (int n = 0; fgets(line, sizeof line, f); n++) {
        line[strcspn(line, "\n")] = '\0';
        if (str_blank(line))
            continue;
        const char *text[] = {line};
        assert_is_read_back(line);
        if (n % 8 == 0 || strpbrk(line, "<`|[*"))
            assert_holds(&(struct teller){.text = text, .n = 1, .is_first = n % 2}, true);
    }
    fclose(f);
}

/* What CommonMark does not know and others do, and what ought to stay as it is, to the letter. */
static void only_what_means_something_is_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *text, *markdown, *html;
    } rows[] = {
        {"{{< include x >}}", "\\{\\{< include x >}}", "{{&lt; include x &gt;}}"},
        {"{% raw %}", "\\{% raw %}", "{% raw %}"},
        {"$service", "\\$service", "$service"},
        {"https://a.example/x", "https\\://a.example/x", "https://a.example/x"},
        {"www.a.example", "www\\.a.example", "www.a.example"},
        {"~~gone~~", "\\~\\~gone\\~\\~", "~~gone~~"},
        {"&lt; &#60; a & b &c", "\\&lt; \\&#60; a & b &c", "&amp;lt; &amp;#60; a &amp; b &amp;c"},
        {"1. one", "1\\. one", "1. one"},
        {"<1% <b> </p <!-- <? < x", "<1% \\<b> \\</p \\<!-- \\<? < x", "&lt;1% &lt;b&gt; &lt;/p &lt;!-- &lt;? &lt; x"},
        {"8.1% of 500, snake_case, a-b, r418 -> r417 (x) {y} #1!", "8.1% of 500, snake_case, a-b, r418 -> r417 (x) {y} \\#1!",
         "8.1% of 500, snake_case, a-b, r418 -&gt; r417 (x) {y} #1!"},
        {"\"quoted\" 'so'", "\"quoted\" 'so'", "&quot;quoted&quot; &#39;so&#39;"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct report_case c = {0};
        struct str md = {0}, html = {0};
        incident_init(&c.inc);
        incident_apply(&c.inc, &(struct event){.kind = EVENT_opened, .actor = "ann", .as.opened = {.flow = "x"}});
        incident_apply(&c.inc, &(struct event){.kind = EVENT_described, .actor = "ann",
                                               .as.described = {.section = "trigger", .text = rows[i].text}});
        c.report = report_build(&(struct report_source){.incident = &c.inc});
        report_find_writer("md")->write(c.report, &md);
        report_find_writer("html")->write(c.report, &html);
        const char *in_md = strstr(md.s, "## Trigger\n\n"), *in_html = strstr(html.s, "<h2>Trigger</h2>\n<p>");
        assert_non_null(in_md);
        assert_non_null(in_html);
        assert_memory_equal(in_md + 12, rows[i].markdown, strlen(rows[i].markdown));
        assert_int_equal(in_md[12 + strlen(rows[i].markdown)], '\n');
        assert_memory_equal(in_html + 20, rows[i].html, strlen(rows[i].html));
        str_release(&md);
        str_release(&html);
        case_release(&c);
    }
}

/* ---- any incident that is admitted can be told ------------------------------------------------------------------------ */
static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* Words that the program knows, so that many events are admitted, and a few that it does not. */
static const char *word(uint64_t *seed)
{
    static const char *const words[] = {"scope", "verify", "database/reach", "always", "unsure", "exited", "unknown", "not_started",
        "took_effect", "unsure", "worked", "helped", "done", "waived", "summary", "impact", "lessons", "mitigated", "resolved", "closed",
        "open", "back", "jump", "next", "start", "asked", "default", "alert", "hangup", "resolved", "|", "```", "<b>", "\xff", "a\n\n# b", ""};
    return words[next_random(seed) % (sizeof words / sizeof *words)];
}

static int64_t number(uint64_t *seed)
{
    switch (next_random(seed) % 8) {
    case 0: return INT64_MAX;
    case 1: return INT64_MIN;
    case 2: return 0;
    case 3: return (int64_t)next_random(seed);
    default: return (int64_t)(next_random(seed) % 40); /* a number of an event that there may be */
    }
}

static struct value any_value(uint64_t *seed)
{
    struct value v = {.kind = (enum value_kind)(next_random(seed) % (VALUE_TEXT + 1))};
    v.flag = v.kind == VALUE_FLAG && next_random(seed) % 2;
    v.number = v.kind == VALUE_NUMBER ? (double)number(seed) / 3 : 0;
    v.us = v.kind == VALUE_DURATION || v.kind == VALUE_TIME ? number(seed) : 0;
    v.text = v.kind == VALUE_TEXT ? word(seed) : NULL;
    return v;
}

static void fill_field(enum field_type type, void *field, uint64_t *seed, struct arena *a)
{
    size_t n = next_random(seed) % 3;
    const char **names = arena_array(a, n, sizeof *names);
    struct fact_pair *facts = arena_array(a, n, sizeof *facts);
    for (size_t i = 0; i < n; i++) {
        names[i] = word(seed);
        facts[i] = (struct fact_pair){next_random(seed) % 2 ? "scan.first_error" : "scan.rate", any_value(seed)};
    }
    switch (type) {
    case FIELD_TEXT: *(const char **)field = n ? word(seed) : NULL; break;
    case FIELD_COUNT:
    case FIELD_LENGTH:
    case FIELD_TIME: *(int64_t *)field = number(seed); break;
    case FIELD_NUMBER: *(double *)field = (double)number(seed); break;
    case FIELD_FLAG: *(bool *)field = n & 1; break;
    case FIELD_NAMES: *(struct names *)field = (struct names){names, n}; break;
    case FIELD_FACTS: *(struct fact_pairs *)field = (struct fact_pairs){facts, n}; break;
    }
}

static struct event any_event(uint64_t *seed, struct arena *a, bool is_first)
{
    static const char *const steps[] = {"scope", "verify", "database/reach", NULL};
    enum event_kind kind = is_first ? EVENT_opened : (enum event_kind)(next_random(seed) % N_EVENT_KINDS);
    struct event ev = {.kind = kind, .actor = next_random(seed) % 9 ? "ann" : NULL, .at = number(seed), .recorded_at = number(seed),
                       .step = steps[next_random(seed) % 4]};
    for (size_t i = 0; i < event_shapes[kind].n_fields; i++)
        fill_field(event_shapes[kind].field[i].type, (char *)&ev.as + event_shapes[kind].field[i].offset, seed, a);
    return ev;
}

static void assert_told(struct report_case *c)
{
    struct str ignored = {0};
    struct err e = {0};
    c->report = report_build(&(struct report_source){.incident = &c->inc, .flow = &c->flow, .now = INT64_MAX});
    add_html_shape(c->report, true, &ignored);
    for (size_t i = 0; report_writers[i]; i++) {
        struct str out = {0};
        report_writers[i]->write(c->report, &out);
        assert_true(is_clean_file(&out));
        if (str_eq(report_writers[i]->name, "json"))
            assert_true(json_check(out.s, out.n, &e));
        str_release(&out);
    }
    str_release(&ignored);
}

static void any_incident_can_be_told(void **state)
{
    (void)state;
    uint64_t seed = 42;
    size_t admitted = 0;
    for (int i = 0; i < 60; i++) {
        struct report_case c = {0};
        incident_init(&c.inc);
        for (int j = 0; j < 400; j++) {
            struct event ev = any_event(&seed, &c.arena, j == 0);
            struct err e = {0};
            if (!incident_admits(&c.inc, &ev, &e))
                continue;
            incident_apply(&c.inc, &ev);
            admitted++;
        }
        assert_told(&c);
        case_release(&c);
    }
    assert_true(admitted > 60 * 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_breaks_out),
        cmocka_unit_test(no_page_breaks_out),
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(only_what_means_something_is_escaped),
        cmocka_unit_test(naughty_strings_do_not_break_out),
        cmocka_unit_test(any_incident_can_be_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
