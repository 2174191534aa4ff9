/* shipped: where that lies which comes with the program. */
#include "store/shipped.h"

#include <stdlib.h>

#include "base/str.h"

char *shipped_path(const char *name)
{
    const char *dir = getenv("TRIAGE_DATADIR");
    struct str path = {0};
    str_addf(&path, "%s/%s", str_blank(dir) ? PKGDATADIR : dir, name);
    return str_take(&path);
}
