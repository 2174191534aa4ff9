/* show_trial: a try says so, on every screen. */
#include "app/show.h"

#include "app/trial.h"

void show_trial(struct show *w)
{
    struct session *s = w->session;
    const char *wanted = NULL;
    if (!s->trial)
        return;
    const struct flow_probe *probe = w->model.incident ? trial_next(s, &wanted) : NULL;
    w->trial = (struct model_trial){.probe = probe ? probe->id : NULL, .wanted = wanted, .notice = s->trial->notice};
    w->model.trial = &w->trial;
    if (!w->model.status)
        w->model.status = s->trial->notice;
}
