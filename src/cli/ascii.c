/* ascii: --ascii, and the locale. */
#include "cli/ascii.h"

#include <langinfo.h>

#include "base/str.h"

bool ascii_is_wanted(const struct config *config)
{
    return config_flag(config, CONFIG_ASCII) || !str_eq(nl_langinfo(CODESET), "UTF-8");
}
