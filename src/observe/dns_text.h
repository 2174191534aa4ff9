/* dns_text: a cursor in a message, and what stands there as text; for dns_message.c. */
#ifndef OBSERVE_DNS_TEXT_H
#define OBSERVE_DNS_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DNS_NAME_TEXT = 1024, DNS_RECORD_TEXT = 512 };

enum dns_type {
    DNS_A = 1, DNS_NS = 2, DNS_CNAME = 5, DNS_SOA = 6, DNS_PTR = 12, DNS_MX = 15, DNS_TXT = 16, DNS_AAAA = 28, DNS_SRV = 33, DNS_CAA = 257,
};

struct dns_cursor {
    const unsigned char *bytes;
    size_t n, at; /* from the start of the message: names point back into it */
};

bool dns_take(struct dns_cursor *c, size_t bytes, uint32_t *value); /* 1 to 4 bytes, the highest first */
bool dns_take16(struct dns_cursor *c, unsigned *value);
bool dns_take_name(struct dns_cursor *c, char out[DNS_NAME_TEXT]);
/* The data of a record: all that the cursor has. A type that is none of ours is not read. */
bool dns_record_text(struct dns_cursor *c, unsigned type, char out[DNS_RECORD_TEXT]);
#endif
