/* actor: loginuid, uid, euid. */
#include "store/actor.h"

#include <pwd.h>
#include <stdint.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

enum { HOST = 256 };

static char *name_of(uid_t uid)
{
    const struct passwd *who = getpwuid(uid);
    struct str s = {0};
    if (who && who->pw_name && *who->pw_name)
        str_add(&s, who->pw_name);
    else
        str_addf(&s, "uid %lu", (unsigned long)uid);
    return str_take(&s);
}

/* Set once by the login (PAM), kept by everything below it; 4294967295 where nobody logged in, as in a container. */
static uid_t login_uid(void)
{
    unsigned long uid = UINT32_MAX;
    FILE *f = fopen("/proc/self/loginuid", "re");
    if (f && fscanf(f, "%10lu", &uid) != 1)
        uid = UINT32_MAX;
    if (f)
        fclose(f);
    return uid == UINT32_MAX ? getuid() : (uid_t)uid;
}

void actor_host(char *out, size_t size)
{
    if (gethostname(out, size) != 0 || !*out)
        snprintf(out, size, "localhost");
    out[size - 1] = '\0';
    out[strcspn(out, ".")] = '\0';
}

void actor_find(struct actor *a, const char *operator_name)
{
    char host[HOST];
    struct str name = {0};
    a->login = name_of(login_uid());
    a->effective = name_of(geteuid());
    actor_host(host, sizeof host);
    a->host = mem_strdup(host);
    str_add(&name, a->login);
    if (operator_name && *operator_name)
        str_addf(&name, " (%s)", operator_name);
    if (!str_eq(a->login, a->effective))
        str_addf(&name, " as %s", a->effective);
    a->name = str_take(&name);
}

void actor_release(struct actor *a)
{
    mem_free(a->login);
    mem_free(a->effective);
    mem_free(a->host);
    mem_free(a->name);
    *a = (struct actor){0};
}
