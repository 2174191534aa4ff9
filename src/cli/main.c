/* Where triage begins. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/version.h"

static void speak_the_users_language(void)
{
    const char *dir = getenv("TRIAGE_LOCALEDIR");

    /* LC_NUMERIC stays "C": a decimal comma would break every number that is written to be read again. */
    setlocale(LC_CTYPE, "");
    setlocale(LC_MESSAGES, "");
#if ENABLE_NLS
    bindtextdomain(PACKAGE, dir ? dir : LOCALEDIR);
    bind_textdomain_codeset(PACKAGE, "UTF-8");
    textdomain(PACKAGE);
#else
    (void)dir;
#endif
}

int main(int argc, char **argv)
{
    speak_the_users_language();
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("triage %s\n", version_text());
        return 0;
    }
    fprintf(stderr, _("Usage: %s --version\n"), "triage");
    return 64;
}
