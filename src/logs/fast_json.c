/* fast_json: by a known shape, or once more from the beginning, and then the shape is known. */
#include "logs/fast_json.h"

#include <string.h>

#include "logs/json_shape.h"

/* The scratch knows two formats at a time: one log is seldom more than that. */
static struct json_shapes *shapes_of(const struct log_format *f, struct log_scratch *scratch)
{
    struct json_shapes **known = scratch->shapes, *first = known[0];
    if (first && json_shapes_format(first) == f)
        return first;
    if (known[1] && json_shapes_format(known[1]) == f) {
        known[0] = known[1];
    } else {
        json_shapes_free(known[1]);
        known[0] = json_shapes_new(f);
    }
    known[1] = first;
    return known[0];
}

static bool walk(const struct log_format *f, const char *line, size_t n, struct log_scratch *scratch, struct log_parts *parts)
{
    struct json_values values;
    values.n = 0;
    log_parts_clear(parts);
    if (memchr(line, '\x1b', n) || !log_parse_json_noting(f, line, n, scratch, parts, &values))
        return false;
    json_shapes_note(shapes_of(f, scratch), line, n, &values);
    return true;
}

bool fast_json_read(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                    struct log_scratch *scratch, struct log_record *out)
{
    struct log_parts parts;
    if (!n || line[0] != '{' || f->syntax != SYNTAX_JSON)
        return false;
    log_parts_clear(&parts);
    if (!json_shapes_read(shapes_of(f, scratch), line, n, scratch, &parts) && !walk(f, line, n, scratch, &parts))
        return false;
    return log_parts_finish(f, clock, &parts, line, n, scratch, out);
}
