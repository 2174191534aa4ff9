/* see: is a command that would show a change one of those that we make ourselves? What stands in a journal may have been
 * written by anybody; it is run only when it has the very shape of one of ours, and those read. */
#ifndef CHANGE_SEE_H
#define CHANGE_SEE_H
#include <stdbool.h>

bool change_see_is_ours(const char *command);
#endif
