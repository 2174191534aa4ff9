/* kept: a wish outlives the trouble that stopped it. */
#include "app/kept.h"

/* What a person said is kept until it can be recorded; what touches the world is not done later by itself. */
static bool is_worth_keeping(enum wish_kind kind)
{
    static const enum wish_kind kinds[] = {WISH_SET_INPUT, WISH_CORRECT,  WISH_REPORTED, WISH_TICK,      WISH_ANSWER,   WISH_DONE_ELSEWHERE,
                                           WISH_SETTLE,    WISH_DEFER,    WISH_STRIKE,   WISH_KEEP,      WISH_NOTE,     WISH_SEVERITY,
                                           WISH_RULE_OUT,  WISH_RESTORE,  WISH_ADD_CAUSE, WISH_PIN_CAUSE, WISH_UNPIN_CAUSE, WISH_DISCHARGE, WISH_WAIVE,   WISH_STATUS,
                                           WISH_ESCALATE,  WISH_HAND_OVER, WISH_TAKE_OVER, WISH_TELL,    WISH_PIN,      WISH_DESCRIBE,
                                           WISH_ITEM};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i] == kind)
            return true;
    return false;
}

void kept_release(struct kept_wish *k)
{
    arena_release(&k->arena);
    *k = (struct kept_wish){0};
}

void kept_put(struct kept_wish *k, const struct wish *w, int64_t incident)
{
    struct kept_wish kept = {.wish = *w, .incident = incident};
    if (!is_worth_keeping(w->kind))
        return;
    kept.wish.id = arena_strdup(&kept.arena, w->id);
    kept.wish.text = arena_strdup(&kept.arena, w->text);
    kept.wish.reason = arena_strdup(&kept.arena, w->reason);
    kept.wish.when = arena_strdup(&kept.arena, w->when);
    kept_release(k);
    *k = kept;
}
