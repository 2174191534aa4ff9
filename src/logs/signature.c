/* signature: what trace_scan found, or a message's template, as a key and a title. */
#include "logs/signature.h"

#include <stdio.h>
#include <string.h>

#include "logs/group.h"
#include "logs/shape.h"
#include "logs/trace_scan.h"

enum { KEY_FRAMES = 3, TITLE_FUNCTION = 48 };

/* A text that grows to its room and no further; always NUL-terminated. */
struct line {
    char *s;
    size_t n, max;
};

static void put(struct line *l, const char *s, size_t n)
{
    if (n > l->max - l->n)
        n = l->max - l->n;
    for (size_t i = 0; i < n; i++)
        l->s[l->n + i] = s[i] ? s[i] : ' ';
    l->n += n;
    l->s[l->n] = '\0';
}

static void put_word(struct line *l, const char *s)
{
    put(l, s, strlen(s));
}

static void copy(char *out, size_t size, struct log_text text)
{
    struct line l = {out, 0, size - 1};
    out[0] = '\0';
    put(&l, text.s, text.n);
}

/* ---- frames ---- */

static struct log_text base_name(struct log_text file)
{
    for (size_t i = file.n; i > 0; i--)
        if (file.s[i - 1] == '/' || file.s[i - 1] == '\\')
            return (struct log_text){file.s + i, file.n - i};
    return file;
}

/* Compilers number what has no name ("lambda$total$3", "main.func1", "<Total>d__2"): another build, another number. */
static void put_function(struct line *key, struct log_text f)
{
    size_t from = 0;
    for (size_t i = 1; i < f.n; i++) {
        bool is_made = f.s[i - 1] == '$' || f.s[i - 1] == '`' || (i > 1 && memcmp(f.s + i - 2, "__", 2) == 0) ||
                       (i > 4 && memcmp(f.s + i - 5, ".func", 5) == 0);
        size_t digits = is_made ? shape_digits(f.s + i, f.n - i) : 0;
        if (!digits)
            continue;
        put(key, f.s + from, i - from);
        from = i += digits;
    }
    if (from < f.n)
        put(key, f.s + from, f.n - from);
}

static bool is_qualified(struct log_text f)
{
    if (!f.n)
        return false;
    return memchr(f.s, '.', f.n) || memchr(f.s, '\\', f.n) || memmem(f.s, f.n, "::", 2);
}

/* The function where its name tells enough, or else with its file: there is many a `get`. */
static void put_key_frame(struct line *key, const struct trace_frame *f)
{
    if (f->function.n)
        put_function(key, f->function);
    if (!f->function.n || !is_qualified(f->function)) {
        put_word(key, "@");
        struct log_text file = base_name(f->file);
        put(key, file.s, file.n);
    }
}

static bool same_text(struct log_text a, struct log_text b)
{
    return a.n == b.n && (!a.n || memcmp(a.s, b.s, a.n) == 0);
}

static bool same_function(const struct trace_frame *a, const struct trace_frame *b)
{
    return same_text(a->function, b->function) && same_text(a->file, b->file);
}

static void put_key_frames(struct line *key, const struct trace_frame *frame, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n && kept < KEY_FRAMES; i++) {
        if (i && same_function(&frame[i], &frame[i - 1])) /* it calls itself, as often as it likes */
            continue;
        put_word(key, key->n ? " < " : "");
        put_key_frame(key, &frame[i]);
        kept++;
    }
}

/* ---- what it is called ---- */

static struct log_text short_type(struct log_text type)
{
    size_t i = type.n;
    while (i > 0 && ((shape_of(type.s[i - 1]) & CLASS_ALNUM) || type.s[i - 1] == '_'))
        i--;
    return i == type.n ? type : (struct log_text){type.s + i, type.n - i};
}

/* Of a long name class and method. */
static struct log_text short_function(struct log_text f)
{
    size_t dots = 0;
    for (size_t i = f.n; f.n > TITLE_FUNCTION && i > 0; i--)
        if (f.s[i - 1] == '.' && ++dots == 2)
            return (struct log_text){f.s + i, f.n - i};
    return f;
}

static void put_number(struct line *l, int n)
{
    char digits[12];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    put(l, ":", 1);
    put(l, digits + at, sizeof digits - at);
}

/* " in shop.Cart.total (Cart.java:88)". */
static void put_where(struct line *title, const struct trace_frame *f)
{
    struct log_text function = short_function(f->function), file = base_name(f->file);
    put_word(title, title->n && (function.n || file.n) ? " in " : "");
    put(title, function.s, function.n);
    put_word(title, function.n && file.n ? " (" : "");
    put(title, file.s, file.n);
    if (file.n && f->line)
        put_number(title, f->line);
    put_word(title, function.n && file.n ? ")" : "");
}

static void keep_frames(struct log_signature *out, const struct trace_frame *frame, size_t n)
{
    out->n_frames = n < FRAMES_MAX ? n : FRAMES_MAX;
    for (size_t i = 0; i < out->n_frames; i++) {
        copy(out->frame[i].function, sizeof out->frame[i].function, frame[i].function);
        copy(out->frame[i].file, sizeof out->frame[i].file, frame[i].file);
        out->frame[i].line = frame[i].line;
    }
}

static void sign_trace(const struct trace_scan *c, const struct trace_frame *frame, size_t n, struct log_signature *out)
{
    struct line key = {out->key, 0, sizeof out->key - 1}, title = {out->title, 0, sizeof out->title - 1};
    char template[FOLD_MAX];
    struct log_text type = c->now.type;
    if (type.n) {
        copy(out->kind, sizeof out->kind, short_type(type));
        put(&key, type.s, type.n);
        put_word(&title, out->kind);
    } else { /* a panic has no type: what it says tells them apart */
        copy(out->kind, sizeof out->kind, (struct log_text){"panic", c->is_panic ? 5 : 0});
        size_t length = fold_message(c->now.text.s, c->now.text.n, template);
        put(&key, template, length);
        put(&title, template, length);
    }
    put_key_frames(&key, frame, n);
    if (n)
        put_where(&title, &frame[0]);
    out->n = key.n;
    keep_frames(out, frame, n);
}

static void sign_message(const struct log_record *r, struct log_signature *out)
{
    const struct log_text *f = r->field, text = f[FIELD_MESSAGE].n || f[FIELD_PATH].n ? f[FIELD_MESSAGE] : r->raw;
    struct line key = {out->key, 0, sizeof out->key - 1};
    char template[FOLD_MAX];
    bool at_start;
    if (text.n) {
        struct log_text type = trace_type(text.s, text.n, &at_start);
        copy(out->kind, sizeof out->kind, at_start ? short_type(type) : (struct log_text){text.s, 0});
        put(&key, template, fold_message(text.s, text.n, template));
    } else { /* a request */
        char status[16];
        snprintf(status, sizeof status, r->status ? "%d " : "", r->status);
        put_word(&key, status);
        put(&key, template, fold_endpoint(f[FIELD_METHOD], f[FIELD_PATH], template));
    }
    out->n = key.n;
    memcpy(out->title, out->key, key.n + 1);
}

void log_signature(const struct log_record *r, struct log_signature *out)
{
    struct trace_scan c = {0};
    struct trace_frame frame[TRACE_FRAMES];
    size_t n = 0;
    const struct log_text message = r->field[FIELD_MESSAGE], stack = r->field[FIELD_STACK];
    out->key[0] = out->title[0] = out->kind[0] = '\0';
    out->n = out->n_frames = 0;
    if (stack.n || (message.n && memchr(message.s, '\n', message.n))) {
        trace_scan_text(&c, message);
        trace_scan_text(&c, stack);
        n = trace_scan_frames(&c, frame);
    }
    if (c.is_trace && (n || c.now.type.n))
        sign_trace(&c, frame, n, out);
    else
        sign_message(r, out);
}

bool log_continues(const char *line, size_t n)
{
    struct log_group g = {0};
    return log_group_takes(&g, 0, line, n);
}
