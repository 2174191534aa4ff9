/* output: how wide text may be. */
#include "cli/output.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDEST = 1000, OTHERWISE = 80 };

size_t output_width(void)
{
    const char *given = getenv("COLUMNS");
    long columns = given ? strtol(given, NULL, 10) : 0;
    struct winsize size = {0};
    if (columns <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        columns = size.ws_col;
    return columns <= 0 ? OTHERWISE : columns > WIDEST ? WIDEST : (size_t)columns;
}
