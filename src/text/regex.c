/* regex: PCRE2 with limits. */
#include "text/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>

#include "base/i18n.h"
#include "base/mem.h"

/* Enough for any honest pattern over 1 MiB of output; at most some 50 ms of work for the others. */
enum { MATCH_LIMIT = 1000000, DEPTH_LIMIT = 10000, HEAP_KIB = 8192, MAX_PATTERN = 8192, JIT_STACK = 256 * 1024 };
/* For one line of a log, and there are millions: an honest pattern needs some ten steps for each group. */
enum { LINE_MATCH_LIMIT = 20000 };

struct regex {
    pcre2_code *code;
    uint32_t n_groups;
};

static uint32_t options_of(unsigned flags)
{
    uint32_t options = PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY;
#ifdef PCRE2_MATCH_INVALID_UTF
    if (!(flags & REGEX_BYTES))
        options |= PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
#endif
    if (flags & REGEX_BYTES) /* nor may the pattern itself ask for it */
        options |= PCRE2_NEVER_UTF | PCRE2_NEVER_UCP;
    if (flags & REGEX_ANCHORED)
        options |= PCRE2_ANCHORED;
    if (flags & REGEX_CASELESS)
        options |= PCRE2_CASELESS;
    if (flags & REGEX_LINES)
        options |= PCRE2_MULTILINE;
    return options;
}

static bool say(int code, PCRE2_SIZE at, size_t *error_offset, struct err *e)
{
    PCRE2_UCHAR why[160];
    pcre2_get_error_message(code, why, sizeof why);
    if (error_offset)
        *error_offset = at;
    err_set(e, ERR_INPUT, _("this is not a pattern (%s at character %zu)"), (const char *)why, (size_t)at + 1);
    return false;
}

static pcre2_code *compile(const char *pattern, unsigned flags, size_t *error_offset, struct err *e)
{
    int code = 0;
    PCRE2_SIZE at = 0;
    pcre2_compile_context *limits = pcre2_compile_context_create(NULL);
    if (!limits)
        mem_die("out of memory");
    pcre2_set_max_pattern_length(limits, MAX_PATTERN);
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options_of(flags), &code, &at, limits);
    pcre2_compile_context_free(limits);
    if (!compiled)
        say(code, at, error_offset, e);
    return compiled;
}

struct regex *regex_compile(const char *pattern, unsigned flags, size_t *error_offset, struct err *e)
{
    pcre2_code *compiled = compile(pattern, flags, error_offset, e);
    if (!compiled)
        return NULL;
    struct regex *re = mem_alloc(sizeof *re);
    re->code = compiled;
    pcre2_pattern_info(compiled, PCRE2_INFO_CAPTURECOUNT, &re->n_groups);
    (void)pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE); /* refused where memory may not be executable */
    return re;
}

bool regex_check(const char *pattern, size_t *error_offset, struct err *e)
{
    pcre2_code *compiled = compile(pattern, REGEX_PLAIN, error_offset, e);
    pcre2_code_free(compiled);
    return compiled != NULL;
}

void regex_free(struct regex *re)
{
    if (!re)
        return;
    pcre2_code_free(re->code);
    mem_free(re);
}

static struct regex_span span_of(pcre2_match_data *found, uint32_t n_groups)
{
    const PCRE2_SIZE *v = pcre2_get_ovector_pointer(found);
    for (uint32_t i = 1; i <= n_groups; i++)
        if (v[2 * i] != PCRE2_UNSET)
            return (struct regex_span){v[2 * i], v[2 * i + 1]};
    return (struct regex_span){v[0], v[1] < v[0] ? v[0] : v[1]};
}

/* Most matches fit in the 32 KiB of machine stack that PCRE2 takes by itself; a larger one costs two system calls. */
static int match_within(const struct regex *re, const char *s, size_t n, pcre2_match_data *found,
                        pcre2_match_context *limits)
{
    int rc = pcre2_match(re->code, (PCRE2_SPTR)s, n, 0, 0, found, limits);
    if (rc != PCRE2_ERROR_JIT_STACKLIMIT)
        return rc;
    pcre2_jit_stack *stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK, NULL);
    if (stack)
        pcre2_jit_stack_assign(limits, NULL, stack);
    rc = pcre2_match(re->code, (PCRE2_SPTR)s, n, 0, 0, found, limits);
    pcre2_jit_stack_free(stack);
    if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
        rc = pcre2_match(re->code, (PCRE2_SPTR)s, n, 0, PCRE2_NO_JIT, found, limits);
    return rc;
}

enum regex_result regex_match(const struct regex *re, const char *s, size_t n, struct regex_span *group)
{
    pcre2_match_context *limits = pcre2_match_context_create(NULL);
    pcre2_match_data *found = pcre2_match_data_create_from_pattern(re->code, NULL);
    if (!limits || !found)
        mem_die("out of memory");
    pcre2_set_match_limit(limits, MATCH_LIMIT);
    pcre2_set_depth_limit(limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(limits, HEAP_KIB);
    int rc = match_within(re, s, n, found, limits);
    if (rc >= 0 && group)
        *group = span_of(found, re->n_groups);
    pcre2_match_data_free(found);
    pcre2_match_context_free(limits);
    return rc >= 0 ? REGEX_YES : rc == PCRE2_ERROR_NOMATCH ? REGEX_NO : REGEX_GAVE_UP;
}

struct regex_work {
    pcre2_match_data *found;
    pcre2_match_context *limits;
    pcre2_jit_stack *stack;
};

struct regex_work *regex_work_new(void)
{
    struct regex_work *work = mem_alloc(sizeof *work);
    work->found = pcre2_match_data_create(REGEX_GROUPS, NULL);
    work->limits = pcre2_match_context_create(NULL);
    work->stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK, NULL);
    if (!work->found || !work->limits)
        mem_die("out of memory");
    pcre2_set_match_limit(work->limits, LINE_MATCH_LIMIT);
    pcre2_set_depth_limit(work->limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(work->limits, HEAP_KIB);
    if (work->stack)
        pcre2_jit_stack_assign(work->limits, NULL, work->stack);
    return work;
}

void regex_work_free(struct regex_work *work)
{
    if (!work)
        return;
    pcre2_match_data_free(work->found);
    pcre2_match_context_free(work->limits);
    pcre2_jit_stack_free(work->stack);
    mem_free(work);
}

void regex_work_widen(struct regex_work *work)
{
    pcre2_set_match_limit(work->limits, MATCH_LIMIT);
}

enum regex_result regex_groups(const struct regex *re, const char *s, size_t n, struct regex_work *work,
                               struct regex_span *span, size_t room)
{
    return regex_groups_from(re, s, n, 0, work, span, room);
}

enum regex_result regex_groups_from(const struct regex *re, const char *s, size_t n, size_t from, struct regex_work *work,
                                    struct regex_span *span, size_t room)
{
    if (re->n_groups >= REGEX_GROUPS)
        return REGEX_GAVE_UP;
    int rc = pcre2_match(re->code, (PCRE2_SPTR)s, n, from, 0, work->found, work->limits);
    if (rc <= 0)
        return rc == PCRE2_ERROR_NOMATCH ? REGEX_NO : REGEX_GAVE_UP;
    const PCRE2_SIZE *v = pcre2_get_ovector_pointer(work->found);
    for (size_t i = 0; i < room; i++)
        span[i] = i <= re->n_groups ? (struct regex_span){v[2 * i], v[2 * i + 1]}
                                    : (struct regex_span){REGEX_UNSET, REGEX_UNSET};
    return REGEX_YES;
}

size_t regex_n_groups(const struct regex *re)
{
    return re->n_groups;
}

const char *regex_group_name(const struct regex *re, size_t i, size_t *number)
{
    uint32_t count = 0, size = 0;
    PCRE2_SPTR table = NULL;
    pcre2_pattern_info(re->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(re->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(re->code, PCRE2_INFO_NAMETABLE, &table);
    if (i >= count)
        return NULL;
    const unsigned char *row = table + i * size;
    *number = (size_t)row[0] << 8 | row[1];
    return (const char *)row + 2;
}

void regex_library_version(char out[64])
{
    out[0] = '\0';
    if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) <= 64)
        pcre2_config(PCRE2_CONFIG_VERSION, out);
}
