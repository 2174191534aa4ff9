/* wish: what the operator wants to happen in the world, as the ui says it to the app. The app turns it into events and
 * effects, fills a new model, and paints again; a wish that is not admitted becomes a sentence in model.status. Texts
 * belong to the ui and hold until the next ui_key. Fields that a wish does not name are NULL, 0 or false. */
#ifndef UI_WISH_H
#define UI_WISH_H
#include <stdbool.h>
#include <stdint.h>

enum wish_kind {
    WISH_NONE, /* only the screen changed: paint */

    /* home */
    WISH_START, /* id: flow. Opens an incident; the app then calls ui_show(PAGE_STEP) */
    WISH_OPEN,  /* number: INC-number. Likewise */
    WISH_ALERT_LEAVE, /* the alert of model.alert is not opened. While it is there, what is started is opened from it, WISH_OPEN of its
                         incident adds it there, and WISH_CORRECT is about what it fills in */
    WISH_CLOSE, /* left the incident for home; it stays open, its probes run on */

    /* the step */
    WISH_SET_INPUT,  /* id: input, text: value as typed ("" empties it) */
    WISH_CORRECT,    /* id: fact, text: value as typed */
    WISH_RUN_PROBES, /* every probe of the step, read-only; again when they ran already */
    WISH_TYPE,       /* number: run, text: a line for its terminal; never recorded */
    WISH_CANCEL_RUN, /* number: run, 0: all that run */
    WISH_REPORTED,   /* id: probe ("" when the step has none), text: what was found elsewhere */
    WISH_CURL,       /* id: http probe, or NULL for the step's first: its request is copied as a curl command */
    WISH_REQUEST,    /* id likewise, text: a pasted curl command that it asks from now on; "": the flow's own again */
    WISH_TICK,       /* id: the item's text, flag: on */
    WISH_ANSWER,     /* id: answer or "unsure"; reason: NULL as proposed or nothing proposed, else why not ("" none given) */
    WISH_GO_ON,      /* leave a step without answers for the next one */
    WISH_FIX,        /* id: step of the fix chosen from the list; reason as WISH_ANSWER */
    WISH_ACTION,     /* id: action. Ask: the app fills model.question */
    WISH_CONFIRMED,  /* the question was answered yes: run it */
    WISH_DECLINED,   /* the question was answered no, or left: take model.question away */
    WISH_EDITED,      /* text: the line of the change that is asked, as it was edited: it is asked anew */
    WISH_ENVIRONMENT, /* text: the environment of the incident, given while a question is open: it is put anew */
    WISH_DONE_ELSEWHERE, /* the question's command was run elsewhere; text: what came of it */
    WISH_LOOK_AGAIN, /* number: run of unknown outcome; run its `before` again, read-only */
    WISH_SETTLE,     /* number: run, id: took_effect, in_part, no_effect, unsure */
    WISH_DEFER,      /* id: step, or number: run; text: owner, when: until as typed (may be ""), reason (may be "") */
    WISH_BACK,
    WISH_GO,         /* id: step */
    WISH_STRIKE,     /* id: step whose answer is withdrawn; reason */
    WISH_KEEP,       /* id: step whose stale answer is still meant */

    /* the incident */
    WISH_NOTE,      /* text; a leading @time says when it happened */
    WISH_SEVERITY,  /* number: 1 to 4; reason may be "" */
    WISH_RULE_OUT,  /* id: cause, reason; of a change also text: what it is */
    WISH_RESTORE,   /* id: cause */
    WISH_ADD_CAUSE, /* text: its title; reason: why it could be, may be "" */
    WISH_PIN_CAUSE,   /* id: cause that is said to be it; reason may be "" */
    WISH_UNPIN_CAUSE, /* id: cause that is no longer said to be it */
    WISH_UNDO,      /* number: run. Ask: the app fills model.question */
    WISH_UNDO_BACK, /* number: run. The changes from the newest back to that one, a question each */
    WISH_LOOK_LEFT, /* the page of undo was opened: the state of every change is read again, read-only */
    WISH_SECOND,    /* number: the request; flag: yes; reason: of a no, may be "" */
    WISH_DISCHARGE, /* number: deferred item (its seq), or id: step passed over; it is done */
    WISH_WAIVE,     /* the same, waived; reason */
    WISH_STATUS,    /* id: open, mitigated, resolved, closed; reason may be "" */
    WISH_ESCALATE,  /* text: to whom; reason may be "" */
    WISH_HAND_OVER, /* text: login */
    WISH_TAKE_OVER,
    WISH_TELL,      /* text: status update; when: next at, may be "" */
    WISH_DESCRIBE,  /* id: section of the write-up (summary, impact ...), text */
    WISH_ITEM,      /* an action item. text, reason: owner, may be "" */
    WISH_PIN,       /* text: one line or more, a piece of evidence each; number: the run they stand in, 0 none; id: NULL, or
                       the seqs of the events that they are, one for each line, separated by blanks */

    /* pages that the app fills */
    WISH_SEE_CHANGE,   /* id: the change; its command runs and its output is shown: the app fills model.output, then ui_show(PAGE_OUTPUT) */
    WISH_SHOW_OUTPUT,  /* number: run. The page is open already: the app fills model.output and keeps it fresh while ui_page is PAGE_OUTPUT */
    WISH_LOGS,         /* the page of logs is open; text: a file to look into, or NULL: those that the incident is about.
                          id: follow this id of a request in all of them; "": there is none, which is said. The app
                          fills model.logs and keeps it fresh while ui_page is PAGE_LOGS or PAGE_LISTS */
    WISH_LOG_GO,       /* id: first, last, onset; time (text, as typed); kind (number 1 or -1: the next, the one before); near
                          (number: key of a row: the window slides along) */
    WISH_LOG_FIND,     /* text: words; number: key of the row to begin at; flag: backwards */
    WISH_LOG_FILTER,   /* id: all, errors, kind, endpoint, status, client, user, id, where; text: which one; number: key of the
                          row that is looked at */
    WISH_LOG_PIN,      /* text: a line each; id: keys of their rows, separated by blanks */
    WISH_SEARCH,       /* text, at every change of it ("" lists all): the app fills model.found */
    WISH_OPEN_ARTICLE, /* id: of an article, or NULL: the text of this step; the app fills model.article, then ui_show(PAGE_ARTICLE) */
    WISH_CODE,         /* text: "500", "500 502" or words ("" lists all): the app fills model.code */
    WISH_EXPORT_PAGE,  /* number 0: the export page is open, the app fills model.export. Else an INC-number of home: the app
                          opens that incident too and calls ui_show(PAGE_EXPORT) */
    WISH_EXPORT,       /* id: format (md, html, json), text: file, flag: overwrite was confirmed */
    WISH_TROUBLE,      /* id: choice of model.trouble */

    /* the terminal */
    WISH_EDITOR,  /* text: what is typed so far; run $EDITOR on it, then ui_edited */
    WISH_COPY,    /* text: to the clipboard */
    WISH_SUSPEND, /* Ctrl-Z */
    WISH_REDRAW,  /* Ctrl-L */
    WISH_QUIT
};

struct wish {
    enum wish_kind kind;
    const char *id, *text, *reason, *when;
    int64_t number;
    bool flag;
};

const char *wish_name(enum wish_kind kind); /* "answer", "run_probes": for tests and traces */
#endif
