/* variables: ours, what is fixed, what is set. */
#include "probe/variables.h"

#include <string.h>

#include "base/mem.h"

extern char **environ;

/* What every command gets, whoever runs triage: no pager, no colours, numbers and messages that patterns can rely on. */
static const char *const fixed_environment[] = {"TERM=dumb",          "PAGER=cat",  "GIT_PAGER=cat",       "SYSTEMD_PAGER=cat",
                                                "SYSTEMD_COLORS=0",   "NO_COLOR=1", "LC_ALL=C.UTF-8",      "LANGUAGE="};
enum { N_FIXED = sizeof fixed_environment / sizeof *fixed_environment };

static bool same_name(const char *a, const char *b)
{
    size_t n = strcspn(a, "=");
    return strncmp(a, b, n) == 0 && b[n] == '=';
}

/* Later entries replace earlier ones of the same name. */
static void put_variable(char **list, size_t *n, const char *entry)
{
    for (size_t i = 0; i < *n; i++)
        if (same_name(entry, list[i])) {
            list[i] = (char *)(size_t)entry;
            return;
        }
    list[(*n)++] = (char *)(size_t)entry;
}

char **variables_make(const struct names *names, bool fixed)
{
    size_t count = 0, n = 0;
    while (environ[count])
        count++;
    char **list = mem_array(count + N_FIXED + names->n + 1, sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[n++] = environ[i];
    for (size_t i = 0; fixed && i < N_FIXED; i++)
        put_variable(list, &n, fixed_environment[i]);
    for (size_t i = 0; i < names->n; i++)
        put_variable(list, &n, names->v[i]);
    return list;
}
