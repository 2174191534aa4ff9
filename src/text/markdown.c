/* markdown: cmark's tree walked into an outline. */
#include "text/markdown.h"

#include <cmark.h>
#include <string.h>

#include "text/outline.h"
#include "text/span.h"

struct walker {
    struct outline outline;
    struct span_builder spans; /* of the paragraph, heading or cell being read */
    int emphasis, strong;
    VEC(struct open_link {
        int index;
        bool used; /* it showed some text */
    }) open;
    bool in_cell; /* this paragraph is a cell */
};

/* ---- containers and leaves ---- */

static void enter_quote(struct walker *w, cmark_node *node)
{
    (void)node;
    outline_enter_quote(&w->outline);
}

static void leave_quote(struct walker *w, cmark_node *node)
{
    (void)node;
    outline_leave_quote(&w->outline);
}

static void enter_list(struct walker *w, cmark_node *node)
{
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    outline_enter_list(&w->outline, ordered ? cmark_node_get_list_start(node) : OUTLINE_BULLET);
}

static void leave_list(struct walker *w, cmark_node *node)
{
    (void)node;
    outline_leave_list(&w->outline);
}

static void enter_item(struct walker *w, cmark_node *node)
{
    (void)node;
    outline_enter_item(&w->outline);
}

static void leave_item(struct walker *w, cmark_node *node)
{
    (void)node;
    outline_leave_item(&w->outline);
}

static void leave_paragraph(struct walker *w, cmark_node *node)
{
    (void)node;
    struct spans spans = span_take(&w->spans);
    if (w->in_cell)
        outline_add_cell(&w->outline, spans);
    else
        outline_add_paragraph(&w->outline, spans);
    w->in_cell = false;
}

static void leave_heading(struct walker *w, cmark_node *node)
{
    struct block *b = outline_add(&w->outline, BLOCK_HEADING);
    b->level = cmark_node_get_heading_level(node);
    b->spans = span_take(&w->spans);
}

static void enter_code(struct walker *w, cmark_node *node)
{
    struct block *b = outline_add(&w->outline, BLOCK_CODE);
    b->code = outline_text(&w->outline, cmark_node_get_literal(node), CLEAN_TEXT);
    b->info = outline_text(&w->outline, cmark_node_get_fence_info(node), CLEAN_LINE);
}

static void enter_html(struct walker *w, cmark_node *node)
{
    struct block *b = outline_add(&w->outline, BLOCK_HTML);
    b->code = outline_text(&w->outline, cmark_node_get_literal(node), CLEAN_TEXT);
}

static void enter_rule(struct walker *w, cmark_node *node)
{
    (void)node;
    outline_add(&w->outline, BLOCK_RULE);
}

/* ---- inlines ---- */

static void add_text(struct walker *w, const char *text, unsigned style)
{
    w->spans.style = style | (w->emphasis ? SPAN_EMPHASIS : 0) | (w->strong ? SPAN_STRONG : 0);
    w->spans.link = -1;
    if (w->open.n) {
        struct open_link *link = vec_last(&w->open);
        link->used = true;
        w->spans.link = link->index;
        w->spans.style |= SPAN_LINK;
    }
    span_add(&w->spans, text);
}

static bool is_empty(const struct span_builder *b)
{
    return b->done.n == 0 && b->open.n == 0;
}

/* A cell begins with its mark, if there is a table that still lacks cells. */
static const char *after_cell_mark(struct walker *w, const char *text)
{
    if (!is_empty(&w->spans) || !str_starts(text, PIPE_CELL) || !outline_lacks_cells(&w->outline))
        return text;
    w->in_cell = true;
    text += strlen(PIPE_CELL);
    return *text == ' ' ? text + 1 : text;
}

/* The selectors of text and emoji style say nothing that a terminal could show; the rest of the text does. */
static void enter_text(struct walker *w, cmark_node *node)
{
    static const char EMOJI[] = "\xef\xb8\x8f", PLAIN[] = "\xef\xb8\x8e";
    struct str kept = {0};
    const char *s = after_cell_mark(w, cmark_node_get_literal(node));
    while (*s) {
        size_t n = str_starts(s, EMOJI) || str_starts(s, PLAIN) ? 0 : 1;
        str_add_n(&kept, s, n);
        s += n ? n : strlen(EMOJI);
    }
    if (kept.n)
        add_text(w, kept.s, SPAN_PLAIN);
    str_release(&kept);
}

static void enter_softbreak(struct walker *w, cmark_node *node)
{
    (void)node;
    add_text(w, " ", SPAN_PLAIN);
}

static void enter_linebreak(struct walker *w, cmark_node *node)
{
    (void)node;
    span_break(&w->spans);
}

static void enter_inline_code(struct walker *w, cmark_node *node)
{
    add_text(w, cmark_node_get_literal(node), SPAN_CODE);
}

static bool is_br(const char *html)
{
    static const char *const forms[] = {"<br>", "<br/>", "<br />", "<BR>", "<BR/>", "<BR />"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (str_eq(html, forms[i]))
            return true;
    return false;
}

static void enter_inline_html(struct walker *w, cmark_node *node)
{
    const char *html = cmark_node_get_literal(node);
    if (is_br(html))
        span_break(&w->spans);
    else
        add_text(w, html, SPAN_PLAIN);
}

static void enter_emphasis(struct walker *w, cmark_node *node)
{
    (void)node;
    w->emphasis++;
}

static void leave_emphasis(struct walker *w, cmark_node *node)
{
    (void)node;
    w->emphasis--;
}

static void enter_strong(struct walker *w, cmark_node *node)
{
    (void)node;
    w->strong++;
}

static void leave_strong(struct walker *w, cmark_node *node)
{
    (void)node;
    w->strong--;
}

static void enter_link(struct walker *w, cmark_node *node)
{
    int index = outline_link(&w->outline, cmark_node_get_url(node), cmark_node_get_title(node));
    vec_push(&w->open)->index = index;
}

/* A link or an image that showed no text of its own shows where it leads. */
static void leave_link(struct walker *w, cmark_node *node)
{
    if (!vec_last(&w->open)->used)
        add_text(w, cmark_node_get_url(node), SPAN_PLAIN);
    w->open.n--;
}

/* ---- the walk ---- */

typedef void visit(struct walker *w, cmark_node *node);

static const struct {
    visit *enter, *leave;
} visitor[] = {
    [CMARK_NODE_BLOCK_QUOTE] = {enter_quote, leave_quote},
    [CMARK_NODE_LIST] = {enter_list, leave_list},
    [CMARK_NODE_ITEM] = {enter_item, leave_item},
    [CMARK_NODE_CODE_BLOCK] = {enter_code, NULL},
    [CMARK_NODE_HTML_BLOCK] = {enter_html, NULL},
    [CMARK_NODE_PARAGRAPH] = {NULL, leave_paragraph},
    [CMARK_NODE_HEADING] = {NULL, leave_heading},
    [CMARK_NODE_THEMATIC_BREAK] = {enter_rule, NULL},
    [CMARK_NODE_TEXT] = {enter_text, NULL},
    [CMARK_NODE_SOFTBREAK] = {enter_softbreak, NULL},
    [CMARK_NODE_LINEBREAK] = {enter_linebreak, NULL},
    [CMARK_NODE_CODE] = {enter_inline_code, NULL},
    [CMARK_NODE_HTML_INLINE] = {enter_inline_html, NULL},
    [CMARK_NODE_EMPH] = {enter_emphasis, leave_emphasis},
    [CMARK_NODE_STRONG] = {enter_strong, leave_strong},
    [CMARK_NODE_LINK] = {enter_link, leave_link},
    [CMARK_NODE_IMAGE] = {enter_link, leave_link},
};

static void walk(struct walker *w, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        size_t type = (size_t)cmark_node_get_type(node);
        if (type >= sizeof visitor / sizeof *visitor)
            continue;
        visit *call = event == CMARK_EVENT_ENTER ? visitor[type].enter : visitor[type].leave;
        if (call)
            call(w, node);
    }
    cmark_iter_free(iter);
    cmark_node_free(root);
}

/* ---- two passes: the first finds where tables stand ---- */

struct places {
    struct paragraph_place *v;
    size_t n, cap; /* a vec */
};

static void add_place(struct places *places, cmark_node *node)
{
    int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);
    int column = cmark_node_get_start_column(node);
    if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH || first < 1 || last <= first || column < 1)
        return;
    *vec_push(places) = (struct paragraph_place){(size_t)first - 1, (size_t)last - 1, (size_t)column - 1};
}

static void find_places(cmark_node *root, struct places *places)
{
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
        if (event == CMARK_EVENT_ENTER)
            add_place(places, cmark_iter_get_node(iter));
    cmark_iter_free(iter);
}

/* The source as both passes read it: lines end in \n, no NUL, no mark of ours, no byte order mark. */
static void prepare(const char *s, size_t n, struct str *out)
{
    size_t mark = strlen(PIPE_CELL), i = n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    str_add_n(out, "", 0);
    for (; i < n; i++) {
        if (s[i] == '\r' && (i + 1 == n || s[i + 1] != '\n'))
            str_add_char(out, '\n');
        else if (s[i] == '\0')
            str_add(out, "^@");
        else if (n - i >= mark && memcmp(s + i, PIPE_CELL, mark) == 0)
            str_add(out, "\\u{fdd1}"), i += mark - 1;
        else if (s[i] != '\r')
            str_add_char(out, s[i]);
    }
}

static cmark_node *parse_with_tables(struct walker *w, const struct str *source)
{
    cmark_node *root = cmark_parse_document(source->s, source->n, CMARK_OPT_DEFAULT);
    if (!memchr(source->s, '|', source->n))
        return root;
    struct places places = {0};
    struct str rewritten = {0};
    find_places(root, &places);
    if (pipe_tables_rewrite(source->s, source->n, places.v, places.n, w->outline.arena, &rewritten,
                            &w->outline.tables)) {
        cmark_node_free(root);
        root = cmark_parse_document(rewritten.s, rewritten.n, CMARK_OPT_DEFAULT);
    }
    str_release(&rewritten);
    vec_release(&places);
    return root;
}

void markdown_parse(const char *text, size_t n, struct arena *arena, struct document *d)
{
    struct walker w = {.outline.arena = arena};
    struct str source = {0};
    span_start(&w.spans, arena);
    prepare(text, n, &source);
    walk(&w, parse_with_tables(&w, &source));
    outline_take(&w.outline, d);
    span_release(&w.spans);
    vec_release(&w.open);
    str_release(&source);
}

void markdown_read_all(struct markdown_job *jobs, size_t n, struct arena *arena)
{
    for (size_t i = 0; i < n; i++)
        markdown_parse(jobs[i].text, jobs[i].n, arena, &jobs[i].document);
}

const char *markdown_library_version(void)
{
    return cmark_version_string();
}
