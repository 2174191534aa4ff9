/* dns_message: bytes to records and back. Every read asks a cursor, which knows where the message ends. */
#include "observe/dns_message.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "observe/dns_text.h"

enum { HEADER = 12, LABEL_MOST = 63, NAME_MOST = 255, CLASS_IN = 1, OPT = 41, ANSWER_ROOM = 1232, ROOT_AND_TYPE = 5 };
enum { FLAG_ANSWER = 0x80, FLAG_CUT = 0x02, FLAG_RECURSE = 0x01 };

static const struct {
    const char *name;
    unsigned type;
} types[] = {
    {"A", DNS_A},     {"AAAA", DNS_AAAA}, {"CNAME", DNS_CNAME}, {"MX", DNS_MX},   {"NS", DNS_NS},
    {"TXT", DNS_TXT}, {"SOA", DNS_SOA},   {"PTR", DNS_PTR},     {"SRV", DNS_SRV}, {"CAA", DNS_CAA},
};
enum { N_TYPES = sizeof types / sizeof *types };

unsigned dns_type_find(const char *name)
{
    for (size_t i = 0; i < N_TYPES; i++)
        if (strcasecmp(types[i].name, name) == 0)
            return types[i].type;
    return DNS_NO_TYPE;
}

const char *dns_type_name(unsigned type)
{
    for (size_t i = 0; i < N_TYPES; i++)
        if (types[i].type == type)
            return types[i].name;
    return NULL;
}

const char *dns_rcode_name(unsigned rcode, char out[16])
{
    static const char *const names[] = {"NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"};
    if (rcode < sizeof names / sizeof *names)
        snprintf(out, 16, "%s", names[rcode]);
    else
        snprintf(out, 16, "RCODE%u", rcode & 0xfff);
    return out;
}

/* ---- the question ----------------------------------------------------------------------------------------------------------- */

bool dns_is_name(const char *name)
{
    size_t n = strlen(name);
    n -= n > 1 && name[n - 1] == '.';
    if (!n || n > NAME_MOST - 2)
        return false;
    for (size_t i = 0, label = 0; i <= n; i++) {
        if (i < n && name[i] != '.') {
            if ((unsigned char)name[i] <= ' ' || name[i] == 0x7f || ++label > LABEL_MOST)
                return false;
        } else if (label == 0) {
            return false;
        } else {
            label = 0;
        }
    }
    return true;
}

static void put16(unsigned char *out, unsigned value)
{
    out[0] = (unsigned char)(value >> 8);
    out[1] = (unsigned char)value;
}

static size_t put_name(const char *name, unsigned char *out)
{
    size_t at = 0;
    while (*name) {
        size_t n = strcspn(name, ".");
        out[at++] = (unsigned char)n;
        memcpy(out + at, name, n);
        at += n;
        name += n + (name[n] == '.');
    }
    out[at++] = 0;
    return at;
}

size_t dns_query_write(const char *name, unsigned type, uint16_t id, unsigned char out[DNS_QUERY_MOST])
{
    memset(out, 0, HEADER);
    put16(out, id);
    out[2] = FLAG_RECURSE;
    out[5] = 1;  /* one question */
    out[11] = 1; /* and what we are able to take, as EDNS says it (RFC 6891) */
    size_t at = HEADER + put_name(name, out + HEADER);
    put16(out + at, type);
    put16(out + at + 2, CLASS_IN);
    at += 4;
    memset(out + at, 0, 11);
    put16(out + at + 1, OPT);
    put16(out + at + 3, ANSWER_ROOM);
    return at + 11;
}

/* ---- the answer -------------------------------------------------------------------------------------------------------------- */

static bool read_record(struct dns_cursor *c, struct dns_answer *a, unsigned asked)
{
    struct dns_record ignored, *r = a->n_records < DNS_RECORDS_MOST ? &a->record[a->n_records] : &ignored;
    unsigned class, length;
    uint32_t type;
    char owner[DNS_NAME_TEXT];
    *r = (struct dns_record){0};
    if (!dns_take_name(c, owner) || !dns_take(c, 2, &type) || !dns_take16(c, &class) || !dns_take(c, 4, &r->ttl) || !dns_take16(c, &length) ||
        length > c->n - c->at)
        return false;
    struct dns_cursor in = {c->bytes, c->at + length, c->at};
    r->type = type;
    bool wanted = class == CLASS_IN && (type == asked || type == DNS_CNAME);
    if (wanted && !dns_record_text(&in, type, r->text))
        return false;
    c->at += length;
    if (wanted && r != &ignored)
        a->n_records++;
    return true;
}

/* The question comes back in other cases of letters, perhaps. */
static bool is_same_question(const unsigned char *a, const unsigned char *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char x = a[i], y = b[i];
        x = x >= 'A' && x <= 'Z' ? (unsigned char)(x + 32) : x;
        y = y >= 'A' && y <= 'Z' ? (unsigned char)(y + 32) : y;
        if (x != y)
            return false;
    }
    return true;
}

static size_t question_length(const unsigned char *query, size_t n)
{
    size_t at = HEADER;
    while (at < n && query[at])
        at += query[at] + 1u;
    return at + ROOT_AND_TYPE <= n ? at + ROOT_AND_TYPE - HEADER : 0;
}

enum dns_read dns_answer_read(const unsigned char *bytes, size_t n, const unsigned char *query, size_t n_query, struct dns_answer *a)
{
    size_t question = question_length(query, n_query);
    *a = (struct dns_answer){0};
    if (n < HEADER || memcmp(bytes, query, 2) != 0 || !(bytes[2] & FLAG_ANSWER) || !question)
        return DNS_OTHER;
    a->rcode = bytes[3] & 0xf;
    a->is_cut = bytes[2] & FLAG_CUT;
    unsigned n_questions = (unsigned)bytes[4] << 8 | bytes[5], n_answers = (unsigned)bytes[6] << 8 | bytes[7];
    if (n_questions == 0 && a->rcode) /* a server that does not read it may leave the question out */
        return DNS_ANSWERED;
    if (n_questions != 1 || n - HEADER < question)
        return DNS_GARBAGE;
    if (!is_same_question(bytes + HEADER, query + HEADER, question))
        return DNS_OTHER;
    struct dns_cursor c = {bytes, n, HEADER + question};
    unsigned asked = (unsigned)query[HEADER + question - 4] << 8 | query[HEADER + question - 3];
    for (unsigned i = 0; i < n_answers && !a->is_cut; i++)
        if (!read_record(&c, a, asked))
            return DNS_GARBAGE;
    return DNS_ANSWERED;
}

/* ---- who is asked -------------------------------------------------------------------------------------------------------------- */

bool dns_server_of(const char *text, size_t n, size_t i, char out[64])
{
    static const char key[] = "nameserver";
    for (size_t at = 0; at < n;) {
        const char *line = text + at, *end = memchr(line, '\n', n - at);
        size_t length = end ? (size_t)(end - line) : n - at, k = sizeof key - 1;
        at += length + 1;
        if (length <= k || memcmp(line, key, k) != 0 || (line[k] != ' ' && line[k] != '\t'))
            continue;
        while (k < length && (line[k] == ' ' || line[k] == '\t'))
            k++;
        size_t word = 0;
        while (k + word < length && !strchr(" \t\r#;", line[k + word]))
            word++;
        if (!word || word > 63 || i-- > 0)
            continue;
        snprintf(out, 64, "%.*s", (int)word, line + k);
        return true;
    }
    return false;
}
