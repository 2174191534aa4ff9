/* The version of this program. */
#include "base/version.h"

const char *version_text(void)
{
    return PACKAGE_VERSION;
}
