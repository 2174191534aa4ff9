/* event_redact: every TEXT, NAMES and FACTS field goes through the redactor; the shapes say where they are. */
#include "store/event_redact.h"

#include <string.h>

bool event_field_is_word(const char *field)
{
    static const char *const words[] = {
        "action", "answer", "article", "body", "calls", "cause", "counts", "digest", "field", "fix", "fixed", "flow", "format", "from", "head", "how",
        "input", "key", "kinds", "language", "liveness", "next", "on_hangup", "outcome", "output", "payload", "phase", "probe", "proposed",
        "recorded_by", "risk", "section", "skipped", "status", "tty", "type", "verdict", "via",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(field, words[i]))
            return true;
    return false;
}

struct job {
    const struct event_secrets *how;
    const char *field;
    struct arena *arena;
    struct redact_list list;
    struct str room;
    struct err *e;
    bool failed;
};

static const char *clean(struct job *job, const char *text)
{
    if (!text)
        return NULL;
    job->how->find(job->how->who, job->field, text, strlen(text), &job->list);
    if (job->list.of.n == 0)
        return text;
    struct redact_book *book = job->how->book(job->how->who, job->e);
    job->failed = job->failed || !book;
    if (!book)
        return "";
    str_clear(&job->room);
    redact_fill(text, strlen(text), &job->list, book, &job->room);
    return arena_strndup(job->arena, job->room.s, job->room.n);
}

static void clean_names(struct job *job, struct names *names)
{
    const char **v = arena_array(job->arena, names->n, sizeof *v);
    for (size_t i = 0; i < names->n; i++)
        v[i] = clean(job, names->v[i]);
    names->v = v;
}

static void clean_facts(struct job *job, struct fact_pairs *facts)
{
    struct fact_pair *v = arena_array(job->arena, facts->n, sizeof *v);
    for (size_t i = 0; i < facts->n; i++) {
        v[i] = facts->v[i];
        if (v[i].value.kind == VALUE_TEXT)
            v[i].value.text = clean(job, v[i].value.text);
    }
    facts->v = v;
}

static void clean_field(struct job *job, enum field_type type, void *field)
{
    const char **text = field;
    switch (type) {
    case FIELD_TEXT: *text = clean(job, *text); break;
    case FIELD_NAMES: clean_names(job, field); break;
    case FIELD_FACTS: clean_facts(job, field); break;
    case FIELD_COUNT:
    case FIELD_LENGTH:
    case FIELD_TIME:
    case FIELD_NUMBER:
    case FIELD_FLAG: break;
    }
}

bool event_redact(const struct event_secrets *how, const struct event *from, struct event *to, struct arena *arena,
                  struct err *e)
{
    const struct event_shape *shape = &event_shapes[from->kind];
    struct job job = {.how = how, .arena = arena, .e = e};
    *to = *from;
    for (size_t i = 0; i < shape->n_fields; i++) {
        job.field = shape->field[i].name;
        clean_field(&job, shape->field[i].type, (char *)&to->as + shape->field[i].offset);
    }
    if (to->kind == EVENT_given && to->as.given.secret) /* whatever the caller did with it */
        to->as.given.value = "";
    vec_release(&job.list.of);
    str_release(&job.room);
    return !job.failed;
}
