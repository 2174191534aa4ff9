/* request_key: what of a request says which endpoint it is for, in a form that is hashed and compared at once: the method, and
 * the path without its query, ids in it as so many zeros. Two requests with one key are one endpoint (logs/fold makes
 * an id of every such segment), so a table of keys stands in front of folding. AVX2 where the machine has it, portable
 * code beside it; both make the same keys. */
#ifndef LOGS_REQUEST_KEY_H
#define LOGS_REQUEST_KEY_H
#include "logs/record.h"

enum { REQUEST_PATH = 128, REQUEST_METHOD = 7, REQUEST_WORDS = 1 + REQUEST_PATH / 8 };

struct request_key {
    uint64_t word[REQUEST_WORDS]; /* the method and the path's length; the path, NULs behind it */
    size_t n;                     /* words of it that count, 1 and a multiple of 4: the others are not set */
};

/* False: it is too long. */
bool request_key_make(const struct log_record *r, struct request_key *key);

/* Keys that came lately, and a number for each: two a place, the newest stay. */
struct request_seen {
    struct request_entry {
        uint64_t word[REQUEST_WORDS];
        uint32_t index, is_used;
    } *v;
};
void request_seen_init(struct request_seen *seen);
/* NULL: not there. *place is where to keep it. */
const struct request_entry *request_seen_find(const struct request_seen *seen, const struct request_key *key, struct request_entry **place);
void request_seen_keep(struct request_entry *place, const struct request_key *key, uint32_t index);
void request_seen_release(struct request_seen *seen);

/* The ways there are. Both texts lie before `end`: bytes up to there may be read, behind the texts too. */
typedef bool (*request_key_way)(struct log_text method, struct log_text path, const char *end, struct request_key *key);
extern const request_key_way request_key_portable;
request_key_way request_key_best(void); /* on this machine */
#endif
