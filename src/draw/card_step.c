/* card_step: what stands below a step: its prose, its commands, where it leads. */
#include <string.h>

#include "base/i18n.h"
#include "draw/card.h"
#include "text/clean.h"

static const char *text_of(struct card_builder *b, const char *s)
{
    char *clean = clean_text(s, strlen(s));
    size_t n = strlen(clean);
    while (n && clean[n - 1] == '\n')
        clean[--n] = '\0';
    const char *kept = arena_strdup(&b->card->arena, clean);
    mem_free(clean);
    return kept;
}

static const char *take(struct card_builder *b, struct str *s)
{
    const char *kept = arena_strdup(&b->card->arena, str_get(s));
    str_release(s);
    return kept;
}

/* ---- prose ------------------------------------------------------------------------------------------------------------------ */

static void add_spans(const struct spans *spans, struct str *out)
{
    for (size_t i = 0; i < spans->n; i++)
        for (const char *s = spans->v[i].text; *s; s++)
            str_add_char(out, *s == '\n' ? ' ' : *s);
}

static void add_cells(const struct block *block, struct str *out)
{
    for (size_t i = 0; i < block->n_rows * block->n_columns; i++) {
        str_add(out, i % block->n_columns ? "  " : i ? "\n" : "");
        add_spans(&block->cell[i], out);
    }
}

static void add_item(struct card_builder *b, const struct block *block, const char *text)
{
    bool is_task = block->task != TASK_NONE;
    struct card_row *row = card_add(b, is_task ? CARD_TASK : CARD_ITEM, text);
    row->depth += block->depth;
    row->mark = is_task ? NULL : block->ordinal ? arena_printf(&b->card->arena, "%d.", block->ordinal) : "-";
}

static void add_block(struct card_builder *b, const struct block *block)
{
    struct str s = {0};
    switch (block->kind) {
    case BLOCK_HEADING:
    case BLOCK_PARAGRAPH:
    case BLOCK_QUOTE:
        add_spans(&block->spans, &s);
        card_add(b, CARD_TEXT, take(b, &s))->depth += block->continues ? block->depth + 1 : 0;
        break;
    case BLOCK_ITEM:
        add_spans(&block->spans, &s);
        add_item(b, block, take(b, &s));
        break;
    case BLOCK_TABLE:
        add_cells(block, &s);
        card_add(b, CARD_CODE, take(b, &s));
        break;
    case BLOCK_CODE:
    case BLOCK_HTML: card_add(b, CARD_CODE, text_of(b, block->code)); break;
    case BLOCK_RULE: break;
    }
}

void card_prose(struct card_builder *b, const struct document *d)
{
    for (size_t i = 0; i < d->n_blocks; i++)
        add_block(b, &d->block[i]);
}

/* ---- commands --------------------------------------------------------------------------------------------------------------- */

/* "On $db_host: scan": what the command is for. */
static void add_command(struct card_builder *b, const char *what, const char *host, const char *run)
{
    struct str s = {0};
    bool is_far = host && !str_eq(host, "here");
    if (is_far)
        str_addf(&s, _("%s, on %s"), what, card_line(b, host));
    else
        str_add(&s, what);
    card_add(b, CARD_DO, take(b, &s));
    card_add(b, CARD_COMMAND, text_of(b, run));
}

/* A comment that a command begins with says what it does; without one its id does. */
static const char *purpose(struct card_builder *b, const char *id, const char *run)
{
    const char *line;
    size_t n;
    if (!flow_command_says(run, &line, &n))
        return card_line(b, id);
    return card_line(b, arena_strndup(&b->card->arena, line, n));
}

/* The same without that comment, which stands above it then. */
static const char *without_comment(const char *run)
{
    const char *line;
    size_t n;
    if (!flow_command_says(run, &line, &n))
        return run;
    const char *rest = line + n;
    return *rest == '\n' && rest[1] ? rest + 1 : run;
}

void card_look(struct card_builder *b, const struct flow_step *s)
{
    if (s->tip)
        card_add(b, CARD_TIP, card_line(b, s->tip));
    for (size_t i = 0; i < s->n_probes; i++) {
        const struct flow_probe *p = &s->probe[i];
        const char *what = purpose(b, p->id, p->run ? p->run : "");
        if (p->run)
            add_command(b, arena_printf(&b->card->arena, _("Look: %s"), what), p->host ? p->host : b->flow->host, without_comment(p->run));
    }
}

static void add_undo(struct card_builder *b, const struct flow_action *a)
{
    if (a->undo)
        add_command(b, _("To take it back"), NULL, a->undo);
    else
        card_add(b, CARD_TIP, a->undo_unknown ? _("Nobody wrote down how to take it back.") : _("It cannot be taken back."));
}

/* What the command below it does; whatever is edited or typed by hand is said to be. */
static const char *change_of(struct card_builder *b, const struct flow_action *a)
{
    const char *what = purpose(b, a->id, a->run);
    if (a->risk == RISK_DESTROY)
        return arena_printf(&b->card->arena, _("Change, and nothing brings it back: %s"), what);
    if (a->by_hand)
        return arena_printf(&b->card->arena, _("Change, by hand: %s"), what);
    if (a->edit)
        return arena_printf(&b->card->arena, _("Change, edit the line first: %s"), what);
    return arena_printf(&b->card->arena, _("Change: %s"), what);
}

void card_change(struct card_builder *b, const struct flow_step *s)
{
    for (size_t i = 0; i < s->n_actions; i++) {
        const struct flow_action *a = &s->action[i];
        const char *host = a->host ? a->host : b->flow->host;
        if (a->before)
            add_command(b, arena_printf(&b->card->arena, _("Note first, as $%s_before"), card_line(b, a->id)), host, a->before);
        if (a->run)
            add_command(b, change_of(b, a), host, without_comment(a->run));
        add_undo(b, a);
    }
}

/* ---- where it leads ---------------------------------------------------------------------------------------------------------- */

static const char *end_of(const struct chart_way *way)
{
    switch (way->outcome) {
    case OUTCOME_RESOLVED: return _("End: it is resolved.");
    case OUTCOME_FOUND: return _("End: the cause is found, not repaired.");
    case OUTCOME_CLEARED: return _("End: it is not here.");
    case OUTCOME_ESCALATED: return _("Hand over.");
    case OUTCOME_NONE: break;
    }
    return _("End: nothing is below.");
}

static void add_go(struct card_builder *b, const struct chart_way *way)
{
    if (way->to < 0)
        card_add(b, CARD_GO, end_of(way));
    else
        card_add(b, CARD_GO, arena_printf(&b->card->arena, _("Go to %d: %s"), way->to + 1, b->chart.steps.v[way->to].title));
}

/* "One endpoint / Some users only"; what a condition of the step passes over is said by that condition. */
static const char *condition_of(struct card_builder *b, const struct chart_way *way)
{
    struct str s = {0};
    for (size_t i = 0; i < way->words.n; i++) {
        const struct chart_word *w = &way->words.v[i];
        if (w->kind != CHART_ON && w->kind != CHART_PASSED)
            str_addf(&s, "%s%s", s.n ? " / " : "", chart_word(w));
    }
    bool says_something = s.n > 0;
    const char *condition = take(b, &s);
    return says_something ? condition : NULL;
}

static bool is_only_passed(const struct chart_way *way)
{
    for (size_t i = 0; i < way->words.n; i++)
        if (way->words.v[i].kind != CHART_PASSED)
            return false;
    return true;
}

static void add_ask(struct card_builder *b, const struct flow_step *s)
{
    if (s->ask)
        card_add(b, CARD_TEXT, card_line(b, s->ask));
    if (s->call)
        card_add(b, CARD_DO, arena_printf(&b->card->arena, _("Follow the page of the flow %s, and come back with how it ended."), card_line(b, s->call)));
}

/* Where the condition of the step does not hold. */
static void add_otherwise(struct card_builder *b, const struct chart_step *s)
{
    for (size_t i = 0; i < s->ways.n; i++)
        for (size_t k = 0; k < s->ways.v[i].words.n; k++)
            if (s->ways.v[i].words.v[k].kind == CHART_PASSED) {
                b->depth = 0;
                card_add(b, CARD_IF, _("Otherwise"));
                b->depth = 1;
                add_go(b, &s->ways.v[i]);
            }
}

/* Whatever it is leads to one place: it is worth noting, and no condition of anything. */
static bool add_one_way(struct card_builder *b, const struct chart_step *s)
{
    const char *condition = s->ways.n == 1 && s->ways.v[0].words.n > 1 ? condition_of(b, &s->ways.v[0]) : NULL;
    if (!condition)
        return false;
    card_add(b, CARD_TEXT, arena_printf(&b->card->arena, _("Note which: %s"), condition));
    add_go(b, &s->ways.v[0]);
    return true;
}

/* The table stands once; further lists lead to it. */
static void add_fixes(struct card_builder *b, const struct chart_step *s)
{
    int number = (int)(s - b->chart.steps.v) + 1;
    if (b->fixes_at)
        card_add(b, CARD_GO, arena_printf(&b->card->arena, _("One of the fixes listed at %d"), b->fixes_at));
    else
        card_add(b, CARD_FIXES, NULL);
    b->fixes_at = b->fixes_at ? b->fixes_at : number;
}

void card_ways(struct card_builder *b, const struct chart_step *s)
{
    add_ask(b, s->step);
    if (!s->when && !s->lists_fixes && add_one_way(b, s))
        return;
    if (s->lists_fixes)
        add_fixes(b, s);
    for (size_t i = 0; i < s->ways.n; i++) {
        const char *condition = condition_of(b, &s->ways.v[i]);
        if (is_only_passed(&s->ways.v[i]))
            continue;
        if (condition)
            card_add(b, CARD_IF, condition);
        b->depth += condition != NULL;
        add_go(b, &s->ways.v[i]);
        b->depth -= condition != NULL;
    }
    if (s->when)
        add_otherwise(b, s);
}
