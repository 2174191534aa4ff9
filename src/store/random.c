/* random: getentropy. */
#include "store/random.h"

#include <unistd.h>

#include "base/mem.h"

void random_bytes(void *p, size_t n)
{
    if (getentropy(p, n) != 0)
        mem_die("the kernel has no random bytes");
}
