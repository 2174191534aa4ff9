/* wish: the names of wishes, for tests and traces. */
#include "ui/wish.h"

static const char *const names[] = {
    [WISH_NONE] = "none", [WISH_START] = "start", [WISH_OPEN] = "open", [WISH_CLOSE] = "close",
    [WISH_SET_INPUT] = "set_input", [WISH_CORRECT] = "correct", [WISH_RUN_PROBES] = "run_probes",
    [WISH_CANCEL_RUN] = "cancel_run", [WISH_TYPE] = "type", [WISH_DESCRIBE] = "describe", [WISH_ITEM] = "item", [WISH_REPORTED] = "reported", [WISH_TICK] = "tick", [WISH_ANSWER] = "answer",
    [WISH_GO_ON] = "go_on", [WISH_FIX] = "fix", [WISH_ACTION] = "action", [WISH_CONFIRMED] = "confirmed",
    [WISH_DECLINED] = "declined", [WISH_DONE_ELSEWHERE] = "done_elsewhere", [WISH_LOOK_AGAIN] = "look_again",
    [WISH_SETTLE] = "settle", [WISH_DEFER] = "defer", [WISH_BACK] = "back", [WISH_GO] = "go",
    [WISH_STRIKE] = "strike", [WISH_KEEP] = "keep", [WISH_NOTE] = "note", [WISH_SEVERITY] = "severity",
    [WISH_RULE_OUT] = "rule_out", [WISH_RESTORE] = "restore", [WISH_ADD_CAUSE] = "add_cause",
    [WISH_UNDO] = "undo", [WISH_DISCHARGE] = "discharge", [WISH_WAIVE] = "waive", [WISH_STATUS] = "status",
    [WISH_ESCALATE] = "escalate", [WISH_HAND_OVER] = "hand_over", [WISH_TAKE_OVER] = "take_over",
    [WISH_TELL] = "tell", [WISH_PIN] = "pin", [WISH_SHOW_OUTPUT] = "show_output", [WISH_SEARCH] = "search",
    [WISH_OPEN_ARTICLE] = "open_article", [WISH_CODE] = "code", [WISH_EXPORT_PAGE] = "export_page",
    [WISH_EXPORT] = "export", [WISH_TROUBLE] = "trouble", [WISH_EDITOR] = "editor", [WISH_COPY] = "copy",
    [WISH_SUSPEND] = "suspend", [WISH_REDRAW] = "redraw", [WISH_QUIT] = "quit",
};

const char *wish_name(enum wish_kind kind)
{
    return names[kind];
}
