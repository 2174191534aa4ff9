/* fuzz_journal: a sound journal with bytes changed here and there, opened, read, listed and verified. Each input is a list of
 * edits of four bytes: where (two, of 65,536ths of the file), how, and with what. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/files.h"
#include "store/journal.h"
#include "store/journal_verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define EV(kind_, step_, ...)                                                                                    \
    (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .host = "ops-1", .step = (step_), .as.kind_ = {__VA_ARGS__}})

static struct str sound;
static char path[64];

static int64_t same_time(void *who)
{
    (void)who;
    return INT64_C(1767225600000000);
}

static void fill(struct journal *j)
{
    struct incident inc;
    struct err e = {0};
    char digest[65];
    const char *names[] = {"A=1", "B=2"};
    struct fact_pair facts[] = {{"errors", value_number(913)}, {"version", value_text("r417")}, {"none", value_none()}};
    bool ok = journal_put_blob(j, NULL, "500 500", 7, JOURNAL_REDACTED, digest, &e) &&
              journal_create(j, &inc, EV(opened, NULL, .flow = "f", .title = "t", .digest = digest), &e) &&
              journal_append(j, &inc, EV(joined, NULL, .liveness = "/nonexistent", .tty = "pts/3"), &e) &&
              journal_append(j, &inc, EV(entered, "s", .title = "Which?", .phase = "logs", .how = "start", .skipped = {names, 2}), &e) &&
              journal_append(j, &inc, EV(probe_started, "s", .probe = "p", .command = "true", .names = {names, 2}), &e) &&
              journal_append(j, &inc, EV(probe_ended, "s", .run = 4, .probe = "p", .outcome = "exited", .output = digest, .facts = {facts, 3}), &e) &&
              journal_append(j, &inc, EV(action_started, "s", .action = "x", .command = "true", .undo = "false"), &e) &&
              journal_append(j, &inc, EV(noted, NULL, .text = "n"), &e);
    if (!ok)
        abort();
    incident_release(&inc);
    journal_rest(j);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    char file[80];
    struct journal *j = NULL;
    struct err e = {0};
    (void)argc, (void)argv;
    snprintf(path, sizeof path, "/dev/shm/fuzz-journal-%d", (int)getpid());
    if (!files_make_directory(path, 0700, &e))
        abort();
    snprintf(file, sizeof file, "%s/sound.db", path);
    struct journal_options o = {.path = file, .clock = same_time};
    if (!journal_open(&o, &j, &e))
        abort();
    fill(j);
    journal_close(j);
    if (!files_read(file, 1 << 20, &sound, &e))
        abort();
    snprintf(path + strlen(path), 16, "/edited.db");
    return 0;
}

static void edit(char *file, size_t size, const uint8_t *how)
{
    size_t at = (size_t)(how[0] << 8 | how[1]) * size / 65536 + (how[2] >> 4);
    if (at >= size)
        return;
    if (how[2] & 1)
        file[at] = (char)how[3];
    else
        file[at] = (char)(file[at] ^ how[3]);
}

static bool take(const struct journal_entry *en, void *who)
{
    for (size_t i = 0; i < en->n_present; i++)
        *(size_t *)who += strlen(en->present[i].actor);
    *(size_t *)who += strlen(en->title) + strlen(en->flow) + strlen(en->step) + (size_t)en->severity;
    return true;
}

static void keep(const struct journal_finding *f, void *who)
{
    *(size_t *)who += strlen(f->why) + strlen(f->head);
}

static void read_all(struct journal *j)
{
    struct incident inc;
    struct err e = {0};
    struct journal_filter all = {0};
    struct journal_flow flow;
    struct str out = {0};
    size_t sum = 0;
    int64_t n, bad;
    bool changed;
    if (journal_load(j, NULL, &inc, &e) && inc.flow_digest)
        journal_get_blob(j, inc.flow_digest, &out, &e);
    journal_refresh(j, &inc, &changed, &e);
    incident_release(&inc);
    journal_list(j, &all, take, &sum, &e);
    journal_find_flow(j, "f", &flow, &e);
    journal_verify(j, NULL, keep, &sum, &e);
    journal_verify_blobs(j, &n, &bad, &e);
    journal_count_strays(j, &n, &e);
    str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct journal_options o = {.path = path, .read_only = true, .clock = same_time};
    struct journal *j = NULL;
    struct err e = {0};
    char *file = memcpy(malloc(sound.n), sound.s, sound.n);
    for (size_t i = 0; i + 4 <= n; i += 4)
        edit(file, sound.n, bytes + i);
    if (!files_write(path, file, sound.n, 0600, &e))
        abort();
    if (journal_open(&o, &j, &e))
        read_all(j);
    journal_close(j);
    free(file);
    return 0;
}
