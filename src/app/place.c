/* place: which step of which flow the cursor stands at. */
#include <string.h>

#include "app/clock.h"
#include "app/session.h"

/* A called flow as recorded with the incident: "flow-id digest" among its calls. */
static const struct flow *called_flow(void *session, const char *id)
{
    const struct session *s = session;
    size_t n = strlen(id);
    for (size_t i = 0; i < s->inc->calls.n; i++) {
        const char *call = s->inc->calls.v[i];
        if (strncmp(call, id, n) == 0 && call[n] == ' ') {
            const struct flow_text *text = library_find_digest(&s->library, call + n + 1);
            return text ? text->flow : NULL;
        }
    }
    return NULL;
}

struct walk_map place_map(const struct session *s)
{
    return (struct walk_map){s->flow ? s->flow->flow : NULL, s->inc, clock_now(), called_flow, (void *)(size_t)s};
}

bool place_at(const struct session *s, const char *path, struct place *p)
{
    struct walk_map map = s->inc ? place_map(s) : (struct walk_map){0};
    const struct flow *flow = NULL;
    const struct flow_step *step = path && map.flow ? walk_find(&map, path, &flow) : NULL;
    if (!step)
        return false;
    *p = (struct place){flow, step, path, {flow, s->inc, path, map.now}};
    return true;
}

const struct flow *place_flow(const struct session *s, const char *path)
{
    struct place p;
    return place_at(s, path, &p) ? p.flow : NULL;
}

bool place_now(const struct session *s, struct place *p)
{
    return s->inc && s->inc->step && !s->inc->outcome && place_at(s, s->inc->step, p);
}
