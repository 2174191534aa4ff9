/* spare: a megabyte kept beside the journal for the day the disk is full. Given back to the disk, it is room for the
 * events of the hours until somebody has made some. Owns nothing. */
#ifndef STORE_SPARE_H
#define STORE_SPARE_H
#include <stdbool.h>

/* Makes it when it is not there and the disk has room to spare; quietly does nothing otherwise. */
void spare_keep(const char *path, bool shared);
/* True when there was one to give back. */
bool spare_release(const char *path);
bool spare_is_there(const char *path);
#endif
