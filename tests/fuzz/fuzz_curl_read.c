/* Any bytes as a pasted curl command: what is read is a request that may be sent, what is written of it reads the same, and a
 * secret is in nothing that is written. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "observe/curl_read.h"
#include "observe/curl_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char secret[] = "hUsH-sEcReT-0xQ"; /* none of these stands in a name or an option */

static const char *value_of(void *to, const char *name)
{
    (void)to;
    return strlen(name) % 2 ? secret : NULL;
}

static const char *empty(void *to, const char *name)
{
    (void)to, (void)name;
    return "x";
}

/* A name may stand in a URL or a body too, where it is no secret any more. */
static int is_open(const struct http_request *r)
{
    return (r->url && strstr(r->url, secret)) || (r->body && strstr(r->body, secret)) || (r->user_agent && strstr(r->user_agent, secret)) ||
           (r->method && strstr(r->method, secret));
}

static void write_and_read(const struct http_request *r, int is_long)
{
    struct str one = {0}, two = {0};
    struct curl_reading reading = {.value_of = empty};
    struct http_request back = {0};
    struct err e = {0};
    curl_write(r, is_long, &one);
    if (curl_read(str_get(&one), one.n, &reading, &back, &e)) {
        curl_write(&back, is_long, &two);
        assert(back.url && http_request_check(&back, &e));
        assert(back.header.n == r->header.n || r->header.n > back.header.n);
    }
    str_release(&one), str_release(&two);
    str_release(&reading.left_out);
    http_request_release(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct curl_reading reading = {.value_of = value_of};
    struct http_request r = {0};
    struct err e = {0};
    int ok = curl_read((const char *)bytes, n, &reading, &r, &e);
    assert(ok || *e.text);
    if (ok) {
        struct str out = {0};
        assert(http_request_check(&r, &e));
        curl_write(&r, 0, &out);
        if (!is_open(&r) && !memmem(bytes, n, secret, strlen(secret)) && r.resolve.n + r.connect_to.n == 0 && !r.cert && !r.key && !r.ca && !r.proxy) {
            int in_open_header = 0;
            for (size_t i = 0; i < r.header.n; i++)
                in_open_header |= !r.header.v[i].source && strstr(r.header.v[i].value, secret) != NULL;
            assert(in_open_header || strstr(str_get(&out), secret) == NULL);
            assert(!in_open_header);
        }
        str_release(&out);
        write_and_read(&r, 0);
        write_and_read(&r, 1);
    }
    str_release(&reading.left_out);
    http_request_release(&r);
    return 0;
}
