/* Any bytes as a text with secrets in it: redacting twice changes nothing, the text stays within its bound, what was planted
 * does not survive, and the two ways of sieving agree. The first byte chooses what is planted, and where. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/json.h"
#include "text/redact.h"
#include "text/redact_tally.h"
#include "text/sieve.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Behind a newline nothing that stands before can make another thing of them; before a newline nothing behind. */
static const struct {
    const char *text, *secret;
} planted[] = {
    {"\nDB_PASSWORD=hunter2canary\n", "hunter2canary"},
    {"\n{\"password\":\"hunter2canary\"}\n", "hunter2canary"},
    {"\nAuthorization: Bearer hunter2canary.hunter2canary\n", "hunter2canary"},
    {"\nkey ghp_abcdefghijklmnopqrstuvwxyz0123456789 x\n", "abcdefghijklmnopqrstuvwxyz0123456789"},
    {"\npostgres://app:hunter2canary@db:5432/shop\n", "hunter2canary"},
    {"\nCookie: sid=hunter2canary\n", "hunter2canary"},
    {"\nthe value n4medcanary stands alone\n", "n4medcanary"},
    {"\nquery?v=x%20n4medcanary%20\n", "n4medcanary"},
};

static void redact(struct redactor *r, const char *s, size_t n, struct str *out)
{
    struct redact_book book = {0};
    struct redact_list list = {0};
    redact_find(r, s, n, &list);
    for (size_t i = 0, done = 0; i < list.of.n; i++) {
        assert(list.of.v[i].start >= done && list.of.v[i].end > list.of.v[i].start && list.of.v[i].end <= n);
        done = list.of.v[i].end;
    }
    redact_fill(s, n, &list, &book, out);
    assert(out->n <= REDACT_GROWS * n + REDACT_SPARE);
    vec_release(&list.of);
    redact_book_release(&book);
}

static void check(struct redactor *r, const char *s, size_t n, const char *secret)
{
    struct str once = {0}, twice = {0};
    struct redact_tally tally = {0};
    redact(r, s, n, &once);
    redact(r, str_get(&once), once.n, &twice);
    assert(once.n == twice.n && (once.n == 0 || memcmp(once.s, twice.s, once.n) == 0));
    assert(!secret || !memmem(str_get(&once), once.n, secret, strlen(secret)));
    redact_tally_marks(&tally, str_get(&once), once.n);
    str_release(&once);
    str_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct redactor *all, *usual;
    if (!all) {
        all = redact_new();
        usual = redact_new();
        redact_want(all, true, true);
        redact_hide(all, "NAMED", "n4medcanary");
    }
    if (n < 2)
        return 0;
    size_t which = bytes[0] % (sizeof planted / sizeof *planted), at = bytes[1] % (n - 1);
    if (memmem(bytes, n, planted[which].secret, strlen(planted[which].secret)))
        return 0; /* the fuzzer planted it itself, anywhere */
    struct str text = {0};
    str_add_n(&text, (const char *)bytes + 2, at > n - 2 ? n - 2 : at);
    size_t head = text.n;
    str_add(&text, planted[which].text);
    str_add_n(&text, (const char *)bytes + 2 + head, n - 2 - head);
    char *exact = malloc(text.n); /* for the sanitizer: not a byte behind it is read */
    memcpy(exact, text.s, text.n);
    check(all, exact, text.n, planted[which].secret);
    check(usual, (const char *)bytes, n, NULL);
    free(exact);
    str_release(&text);
    return 0;
}
