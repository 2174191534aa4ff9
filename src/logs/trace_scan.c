/* trace_scan: line by line, section by section. */
#include "logs/trace_scan.h"

#include <string.h>

#include "logs/shape.h"

enum {
    LINES_MAX = 400,
    ENOUGH = 3,  /* own frames: when the stack is back in libraries for FAR frames, what comes is the way in */
    FAR = 4,
};

/* ---- frames ---- */

static void add_frame(struct trace_section *s, const struct trace_frame *f, bool newest_last)
{
    bool own = trace_is_own(f);
    struct trace_frame *list = own ? s->own : s->library;
    size_t *n = own ? &s->n_own : &s->n_library;
    s->far = own ? 0 : s->far + 1;
    if (newest_last)
        list[*n % TRACE_FRAMES] = *f;
    else if (*n < TRACE_FRAMES)
        list[*n] = *f;
    ++*n;
}

static bool is_full(const struct trace_section *s)
{
    return s->n_own >= TRACE_FRAMES || (s->n_own >= ENOUGH && s->far >= FAR) || s->n_library >= 8 * TRACE_FRAMES;
}

/* ---- lines ---- */

/* Of the lines before the frames the one that begins with a type names it, or else the first that holds one. */
static void name(struct trace_section *s, struct log_text line)
{
    bool at_start;
    struct log_text type = trace_type(line.s, line.n, &at_start);
    bool is_better = type.n && (!s->type.n || (at_start && !s->is_certain));
    if (is_better) {
        s->type = type;
        s->is_certain = at_start;
    }
    if (is_better || !s->text.n)
        s->text = line;
    if (!s->first.n)
        s->first = line;
}

/* A frame of PHP names the function, and where it was called: its own place is in the line before it. */
static void add_php(struct trace_scan *c, struct trace_frame f)
{
    struct trace_frame called = f;
    if (!f.function.n)
        return;
    f.file = c->thrown.file;
    f.line = c->thrown.line;
    c->thrown = called;
    add_frame(&c->now, &f, false);
}

static void take_frame(struct trace_scan *c, const struct trace_frame *f, struct log_text line)
{
    c->is_trace = true;
    if (f->family == FAMILY_RUBY && !c->now.type.n) /* "cart.rb:1:in `total': no price (PriceError)" */
        name(&c->now, line);
    if (f->family == FAMILY_PHP)
        add_php(c, *f);
    else
        add_frame(&c->now, f, f->family == FAMILY_PYTHON);
}

static void begin_section(struct trace_scan *c, struct log_text line)
{
    c->is_trace = true;
    if (c->now.n_own || !c->outer.n_own)
        c->outer = c->now;
    c->now = (struct trace_section){0};
    bool at_start;
    c->now.type = trace_type(line.s, line.n, &at_start);
    c->now.text = line;
    c->now.is_certain = true;
    if (!c->now.type.n) { /* behind "Caused by: " anything is a type */
        const char *colon = memchr(line.s, ':', line.n), *s = colon ? colon + 1 : line.s;
        while (s < line.s + line.n && *s == ' ')
            s++;
        c->now.type = trace_type_python(s, (size_t)(line.s + line.n - s));
    }
}

/* The place in "... in /srv/cart.php:5", "panicked at src/cart.rs:4:5:". */
static void take_thrown(struct trace_scan *c, struct log_text line)
{
    const char *end = line.s + line.n, *in = memmem(line.s, line.n, " in /", 5), *at = memmem(line.s, line.n, "panicked at ", 12);
    const char *place = in ? in + 4 : at ? at + 12 : NULL;
    if (!place)
        return;
    const char *quoted = *place == '\'' ? memmem(place, (size_t)(end - place), "', ", 3) : NULL; /* Rust before 1.73 */
    place = quoted ? quoted + 3 : place;
    while (end > place && end[-1] == ':')
        end--;
    trace_place_read(place, (size_t)(end - place), &c->thrown);
}

/* Go's frames without a dump around them, as zap and pkg/errors print them: the line before was a function, no message. */
static bool take_go_pair(struct trace_scan *c, struct log_text line)
{
    struct trace_frame f;
    if (!c->before.n || !trace_frame_read_go(c->before, line.s, line.n, &f))
        return false;
    if (c->now.text.s == c->before.s) {
        c->now.type = (struct log_text){0};
        c->now.text = c->now.first.s == c->before.s ? c->now.type : c->now.first;
        c->now.is_certain = false;
    }
    take_frame(c, &f, line);
    return true;
}

static void take_plain(struct trace_scan *c, struct log_text line, size_t indent)
{
    if (indent && take_go_pair(c, line))
        return;
    if (c->is_python && indent == 0) { /* of the first traceback: the root */
        c->now.type = trace_type_python(line.s, line.n);
        c->now.text = line;
        c->is_python = false;
        c->is_done = c->now.n_own + c->now.n_library > 0;
        return;
    }
    if (c->now.n_own + c->now.n_library == 0 && !c->is_python) {
        name(&c->now, line);
        if (line.n > 11 && memcmp(line.s, "exception '", 11) == 0) /* PHP, where it only logs */
            take_thrown(c, line);
    }
}

/* A line that says that the program ended, and perhaps of what. */
static void take_head(struct trace_scan *c, enum trace_mark mark, struct log_text line)
{
    c->is_trace = true;
    c->is_rust = mark == MARK_RUST;
    c->is_panic = mark == MARK_RUST || mark == MARK_PANIC;
    bool says_later = line.s[line.n - 1] == ':' && (mark == MARK_RUST || mark == MARK_UNHANDLED);
    c->now.text = c->now.first = (struct log_text){0};
    take_thrown(c, line);
    if (!says_later)
        name(&c->now, line);
}

static void take_marked(struct trace_scan *c, enum trace_mark mark, struct log_text line, size_t indent)
{
    switch (mark) {
    case MARK_CAUSE:
        begin_section(c, line);
        return;
    case MARK_SUPPRESSED:
        c->suppressed = indent + 1;
        return;
    case MARK_TRACEBACK:
        c->is_trace = c->is_python = true;
        return;
    case MARK_GOROUTINE: /* the first one is the one that failed */
        c->is_done = c->is_go && c->now.n_own + c->now.n_library > 0;
        c->is_trace = c->is_go = c->is_panic = true;
        return;
    case MARK_PANIC:
    case MARK_UNHANDLED:
    case MARK_RUST:
    case MARK_UNCAUGHT:
        take_head(c, mark, line);
        return;
    case MARK_NONE:
        take_plain(c, line, indent);
        return;
    case MARK_FRAME:
    case MARK_MORE:
    case MARK_CHAIN:
    case MARK_SOURCE:
        return;
    }
}

/* Go: a function, and below it its place. What stands above panic() is the deferred function that caught it. */
static void take_go(struct trace_scan *c, struct log_text line, size_t indent)
{
    struct trace_frame f;
    if (!indent || !trace_frame_read_go(c->before, line.s, line.n, &f))
        return;
    if (c->before.n > 6 && memcmp(c->before.s, "panic(", 6) == 0)
        c->now.n_own = c->now.n_library = 0;
    else
        take_frame(c, &f, line);
}

/* Rust: "4: shop::total", and below it "at src/cart.rs:3:5". */
static bool take_rust(struct trace_scan *c, struct log_text line)
{
    struct trace_frame f, place;
    struct trace_section *s = &c->now;
    if (trace_frame_read_rust(line.s, line.n, &f)) {
        take_frame(c, &f, line);
        return true;
    }
    if (line.n < 4 || memcmp(line.s, "at ", 3) != 0 || !trace_place_read(line.s + 3, line.n - 3, &place))
        return false;
    bool is_own = trace_frame_read_rust(c->before.s, c->before.n, &f) && trace_is_own(&f);
    if (is_own && s->n_own && s->n_own <= TRACE_FRAMES) {
        s->own[s->n_own - 1].file = place.file;
        s->own[s->n_own - 1].line = place.line;
    }
    return true;
}

static void take_line(struct trace_scan *c, struct log_text line, size_t indent)
{
    struct trace_frame f;
    if (c->suppressed && indent + 1 >= c->suppressed)
        return;
    c->suppressed = 0;
    if (c->is_go && (line.s[0] != 'g' || trace_mark(line.s, line.n) != MARK_GOROUTINE))
        take_go(c, line, indent);
    else if (c->is_rust && indent && take_rust(c, line))
        return;
    else if (trace_frame_read(line.s, line.n, &f))
        take_frame(c, &f, line);
    else
        take_marked(c, trace_mark_unframed(line.s, line.n), line, indent);
}

/* More frames than are kept: most lines of long traces. */
static bool is_skipped(const struct trace_scan *c, const char *s, const char *end)
{
    while (s < end && (*s == '\t' || *s == ' '))
        s++;
    return end - s > 3 && memcmp(s, "at ", 3) == 0 && is_full(&c->now);
}

static void take_trimmed(struct trace_scan *c, const char *start, const char *stop)
{
    const char *s = start;
    while (stop > s && (shape_of(stop[-1]) & CLASS_BLANK))
        stop--;
    while (s < stop && (shape_of(*s) & CLASS_BLANK))
        s++;
    struct log_text line = {s, (size_t)(stop - s)};
    if (!line.n)
        return;
    take_line(c, line, (size_t)(s - start));
    c->before = line;
}

void trace_scan_text(struct trace_scan *c, struct log_text text)
{
    if (!text.n)
        return;
    const char *at = text.s, *end = text.s + text.n;
    for (int lines = 0; at < end && !c->is_done && lines < LINES_MAX;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        if (!is_skipped(c, at, stop)) {
            take_trimmed(c, at, stop);
            lines++;
        }
        at = stop + 1;
    }
}

static size_t pick(const struct trace_frame *list, size_t n, struct trace_frame frame[TRACE_FRAMES])
{
    size_t kept = n < TRACE_FRAMES ? n : TRACE_FRAMES;
    bool newest_last = n && list[0].family == FAMILY_PYTHON;
    for (size_t i = 0; i < kept; i++)
        frame[i] = newest_last ? list[(n - 1 - i) % TRACE_FRAMES] : list[i];
    return kept;
}

size_t trace_scan_frames(const struct trace_scan *c, struct trace_frame frame[TRACE_FRAMES])
{
    size_t n = pick(c->now.own, c->now.n_own, frame);
    n = n ? n : pick(c->outer.own, c->outer.n_own, frame);
    if (!n && !c->now.n_library && c->thrown.file.n) {
        frame[0] = c->thrown;
        return 1;
    }
    n = n ? n : pick(c->now.library, c->now.n_library, frame);
    return n ? n : pick(c->outer.library, c->outer.n_library, frame);
}
