/* facts: what each kind of look yields: one table a kind. The flow language has the same names (flow/name.c); a test holds them
 * equal. */
#include <assert.h>
#include <string.h>

#include "base/i18n.h"
#include "observe/observation.h"

static const struct observe_fact of_tcp[] = {
    {"connected", OBSERVED_FLAG, N_("connected")},       {"trouble", OBSERVED_TEXT, N_("trouble")},
    {"address", OBSERVED_TEXT, N_("address")},           {"connect_time", OBSERVED_LENGTH, N_("time to connect")},
    {"tried", OBSERVED_COUNT, N_("addresses tried")},    {"banner", OBSERVED_TEXT, N_("it says")},
};
static const struct observe_fact of_dns[] = {
    {"found", OBSERVED_FLAG, N_("found")},           {"trouble", OBSERVED_TEXT, N_("trouble")},
    {"addresses", OBSERVED_COUNT, N_("records")},    {"first", OBSERVED_TEXT, N_("first record")},
    {"answers", OBSERVED_TEXT, N_("answers")},       {"type", OBSERVED_TEXT, N_("record type")},
    {"ttl", OBSERVED_LENGTH, N_("may be kept for")}, {"rcode", OBSERVED_TEXT, N_("answer code")},
    {"server", OBSERVED_TEXT, N_("name server")},    {"took", OBSERVED_LENGTH, N_("took")},
};
static const struct observe_fact of_tls[] = {
    {"valid", OBSERVED_FLAG, N_("valid")},         {"trouble", OBSERVED_TEXT, N_("trouble")},
    {"expires", OBSERVED_TIME, N_("expires")},     {"days_left", OBSERVED_COUNT, N_("days left")},
    {"starts", OBSERVED_TIME, N_("valid from")},   {"issuer", OBSERVED_TEXT, N_("issuer")},
    {"subject", OBSERVED_TEXT, N_("subject")},     {"names", OBSERVED_TEXT, N_("names")},
    {"chain", OBSERVED_COUNT, N_("certificates in the chain")}, {"version", OBSERVED_TEXT, N_("protocol")},
    {"address", OBSERVED_TEXT, N_("address")},
};
static const struct observe_fact of_file[] = {
    {"exists", OBSERVED_FLAG, N_("exists")},
    {"trouble", OBSERVED_TEXT, N_("trouble")},
    {"path", OBSERVED_TEXT, N_("path")},
    {"type", OBSERVED_TEXT, N_("kind of file")},
    {"size", OBSERVED_BYTES, N_("size")},
    {"age", OBSERVED_LENGTH, N_("age")},
    {"modified", OBSERVED_TIME, N_("modified")},
    {"mode", OBSERVED_TEXT, N_("mode")},
    {"owner", OBSERVED_TEXT, N_("owner")},
    {"is_link", OBSERVED_FLAG, N_("is a link")},
    {"target", OBSERVED_TEXT, N_("leads to")},
    {"digest", OBSERVED_TEXT, N_("SHA-256")},
    {"free_bytes", OBSERVED_BYTES, N_("free space")},
    {"free_share", OBSERVED_SHARE, N_("share of space free")},
    {"free_inodes", OBSERVED_COUNT, N_("free inodes")},
    {"inodes_share", OBSERVED_SHARE, N_("share of inodes free")},
    {"is_readonly", OBSERVED_FLAG, N_("file system is read-only")},
    {"paths", OBSERVED_COUNT, N_("paths looked at")},
    {"failing", OBSERVED_COUNT, N_("paths that fail")},
};
static const struct observe_fact of_process[] = {
    {"running", OBSERVED_FLAG, N_("running")},       {"trouble", OBSERVED_TEXT, N_("trouble")},
    {"count", OBSERVED_COUNT, N_("processes")},      {"pid", OBSERVED_COUNT, N_("oldest process")},
    {"since", OBSERVED_TIME, N_("running since")},   {"oldest", OBSERVED_TIME, N_("oldest started")},
    {"newest", OBSERVED_TIME, N_("newest started")}, {"memory", OBSERVED_BYTES, N_("memory")},
    {"threads", OBSERVED_COUNT, N_("threads")},      {"waiting", OBSERVED_COUNT, N_("waiting for a disk")},
    {"zombies", OBSERVED_COUNT, N_("zombies")},      {"open_files", OBSERVED_COUNT, N_("open files")},
    {"owner", OBSERVED_TEXT, N_("owner")},
};
static const struct observe_fact of_unit[] = {
    {"active", OBSERVED_FLAG, N_("active")},           {"trouble", OBSERVED_TEXT, N_("trouble")},
    {"state", OBSERVED_TEXT, N_("state")},             {"substate", OBSERVED_TEXT, N_("substate")},
    {"since", OBSERVED_TIME, N_("in this state since")}, {"restarts", OBSERVED_COUNT, N_("restarts by systemd")},
    {"failed", OBSERVED_FLAG, N_("failed")},           {"result", OBSERVED_TEXT, N_("result")},
    {"exit_status", OBSERVED_COUNT, N_("exit status")}, {"main_pid", OBSERVED_COUNT, N_("main process")},
    {"memory", OBSERVED_BYTES, N_("memory")},          {"enabled", OBSERVED_TEXT, N_("at boot")},
};

#define ROWS(table) {table, sizeof(table) / sizeof *(table)}

static const struct {
    const char *name;
    struct {
        const struct observe_fact *v;
        size_t n;
    } facts;
} kinds[N_OBSERVE_KINDS] = {
    [OBSERVE_TCP] = {"tcp", ROWS(of_tcp)},    [OBSERVE_DNS] = {"dns", ROWS(of_dns)},
    [OBSERVE_TLS] = {"tls", ROWS(of_tls)},    [OBSERVE_FILE] = {"file", ROWS(of_file)},
    [OBSERVE_PROCESS] = {"process", ROWS(of_process)}, [OBSERVE_UNIT] = {"unit", ROWS(of_unit)},
};

const struct observe_fact *observe_facts(enum observe_kind kind, size_t *n)
{
    *n = kinds[kind].facts.n;
    return kinds[kind].facts.v;
}

const char *observe_kind_name(enum observe_kind kind)
{
    return kinds[kind].name;
}

bool observe_kind_find(const char *name, enum observe_kind *kind)
{
    for (int i = 0; name && i < N_OBSERVE_KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0) {
            *kind = (enum observe_kind)i;
            return true;
        }
    return false;
}

size_t observe_fact_index(enum observe_kind kind, const char *name)
{
    for (size_t i = 0; i < kinds[kind].facts.n; i++)
        if (strcmp(kinds[kind].facts.v[i].name, name) == 0)
            return i;
    assert(!"a fact of this kind");
    return 0;
}
