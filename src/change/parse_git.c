/* parse_git: commits, tags, and where the working tree was moved to. Everything but hashes and times is an author's to choose, so
 * fields are told apart by NUL, which git admits in none of them. */
#include <ctype.h>

#include "change/parse.h"
#include "change/when.h"

enum { SHORT = 10, FILES_LOOKED = CHANGE_FILES_MOST };

static bool is_hash(const char *s, size_t n)
{
    size_t hex = 0;
    while (hex < n && isxdigit((unsigned char)s[hex]))
        hex++;
    return hex == n && (n == 40 || n == 64);
}

struct tokens {
    const char *at, *end;
};

/* The bytes before the next NUL; false at the end. */
static bool next_token(struct tokens *t, const char **s, size_t *n)
{
    if (t->at >= t->end)
        return false;
    const char *stop = memchr(t->at, '\0', (size_t)(t->end - t->at));
    *s = t->at;
    *n = (size_t)((stop ? stop : t->end) - t->at);
    t->at = stop ? stop + 1 : t->end;
    return true;
}

/* ---- what a commit is made of ---- */

static bool has_suffix_of(const char *file, const char *const *suffix)
{
    for (; *suffix; suffix++)
        if (str_ends(file, *suffix))
            return true;
    return false;
}

static bool is_migration(const char *file)
{
    static const char *const place[] = {"migrations/", "migrate/", "migration/", "alembic/", "flyway/", "liquibase/", NULL};
    if (str_ends(file, ".sql"))
        return true;
    for (size_t i = 0; place[i]; i++) {
        const char *found = strstr(file, place[i]);
        if (found && (found == file || found[-1] == '/'))
            return true;
    }
    return false;
}

static bool is_configuration(const char *file)
{
    static const char *const suffix[] = {".yaml", ".yml",        ".json", ".toml", ".ini",    ".conf",
                                         ".cfg",  ".properties", ".env",  ".tf",   ".tfvars", NULL};
    return has_suffix_of(file, suffix);
}

static enum change_kind kind_of(const char *const *file)
{
    bool only_configuration = file != NULL;
    for (; file && *file; file++) {
        if (is_migration(*file))
            return CHANGE_DATA;
        only_configuration = only_configuration && is_configuration(*file);
    }
    return only_configuration ? CHANGE_CONFIG : CHANGE_RELEASE;
}

static const char *say_files(struct arena *arena, size_t n)
{
    return n ? arena_printf(arena, n == 1 ? "%zu file" : "%zu files", n) : NULL;
}

/* ---- commits ---- */

enum { HASH, AT, AUTHOR, PARENTS, REFS, SUBJECT, N_FIELDS };

struct commit {
    const char *field[N_FIELDS];
    size_t n_files;
    const char *const *file;
};

static const char *const *take_files(struct tokens *t, struct arena *arena, size_t *n_files)
{
    const char *s;
    size_t n;
    parse_texts file = {0};
    *n_files = 0;
    while (next_token(t, &s, &n) && n) {
        if (*n_files == 0 && *s == '\n') /* git puts one before the first */
            s++, n--;
        if (++*n_files <= FILES_LOOKED)
            *vec_push(&file) = arena_strndup(arena, s, n);
    }
    return parse_texts_take(&file, arena);
}

/* The tag among "HEAD -> main, tag: v1.2, origin/main". */
static const char *tag_of(struct arena *arena, const char *refs)
{
    const char *tag = strstr(refs, "tag: ");
    return tag ? arena_strndup(arena, tag + 5, strcspn(tag + 5, ",)")) : NULL;
}

/* `git WORDS` that nothing in the repository's configuration or attributes turns into a command of its own: no converter, no
 * program that compares, no check of signatures, no watcher; and no submodule's either. */
static const char *show_by(struct arena *arena, const char *place, const char *const *word)
{
    const char *const start[] = {"git", "-C", place, "--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false",
                                 word[0], "--no-ext-diff", "--no-textconv", "--submodule=short", NULL};
    return arena_printf(arena, "%s %s", command_make(arena, start), command_make(arena, word + 1));
}

static void add_commit(const struct change_text *t, const struct commit *c, int64_t at, struct arena *arena,
                       struct change_list *l)
{
    const char *id = arena_strndup(arena, c->field[HASH], SHORT), *tag = tag_of(arena, c->field[REFS]);
    bool is_merge = strchr(c->field[PARENTS], ' ') != NULL;
    const char *show[] = {"show", "--stat", "-p", is_merge ? "-m" : id, is_merge ? "--first-parent" : NULL, id, NULL};
    const char *back[] = {"git", "-C", t->place, "revert", is_merge ? "-m" : id, is_merge ? "1" : NULL, id, NULL};
    change_add(l, &(struct change){
                      .at = at,
                      .kind = tag ? CHANGE_RELEASE : kind_of(c->file),
                      .what = tag ? arena_printf(arena, "release %s, commit %s %s", tag, id, c->field[SUBJECT])
                                  : arena_printf(arena, "%s %s %s", is_merge ? "merge" : "commit", id, c->field[SUBJECT]),
                      .who = c->field[AUTHOR],
                      .detail = say_files(arena, c->n_files),
                      .source = t->source,
                      .see = show_by(arena, t->place, show),
                      .undo = command_make(arena, back),
                      .file = c->file,
                      .id = arena_printf(arena, "git:%s", c->field[HASH]),
                  });
}

/* The next commit; false at the end. What stands before its hash is passed over, as files that were too many. */
static bool take_commit(struct tokens *t, struct arena *arena, struct commit *c, size_t *odd)
{
    const char *s;
    size_t n;
    *c = (struct commit){0};
    for (;;) {
        if (!next_token(t, &s, &n))
            return false;
        if (n && is_hash(s, n))
            break;
        *odd += n > 0;
    }
    for (int i = HASH; i < N_FIELDS; i++) {
        if (i > HASH && !next_token(t, &s, &n))
            return false;
        c->field[i] = arena_strndup(arena, s, n);
    }
    if (next_token(t, &s, &n) && !n) /* the end of the format */
        c->file = take_files(t, arena, &c->n_files);
    return true;
}

size_t parse_git_log(const struct change_text *t, struct change_list *l)
{
    struct tokens tokens = {t->bytes, t->bytes + t->n};
    size_t odd = 0;
    for (bool more = true; more;) {
        struct arena arena = {0};
        struct commit c;
        int64_t at;
        more = take_commit(&tokens, &arena, &c, &odd);
        if (more && when_parse(c.field[AT], strlen(c.field[AT]), NULL, &at, NULL))
            add_commit(t, &c, at, &arena, l);
        else
            odd += more;
        arena_release(&arena);
    }
    return odd;
}

/* ---- tags ---- */

size_t parse_git_tags(const struct change_text *t, struct change_list *l)
{
    struct parse_lines lines = {t->bytes, t->bytes + t->n};
    struct arena arena = {0};
    const char *line;
    size_t n, odd = 0;
    while (parse_next_line(&lines, &line, &n)) {
        const char *s = line, *end = line + n;
        int64_t at;
        const char *when = parse_field(&arena, &s, end, '\t'), *name = parse_field(&arena, &s, end, '\t');
        const char *who = parse_field(&arena, &s, end, '\t'), *hash = parse_field(&arena, &s, end, '\t');
        if (!hash || !*name || !is_hash(hash, strlen(hash)) || !when_parse(when, strlen(when), NULL, &at, NULL)) {
            odd++;
            continue;
        }
        change_add(l, &(struct change){
                          .at = at,
                          .kind = CHANGE_RELEASE,
                          .what = arena_printf(&arena, "tag %s", name),
                          .who = who,
                          .source = t->source,
                          .see = show_by(&arena, t->place, (const char *const[]){"show", "--stat", hash, NULL}),
                          .id = arena_printf(&arena, "git:tag:%s", name),
                      });
    }
    arena_release(&arena);
    return odd;
}

/* ---- moves of the working tree ---- */

static bool moves_the_tree(const char *how)
{
    static const char *const start[] = {"pull", "checkout: ", "reset: ", "merge ", "rebase", "clone: ", NULL};
    for (size_t i = 0; start[i]; i++)
        if (str_starts(how, start[i]))
            return true;
    return false;
}

/* A rebase moves the tree commit by commit: "rebase (start): ...", "rebase (pick): ...", "pull (finish): ..." are one move. */
static bool is_step_of(const char *how)
{
    const char *open = strchr(how, '(');
    return (str_starts(how, "rebase") || str_starts(how, "pull")) && open && !str_starts(open, "(finish)") &&
           !str_starts(open, "(initial)");
}

/* "HEAD@{1700000000}" */
static bool read_selector(const char *selector, int64_t *at)
{
    const char *brace = strstr(selector, "@{");
    return brace && when_parse(brace + 2, strlen(brace + 2), NULL, at, NULL);
}

static bool read_move(const char *line, size_t n, struct arena *arena, struct git_move *m)
{
    const char *s = line, *end = line + n;
    const char *selector = parse_field(arena, &s, end, '\t');
    m->to = parse_field(arena, &s, end, '\t');
    m->who = parse_field(arena, &s, end, '\t');
    m->how = s ? arena_strndup(arena, s, (size_t)(end - s)) : NULL;
    return m->how && is_hash(m->to, strlen(m->to)) && read_selector(selector, &m->at);
}

size_t parse_git_moves(const struct change_text *t, struct arena *arena, struct git_move *move, size_t most)
{
    struct parse_lines lines = {t->bytes, t->bytes + t->n};
    struct git_move *newer = NULL;
    const char *line;
    size_t n, n_moves = 0;
    while (parse_next_line(&lines, &line, &n)) {
        struct git_move m = {0};
        if (!read_move(line, n, arena, &m))
            continue;
        if (newer)
            newer->from = m.to;
        if (is_step_of(m.how))
            continue;
        if (newer && strcmp(newer->from, newer->to) == 0)
            n_moves--; /* it moved nowhere */
        newer = NULL;
        if (!moves_the_tree(m.how) || n_moves == most)
            continue;
        move[n_moves] = m;
        newer = &move[n_moves++];
    }
    return n_moves;
}

void parse_git_moved(const struct change_text *t, const struct git_move *m, struct change_list *l)
{
    struct arena arena = {0};
    struct tokens tokens = {t->bytes, t->bytes + t->n};
    size_t n_files;
    const char *to = arena_strndup(&arena, m->to, SHORT), *from = m->from ? arena_strndup(&arena, m->from, SHORT) : NULL;
    const char *const *file = take_files(&tokens, &arena, &n_files);
    change_add(l,
               &(struct change){
                   .at = m->at,
                   .kind = CHANGE_RELEASE,
                   .what = arena_printf(&arena, "working tree at %s, %s", to, m->how),
                   .who = m->who,
                   .detail = say_files(&arena, n_files),
                   .source = t->source,
                   .host = t->host,
                   .file = file,
                   .see = from ? show_by(&arena, t->place, (const char *const[]){"diff", "--stat", "-p", from, to, NULL}) : NULL,
                   .undo = from ? command_make(&arena, (const char *const[]){"git", "-C", t->place, "checkout", from, NULL})
                                : NULL,
                   .id = arena_printf(&arena, "git:move:%lld:%s", (long long)m->at, m->to),
               });
    arena_release(&arena);
}
