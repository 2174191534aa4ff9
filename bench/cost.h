/* cost: what running something costs, in a child of its own: processor time (its own and the kernel's for it) and memory.
 * Where the machine does other things beside, the least of several turns is what it costs: others only add. */
#ifndef BENCH_COST_H
#define BENCH_COST_H
#include <stdbool.h>

struct cost {
    double cpu_ms, wall_ms;
    double peak_kib;  /* resident, mapped files included */
    bool is_there;    /* the program exists and ended well */
};

/* A program; its output goes to the file, or nowhere (NULL). */
struct cost cost_program(const char *const *argv, const char *output);
/* A function of this program. */
struct cost cost_function(void (*work)(void *of), void *of);
/* The lesser of two. */
struct cost cost_least(struct cost a, struct cost b);
bool cost_can_run(const char *program); /* along PATH */
#endif
