/* mem: memory that is there, or the end. Nobody tests these results for NULL: when memory runs out the last-words hook
 * runs once (it restores the terminal) and the process aborts; the journal is safe because every event was durable
 * before it was applied. A returned block is the caller's, to be given back with mem_free. */
#ifndef BASE_MEM_H
#define BASE_MEM_H
#include <stddef.h>

void *mem_alloc(size_t n);                      /* n bytes, zeroed */
void *mem_array(size_t n, size_t size);         /* n * size bytes, zeroed; aborts on overflow */
void *mem_grow(void *p, size_t n, size_t size); /* realloc to n * size bytes; new bytes are not set */
char *mem_strdup(const char *s);
char *mem_strndup(const char *s, size_t n);
void mem_free(void *p);

/* Called once before abort. NULL clears it; a forked child that must not touch the terminal clears it first. */
void mem_set_last_words(void (*hook)(const char *why));
/* Says the last words and aborts: for the few things that cannot happen and cannot be borne. */
_Noreturn void mem_die(const char *why);
#endif
