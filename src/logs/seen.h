/* seen: texts that came lately, and a number for each: a table in front of a tally, because most lines are like some line
 * shortly before them. Two texts a place, the newest stay; a text is compared whole, so a hit is never wrong. How often one
 * came is counted in its entry, so that a hit touches no other memory, until the entry gives way. */
#ifndef LOGS_SEEN_H
#define LOGS_SEEN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct log_seen_entry {
    uint32_t index;        /* the caller's */
    uint32_t more, errors; /* the caller's: counted here and not yet there, and how many of these are errors */
    uint32_t n;            /* of the text; 0: free */
    int64_t last;          /* the caller's: of its errors that it knows of; TIME_NONE in a new one */
    char text[];
};

struct log_seen {
    char *memory, *v;
    size_t places; /* each two entries of `size` bytes; a power of two */
    size_t size;   /* a longer text than fits is not kept */
};

void log_seen_init(struct log_seen *c, size_t places, size_t size);
/* Where the text has its place; asked first, so that the memory is on its way before it is needed. */
char *log_seen_place(const struct log_seen *c, const char *s, size_t n);
struct log_seen_entry *log_seen_find(const struct log_seen *c, char *place, const char *s, size_t n); /* NULL: not there */
/* Returns the entry that gives way, whose `more` is to be taken now. What is too long is not kept. */
struct log_seen_entry log_seen_keep(const struct log_seen *c, char *place, const char *s, size_t n, uint32_t index);
/* The i-th entry, for i below 2 * places. */
struct log_seen_entry *log_seen_at(const struct log_seen *c, size_t i);
void log_seen_release(struct log_seen *c);
#endif
