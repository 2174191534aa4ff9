/* change_packages: the logs of package managers. Whichever is there tells which one it is. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/i18n.h"
#include "probe/change_source.h"

typedef size_t read_steps(const struct change_text *, struct package_steps *);

static const struct log { /* rotated pieces have .1 behind; older ones are packed, and too old */
    const char *path;
    const struct package_tool *tool;
    read_steps *read;
} logs[] = {
    {"/var/log/dpkg.log", &package_dpkg, parse_dpkg_log},
    {"/var/log/apt/history.log", &package_dpkg, parse_apt_history},
    {"/var/log/dnf.rpm.log", &package_rpm, parse_dnf_log},
    {"/var/log/apk.log", &package_apk, parse_apk_log},
    {"/var/log/pacman.log", &package_pacman, parse_pacman_log},
};
enum { N_LOGS = sizeof logs / sizeof *logs };

static bool read_log(struct change_hunt *h, const struct log *log, const char *path, bool is_named,
                     struct package_steps *steps)
{
    struct str bytes = {0};
    bool ok = hunt_read(h, log->tool->name, path, is_named, &bytes);
    if (ok) {
        struct change_text t = hunt_text(h, &bytes, log->tool->name, path);
        log->read(&t, steps);
        hunt_looked(h, log->tool->name);
    }
    str_release(&bytes);
    return ok;
}

static void drop_outside(const struct change_options *o, struct package_steps *steps)
{
    size_t n = 0;
    for (size_t i = 0; i < steps->list.n; i++)
        if (steps->list.v[i].at >= o->since && steps->list.v[i].at <= o->until)
            steps->list.v[n++] = steps->list.v[i];
    steps->list.n = n;
}

static void add_steps(struct change_hunt *h, const struct package_tool *tool, struct package_steps *steps)
{
    struct str nothing = {0};
    struct change_text t = hunt_text(h, &nothing, tool->name, NULL);
    drop_outside(h->options, steps);
    package_changes(&t, tool, steps, h->list);
    package_steps_release(steps);
}

/* dnf's log has the steps; without it the database knows at least when each package came. */
static bool ask_rpm(struct change_hunt *h)
{
    struct stat st;
    struct tool_answer a;
    struct package_steps steps = {0};
    const char *argv[] = {"rpm", "-qa", "--queryformat", RPM_QUERY_FORMAT, NULL};
    if (stat("/var/lib/rpm", &st) < 0 && stat("/usr/lib/sysimage/rpm", &st) < 0)
        return false;
    bool ok = hunt_run(h, "rpm", N_("no rpm here"), argv, HUNT_TOOL_MS, &a);
    if (ok) {
        struct change_text t = hunt_text(h, &a.out, "rpm", NULL);
        parse_rpm_query(&t, &steps);
        add_steps(h, &package_rpm, &steps);
        hunt_looked(h, "rpm");
    }
    tool_release(&a);
    return true;
}

static void gather(struct change_hunt *h)
{
    bool any = false;
    if (h->options->only_named)
        return;
    for (size_t i = 0, next; i < N_LOGS; i = next) {
        struct package_steps steps = {0};
        for (next = i; next < N_LOGS && logs[next].tool == logs[i].tool; next++) {
            char rotated[64];
            snprintf(rotated, sizeof rotated, "%s.1", logs[next].path);
            any |= read_log(h, &logs[next], rotated, false, &steps);
            any |= read_log(h, &logs[next], logs[next].path, false, &steps);
        }
        any = (logs[i].tool == &package_rpm && !steps.list.n && ask_rpm(h)) || any;
        add_steps(h, logs[i].tool, &steps);
    }
    if (!any)
        change_miss(h->list, "packages", N_("no package manager's log here"));
}

bool change_packages_look(struct change_hunt *h, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    for (size_t i = 0; i < N_LOGS; i++) {
        const char *known = strrchr(logs[i].path, '/') + 1;
        struct package_steps steps = {0};
        if (!str_starts(name, known))
            continue;
        read_log(h, &logs[i], path, true, &steps);
        add_steps(h, logs[i].tool, &steps);
        return true;
    }
    return false;
}

const struct change_source change_source_packages = {"packages", gather};
