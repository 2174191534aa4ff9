/* dns_text: names with their pointers, addresses, records. */
#include "observe/dns_text.h"

#include <stdio.h>
#include <string.h>

enum { POINTER = 0xc0, POINTERS_MOST = 32, LABEL_MOST = 63 };

bool dns_take(struct dns_cursor *c, size_t bytes, uint32_t *value)
{
    if (c->at > c->n || bytes > c->n - c->at)
        return false;
    *value = 0;
    while (bytes--)
        *value = *value << 8 | c->bytes[c->at++];
    return true;
}

bool dns_take16(struct dns_cursor *c, unsigned *value)
{
    uint32_t wide;
    bool ok = dns_take(c, 2, &wide);
    if (ok)
        *value = wide;
    return ok;
}

/* ---- text with a limit ------------------------------------------------------------------------------------------------------- */

struct writer {
    char *out;
    size_t room, at;
};

static void put(struct writer *w, const char *text)
{
    size_t n = strlen(text), free = w->room - w->at - 1;
    n = n < free ? n : free;
    memcpy(w->out + w->at, text, n);
    w->at += n;
    w->out[w->at] = '\0';
}

static void put_byte(struct writer *w, unsigned char byte, const char *special)
{
    char text[8] = {(char)byte, '\0'};
    if (byte < ' ' || byte > '~')
        snprintf(text, sizeof text, "\\%03u", byte);
    else if (strchr(special, byte))
        snprintf(text, sizeof text, "\\%c", byte);
    put(w, text);
}

static void put_number(struct writer *w, uint32_t number, const char *after)
{
    char text[32];
    snprintf(text, sizeof text, "%u%s", number, after);
    put(w, text);
}

/* ---- names ---------------------------------------------------------------------------------------------------------------------- */

/* Pointers lead back only, and not for ever. */
bool dns_take_name(struct dns_cursor *c, char out[DNS_NAME_TEXT])
{
    struct writer w = {out, DNS_NAME_TEXT, 0};
    size_t at = c->at, after = 0, whole = 0;
    out[0] = '\0';
    for (int jumps = 0; at < c->n;) {
        size_t length = c->bytes[at];
        if (length == 0) {
            c->at = after ? after : at + 1;
            if (!w.at)
                put(&w, ".");
            return true;
        }
        if ((length & POINTER) == POINTER) {
            size_t to = at + 1 < c->n ? (length & 0x3f) << 8 | c->bytes[at + 1] : c->n;
            if (to >= at || ++jumps > POINTERS_MOST)
                return false;
            after = after ? after : at + 2;
            at = to;
            continue;
        }
        if (length > LABEL_MOST || length >= c->n - at || (whole += length + 1) > 254)
            return false;
        if (w.at)
            put(&w, ".");
        for (size_t i = 1; i <= length; i++)
            put_byte(&w, c->bytes[at + i], ".\\");
        at += length + 1;
    }
    return false;
}

static bool put_name(struct dns_cursor *c, struct writer *w)
{
    char name[DNS_NAME_TEXT];
    if (!dns_take_name(c, name))
        return false;
    put(w, name);
    return true;
}

/* ---- addresses -------------------------------------------------------------------------------------------------------------------- */

static bool put_ipv4(struct dns_cursor *c, struct writer *w)
{
    if (c->n - c->at != 4)
        return false;
    for (int i = 0; i < 4; i++)
        put_number(w, c->bytes[c->at + (size_t)i], i < 3 ? "." : "");
    return true;
}

/* RFC 5952: the longest run of two or more zero groups, the first of equals, is "::". */
static bool put_ipv6(struct dns_cursor *c, struct writer *w)
{
    unsigned group[8];
    int best = -1, best_n = 1;
    if (c->n - c->at != 16)
        return false;
    for (int i = 0; i < 8; i++)
        dns_take16(c, &group[i]);
    for (int i = 0; i < 8; i++) {
        int n = 0;
        while (i + n < 8 && group[i + n] == 0)
            n++;
        if (n > best_n)
            best = i, best_n = n;
    }
    for (int i = 0; i < 8; i++) {
        char text[8];
        if (i == best) {
            put(w, "::");
            i += best_n - 1;
            continue;
        }
        snprintf(text, sizeof text, "%s%x", i && i != best + best_n ? ":" : "", group[i]);
        put(w, text);
    }
    return true;
}

/* ---- records ------------------------------------------------------------------------------------------------------------------------ */

static bool put_one_name(struct dns_cursor *c, struct writer *w)
{
    return put_name(c, w);
}

/* So many numbers, then a name. */
static bool put_numbers(struct dns_cursor *c, struct writer *w, int n)
{
    unsigned number = 0;
    for (int i = 0; i < n; i++) {
        if (!dns_take16(c, &number))
            return false;
        put_number(w, number, " ");
    }
    return put_name(c, w);
}

static bool put_mx(struct dns_cursor *c, struct writer *w)
{
    return put_numbers(c, w, 1);
}

static bool put_srv(struct dns_cursor *c, struct writer *w)
{
    return put_numbers(c, w, 3);
}

static bool put_soa(struct dns_cursor *c, struct writer *w)
{
    uint32_t number = 0;
    if (!put_name(c, w))
        return false;
    put(w, " ");
    if (!put_name(c, w))
        return false;
    for (int i = 0; i < 5; i++) {
        if (!dns_take(c, 4, &number))
            return false;
        put(w, " ");
        put_number(w, number, "");
    }
    return true;
}

static bool put_txt(struct dns_cursor *c, struct writer *w)
{
    for (bool first = true; c->at < c->n; first = false) {
        size_t length = c->bytes[c->at++];
        if (length > c->n - c->at)
            return false;
        put(w, first ? "\"" : " \"");
        while (length--)
            put_byte(w, c->bytes[c->at++], "\"\\");
        put(w, "\"");
    }
    return true;
}

static bool put_caa(struct dns_cursor *c, struct writer *w)
{
    uint32_t flags, length;
    if (!dns_take(c, 1, &flags) || !dns_take(c, 1, &length) || length > c->n - c->at)
        return false;
    put_number(w, flags, " ");
    while (length--)
        put_byte(w, c->bytes[c->at++], "\"\\ ");
    put(w, " \"");
    while (c->at < c->n)
        put_byte(w, c->bytes[c->at++], "\"\\");
    put(w, "\"");
    return true;
}

bool dns_record_text(struct dns_cursor *c, unsigned type, char out[DNS_RECORD_TEXT])
{
    static const struct {
        unsigned type;
        bool (*put)(struct dns_cursor *c, struct writer *w);
    } writers[] = {
        {DNS_A, put_ipv4},       {DNS_AAAA, put_ipv6},    {DNS_CNAME, put_one_name}, {DNS_NS, put_one_name}, {DNS_PTR, put_one_name},
        {DNS_MX, put_mx},        {DNS_SRV, put_srv},      {DNS_SOA, put_soa},        {DNS_TXT, put_txt},     {DNS_CAA, put_caa},
    };
    struct writer w = {out, DNS_RECORD_TEXT, 0};
    out[0] = '\0';
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (writers[i].type == type)
            return writers[i].put(c, &w);
    return true;
}
