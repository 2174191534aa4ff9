/* file: what stands at a path, and how much room there is. */
#include "app/clock.h"
#include "base/i18n.h"
#include "cli/look_command.h"
#include "probe/file_state.h"

/* Those that are empty are not known, and left out. */
static size_t find_paths(const struct command_line *line, const char *path[OBSERVE_MORE_MOST + 1])
{
    size_t n = 0;
    for (int i = 0; i < line->n_args && n <= OBSERVE_MORE_MOST; i++)
        if (*line->arg[i])
            path[n++] = line->arg[i];
    return n;
}

static bool look(const struct command_line *line, int64_t timeout, struct observation *o, struct err *e)
{
    const char *path[OBSERVE_MORE_MOST + 1];
    struct file_state_options options = {
        .path = path,
        .n_paths = find_paths(line, path),
        .wants_digest = command_option(line, "digest") != NULL,
        .timeout = timeout,
        .now = clock_now(),
    };
    if (options.n_paths > OBSERVE_MORE_MOST)
        return err_set(e, ERR_USAGE, _("at most %d paths at once"), OBSERVE_MORE_MOST);
    file_state_look(&options, o);
    return true;
}

static int run(const struct command_line *line)
{
    const char *path[OBSERVE_MORE_MOST + 1];
    const char *first = find_paths(line, path) ? path[0] : "";
    return look_command_run(&(struct look_command){OBSERVE_FILE, first, 10 * TIME_SECOND, look}, line);
}

static const struct option_row options[] = {
    {0, "at-most", "SIZE", N_("a file may not be larger: 20MB, 1GiB")},
    {0, "at-least", "SIZE", N_("a file may not be smaller")},
    {0, "younger-than", "TIME", N_("it has to have been changed within this: 15m, 2d")},
    {0, "older-than", "TIME", N_("it may not have been changed within this")},
    {0, "at-least-free", "SIZE", N_("its file system has to have so much room: 10%, 5GB")},
    {0, "at-least-inodes", "COUNT", N_("its file system has to have so many free inodes: 10%, 5000")},
    {0, "digest", NULL, N_("read files, and say their SHA-256")},
    LOOK_OPTIONS,
};

const struct command command_file = {
    .name = "file",
    .args = "PATH...",
    .summary = N_("is a file there, how large and old is it, how much room is left"),
    .details = N_("Says what stands at each PATH, and how much space and how many inodes its file system has left, for users other than root. "
                  "Nothing is opened but plain files, and those only for --digest. A file system that does not answer is said to be one, after "
                  "the time limit. Exit status 0: all are there, and what was wanted is so; 1: not."),
    .option = options,
    .min_args = 1,
    .max_args = -1,
    .run = run,
};
