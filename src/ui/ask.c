/* ask: from a typed answer to a wish. */
#include "ui/ask.h"

#include <string.h>

#include "base/i18n.h"
#include "ui/alert.h"

const struct ask_row ask_rows[N_ASKS] = {
#define ASK(id, label, hint, enter, flags) [ASK_##id] = {label, hint, enter, flags},
#include "ui/question.def"
#undef ASK
};

typedef void finish_fn(struct ui *ui, const struct model *m, const char *text, struct wish *w);

void ask_open(struct ui *ui, enum ask ask, const char *what, const char *about, int64_t number, const char *preset)
{
    struct str label = {0};
    const char *shape = ask_rows[ask].label[0] ? _(ask_rows[ask].label) : "";
    const char *gap = strstr(shape, "%s");

    str_add_n(&label, shape, gap ? (size_t)(gap - shape) : strlen(shape));
    if (gap) {
        str_add(&label, what ? what : "");
        str_add(&label, gap + 2);
    }
    prompt_open(&ui->prompt, ask, str_get(&label), about, number, preset);
    ui->prompt.is_hidden = ask_rows[ask].flags & HIDDEN;
    str_release(&label);
}

/* ---- what becomes of an answer ---- */

static const char *about(struct ui *ui)
{
    return ui_say(ui, 1, str_get(&ui->prompt.about));
}

static void finish_why_not(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    bool is_fix = m->step && m->step->step->answers_fixes;
    *w = (struct wish){.kind = is_fix ? WISH_FIX : WISH_ANSWER, .id = about(ui), .reason = text};
}

static void finish_report(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m;
    *w = (struct wish){.kind = WISH_REPORTED, .id = about(ui), .text = text};
}

static void finish_owner(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    const char *rest = text + strcspn(text, " ");
    int64_t at;
    bool has_date = rest > text && time_parse_ahead(rest + strspn(rest, " ,"), m->now, m->zone, &at);
    (void)w;
    str_clear(&ui->prompt.kept[0]);
    str_clear(&ui->prompt.kept[1]);
    if (has_date) { /* "ann 2 Mar" says both at once */
        str_add_n(&ui->prompt.kept[0], text, (size_t)(rest - text));
        str_add(&ui->prompt.kept[1], rest + strspn(rest, " ,"));
        ask_open(ui, ASK_DEFER, NULL, about(ui), ui->prompt.number, NULL);
        return;
    }
    str_add(&ui->prompt.kept[0], text[0] || !m->actor ? text : m->actor);
    ask_open(ui, ASK_UNTIL, NULL, about(ui), ui->prompt.number, NULL);
}

/* What is no time is asked again, before what was said with it is sent and refused. */
static bool is_no_time(struct ui *ui, const struct model *m, enum ask ask, const char *text)
{
    int64_t at;
    if (!text[0] || time_parse_ahead(text, m->now, m->zone, &at))
        return false;
    ask_open(ui, ask, NULL, about(ui), ui->prompt.number, text);
    return true;
}

static void finish_until(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)w;
    if (is_no_time(ui, m, ASK_UNTIL, text))
        return;
    str_clear(&ui->prompt.kept[1]);
    str_add(&ui->prompt.kept[1], text);
    ask_open(ui, ASK_DEFER, NULL, about(ui), ui->prompt.number, NULL);
}

static void finish_defer(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m;
    *w = (struct wish){.kind = WISH_DEFER,
                       .text = str_get(&ui->prompt.kept[0]),
                       .when = str_get(&ui->prompt.kept[1]),
                       .reason = text,
                       .number = ui->prompt.number,
                       .id = ui->prompt.number ? NULL : about(ui)};
}

static void finish_severity(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    const char *digit = strpbrk(text, "1234");
    (void)m;
    if (!digit || strspn(text, "sevSEV 1234") != strlen(text)) {
        ask_open(ui, ASK_SEVERITY, NULL, NULL, 0, NULL);
        return;
    }
    *w = (struct wish){.kind = WISH_SEVERITY, .number = *digit - '0', .reason = ""};
}

static void finish_out_which(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    ui->prompt.ask = ASK_OUT_WHICH;
    const char *id = ask_resolve(ui, m, text);
    const struct diagnosis_cause *c = id && m->diagnosis ? diagnosis_find(m->diagnosis, id) : NULL;
    (void)w;
    ui->prompt.ask = ASK_NONE;
    if (c)
        ask_open(ui, ASK_OUT_WHY, c->title, c->name, 0, NULL);
    else
        ask_open(ui, ASK_OUT_WHICH, NULL, NULL, 0, text);
}

static void finish_add_cause(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m, (void)w;
    if (text[0])
        ask_open(ui, ASK_ADD_WHY, NULL, text, 0, NULL);
}

static void finish_add_why(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m;
    *w = (struct wish){.kind = WISH_ADD_CAUSE, .text = about(ui), .reason = text};
}

static void finish_waive(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m;
    *w = (struct wish){
        .kind = WISH_WAIVE, .number = ui->prompt.number, .id = ui->prompt.number ? NULL : about(ui), .reason = text};
}

static void finish_escalate(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    const char *to = m->flow ? m->flow->escalate.to : NULL;
    (void)ui;
    *w = (struct wish){.kind = WISH_ESCALATE, .text = text[0] || !to ? text : to, .reason = ""};
}

static void finish_tell(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m, (void)w;
    str_clear(&ui->prompt.kept[0]);
    str_add(&ui->prompt.kept[0], text);
    ask_open(ui, ASK_TELL_NEXT, NULL, NULL, 0, NULL);
}

static void finish_tell_next(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    if (is_no_time(ui, m, ASK_TELL_NEXT, text))
        return;
    *w = (struct wish){.kind = WISH_TELL, .text = str_get(&ui->prompt.kept[0]), .when = text};
}

void ask_value(struct ui *ui, const struct model *m, const char *name)
{
    const struct fact *f = m->alert ? NULL : incident_find_fact(m->incident, name);
    struct str now = {0};
    if (f && value_is_known(&f->value))
        value_print(&f->value, &now);
    if (m->alert)
        alert_ask_value(ui, m, name);
    else
        ask_open(ui, ASK_VALUE, name, name, 0, str_get(&now));
    str_release(&now);
}

static void finish_fact(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    ui->prompt.ask = ASK_FACT;
    const char *name = ask_resolve(ui, m, text);
    (void)w;
    ui->prompt.ask = ASK_NONE;
    ask_value(ui, m, name ? name : text);
}

static void finish_find(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)w;
    str_clear(&ui->find);
    str_add(&ui->find, text);
    ui_find_next(ui, m);
}

static void finish_log_find(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m;
    str_clear(&ui->find);
    str_add(&ui->find, text);
    if (text[0])
        *w = (struct wish){.kind = WISH_LOG_FIND, .text = text, .number = ui->prompt.number};
}

static void finish_log_time(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    int64_t at;
    if (text[0] && !time_parse_spoken(text, m->now, m->zone, &at))
        ask_open(ui, ASK_LOG_TIME, NULL, NULL, 0, text);
    else
        *w = (struct wish){.kind = WISH_LOG_GO, .id = text[0] ? "time" : "onset", .text = text};
}

static void finish_log_where(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m;
    *w = (struct wish){.kind = WISH_LOG_FILTER, .id = "where", .text = text, .number = ui->prompt.number};
}

static void finish_file(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    const struct model_export *x = m->export;
    size_t i = (size_t)ui->prompt.number;
    if (x && i < x->n)
        *w = (struct wish){.kind = WISH_EXPORT, .id = x->row[i].format, .text = text};
}

static void finish_overwrite(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    const struct model_export *x = m->export;
    size_t i = (size_t)ui->prompt.number;
    if (x && i < x->n && strcmp(text, "y") == 0)
        *w = (struct wish){.kind = WISH_EXPORT, .id = x->row[i].format, .text = x->row[i].file, .flag = true};
}

static void finish_type(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m;
    *w = (struct wish){.kind = WISH_TYPE, .number = ui->prompt.number, .text = text};
}

static void finish_item(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m, (void)w;
    if (text[0])
        ask_open(ui, ASK_ITEM_OWNER, NULL, text, 0, NULL);
}

static void finish_item_owner(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)m;
    *w = (struct wish){.kind = WISH_ITEM, .text = about(ui), .reason = text};
}

static void finish_quit(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)ui, (void)m;
    if (strcmp(text, "y") == 0)
        *w = (struct wish){.kind = WISH_QUIT};
}

static void finish_row(struct ui *ui, const struct model *m, const char *text, struct wish *w)
{
    (void)text;
    struct row_id row = ui_place(ui)->at;
    const struct view *v = view_of(ui_page(ui));
    if (v->enter)
        v->enter(ui, m, row, w);
}

/* The questions whose answer is a wish as it stands: the text goes there, what it is about goes to id. */
static const struct {
    enum wish_kind kind;
    bool text_is_reason, has_about;
} plain_wishes[N_ASKS] = {
    [ASK_FIELD] = {WISH_SET_INPUT, false, true},
    [ASK_NOTE] = {WISH_NOTE, false, false},
    [ASK_EDIT] = {WISH_EDITED, false, false}, [ASK_ELSEWHERE] = {WISH_DONE_ELSEWHERE, false, false},
    [ASK_OUT_WHY] = {WISH_RULE_OUT, true, true},
    [ASK_REQUEST] = {WISH_REQUEST, false, true},
    [ASK_STRIKE] = {WISH_STRIKE, true, true},
    [ASK_PIN_CAUSE] = {WISH_PIN_CAUSE, true, true},
    [ASK_HAND_OVER] = {WISH_HAND_OVER, false, false},
    [ASK_VALUE] = {WISH_CORRECT, false, true},
    [ASK_ENVIRONMENT] = {WISH_ENVIRONMENT, false, false},
    [ASK_WORDS] = {WISH_DESCRIBE, false, true},
    [ASK_LOG_FILE] = {WISH_LOGS, false, false},
};

static void finish_plainly(struct ui *ui, const char *text, enum ask ask, struct wish *w)
{
    bool is_reason = plain_wishes[ask].text_is_reason;
    *w = (struct wish){.kind = plain_wishes[ask].kind,
                       .text = is_reason ? NULL : text,
                       .reason = is_reason ? text : "",
                       .id = plain_wishes[ask].has_about ? about(ui) : NULL};
}

static finish_fn *const finishers[N_ASKS] = {
    [ASK_WHY_NOT] = finish_why_not,
    [ASK_REPORT] = finish_report,    [ASK_PRETEND] = finish_report,
    [ASK_OWNER] = finish_owner,
    [ASK_UNTIL] = finish_until,
    [ASK_DEFER] = finish_defer,
    [ASK_SEVERITY] = finish_severity,
    [ASK_OUT_WHICH] = finish_out_which,
    [ASK_CHANGE_OUT] = ask_change_out,
    [ASK_ADD_CAUSE] = finish_add_cause,
    [ASK_ADD_WHY] = finish_add_why,
    [ASK_WAIVE] = finish_waive,
    [ASK_TELL] = finish_tell,
    [ASK_TELL_NEXT] = finish_tell_next,
    [ASK_FACT] = finish_fact,
    [ASK_FIND] = finish_find,
    [ASK_LOG_FIND] = finish_log_find,
    [ASK_LOG_TIME] = finish_log_time,
    [ASK_LOG_WHERE] = finish_log_where,
    [ASK_CHANGE_WORDS] = ask_change_words,
    [ASK_CHANGE_GO] = ask_go_change,
    [ASK_GO] = ask_go_step,
    [ASK_LINE] = ask_go_line,
    [ASK_CAUSE] = ask_go_cause,
    [ASK_ESCALATE] = finish_escalate,
    [ASK_FILE] = finish_file,
    [ASK_OVERWRITE] = finish_overwrite,
    [ASK_QUIT] = finish_quit,
    [ASK_TYPE] = finish_type,
    [ASK_ITEM] = finish_item,
    [ASK_ITEM_OWNER] = finish_item_owner,
    [ASK_ARTICLE] = finish_row,
    [ASK_ALL] = finish_row,
    [ASK_CODE] = finish_row,
    [ASK_COMMAND] = finish_row,
    [ASK_SECOND] = ask_finish_second,
    [ASK_CHANGE] = ask_finish_question,
    [ASK_DESTROY] = ask_finish_question,
};

/* White space around an answer is never meant. */
static const char *trimmed(struct ui *ui)
{
    const char *s = str_get(&ui->prompt.text);
    s += strspn(s, " \n\t");
    const char *kept = ui_say(ui, 0, s);
    size_t n = ui->said[0].n;
    while (n > 0 && strchr(" \n\t", ui->said[0].s[n - 1]))
        n--;
    str_cut(&ui->said[0], n);
    return kept;
}

void ask_finish(struct ui *ui, const struct model *m, struct wish *w)
{
    enum ask ask = ui->prompt.ask;
    const char *text = trimmed(ui);

    if (ask_rows[ask].flags & LISTS) { /* the list stays open until its row was done */
        finish_row(ui, m, text, w);
        if (ask == ASK_ALL && w->kind != WISH_NONE)
            prompt_close(&ui->prompt, false); /* what came of it is said at home, if it did not lead away */
        return;
    }
    if (!text[0] && !(ask_rows[ask].flags & EMPTY_OK)) {
        ask_cancel(ui, m, w);
        return;
    }
    prompt_close(&ui->prompt, false);
    if (finishers[ask])
        finishers[ask](ui, m, text, w);
    else
        finish_plainly(ui, text, ask, w);
}

void ask_cancel(struct ui *ui, const struct model *m, struct wish *w)
{
    enum ask ask = ui->prompt.ask;
    bool is_question = ask == ASK_CHANGE || ask == ASK_DESTROY || ask == ASK_OVERWRITE || ask == ASK_QUIT || ask == ASK_SECOND || ask == ASK_EDIT;

    (void)m;
    prompt_close(&ui->prompt, !is_question && !(ask_rows[ask].flags & (LISTS | COMPLETES)) && ask != ASK_FIELD);
    if (ask == ASK_CHANGE || ask == ASK_DESTROY || ((ask == ASK_ELSEWHERE || ask == ASK_EDIT) && m->question))
        *w = (struct wish){.kind = WISH_DECLINED};
    if (ask == ASK_COMMAND || ask == ASK_SECOND)
        ui_pop(ui);
    if (ask == ASK_ALL)
        ui_place(ui)->at = (struct row_id){0};
}

void ask_changed(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)m;
    ui_place(ui)->at = (struct row_id){0};
    ui_place(ui)->top = 0;
    const char *text = ui_say(ui, 0, str_get(&ui->prompt.text));
    if (ui->prompt.ask == ASK_ARTICLE || ui->prompt.ask == ASK_ALL)
        *w = (struct wish){.kind = WISH_SEARCH, .text = text};
    if (ui->prompt.ask == ASK_CODE)
        *w = (struct wish){.kind = WISH_CODE, .text = text};
}
