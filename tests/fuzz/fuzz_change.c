/* Any bytes as what a tool prints (the first one says which): what comes of it is clean, ranks, and survives its line. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "change/parse.h"
#include "text/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

typedef size_t parse_list(const struct change_text *, struct change_list *);
typedef size_t parse_steps(const struct change_text *, struct package_steps *);

static parse_list *const lists[] = {parse_git_log, parse_git_tags, parse_journal, parse_kubernetes, parse_docker_ps, parse_docker_images, parse_events};
static parse_steps *const steps[] = {parse_dpkg_log, parse_apt_history, parse_rpm_query, parse_dnf_log, parse_apk_log, parse_pacman_log};
enum { N_LISTS = sizeof lists / sizeof *lists, N_STEPS = sizeof steps / sizeof *steps };

static void parse_moves(const struct change_text *t, struct change_list *l)
{
    struct arena arena = {0};
    struct git_move move[8];
    size_t n = parse_git_moves(t, &arena, move, 8);
    for (size_t i = 0; i < n; i++)
        parse_git_moved(t, &move[i], l);
    arena_release(&arena);
}

static void parse(unsigned which, const struct change_text *t, struct change_list *l)
{
    struct package_steps all = {0};
    if (which < N_LISTS)
        lists[which](t, l);
    else if (which < N_LISTS + N_STEPS)
        steps[which - N_LISTS](t, &all);
    else
        parse_moves(t, l);
    package_changes(t, &package_dpkg, &all, l);
    package_steps_release(&all);
}

static void is_clean(const char *text)
{
    assert(!text || clean_is_clean(text, strlen(text), CLEAN_LINE));
}

static void look_through(const struct change_list *l, const struct change_case *c)
{
    struct str line = {0};
    struct change_list back;
    struct err e = {0};
    for (size_t i = 0; i < l->list.n; i++) {
        const struct change *one = &l->list.v[i];
        is_clean(one->what), is_clean(one->who), is_clean(one->detail), is_clean(one->source), is_clean(one->service);
    }
    change_list_print(l, c, &line);
    assert(!memchr(line.s, '\n', line.n));
    bool ok = change_list_read(line.s, line.n, &back, &e);
    assert(ok && back.list.n <= l->list.n);
    change_list_release(&back);
    str_release(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const trace[] = {"Cart.java", "/srv/app/shop/cart.py:42"};
    struct change_case c = {.onset = 1772331202 * TIME_SECOND, .service = "shop", .host = "web1", .trace_file = trace, .n_trace_files = 2};
    struct change_list l;
    if (!n)
        return 0;
    struct change_text t = {(const char *)bytes + 1, n - 1, "fuzz", "/srv/app", "web1", NULL};
    change_list_init(&l, 0, 4102444800 * TIME_SECOND);
    parse(bytes[0] % (N_LISTS + N_STEPS + 1), &t, &l);
    change_list_settle(&l);
    look_through(&l, &c);
    change_list_release(&l);
    (void)change_list_read((const char *)bytes + 1, n - 1, &l, &(struct err){0});
    change_list_release(&l);
    return 0;
}
