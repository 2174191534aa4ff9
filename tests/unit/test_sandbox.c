/* Work in a child comes back or is given up, in bounded time, and leaves no process and no descriptor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "probe/sandbox.h"
#include "probe/sandbox_markdown.h"

struct seen {
    struct str answers; /* "answer;" or "!;" each */
    size_t n;
    const char *why;    /* the last one */
};

static void take(void *to, size_t i, const char *answer, size_t n, const char *why)
{
    struct seen *s = to;
    assert_int_equal(i, s->n++);
    assert_true((answer == NULL) == (why != NULL));
    str_add_n(&s->answers, answer ? answer : "!", answer ? n : 1);
    str_add_char(&s->answers, ';');
    s->why = why ? why : s->why;
}

/* Items are commands: what the child does before it answers with its letter. */
static void work(const void *items, size_t i, struct str *answer)
{
    char what = ((const char *)items)[i];
    if (what == 'L')
        for (volatile int on = 1; on;)
            ;
    if (what == 'A')
        abort();
    if (what == 'C') {
        close(3); /* the parent sees the end, but it is not */
        for (volatile int on = 1; on;)
            ;
    }
    if (what == 'D')
        mem_die("memory is out");
    if (what == 'X')
        _exit(0);
    if (what == 'M')
        mem_alloc((size_t)1 << 30);
    if (what == 'B')
        str_add_repeat(answer, 'b', 1000);
    if (what == 'O')
        what = open("/dev/null", O_RDONLY) < 0 ? '-' : '+';
    str_add_char(answer, what);
}

static int open_descriptors(void)
{
    int n = 0;
    DIR *d = opendir("/proc/self/fd");
    while (d && readdir(d))
        n++;
    if (d)
        closedir(d);
    return n;
}

static const char *run(struct seen *s, const char *commands, const char *wanted)
{
    static const struct sandbox_limits limits = {.cpu_s = 1, .wait_ms = 60000, .memory = 256u << 20, .answer = 500};
    struct sandbox_batch batch = {.n = strlen(commands), .items = commands, .work = work, .to = s, .take = take};
    int before = open_descriptors();
    *s = (struct seen){0};
    sandbox_run(&batch, &limits);
    assert_string_equal(str_get(&s->answers), wanted);
    assert_int_equal(open_descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    str_release(&s->answers);
    return s->why ? s->why : "";
}

static void answers_come_back_in_order(void **state)
{
    (void)state;
    struct seen s;
    assert_string_equal(run(&s, "abc", "a;b;c;"), "");
    assert_string_equal(run(&s, "", ""), "");
}

static void a_bad_item_costs_only_itself(void **state)
{
    (void)state;
    struct seen s;
    assert_string_equal(run(&s, "abAcAAd", "a;b;!;c;!;!;d;"), "the reader failed on it");
    assert_string_equal(run(&s, "aXb", "a;!;b;"), "the reader failed on it");
    run(&s, "aCb", "a;!;b;");
}

static void an_endless_item_is_given_up(void **state)
{
    (void)state;
    struct seen s;
    assert_string_equal(run(&s, "aLb", "a;!;b;"), "reading it took more computing than is allowed");
}

static void an_answer_that_is_too_large_is_refused(void **state)
{
    (void)state;
    struct seen s;
    assert_string_equal(run(&s, "aBb", "a;!;b;"), "what came of it is too large");
}

static void the_clock_is_a_limit_of_its_own(void **state)
{
    (void)state;
    struct seen s = {0};
    static const struct sandbox_limits limits = {.cpu_s = 100, .wait_ms = 1, .memory = 256u << 20, .answer = 500};
    struct sandbox_batch batch = {.n = 1, .items = "L", .work = work, .to = &s, .take = take};
    sandbox_run(&batch, &limits);
    assert_string_equal(s.why, "reading it took too long");
    str_release(&s.answers);
}

static void memory_is_bounded(void **state)
{
    (void)state;
    struct seen s;
#ifdef WITH_SANITIZERS
    run(&s, "aMb", "a;M;b;");
#else
    assert_string_equal(run(&s, "aMb", "a;!;b;"), "the reader failed on it");
#endif
}

static void the_child_opens_nothing(void **state)
{
    (void)state;
#if defined __x86_64__ && defined HAVE_LINUX_SECCOMP_H && !defined WITH_SANITIZERS
    struct seen s;
    run(&s, "O", "-;");
#endif
}

static int *n_spoken; /* shared with the children */

static void last_words(const char *why)
{
    (void)why;
    ++*n_spoken; /* it would restore a terminal that is the parent's */
}

static volatile sig_atomic_t n_reaped;

static void reap_all(int signal)
{
    int was = errno;
    (void)signal;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        n_reaped++;
    errno = was;
}

static void the_programs_own_handlers_do_not_matter(void **state)
{
    (void)state;
    struct seen s;
    n_spoken = mmap(NULL, sizeof *n_spoken, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(n_spoken, MAP_FAILED);
    mem_set_last_words(last_words);
    run(&s, "aDb", "a;!;b;");
    assert_int_equal(*n_spoken, 0);
    signal(SIGCHLD, reap_all);
    run(&s, "abAc", "a;b;!;c;");
    assert_int_equal(n_reaped, 0);
    signal(SIGCHLD, SIG_IGN);
    run(&s, "abAc", "a;b;!;c;");
    signal(SIGCHLD, SIG_DFL);
    mem_set_last_words(NULL);
}

static void markdown_goes_through(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct document d;
    sandbox_markdown("# a\n\n[b](c)", 11, &arena, &d);
    assert_null(d.warning);
    assert_int_equal(d.n_blocks, 2);
    assert_string_equal(d.link[0].target, "c");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_come_back_in_order),
        cmocka_unit_test(a_bad_item_costs_only_itself),
        cmocka_unit_test(an_endless_item_is_given_up),
        cmocka_unit_test(an_answer_that_is_too_large_is_refused),
        cmocka_unit_test(the_clock_is_a_limit_of_its_own),
        cmocka_unit_test(memory_is_bounded),
        cmocka_unit_test(the_child_opens_nothing),
        cmocka_unit_test(the_programs_own_handlers_do_not_matter),
        cmocka_unit_test(markdown_goes_through),
    };
    return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
