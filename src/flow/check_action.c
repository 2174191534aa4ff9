/* check: what is asked of a change that makes no sense together. */
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "flow/check_rule.h"

static void say(struct checking *c, const struct flow_action *a, const char *key, const char *rule, const char *message, const char *remedy)
{
    problem_warning(c->problems, rule, check_mark(a->source, key, a->mark), "%s", message);
    problem_remedy(c->problems, "%s", remedy);
}

/* A dry run that is the command itself is none. */
static void check_dry_run(struct checking *c, const struct flow_action *a)
{
    if (!a->check || !a->run || strcmp(a->check, a->run) != 0)
        return;
    problem_error(c->problems, "check-runs", check_mark(a->source, "check", a->mark), _("`check` is the command itself: it would change what it is to try"));
    problem_remedy(c->problems, _("write a command that only reads, or says what would be done (--dry-run)"));
}

static void check_temporary(struct checking *c, const struct flow_action *a)
{
    if (a->ends && !a->temporary)
        say(c, a, "ends", "ends-nothing", _("`ends` says when something ends by itself, and no `temporary` says what"),
            _("say in `temporary` what the change leaves behind, or take `ends` out"));
    if (a->temporary && !a->undo && !a->ends)
        say(c, a, "temporary", "temporary-stays", _("what it leaves behind is temporary, and nothing ends it: there is no undo, and no `ends`"),
            _("write `undo`, or `ends` where it ends by itself"));
}

static void check_approval(struct checking *c, const struct flow_action *a)
{
    if (!a->needs_second && yaml_find(a->source, "approve_within"))
        say(c, a, "approve_within", "approve-nobody", _("`approve_within` has no meaning: nobody is asked for a second yes"),
            _("write `approve: second`, or take it out"));
    if (a->needs_second && a->approve_within < TIME_MINUTE)
        say(c, a, "approve_within", "approve-short", _("nobody reads and answers a request in less than a minute"), _("give it some minutes; 10m is the default"));
}

static void check_undo(struct checking *c, const struct flow_action *a)
{
    if (a->undo && a->run && strcmp(a->undo, a->run) == 0)
        say(c, a, "undo", "undo-repeats", _("`undo` is the command itself: it would do it again"), _("write what takes it back, or `none`"));
}

/* Nothing of it runs from here, so nothing around its running does. */
static void check_by_hand(struct checking *c, const struct flow_action *a)
{
    static const char *const keys[] = {"before", "check", "approve", "edit", "terminal", "timeout", "expect", "facts", "on_hangup"};
    for (size_t i = 0; a->by_hand && i < sizeof keys / sizeof *keys; i++) {
        if (!yaml_find(a->source, keys[i]))
            continue;
        problem_warning(c->problems, "by-hand", check_mark(a->source, keys[i], a->mark), _("`%s` has no effect: this is for copying, and never runs from here"), keys[i]);
        problem_remedy(c->problems, _("remove it, or `by_hand`"));
    }
}

void check_action_keys(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_observers; i++) {
        const struct flow_action *a = c->flow->observer[i].action;
        if (!a)
            continue;
        check_dry_run(c, a);
        check_temporary(c, a);
        check_approval(c, a);
        check_undo(c, a);
        check_by_hand(c, a);
    }
}
