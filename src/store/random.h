/* random: bytes that nobody can guess, from the kernel. Owns nothing. */
#ifndef STORE_RANDOM_H
#define STORE_RANDOM_H
#include <stddef.h>

/* n at most 256. Cannot fail on a system that has booted. */
void random_bytes(void *p, size_t n);
#endif
