/* check: what a flow refers to outside itself: articles, and the flows it calls. */
#include <string.h>

#include "base/i18n.h"
#include "flow/check_rule.h"

static void say_missing(struct checking *c, const char *id, struct mark at)
{
    const struct flow_library *lib = c->library;
    const char *near = lib->nearest_article ? lib->nearest_article(lib->of, id) : NULL;
    problem_error(c->problems, "missing-article", at, _("there is no article '%s'"), id);
    if (near)
        problem_remedy(c->problems, _("did you mean '%s'?"), near);
    else
        problem_remedy(c->problems, _("`triage kb list` shows the articles there are"));
}

static void check_article(struct checking *c, const char *id, struct mark at)
{
    const struct flow_library *lib = c->library;
    if (!lib->has_article(lib->of, id)) {
        say_missing(c, id, at);
    } else if (lib->is_empty_article && lib->is_empty_article(lib->of, id)) {
        problem_warning(c->problems, "empty-article", at, _("article '%s' says nothing yet"), id);
        problem_remedy(c->problems, _("write it, or take it out here"));
    }
}

static void check_articles(struct checking *c, const struct yaml_node *source)
{
    const struct yaml_node *list = yaml_find(source, "articles");
    if (!c->library->has_article || !list || list->kind != YAML_LIST)
        return;
    for (const struct yaml_node *id = list->first; id; id = id->next)
        if (id->kind == YAML_TEXT)
            check_article(c, id->text, id->mark);
}

/* "images/queue.svg", "../purge.html": a file of wherever the text came from, not the id of an article. */
static bool is_path(const char *id)
{
    return strchr(id, '/') || strchr(id, '.');
}

static void say_path(struct checking *c, const char *path, struct mark at)
{
    problem_warning(c->problems, "link-path", at, _("this leads to '%s', which is no article"), path);
    problem_remedy(c->problems, _("write the whole address, or the id of an article"));
}

/* A link in a step's text: to an article, by its id. What has a scheme, or a place within a page, is another's. */
static void check_target(struct checking *c, const struct yaml_node *text, size_t at)
{
    char id[128];
    size_t n = strcspn(text->text + at, ") \t\n#");
    if (!n || n >= sizeof id || text->text[at + n] != ')')
        return;
    memcpy(id, text->text + at, n);
    id[n] = '\0';
    if (strchr(id, ':') || *id == '/' || strchr(id, '$') || c->library->has_article(c->library->of, id))
        return;
    struct mark mark = yaml_mark_inside(c->flow->bytes, c->flow->n_bytes, text, at);
    if (is_path(id))
        say_path(c, id, mark);
    else
        say_missing(c, id, mark);
}

static void check_text_links(struct checking *c, const struct flow_step *s)
{
    const char *link = s->text ? strstr(s->text, "](") : NULL;
    const struct yaml_node *text = link ? yaml_find(s->source, "text") : NULL;
    for (; text && c->library->has_article && link; link = strstr(link + 2, "]("))
        check_target(c, text, (size_t)(link + 2 - s->text));
}

static void check_outcomes(struct checking *c, const struct flow_step *s)
{
    for (size_t i = 0; i < s->n_answers; i++) {
        const struct flow_answer *a = &s->answer[i];
        enum outcome outcome;
        if (outcome_parse(a->id, &outcome) || strcmp(a->id, "unsure") == 0)
            continue;
        problem_error(c->problems, "call-answer", check_mark(a->source, "id", a->mark),
                      _("a called flow never ends with '%s'"), a->id);
        problem_remedy(c->problems, _("its answers are its outcomes: resolved, found, cleared, escalated"));
    }
}

/* Found by walking the calls of the called flow. `patience` ends what never comes back here either. */
static bool calls_back(struct checking *c, const struct flow *called, int depth, int *patience)
{
    if (strcmp(called->id, c->flow->id) == 0)
        return true;
    for (size_t i = 0; depth > 0 && i < called->n_steps; i++) {
        const char *id = called->step[i].call;
        const struct flow *next = id && (*patience)-- > 0 ? c->library->find_flow(c->library->of, id) : NULL;
        if (next && calls_back(c, next, depth - 1, patience))
            return true;
    }
    return false;
}

static void check_with(struct checking *c, const struct flow_step *s, const struct flow *called)
{
    const struct yaml_node *with = yaml_find(s->source, "with");
    for (size_t i = 0; i < s->n_with; i++) {
        const struct yaml_node *value = yaml_find(with, s->with[i].name);
        struct guess g = {.name = s->with[i].name};
        for (size_t k = 0; k < called->n_inputs; k++)
            guess_try(&g, called->input[k].id);
        if (flow_find_input(called, s->with[i].name))
            continue;
        problem_error(c->problems, "call-input", value ? value->key->mark : s->mark, _("flow '%s' has no input '%s'"),
                      called->id, s->with[i].name);
        if (g.best)
            problem_remedy(c->problems, _("did you mean '%s'?"), g.best);
        else
            problem_remedy(c->problems, _("remove it, or add it to the inputs there"));
    }
}

static void check_call(struct checking *c, const struct flow_step *s)
{
    const struct flow_library *lib = c->library;
    struct mark at = check_mark(s->source, "call", s->mark);
    const struct flow *called = lib->find_flow ? lib->find_flow(lib->of, s->call) : NULL;
    check_outcomes(c, s);
    if (lib->find_flow && !called) {
        problem_error(c->problems, "missing-flow", at, _("there is no flow '%s' to call"), s->call);
        problem_remedy(c->problems, _("check the id; a called flow lies beside this one or in a directory of flows"));
    }
    if (!called)
        return;
    int patience = 100;
    if (calls_back(c, called, 8, &patience)) {
        problem_error(c->problems, "call-circle", at, _("flow '%s' calls this one again"), s->call);
        problem_remedy(c->problems, _("let one of them end with an outcome instead"));
    }
    check_with(c, s, called);
}

void check_links(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_causes; i++)
        if (c->flow->cause[i].articles.n)
            check_articles(c, c->flow->cause[i].source);
    for (size_t i = 0; i < c->flow->n_steps; i++) {
        const struct flow_step *s = &c->flow->step[i];
        if (s->articles.n)
            check_articles(c, s->source);
        check_text_links(c, s);
        if (s->call)
            check_call(c, s);
        if (!s->call && s->n_with) {
            problem_warning(c->problems, "with", check_mark(s->source, "with", s->mark),
                            _("`with` has no effect without `call`"));
            problem_remedy(c->problems, _("add `call:` with the id of a flow, or remove it"));
        }
    }
}
