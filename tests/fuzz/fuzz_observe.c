/* Any bytes as what a small look reads: a finding's line, an answer of the DNS, a line of /proc, what systemctl shows, dates of a
 * certificate. The first byte says which. What is read can be shown, and a finding survives being printed and read again. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "observe/certificate.h"
#include "observe/dns_message.h"
#include "observe/process_stat.h"
#include "observe/say.h"
#include "observe/unit_show.h"
#include "text/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void show(const struct observation *o)
{
    struct str out = {0};
    observation_sentence(o, INT64_C(1772348400000000), NULL, &out);
    assert(clean_is_clean(str_get(&out), out.n, CLEAN_LINE));
    str_add_char(&out, '\n');
    observation_details(o, 2, TIME_NONE, NULL, &out);
    observation_page(o, TIME_NONE, NULL, &out);
    assert(clean_is_clean(str_get(&out), out.n, CLEAN_TEXT));
    str_release(&out);
}

static void read_finding(const char *bytes, size_t n)
{
    struct observation o, back;
    struct err e = {0};
    struct str line = {0}, again = {0};
    if (!observation_read(bytes, n, &o, &e)) {
        assert(*e.text);
        return;
    }
    show(&o);
    observation_print(&o, &line);
    assert(!memchr(line.s, '\n', line.n));
    bool ok = observation_read(line.s, line.n, &back, &e);
    assert(ok || line.n > OBSERVE_BYTES);
    if (ok) {
        observation_print(&back, &again);
        assert(str_eq(line.s, again.s));
        observation_judge(&back);
        show(&back);
        observation_release(&back);
    }
    observation_release(&o);
    str_release(&line);
    str_release(&again);
}

/* What follows the question is the fuzzer's, and so is the whole of it. */
static void read_dns(const unsigned char *bytes, size_t n)
{
    unsigned char query[DNS_QUERY_MOST], message[4096];
    static const unsigned types[] = {DNS_A, DNS_AAAA, DNS_MX, DNS_TXT, DNS_SOA, DNS_SRV, DNS_CAA, DNS_NS};
    struct dns_answer a;
    size_t n_query = dns_query_write("a.test", types[n ? bytes[0] % 8 : 0], 0x4142, query), question = n_query - 11;
    (void)dns_answer_read(bytes, n, query, n_query, &a);
    if (n > sizeof message - question)
        return;
    memcpy(message, query, question);
    memcpy(message + question, bytes, n);
    message[2] = 0x81, message[3] = 0x80, message[7] = (unsigned char)(n / 12 + 1), message[11] = 0;
    if (dns_answer_read(message, question + n, query, n_query, &a) == DNS_ANSWERED)
        for (size_t i = 0; i < a.n_records; i++)
            assert(strlen(a.record[i].text) < DNS_RECORD_TEXT && clean_is_clean(a.record[i].text, strlen(a.record[i].text), CLEAN_LINE));
}

static void read_text(const char *bytes, size_t n)
{
    struct process_stat s;
    struct observation o;
    char server[64], *text = mem_strndup(bytes, n);
    int64_t at;
    if (process_stat_read(bytes, n, &s))
        assert(memchr(s.name, '\0', sizeof s.name));
    assert(process_boot_read(bytes, n) >= 0);
    for (size_t i = 0; i < 4; i++)
        if (dns_server_of(bytes, n, i, server))
            assert(strlen(server) < sizeof server);
    observation_init(&o, OBSERVE_UNIT, text);
    unit_show_read(bytes, n, INT64_C(1772348400000000), &o);
    observation_judge(&o);
    show(&o);
    observation_release(&o);
    if (certificate_time(text, &at))
        assert(at > INT64_C(-631152000) * TIME_SECOND * 2);
    observation_init(&o, OBSERVE_TLS, text);
    certificate_tell(&(struct certificate){text, text, text, text, text}, INT64_C(1772348400000000), &o);
    show(&o);
    observation_release(&o);
    mem_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (!n)
        return 0;
    if (bytes[0] == '{')
        read_finding((const char *)bytes, n);
    else if (bytes[0] & 1)
        read_dns(bytes + 1, n - 1);
    else
        read_text((const char *)bytes + 1, n - 1);
    return 0;
}
