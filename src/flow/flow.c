/* flow: finding things in it by name, and letting it go. */
#include "flow/flow.h"

#include <string.h>

#include "base/mem.h"

void flow_free(struct flow *f)
{
    if (!f)
        return;
    map_release(&f->step_by_id);
    map_release(&f->cause_by_id);
    map_release(&f->input_by_id);
    map_release(&f->observer_by_id);
    arena_release(&f->arena);
    mem_free(f);
}

static int index_in(const struct map *m, const char *id)
{
    uint32_t i = id ? map_find(m, id) : MAP_ABSENT;
    return i == MAP_ABSENT ? -1 : (int)i;
}

int flow_step_index(const struct flow *f, const char *id)
{
    return index_in(&f->step_by_id, id);
}

int flow_cause_index(const struct flow *f, const char *id)
{
    return index_in(&f->cause_by_id, id);
}

const struct flow_step *flow_find_step(const struct flow *f, const char *id)
{
    int i = flow_step_index(f, id);
    return i < 0 ? NULL : &f->step[i];
}

const struct flow_input *flow_find_input(const struct flow *f, const char *id)
{
    int i = index_in(&f->input_by_id, id);
    return i < 0 ? NULL : &f->input[i];
}

const struct flow_answer *flow_find_answer(const struct flow_step *s, const char *id)
{
    for (size_t i = 0; id && i < s->n_answers; i++)
        if (strcmp(s->answer[i].id, id) == 0)
            return &s->answer[i];
    return NULL;
}

const struct flow_probe *flow_find_probe(const struct flow_step *s, const char *id)
{
    for (size_t i = 0; id && i < s->n_probes; i++)
        if (strcmp(s->probe[i].id, id) == 0)
            return &s->probe[i];
    return NULL;
}

const struct flow_action *flow_find_action(const struct flow_step *s, const char *id)
{
    for (size_t i = 0; id && i < s->n_actions; i++)
        if (strcmp(s->action[i].id, id) == 0)
            return &s->action[i];
    return NULL;
}

bool flow_command_says(const char *run, const char **line, size_t *n)
{
    bool is_comment = run && strncmp(run, "# ", 2) == 0;
    *line = !run ? "" : is_comment ? run + 2 : run;
    *n = strcspn(*line, "\n");
    return is_comment;
}
