/* output: how wide text may be, and columns in it. */
#include "cli/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"

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

void output_label(const char *label, int columns)
{
    int used = (int)utf8_columns(label, strlen(label));
    printf("%s%*s ", label, used < columns ? columns - used : 0, "");
}
