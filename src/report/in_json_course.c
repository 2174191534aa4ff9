/* in_json_course: the timeline with the fields of its events, and how the causes came about. */
#include "report/in_json.h"

/* ---- timeline -------------------------------------------------------------------------------------------------------- */
static void put_names(struct json *map, const char *key, const struct names *names)
{
    struct json *list = names->n ? in_json_list(map, key) : NULL;
    for (size_t i = 0; i < names->n; i++)
        json_add_text(list, names->v[i] ? names->v[i] : "");
}

static void put_facts(struct json *map, const char *key, const struct fact_pairs *facts)
{
    struct json *inner = facts->n ? in_json_map(map, key) : NULL;
    for (size_t i = 0; i < facts->n; i++)
        if (facts->v[i].name)
            in_json_value(inner, facts->v[i].name, &facts->v[i].value);
}

static void put_field(struct json *map, const struct event *ev, const struct event_field *f)
{
    const void *place = (const char *)&ev->as + f->offset;
    switch (f->type) {
    case FIELD_TEXT: json_put_text(map, f->name, *(const char *const *)place); break;
    case FIELD_COUNT: in_json_count(map, f->name, *(const int64_t *)place); break;
    case FIELD_LENGTH: in_json_seconds(map, f->name, *(const int64_t *)place); break;
    case FIELD_TIME: in_json_time(map, f->name, *(const int64_t *)place); break;
    case FIELD_NUMBER: json_put_number(map, f->name, *(const double *)place); break;
    case FIELD_FLAG: json_put_flag(map, f->name, *(const bool *)place); break;
    case FIELD_NAMES: put_names(map, f->name, place); break;
    case FIELD_FACTS: put_facts(map, f->name, place); break;
    }
}

static void put_timeline(struct json *root, const struct report *r)
{
    struct json *list = in_json_list(root, "timeline");
    for (size_t i = 0; i < r->timeline.n; i++) {
        const struct report_line *l = &r->timeline.v[i];
        if (!l->seq)
            continue; /* a milestone: it has its own key */
        struct json *j = in_json_row(list);
        json_put_int(j, "seq", l->seq);
        in_json_time(j, "at", l->at);
        in_json_time(j, "recorded_at", l->recorded);
        json_put_text(j, "actor", l->actor);
        json_put_text(j, "step", l->step);
        json_put_text(j, "kind", l->kind);
        struct json *fields = in_json_map(j, "fields");
        for (size_t k = 0; k < event_shapes[l->event.kind].n_fields; k++)
            put_field(fields, &l->event, &event_shapes[l->event.kind].field[k]);
    }
}

static void put_updates(struct json *root, const struct report *r)
{
    struct json *list = in_json_list(root, "status_updates");
    for (size_t i = 0; i < r->updates.n; i++) {
        struct json *j = in_json_row(list);
        in_json_time(j, "at", r->updates.v[i].at);
        json_put_text(j, "by", r->updates.v[i].actor);
        json_put_text(j, "state", r->updates.v[i].state);
        json_put_text(j, "affected", r->updates.v[i].affected);
        json_put_text(j, "doing", r->updates.v[i].doing);
        json_put_text(j, "next", r->updates.v[i].next);
    }
}

/* ---- diagnosis ------------------------------------------------------------------------------------------------------- */
static const char *move_word(enum move_kind kind)
{
    switch (kind) {
    case MOVE_ANSWERED: break;
    case MOVE_FIX_FAILED: return "fix_failed";
    case MOVE_FIX_HELPED: return "fix_helped";
    case MOVE_RULED_OUT: return "ruled_out";
    case MOVE_ADDED: return "added";
    }
    return "answered";
}

static void put_moves(struct json *cause, const struct report_cause *c)
{
    struct json *list = in_json_list(cause, "path");
    for (size_t i = 0; i < c->moves.n; i++) {
        struct json *j = in_json_row(list);
        in_json_time(j, "at", c->moves.v[i].at);
        json_put_text(j, "kind", move_word(c->moves.v[i].kind));
        json_put_number(j, "share", c->moves.v[i].share);
        json_put_number(j, "factor", c->moves.v[i].factor);
        json_put_text(j, "what", c->moves.v[i].what);
        json_put_text(j, "step", c->moves.v[i].step);
        json_put_text(j, "by", c->moves.v[i].actor);
        json_put_text(j, "because", c->moves.v[i].because);
    }
}

static const char *standing_word(enum hypothesis standing)
{
    switch (standing) {
    case HYPOTHESIS_OPEN: break;
    case HYPOTHESIS_SUPPORTED: return "supported";
    case HYPOTHESIS_ELIMINATED: return "eliminated";
    }
    return "open";
}

static void put_pin(struct json *j, const struct report_cause *c)
{
    json_put_flag(j, "pinned", c->is_pinned);
    json_put_text(j, "pinned_by", c->pin_by);
    json_put_text(j, "pinned_reason", c->pin_reason);
    in_json_time(j, "pinned_at", c->pin_at);
}

static void put_causes(struct json *diagnosis, const struct report_causes *causes)
{
    json_put_flag(diagnosis, "too_early", causes->is_too_early);
    struct json *list = in_json_list(diagnosis, "causes");
    for (size_t i = 0; i < causes->n; i++) {
        const struct report_cause *c = &causes->v[i];
        struct json *j = in_json_row(list);
        json_put_text(j, "id", c->id ? c->id : "something_else");
        json_put_text(j, "title", c->title);
        json_put_flag(j, "ruled_out", c->is_ruled_out);
        json_put_number(j, "prior", c->prior);
        json_put_number(j, "share", c->share);
        json_put_text(j, "reason", c->out_reason);
        json_put_text(j, "ruled_out_by", c->out_by);
        in_json_time(j, "ruled_out_at", c->out_at);
        if (c->id)
            json_put_text(j, "standing", standing_word(c->standing));
        if (c->is_pinned)
            put_pin(j, c);
        put_moves(j, c);
    }
}

static void put_called(struct json *diagnosis, const struct report *r)
{
    struct json *list = in_json_list(diagnosis, "called");
    for (size_t i = 0; i < r->called.n; i++) {
        struct json *j = in_json_row(list);
        json_put_text(j, "step", r->called.v[i].step);
        json_put_text(j, "title", r->called.v[i].title);
        put_causes(j, &r->called.v[i]);
    }
}

static void put_answer(struct json *j, const struct report_answer *a)
{
    in_json_time(j, "at", a->at);
    json_put_text(j, "by", a->actor);
    json_put_text(j, "step", a->step);
    json_put_text(j, "question", a->question);
    json_put_text(j, "answer", a->answer);
    json_put_text(j, "label", a->label);
    json_put_text(j, "proposed", a->proposed);
    json_put_text(j, "because", a->because);
    json_put_text(j, "reason", a->reason);
    json_put_text(j, "fix", a->fix);
    json_put_text(j, "fixed", a->fixed);
    json_put_flag(j, "override", a->is_override);
    json_put_flag(j, "counts", a->is_counted);
    json_put_flag(j, "withdrawn", a->is_struck);
    json_put_flag(j, "off_path", a->is_stale);
}

static void put_diagnosis(struct json *root, const struct report *r)
{
    struct json *j = in_json_map(root, "diagnosis");
    put_causes(j, &r->causes);
    put_called(j, r);
    struct json *answers = in_json_list(j, "answers"), *facts = in_json_list(j, "facts");
    for (size_t i = 0; i < r->answers.n; i++)
        put_answer(in_json_row(answers), &r->answers.v[i]);
    for (size_t i = 0; i < r->facts.n; i++) {
        struct json *f = in_json_row(facts);
        json_put_text(f, "name", r->facts.v[i].name);
        json_put_text(f, "kind", value_kind_name(r->facts.v[i].value.kind));
        in_json_value(f, "value", &r->facts.v[i].value);
        json_put_text(f, "source", r->facts.v[i].source);
        in_json_time(f, "at", r->facts.v[i].at);
    }
}

void in_json_course(struct json *root, const struct report *r)
{
    put_timeline(root, r);
    put_updates(root, r);
    put_diagnosis(root, r);
}
