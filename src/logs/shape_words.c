/* shape: the words that ids stand behind, and those that look like one there and are none. */
#include "logs/shape.h"

#include <string.h>
#include <strings.h>

/* Abbreviations: nobody writes a plain word behind them, but for those in `plain`. */
static const char *const strong_prefix[] = {
    "req",  "sess", "sid",  "usr",  "uid",  "ord",  "cus",    "cust", "acct", "acc",   "txn", "tx",  "trx", "evt",
    "inv",  "tok",  "pi",   "ch",   "pm",   "corr", "msg",    "trc",  "trace", "span", "rid", "tid", "xid", "id",
    "uuid", "guid", "blk",  "i",    "vol",  "vpc",  "sg",     "ami",  "eni",  "snap",  "rtb", "igw", "sk",  "pk",
    "rk",   "cid",  "obj",  "doc",  "pay",  "subnet", "ref",  "attempt", NULL,
};

/* Whole words, which name things as often ("user_name", "job-failed"): only what looks a little like an id is one. */
static const char *const weak_prefix[] = {
    "request", "response", "session",   "user",    "order",    "customer", "account",  "transaction", "token",
    "key",     "task",     "job",       "node",    "pod",      "container", "conn",    "connection",  "client",
    "tenant",  "cart",     "payment",   "invoice", "item",     "product",  "device",   "instance",    "thread",
    "worker",  "batch",    "shard",     "block",   "commit",   "build",    "run",      "event",       "message",
    "lock",    "lease",    "group",     "consumer", "stream",  "cluster",  "correlation", "object",   "upload",
    "file",    "hash",     "digest",    "release", "replica",  "workflow", "execution", "host",       "backup",
    "sub", NULL,
};

static const char *const plain[] = {
    "id",      "ids",     "type",    "types",   "name",    "names",  "key",     "keys",     "count",   "counts",  "timeout",
    "timeouts", "error",  "errors",  "err",     "failed",  "fail",   "failure", "size",     "time",    "times",   "data",
    "status",  "state",   "code",    "codes",   "url",     "uri",    "path",    "body",     "header",  "headers", "host",
    "port",    "method",  "token",   "tokens",  "limit",   "limits", "queue",   "handler",  "manager", "service", "server",
    "client",  "pool",    "cache",   "store",   "list",    "map",    "info",    "log",      "logs",    "level",   "user",
    "users",   "group",   "groups",  "ref",     "reset",   "ready",  "done",    "start",    "started", "stop",    "stopped",
    "open",    "close",   "closed",  "event",   "events",  "message", "messages", "worker", "process", "processor", "topic",
    "stream",  "per",     "of",      "in",      "out",     "and",    "for",     "to",       "from",    "not",     "is",
    "has",     "expired", "invalid", "missing", "rate",    "max",    "min",     "total",    "avg",     "sum",     "num",
    "len",     "length",  "hash",    "value",   "values",  "param",  "params",  "config",   "field",   "table",   "index",
    "version", "date",    "lock",    "buf",     "buffer",  "loop",   "ok",      "null",     "none",    "true",    "false",
    "retry",   "retries", "parser",  "router",  "reader",  "writer", "builder", "factory",  "controller", "filter",
    "only",    "line",    "lines",   "entry",   "case",    "mode",   "run",     "runner",   "app",     "api",     "script",  "scope",   "scopes",  "domain",  "process", "request", "session", "driven",  "based",   "side",
    "rollback", "begin",  "abort",   "commit",  NULL,
};

static const char *const announcing[] = {
    "id",       "ids",     "request", "req",       "session",  "sess",     "trace",  "span",   "tx",      "txn",
    "order",    "job",     "task",    "token",     "commit",   "container", "instance", "block", "hash",  "digest",
    "key",      "uuid",    "guid",    "correlation", "user",   "account",  "customer", "message", "event", "invoice",
    "payment",  "cart",    "thread",  "worker",    "pod",      "node",     "shard",  "batch",  "object",  "rev",
    "revision", "ref",     "transaction", "build", "release",  "checksum", "etag",   "sha",    NULL,
};

static const char *const varying_key[] = {
    "id",     "ids",     "uuid",    "guid",     "sid",      "rid",     "tid",     "uid",     "pid",     "xid",
    "token",  "hash",    "sha",     "digest",   "checksum", "etag",    "user",    "username", "login",  "email",
    "mail",   "host",    "hostname", "ip",      "addr",     "address", "client",  "peer",    "remote",  "session",
    "trace",  "span",    "request", "req",      "correlation", "txn",  "tx",      "order",   "customer", "account",
    "acct",   "cart",    "tenant",  "pod",      "container", "node",   "instance", "job",    "task",    "worker",
    "thread", "file",    "filename", "path",    "url",      "uri",     "query",   "referer", "referrer", "agent",
    "ua",     "ts",      "time",    "timestamp", "date",    "duration", "took",   "elapsed", "latency", "payload",
    "bytes",  "size",    "offset",  "port",     "pidfile",  "commit",  "build",   "attempt", "at",      "since",
    "until",  "sku",     "device",  "upstream", "backend",  NULL,
};

static const char *const id_key[] = {"id", "ids", "uuid", "guid", "sid", "rid", "tid", "xid", NULL};

static bool is_one_of(const char *s, size_t n, const char *const *words)
{
    for (; *words; words++)
        if (strncasecmp(*words, s, n) == 0 && (*words)[n] == '\0')
            return true;
    return false;
}

/* The last word of a name: "id" of "request_id" and "requestId". */
static size_t tail_of(const char *s, size_t n)
{
    size_t at = n;
    while (at > 0 && (shape_of(s[at - 1]) & (CLASS_HEX | CLASS_LETTER))) {
        at--;
        if (at > 0 && (shape_of(s[at]) & CLASS_UPPER) && (shape_of(s[at - 1]) & CLASS_LOWER))
            break;
    }
    return at;
}

bool shape_prefix_has_id(const char *prefix, size_t n, const char *rest, size_t n_rest)
{
    if (n_rest < 2)
        return false;
    if (is_one_of(prefix, n, strong_prefix))
        return !is_one_of(rest, n_rest, plain);
    return shape_is_weak_id(rest, n_rest) && is_one_of(prefix, n, weak_prefix);
}

bool shape_announces_id(const char *s, size_t n)
{
    return is_one_of(s, n, announcing);
}

bool shape_key_varies(const char *s, size_t n)
{
    size_t tail = tail_of(s, n);
    return is_one_of(s + tail, n - tail, varying_key);
}

bool shape_key_is_id(const char *s, size_t n)
{
    size_t tail = tail_of(s, n);
    return is_one_of(s + tail, n - tail, id_key);
}

bool shape_is_month_or_day(const char *s, size_t n)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDecMonTueWedThuFriSatSun";
    for (size_t i = 0; n == 3 && i < sizeof names - 1; i += 3)
        if (memcmp(names + i, s, 3) == 0)
            return true;
    return false;
}
