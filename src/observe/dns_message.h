/* dns_message: questions and answers of the DNS (RFC 1035), read within their bounds: an answer comes from anybody. */
#ifndef OBSERVE_DNS_MESSAGE_H
#define OBSERVE_DNS_MESSAGE_H
#include "observe/dns_text.h"

enum { DNS_QUERY_MOST = 512, DNS_RECORDS_MOST = 64, DNS_NO_TYPE = 0 };

/* "A", "MX"... in any case; DNS_NO_TYPE when it is none of ours. */
unsigned dns_type_find(const char *name);
const char *dns_type_name(unsigned type); /* NULL: none of ours */
/* Is it a name that DNS can hold? Dots part labels of 1 to 63 bytes, 253 in all; one may stand at the end. */
bool dns_is_name(const char *name);

/* A question, recursion desired, room for answers up to 1232 bytes. `name` is one. Returns its length. */
size_t dns_query_write(const char *name, unsigned type, uint16_t id, unsigned char out[DNS_QUERY_MOST]);

struct dns_record {
    unsigned type;
    uint32_t ttl; /* seconds */
    char text[DNS_RECORD_TEXT]; /* as zone files have it, cut; what is no printable ASCII is \DDD */
};

struct dns_answer {
    unsigned rcode; /* 0 NOERROR, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED ... */
    bool is_cut;    /* the whole of it is to be asked for by TCP */
    struct dns_record record[DNS_RECORDS_MOST]; /* of the answer section, those of the type that was asked for, and CNAMEs */
    size_t n_records;
};

enum dns_read {
    DNS_OTHER,   /* not an answer to this question: one waits on */
    DNS_GARBAGE, /* to this question, and broken */
    DNS_ANSWERED,
};
/* `query` is the question as it was sent. */
enum dns_read dns_answer_read(const unsigned char *bytes, size_t n, const unsigned char *query, size_t n_query, struct dns_answer *a);

const char *dns_rcode_name(unsigned rcode, char out[16]); /* "NXDOMAIN", "RCODE9" */
/* The i-th server of a resolv.conf, as written; false past the last. */
bool dns_server_of(const char *resolv_conf, size_t n, size_t i, char out[64]);
#endif
