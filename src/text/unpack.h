/* unpack: what the doorkeepers of packed streams (zip, zstd) have in common: one step of unpacking. Both buffers are the
 * caller's; a step takes from `in`, gives to `out`, and moves both on. */
#ifndef TEXT_UNPACK_H
#define TEXT_UNPACK_H
#include <stddef.h>

struct unpack_step {
    const char *in;
    size_t n_in;
    char *out;
    size_t room;
};

enum unpack_result {
    UNPACK_ON,      /* it goes on: give more input, or more room */
    UNPACK_WHOLE,   /* the same, but the input may end here */
    UNPACK_DAMAGED, /* not what it should be; what was given so far is good */
    UNPACK_WIDE,    /* it needs more memory than is allowed */
};

static inline void unpack_moved(struct unpack_step *step, size_t in, size_t out)
{
    step->in += in;
    step->n_in -= in;
    step->out += out;
    step->room -= out;
}
#endif
