/* change_git: the commits, tags and moves of a repository. Nothing in its configuration is run: no hooks, no pager, no signature
 * check, no converter; git itself refuses repositories that belong to somebody else. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "probe/change_source.h"

enum { COMMITS = 500, MOVES_READ = 100, MOVES_SHOWN = 5, WORDS = 24 };

struct repository {
    struct change_hunt *h;
    const char *top, *source; /* "/srv/app", "git /srv/app" */
    char since[40], until[40];
};

/* `git -C TOP ... WORDS`, with what keeps it from running anything else. */
static bool ask(struct repository *r, const char *source, const char *const *word, struct tool_answer *a)
{
    static const char *const start[] = {"git", "--no-pager",
                                        "-c",  "core.fsmonitor=false",
                                        "-c",  "core.hooksPath=/dev/null",
                                        "-c",  "log.showSignature=false",
                                        "-C"};
    enum { N_START = sizeof start / sizeof *start };
    const char *argv[N_START + WORDS] = {0};
    size_t n = 0;
    for (size_t i = 0; i < N_START; i++)
        argv[n++] = start[i];
    argv[n++] = r->top;
    while (*word && n < N_START + WORDS - 1)
        argv[n++] = *word++;
    return hunt_run(r->h, source, N_("no git here"), argv, HUNT_TOOL_MS, a);
}

static void look_at_commits(struct repository *r)
{
    char count[24];
    struct tool_answer a;
    snprintf(count, sizeof count, "-n%d", COMMITS);
    const char *word[] = {"log",
                          "-z",
                          "--no-color",
                          "--no-notes",
                          "--no-show-signature",
                          "--no-ext-diff",
                          "--no-textconv",
                          "--name-only",
                          r->since,
                          r->until,
                          count,
                          "--format=" GIT_LOG_FORMAT,
                          "--diff-merges=first-parent",
                          "HEAD",
                          "--",
                          NULL};
    bool ok = ask(r, NULL, word, &a);
    if (!ok && a.end != TOOL_MUCH) { /* before git 2.31: merges have no files then */
        word[12] = "HEAD", word[13] = "--", word[14] = NULL;
        tool_release(&a);
        ok = ask(r, r->source, word, &a);
    }
    if (ok || a.end == TOOL_MUCH) {
        struct change_text t = hunt_text(r->h, &a.out, r->source, r->top);
        hunt_say_odd(r->h, r->source, parse_git_log(&t, r->h->list));
        hunt_looked(r->h, r->source);
    }
    tool_release(&a);
}

static void look_at_tags(struct repository *r)
{
    struct tool_answer a;
    const char *word[] = {
        "for-each-ref", "--sort=-creatordate", "--count=100", "--format=" GIT_TAG_FORMAT, "refs/tags", NULL};
    if (ask(r, NULL, word, &a)) {
        struct change_text t = hunt_text(r->h, &a.out, r->source, r->top);
        parse_git_tags(&t, r->h->list);
    }
    tool_release(&a);
}

static void look_at_move(struct repository *r, const struct git_move *m)
{
    struct tool_answer a = {0};
    const char *word[] = {"diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", m->from, m->to, "--", NULL};
    if (m->from)
        ask(r, NULL, word, &a);
    struct change_text t = hunt_text(r->h, &a.out, r->source, r->top);
    parse_git_moved(&t, m, r->h->list);
    tool_release(&a);
}

/* The time that counts for what runs from a working tree is when the tree was moved, not when its commits were made. */
static void look_at_moves(struct repository *r)
{
    struct tool_answer a;
    struct git_move move[MOVES_READ];
    const struct change_options *o = r->h->options;
    const char *word[] = {
        "log",  "-g", "--date=unix", "--no-color", "--no-show-signature", "-n1000", "--format=" GIT_MOVE_FORMAT,
        "HEAD", "--", NULL};
    if (ask(r, NULL, word, &a)) {
        struct change_text t = hunt_text(r->h, &a.out, r->source, r->top);
        size_t n = parse_git_moves(&t, &r->h->arena, move, MOVES_READ), shown = 0;
        for (size_t i = 0; i < n && shown < MOVES_SHOWN; i++) {
            if (move[i].at < o->since || move[i].at > o->until)
                continue;
            shown++;
            look_at_move(r, &move[i]);
        }
    }
    tool_release(&a);
}

void change_git_look(struct change_hunt *h, const char *path, bool is_named)
{
    struct repository r = {.h = h, .top = path, .source = arena_printf(&h->arena, "git %s", path)};
    struct tool_answer a;
    const char *top[] = {"rev-parse", "--show-toplevel", NULL}, *head[] = {"rev-parse", "--verify", "-q", "HEAD", NULL};
    bool ok = ask(&r, is_named ? r.source : NULL, top, &a);
    if (ok && a.out.n > 1 && a.out.s[0] == '/')
        r.top = arena_strndup(&h->arena, a.out.s, strcspn(a.out.s, "\n"));
    if (!ok && !is_named)
        change_miss(h->list, "git", a.end == TOOL_ABSENT ? N_("no git here") : N_("no repository in this directory"));
    tool_release(&a);
    if (!ok)
        return;
    r.source = arena_printf(&h->arena, "git %s", r.top);
    snprintf(r.since, sizeof r.since, "--since=%lld", (long long)(h->options->since / TIME_SECOND));
    snprintf(r.until, sizeof r.until, "--until=%lld", (long long)(h->options->until / TIME_SECOND));
    bool has_commits = ask(&r, NULL, head, &a);
    tool_release(&a);
    if (!has_commits) {
        change_miss(h->list, r.source, N_("it has no commit yet"));
        return;
    }
    look_at_commits(&r);
    look_at_tags(&r);
    look_at_moves(&r);
}

static void gather(struct change_hunt *h)
{
    const struct change_options *o = h->options;
    for (size_t i = 0; i < o->git.n; i++)
        change_git_look(h, o->git.v[i], true);
    if (!o->only_named && !o->no_here)
        change_git_look(h, ".", false);
}

const struct change_source change_source_git = {"git", gather};
