/* json_shape: the shapes of JSON lines: the bytes between the values, and what becomes of each value. A shape says all that
 * matters to how a line is read but its values: two lines of one shape differ in nothing else. */
#ifndef LOGS_JSON_SHAPE_H
#define LOGS_JSON_SHAPE_H
#include "logs/format_own.h"

enum { JSON_VALUES = 128 }; /* a line with more of them is not worth to be known */

/* The simple values of a line, in turn, as they stand there. */
struct json_values {
    struct json_value {
        struct log_text text;  /* between the quotes */
        bool is_string;
        enum log_slot slot;    /* it was put there; N_SLOTS: nowhere */
    } value[JSON_VALUES];
    size_t n;                  /* JSON_VALUES + 1: there were more */
};

/* In a number, true, false or null? */
extern const unsigned char json_literals[256];
static inline bool json_is_literal(char c)
{
    return json_literals[(unsigned char)c];
}

/* What is known of a format's lines. Bounded: where shapes are too many to be worth it, no more are noted. */
struct json_shapes;
struct json_shapes *json_shapes_new(const struct log_format *f);
void json_shapes_free(struct json_shapes *shapes);
const struct log_format *json_shapes_format(const struct json_shapes *shapes);

/* Reads the values of a line to *parts, which is all zero before. False: it has a shape that is not known (and *parts
 * may be filled in by half), or has an escape sequence of a terminal. */
bool json_shapes_read(struct json_shapes *shapes, const char *line, size_t n, struct log_scratch *scratch, struct log_parts *parts);
/* Notes the shape of a line that parse_json read. */
void json_shapes_note(struct json_shapes *shapes, const char *line, size_t n, const struct json_values *values);
#endif
