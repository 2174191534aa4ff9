/* alert: what the page of an alert, its lines, its questions and its reasons have in common. */
#ifndef UI_ALERT_H
#define UI_ALERT_H
#include "ui/model_alert.h"
#include "ui/view.h"

void alert_state(const struct model *m, bool is_short, struct str *out); /* "firing since 03:04:30 · 2 min", "over" */
void alert_value_text(const struct model *m, const struct model_alert_value *v, struct str *out);
/* "since when"; the name of an input may be put into room. */
const char *alert_value_name(const struct model_alert_value *v, struct str *room);
/* Asks for the value of that name. */
void alert_ask_value(struct ui *ui, const struct model *m, const char *id);
/* why_alert.c: the page of reasons. */
void alert_build_why(const struct ui *ui, const struct model *m, struct sheet *s);
#endif
