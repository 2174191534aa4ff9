/* event: the shapes of event.def, and bodies as bytes and back. */
#include "incident/event.h"

#include <string.h>

#include "base/i18n.h"

#define EVENT(kind, sentence) static const struct event_field fields_##kind[] = {
#define F(kind, type, field) {#field, FIELD_##type, offsetof(union event_body, kind.field)},
#define END(kind) };
#include "incident/event.def"
#undef EVENT
#undef F
#undef END

const struct event_shape event_shapes[N_EVENT_KINDS] = {
#define EVENT(kind, sentence) \
    [EVENT_##kind] = {#kind, sentence, fields_##kind, sizeof fields_##kind / sizeof *fields_##kind},
#define F(kind, type, field)
#define END(kind)
#include "incident/event.def"
#undef EVENT
#undef F
#undef END
};

bool event_kind_parse(const char *name, enum event_kind *kind)
{
    for (int i = 0; i < N_EVENT_KINDS; i++)
        if (event_shapes[i].name[0] == name[0] && strcmp(event_shapes[i].name, name) == 0) {
            *kind = (enum event_kind)i;
            return true;
        }
    return false;
}

/* ---- what a type is in storage: a letter, so that neither enum may ever change what is stored ---------------------- */
static const char field_letter[] = {
    [FIELD_TEXT] = 't',   [FIELD_COUNT] = 'c', [FIELD_LENGTH] = 'l', [FIELD_TIME] = '@',
    [FIELD_NUMBER] = 'n', [FIELD_FLAG] = 'f',  [FIELD_NAMES] = 'N',  [FIELD_FACTS] = 'F',
};
static const char value_letter[] = {
    [VALUE_UNKNOWN] = 'u', [VALUE_NONE] = '0',     [VALUE_FLAG] = 'f', [VALUE_NUMBER] = 'n',
    [VALUE_DURATION] = 'l', [VALUE_TIME] = '@', [VALUE_TEXT] = 't',
};

/* ---- encoding ------------------------------------------------------------------------------------------------------ */
static void put_64(struct str *out, uint64_t bits)
{
    char b[8];
    for (int i = 0; i < 8; i++)
        b[i] = (char)(unsigned char)(bits >> (56 - 8 * i));
    str_add_n(out, b, sizeof b);
}

static void put_number(struct str *out, double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    put_64(out, bits);
}

static void put_text(struct str *out, const char *s)
{
    str_add_n(out, s ? s : "", s ? strlen(s) + 1 : 1);
}

static void put_value(struct str *out, const struct value *v)
{
    str_add_char(out, value_letter[v->kind]);
    switch (v->kind) {
    case VALUE_UNKNOWN:
    case VALUE_NONE: break;
    case VALUE_FLAG: str_add_char(out, v->flag ? 1 : 0); break;
    case VALUE_NUMBER: put_number(out, v->number); break;
    case VALUE_DURATION:
    case VALUE_TIME: put_64(out, (uint64_t)v->us); break;
    case VALUE_TEXT: put_text(out, v->text); break;
    }
}

static void put_payload(struct str *out, enum field_type type, const void *field)
{
    const struct names *names = field;
    const struct fact_pairs *facts = field;
    switch (type) {
    case FIELD_TEXT: put_text(out, *(const char *const *)field); break;
    case FIELD_COUNT:
    case FIELD_LENGTH:
    case FIELD_TIME: put_64(out, (uint64_t) * (const int64_t *)field); break;
    case FIELD_NUMBER: put_number(out, *(const double *)field); break;
    case FIELD_FLAG: str_add_char(out, 1); break;
    case FIELD_NAMES:
        for (size_t i = 0; i < names->n; i++)
            put_text(out, names->v[i]);
        break;
    case FIELD_FACTS:
        for (size_t i = 0; i < facts->n; i++) {
            put_text(out, facts->v[i].name);
            put_value(out, &facts->v[i].value);
        }
        break;
    }
}

/* Zero, NULL and empty lists are not stored: one way to write each body. */
static bool is_set(enum field_type type, const void *field)
{
    static const double nothing = 0;
    switch (type) {
    case FIELD_TEXT: return *(const char *const *)field != NULL;
    case FIELD_COUNT:
    case FIELD_LENGTH:
    case FIELD_TIME: return *(const int64_t *)field != 0;
    case FIELD_NUMBER: return memcmp(field, &nothing, sizeof nothing) != 0;
    case FIELD_FLAG: return *(const bool *)field;
    case FIELD_NAMES: return ((const struct names *)field)->n != 0;
    case FIELD_FACTS: return ((const struct fact_pairs *)field)->n != 0;
    }
    return false;
}

void event_encode(const struct event *ev, struct str *out)
{
    const struct event_shape *shape = &event_shapes[ev->kind];
    for (size_t i = 0; i < shape->n_fields; i++) {
        const void *field = (const char *)&ev->as + shape->field[i].offset;
        if (!is_set(shape->field[i].type, field))
            continue;
        const char head[6] = {(char)(i + 1), field_letter[shape->field[i].type], 0, 0, 0, 0};
        str_add_n(out, head, sizeof head);
        size_t start = out->n;
        put_payload(out, shape->field[i].type, field);
        size_t n = out->n - start;
        for (size_t k = 0; k < 4; k++)
            out->s[start - 4 + k] = (char)(unsigned char)(n >> (24 - 8 * k));
    }
}

/* ---- decoding ------------------------------------------------------------------------------------------------------ */
struct reader {
    const unsigned char *p, *end;
    struct arena *arena;
};

static uint64_t get_big(const unsigned char *p, size_t n)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < n; i++)
        bits = bits << 8 | p[i];
    return bits;
}

static bool take_64(struct reader *r, uint64_t *bits)
{
    if (r->end - r->p < 8)
        return false;
    *bits = get_big(r->p, 8);
    r->p += 8;
    return true;
}

static bool take_us(struct reader *r, int64_t *us)
{
    uint64_t bits;
    if (!take_64(r, &bits))
        return false;
    memcpy(us, &bits, sizeof *us);
    return true;
}

static bool take_number(struct reader *r, double *number)
{
    uint64_t bits;
    if (!take_64(r, &bits))
        return false;
    memcpy(number, &bits, sizeof *number);
    return true;
}

static bool take_flag(struct reader *r, bool *flag)
{
    if (r->p == r->end || *r->p > 1)
        return false;
    *flag = *r->p++ == 1;
    return true;
}

static bool take_text(struct reader *r, const char **text)
{
    size_t left = (size_t)(r->end - r->p);
    const unsigned char *nul = left ? memchr(r->p, 0, left) : NULL;
    if (!nul)
        return false;
    *text = (const char *)r->p;
    r->p = nul + 1;
    return true;
}

static bool take_value(struct reader *r, struct value *v)
{
    char letter = r->p < r->end ? (char)*r->p++ : '\0';
    size_t kind = 0;
    while (kind < sizeof value_letter && value_letter[kind] != letter)
        kind++;
    if (kind == sizeof value_letter)
        return false;
    v->kind = (enum value_kind)kind;
    switch (v->kind) {
    case VALUE_UNKNOWN:
    case VALUE_NONE: return true;
    case VALUE_FLAG: return take_flag(r, &v->flag);
    case VALUE_NUMBER: return take_number(r, &v->number);
    case VALUE_DURATION:
    case VALUE_TIME: return take_us(r, &v->us);
    case VALUE_TEXT: return take_text(r, &v->text);
    }
    return false;
}

static bool take_names(struct reader *r, struct names *names)
{
    size_t n = 0;
    for (const unsigned char *p = r->p; p < r->end; p++)
        n += *p == 0;
    names->v = arena_array(r->arena, n, sizeof *names->v);
    for (names->n = 0; names->n < n; names->n++)
        if (!take_text(r, &names->v[names->n]))
            return false;
    return true;
}

static bool take_fact(struct reader *r, struct fact_pair *f)
{
    return take_text(r, &f->name) && take_value(r, &f->value);
}

/* Twice over the bytes: once to count, once to keep, so that a length cannot make us allocate more than is there. */
static bool take_facts(struct reader *r, struct fact_pairs *facts)
{
    struct reader counting = *r;
    struct fact_pair *v, ignored;
    size_t n = 0;
    for (; counting.p < counting.end; n++)
        if (!take_fact(&counting, &ignored))
            return false;
    v = arena_array(r->arena, n, sizeof *v);
    for (size_t i = 0; i < n; i++)
        take_fact(r, &v[i]);
    *facts = (struct fact_pairs){v, n};
    return true;
}

static bool take_payload(struct reader *r, enum field_type type, void *field)
{
    switch (type) {
    case FIELD_TEXT: return take_text(r, field);
    case FIELD_COUNT:
    case FIELD_LENGTH:
    case FIELD_TIME: return take_us(r, field);
    case FIELD_NUMBER: return take_number(r, field);
    case FIELD_FLAG: return take_flag(r, field);
    case FIELD_NAMES: return take_names(r, field);
    case FIELD_FACTS: return take_facts(r, field);
    }
    return false;
}

/* One field: number, letter, length, payload. Numbers rise, and what equals "not set" was never written. */
static bool take_field(struct reader *r, const struct event_shape *shape, size_t *last, union event_body *body)
{
    if (r->end - r->p < 6)
        return false;
    size_t number = r->p[0], n = (size_t)get_big(r->p + 2, 4);
    if (number <= *last || number > shape->n_fields || n > (size_t)(r->end - r->p) - 6)
        return false;
    const struct event_field *field = &shape->field[number - 1];
    if ((char)r->p[1] != field_letter[field->type])
        return false;
    struct reader inside = {r->p + 6, r->p + 6 + n, r->arena};
    void *place = (char *)body + field->offset;
    *last = number;
    r->p = inside.end;
    return take_payload(&inside, field->type, place) && inside.p == inside.end && is_set(field->type, place);
}

bool event_decode(const void *bytes, size_t n, struct event *ev, struct arena *arena, struct err *e)
{
    const struct event_shape *shape = &event_shapes[ev->kind];
    struct reader r = {bytes, n ? (const unsigned char *)bytes + n : bytes, arena};
    size_t last = 0;
    memset(&ev->as, 0, sizeof ev->as);
    while (r.p < r.end)
        if (!take_field(&r, shape, &last, &ev->as))
            return err_set(e, ERR_INPUT,
                           _("the body of an event of kind %s is damaged after its field %zu; run: triage journal verify"),
                           shape->name, last);
    return true;
}

/* ---- copying ------------------------------------------------------------------------------------------------------- */
enum { MOST_FIELDS = 24 };
#define EVENT(kind, sentence) _Static_assert(sizeof fields_##kind / sizeof *fields_##kind <= MOST_FIELDS, "raise MOST_FIELDS");
#define F(kind, type, field)
#define END(kind)
#include "incident/event.def"
#undef EVENT
#undef F
#undef END

/* Texts are packed one behind the other: an arena aligns each piece it gives, and replay copies half a million texts. */
static const char *pack_n(char **room, const char *text, size_t n)
{
    char *copy = memcpy(*room, text, n);
    *room += n;
    return copy;
}

static const char *pack(char **room, const char *text)
{
    return pack_n(room, text, strlen(text) + 1);
}

static void copy_names(struct names *names, struct arena *arena)
{
    const char **v = arena_array(arena, names->n, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < names->n; i++)
        n += strlen(names->v[i]) + 1;
    char *room = arena_alloc(arena, n);
    for (size_t i = 0; i < names->n; i++)
        v[i] = pack(&room, names->v[i]);
    names->v = v;
}

static void copy_facts(struct fact_pairs *facts, struct arena *arena)
{
    struct fact_pair *v = arena_array(arena, facts->n, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < facts->n; i++) {
        v[i] = facts->v[i];
        n += strlen(v[i].name) + 1 + (v[i].value.kind == VALUE_TEXT ? strlen(v[i].value.text) + 1 : 0);
    }
    char *room = arena_alloc(arena, n);
    for (size_t i = 0; i < facts->n; i++) {
        v[i].name = pack(&room, v[i].name);
        if (v[i].value.kind == VALUE_TEXT)
            v[i].value.text = pack(&room, v[i].value.text);
    }
    facts->v = v;
}

static const char **text_at(struct event *ev, const struct event_field *field)
{
    return field->type == FIELD_TEXT ? (const char **)(void *)((char *)&ev->as + field->offset) : NULL;
}

void event_copy_body(struct event *ev, struct arena *arena)
{
    const struct event_shape *shape = &event_shapes[ev->kind];
    size_t n = 0, length[MOST_FIELDS];
    for (size_t i = 0; i < shape->n_fields; i++) {
        const char **text = text_at(ev, &shape->field[i]);
        void *field = (char *)&ev->as + shape->field[i].offset;
        length[i] = text && *text ? strlen(*text) + 1 : 0;
        n += length[i];
        if (text)
            continue;
        if (shape->field[i].type == FIELD_NAMES && is_set(FIELD_NAMES, field))
            copy_names(field, arena);
        else if (shape->field[i].type == FIELD_FACTS && is_set(FIELD_FACTS, field))
            copy_facts(field, arena);
    }
    char *room = n ? arena_alloc(arena, n) : NULL;
    for (size_t i = 0; i < shape->n_fields; i++) {
        const char **text = text_at(ev, &shape->field[i]);
        if (length[i])
            *text = pack_n(&room, *text, length[i]);
    }
}

void event_copy(const struct event *from, struct event *to, struct arena *arena)
{
    *to = *from;
    to->actor = arena_strdup(arena, from->actor);
    to->host = arena_strdup(arena, from->host);
    to->step = arena_strdup(arena, from->step);
    event_copy_body(to, arena);
}
