/* format_load: a format out of its YAML, and what the files that read it share. What is read points into the arena, which is
 * the set's. */
#ifndef LOGS_FORMAT_LOAD_H
#define LOGS_FORMAT_LOAD_H
#include "logs/format_own.h"

/* In the arena; NULL with problems. */
struct log_format *log_format_load(const char *file, const char *text, size_t n, struct arena *arena, struct problems *ps);
void log_format_release(struct log_format *f); /* what is not in the arena */
/* Reads it, and what is inside it, where that was put off (log_formats_add_later). */
void log_format_settle(struct log_formats *set, struct log_format *f);

/* What the files that read a format share. */
struct format_loading {
    struct log_format *format;
    struct arena *arena;
    struct problems *problems;
};
/* The texts of a list, or the one text that stands there instead of it. */
size_t log_load_texts(struct format_loading *l, const struct yaml_node *node, const char ***texts);
bool log_load_is(struct format_loading *l, const struct yaml_node *node, enum yaml_kind kind); /* or says that it is not */
void log_load_expected(struct format_loading *l, const struct yaml_node *node, const char *remedy);
void log_load_flag(struct format_loading *l, const struct yaml_node *node, bool *flag);
void log_load_unknown(struct format_loading *l, const struct yaml_node *key, const char *nearest);
void log_load_patterns(struct format_loading *l, const struct yaml_node *node);
void log_load_follows(struct format_loading *l, const struct yaml_node *node);
void log_load_keys(struct format_loading *l, const struct yaml_node *node);
void log_load_needs(struct format_loading *l, const struct yaml_node *node);
void log_load_levels(struct format_loading *l, const struct yaml_node *node);
void log_load_samples(struct format_loading *l, const struct yaml_node *node);
/* The candidate nearest to a name that is none of them, or NULL. */
const char *log_load_nearest(const char *name, const char *(*candidate)(size_t i));
#endif
