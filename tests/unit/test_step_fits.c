/* Every step of every flow that ships keeps its answers in sight at 80x24: to come, looked at, and cut to 40x12 the rows
 * can all be reached. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flow/flow.h"
#include "flow_at_hand.h"
#include "ui/ui.h"
#include "ui/view.h"

static struct flow *load(const char *path)
{
    char bytes[262144];
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s cannot be read", path);
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return flow_of(bytes, n, path);
}

struct visit_of {
    struct incident incident;
    struct model_step step;
    struct model model;
    struct ui *ui;
};

static void apply(struct visit_of *v, struct event ev)
{
    ev.seq = v->incident.seq + 1;
    ev.at = ev.recorded_at = ev.seq * TIME_SECOND;
    ev.actor = "ann";
    incident_apply(&v->incident, &ev);
}

static void enter(struct visit_of *v, const struct flow *f, const struct flow_step *s)
{
    memset(v, 0, sizeof *v);
    incident_init(&v->incident);
    apply(v, (struct event){.kind = EVENT_opened, .as.opened = {.flow = f->id, .title = f->title}});
    for (size_t i = 0; i < f->n_inputs; i++)
        apply(v, (struct event){
                     .kind = EVENT_given,
                     .as.given = {.input = f->input[i].id, .value = "https://shop.example/checkout", .source = "asked"}});
    apply(v, (struct event){
                 .kind = EVENT_entered, .step = s->id, .as.entered = {.title = s->title, .phase = "logs", .how = "next"}});
    v->step = (struct model_step){.step = s, .path = s->id};
    v->model = (struct model){.actor = "ann",
                              .host = "ops-1",
                              .now = 60 * TIME_SECOND,
                              .is_recorded = true,
                              .incident = &v->incident,
                              .flow = f,
                              .step = &v->step};
    v->ui = ui_new();
    ui_show(v->ui, PAGE_STEP);
}

static void leave(struct visit_of *v)
{
    ui_free(v->ui);
    incident_release(&v->incident);
}

/* All probes ran and found as much as fits in two lines. */
static void look(struct visit_of *v)
{
    const struct flow_step *s = v->step.step;
    for (size_t i = 0; i < s->n_probes; i++) {
        apply(v, (struct event){.kind = EVENT_probe_started,
                                .step = s->id,
                                .as.probe_started = {.probe = s->probe[i].id, .command = s->probe[i].run}});
        apply(v,
              (struct event){
                  .kind = EVENT_probe_ended,
                  .step = s->id,
                  .as.probe_ended = {
                      .run = v->incident.seq,
                      .probe = s->probe[i].id,
                      .outcome = "exited",
                      .summary =
                          "8.1% errors since 03:01:12 (917 of 11,320), baseline 0.1%; 1 of 23 endpoints: POST /checkout"}});
    }
}

static void paint(struct visit_of *v, int rows, int columns, struct str *out)
{
    struct frame f;
    frame_init(&f, rows, columns, false);
    ui_paint(v->ui, &v->model, &f);
    str_clear(out);
    frame_dump(&f, false, out);
    frame_release(&f);
}

static void answers_are_seen(struct visit_of *v, const char *when)
{
    const struct flow_step *s = v->step.step;
    struct str screen = {0};
    paint(v, 24, 80, &screen);
    for (size_t i = 0; i < s->n_answers; i++) {
        char label[40];
        snprintf(label, sizeof label, "%.30s", s->answer[i].label);
        if (!strstr(screen.s, label))
            fail_msg("%s: %s: the answer '%s' is out of sight:\n%s", s->id, when, s->answer[i].label, screen.s);
    }
    str_release(&screen);
}

/* At 40x12 not all can be seen, but every row can be stood on. */
static void rows_are_reached(struct visit_of *v)
{
    struct str screen = {0};
    struct wish w;
    struct sheet sheet;
    paint(v, 12, 40, &screen);
    ui_build(v->ui, &v->model, 12, 40, &sheet);
    int rows = 0, seen = 0;
    for (size_t i = 0; i < sheet.lines.n; i++)
        rows += sheet.lines.v[i].row.kind != ROW_NONE;
    sheet_release(&sheet);
    ui_key(v->ui, &v->model, &(struct key){.kind = PRESS_HOME}, &w);
    for (int i = 0; i < rows; i++) {
        paint(v, 12, 40, &screen);
        seen += strstr(screen.s, "▸") != NULL;
        ui_key(v->ui, &v->model, &(struct key){.kind = PRESS_DOWN}, &w);
    }
    assert_int_equal(seen, rows);
    str_release(&screen);
}

static void check_step(const struct flow *f, const struct flow_step *s)
{
    struct visit_of v;
    enter(&v, f, s);
    if (!(s->n_inputs && s->n_probes)) /* a form first: its answers come once it was looked at */
        answers_are_seen(&v, "on arrival");
    look(&v);
    answers_are_seen(&v, "looked at");
    rows_are_reached(&v);
    leave(&v);
}

static void every_shipped_step_keeps_its_answers_in_sight(void **state)
{
    char pattern[4096];
    glob_t found;
    (void)state;
    snprintf(pattern, sizeof pattern, "%s/data/flows/*.yaml", getenv("top_srcdir") ? getenv("top_srcdir") : "..");
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct flow *f = load(found.gl_pathv[i]);
        for (size_t k = 0; k < f->n_steps; k++)
            check_step(f, &f->step[k]);
        flow_free(f);
    }
    globfree(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_shipped_step_keeps_its_answers_in_sight)};
    return cmocka_run_group_tests_name("step_fits", tests, NULL, NULL);
}
