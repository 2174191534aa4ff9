/* yaml: bytes to a tree whose every value and key knows its line and column. The doorkeeper of libyaml: its events only,
 * because its own document loader has no depth limit, is quadratic in anchors and takes duplicate keys. The tree lives
 * in the caller's arena and is constant. Nothing is interpreted: every scalar is text, read later by its key's type.
 *
 * Refused, each with its own message: more than 4 MiB, deeper than 64, more than 100,000 values (keys not counted), a
 * second document, NUL, bytes that are not UTF-8, aliases, anchors, tags, merge keys (<<), duplicate keys, keys that
 * are not plain text. */
#ifndef TEXT_YAML_H
#define TEXT_YAML_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "text/problem.h"

enum { YAML_MAX_BYTES = 4 << 20, YAML_MAX_DEPTH = 64, YAML_MAX_NODES = 100000 };

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };
enum yaml_style { YAML_PLAIN, YAML_SINGLE, YAML_DOUBLE, YAML_LITERAL, YAML_FOLDED };

struct yaml_node { /* kept small: a large flow has a quarter of a million */
    struct mark mark;
    enum yaml_kind kind : 8;
    enum yaml_style style : 8; /* YAML_TEXT */
    bool is_verbatim : 1;      /* YAML_TEXT: it stands in the file to the letter, on one line, but for its quotes */
    uint32_t n;                /* YAML_TEXT: bytes; otherwise children */
    const char *text;          /* YAML_TEXT: UTF-8 without NUL, "" for `key:` with nothing behind it */
    const struct yaml_node *first, *next; /* children in order; in a map the values */
    const struct yaml_node *key;          /* of a value in a map */
};

/* The root, or NULL: with an error added to ps where the text is refused, without one where it is empty. Mistakes that
 * leave a tree (a duplicate key, a tag, an anchor, an alias) add errors and still give it. `bytes` need no NUL behind. */
const struct yaml_node *yaml_read(const char *bytes, size_t n, struct arena *arena, struct problems *ps);

/* The same for callers who want all or nothing: any error is a refusal, "file:line:column: sentence; remedy" (file may
 * be NULL). *root is NULL for an empty text. */
bool yaml_parse(const char *bytes, size_t n, const char *file, struct arena *arena, const struct yaml_node **root,
                struct err *e);

/* The value of a key, or NULL: also for a node that is NULL or no map. */
const struct yaml_node *yaml_find(const struct yaml_node *map, const char *key);
/* Nothing was written: `key:`, `key: ~`, `key: null`. */
bool yaml_is_empty(const struct yaml_node *node);

/* Where the byte `offset` of a scalar's text stands in the bytes that were read: through quotes, escapes and folds. At its
 * length: just past its last character. */
struct mark yaml_mark_inside(const char *bytes, size_t n, const struct yaml_node *scalar, size_t offset);
const char *yaml_library_version(void); /* "0.2.5" */
#endif
