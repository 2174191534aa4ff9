/* Runbooks as tests want them: Markdown in, the loaded flow out, and whether any word was lost on the way. */
#ifndef TESTS_RUNBOOK_AT_HAND_H
#define TESTS_RUNBOOK_AT_HAND_H
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flow/check.h"
#include "runbook/foreign.h"
#include "runbook/runbook.h"
#include "text/markdown.h"

struct runbook_at_hand {
    struct arena arena;
    struct runbook runbook;
    struct document document;
    struct str yaml;
    struct runbook_figures figures;
    struct problems problems;
    struct flow *flow;
};

static void take_runbook(struct runbook_at_hand *h, const char *file, const char *text, size_t n)
{
    *h = (struct runbook_at_hand){.problems.file = file};
    runbook_read(file, text, n, &h->arena, &h->runbook);
    markdown_parse(h->runbook.body, h->runbook.n_body, &h->arena, &h->document);
    runbook_write(&h->runbook, &h->document, &h->yaml, &h->figures);
    h->flow = flow_load(str_get(&h->yaml), h->yaml.n, file, &h->problems);
    if (h->flow)
        flow_check(h->flow, &(struct flow_library){0}, &h->problems);
}

static void leave_runbook(struct runbook_at_hand *h)
{
    if (h->flow)
        flow_free(h->flow);
    problems_release(&h->problems);
    str_release(&h->yaml);
    arena_release(&h->arena);
}

/* ---- words: runs of letters and digits, small ---- */

struct word_list {
    char **v;
    size_t n, cap;
};

static inline bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static void add_words(struct word_list *l, const char *s)
{
    while (*s) {
        size_t n = 0;
        while (s[n] && is_word_byte(s[n]))
            n++;
        if (n) {
            char *word = mem_strndup(s, n);
            for (size_t i = 0; i < n; i++)
                word[i] = (char)((unsigned char)word[i] < 0x80 ? tolower(word[i]) : word[i]);
            *vec_push(l) = word;
        }
        s += n ? n : 1;
    }
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_words(struct word_list *l)
{
    if (l->n)
        qsort(l->v, l->n, sizeof *l->v, compare_words);
}

static void release_words(struct word_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        mem_free(l->v[i]);
    vec_release(l);
}

/* How many words of `source` the other list lacks. each_time: also where it has the word, but less often. Both are sorted. */
static size_t count_lost(const struct word_list *source, const struct word_list *flow, bool each_time, const char **first)
{
    size_t lost = 0, k = 0;
    const char *before = NULL;
    for (size_t i = 0; i < source->n; i++) {
        if (!each_time && before && strcmp(before, source->v[i]) == 0)
            continue;
        before = source->v[i];
        while (k < flow->n && strcmp(flow->v[k], source->v[i]) < 0)
            k++;
        bool is_there = k < flow->n && strcmp(flow->v[k], source->v[i]) == 0;
        k += is_there;
        if (!is_there && !*first)
            *first = source->v[i];
        lost += !is_there;
    }
    return lost;
}

/* ---- both sides ---- */

/* Prompts of shells ("sh-5.1# ") are taken off, and an `export NAME=` that becomes an input is none any more. */
static void add_code(struct word_list *code, const char *text)
{
    for (const char *s = text; *s;) {
        size_t n = strcspn(s, "\n");
        const char *line = s + strspn(s, " ");
        line += strncmp(line, "sh-", 3) == 0 && strcspn(line, "#$") < 12 ? strcspn(line, "#$") : 0;
        line += strncmp(line + strspn(line, "$ "), "export ", 7) == 0 ? strspn(line, "$ ") + 7 : 0;
        char *kept = mem_strndup(line, (size_t)(s + n - line));
        add_words(code, kept);
        mem_free(kept);
        s += n + (s[n] == '\n');
    }
}

/* prose: all text but code; code: what is in fences. In commands one placeholder may stand twice and is asked for once. */
static void words_of_source(const struct runbook_at_hand *h, struct word_list *prose, struct word_list *code)
{
    struct arena arena = {0};
    struct document d = h->document;
    d.block = arena_array(&arena, d.n_blocks + 1, sizeof *d.block);
    if (d.n_blocks)
        memcpy(d.block, h->document.block, d.n_blocks * sizeof *d.block);
    foreign_tidy(&d, &arena); /* the names of tags are no words */
    for (size_t i = 0; i < d.n_blocks; i++) {
        struct document one = {.block = &d.block[i], .n_blocks = 1, .link = d.link, .n_links = d.n_links};
        struct str text = {0};
        document_text(&one, &text);
        if (d.block[i].kind == BLOCK_CODE)
            add_code(code, text.s);
        else
            add_words(prose, text.s);
        str_release(&text);
    }
    for (size_t i = 0; i < d.n_links; i++)
        add_words(code, d.link[i].target), add_words(code, d.link[i].title ? d.link[i].title : "");
    arena_release(&arena);
}

static void words_of_step(const struct flow_step *s, struct arena *arena, struct word_list *words)
{
    struct document d;
    struct str text = {0};
    add_words(words, s->title);
    markdown_parse(s->text ? s->text : "", s->text ? strlen(s->text) : 0, arena, &d);
    document_text(&d, &text);
    add_words(words, text.s);
    for (size_t i = 0; i < d.n_links; i++)
        add_words(words, d.link[i].target), add_words(words, d.link[i].title ? d.link[i].title : "");
    for (size_t i = 0; i < s->n_actions; i++)
        add_words(words, s->action[i].run);
    str_release(&text);
}

/* pvcName is asked for as pvc_name. */
static void add_name(struct word_list *words, const char *id)
{
    char whole[128];
    size_t n = 0;
    for (; *id && n + 1 < sizeof whole; id++)
        if (*id != '_')
            whole[n++] = *id;
    whole[n] = '\0';
    add_words(words, whole);
}

static void words_of_flow(const struct runbook_at_hand *h, struct word_list *words)
{
    struct arena arena = {0};
    const struct flow *f = h->flow;
    add_words(words, f->title), add_words(words, f->id);
    for (size_t i = 0; i < f->n_inputs; i++) {
        add_words(words, f->input[i].id), add_words(words, f->input[i].ask), add_name(words, f->input[i].id);
        add_words(words, f->input[i].preset ? f->input[i].preset : "");
    }
    for (size_t i = 0; i < f->n_steps; i++)
        words_of_step(&f->step[i], &arena, words);
    arena_release(&arena);
}

/* Words of the runbook that its flow lacks; *first is one of them, in memory of the arena. */
static size_t words_lost(struct runbook_at_hand *h, const char **first)
{
    struct word_list prose = {0}, code = {0}, flow = {0};
    const char *one = NULL;
    words_of_source(h, &prose, &code);
    words_of_flow(h, &flow);
    sort_words(&prose), sort_words(&code), sort_words(&flow);
    size_t lost = count_lost(&prose, &flow, true, &one) + count_lost(&code, &flow, false, &one);
    *first = arena_strdup(&h->arena, one);
    release_words(&prose), release_words(&code), release_words(&flow);
    return lost;
}
#endif
