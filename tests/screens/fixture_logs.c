/* fixture_logs: what the logs of INC-42 say: access.log and app.log from 02:00 to 03:11, errors since 03:01:12. */
#include "fixture_logs.h"

#include "base/mem.h"
#include "change/change.h"
#include "ui/model_logs.h"

#define N(array) (sizeof(array) / sizeof *(array))

static int64_t at(int hour, int minute, int second)
{
    struct time_parts p = {.year = 2026, .month = 3, .day = 1, .hour = hour, .minute = minute, .second = second};
    return time_join(&p, 3600);
}

static struct log_row endpoints[] = {{"POST /checkout", 4100, 1081}, {"GET /recommend", 2000, 4}};
static struct log_row statuses[] = {{"500", 1081, 1081}, {"504", 4, 4}};
static struct log_row clients[] = {{"203.0.113.140", 20, 11}, {"192.0.2.77", 30, 9}, {"198.51.100.23", 12, 9}, {"192.0.2.18", 12, 8}, {"192.0.2.19", 9, 7}};
static struct log_kind kinds[] = {
    {.key = "npe", .title = "NullPointerException in shop.Cart.total (Cart.java:88)", .type = "NullPointerException", .errors = 1081, .is_new = true},
    {.key = "timeout", .title = "upstream timed out, GET /recommend", .type = "", .errors = 4},
};
static struct log_source_said sources[] = {
    {.name = "/var/log/nginx/access.log", .format = "combined", .records = 12310, .errors = 1085},
    {.name = "/srv/app/app.log", .format = "iso-level", .records = 1085, .errors = 1081, .offset = -2 * TIME_SECOND, .is_estimated = true},
};

static const char *const trace[] = {
    "\tat shop.Cart.total(Cart.java:88)",        "\tat shop.Cart.checkout(Cart.java:141)", "\tat shop.CheckoutApi.post(CheckoutApi.java:37)",
    "\tat web.Router.call(Router.java:201)",     "\tat web.Router.run(Router.java:180)",    "\tat web.Filter.next(Filter.java:61)",
    "\tat web.Filter.next(Filter.java:58)",      "\tat web.Session.of(Session.java:70)",    "\tat web.Filter.next(Filter.java:58)",
    "\tat web.Server.handle(Server.java:99)",    "\tat web.Server.loop(Server.java:66)",    "\tat java.lang.Thread.run(Thread.java:829)",
    "Caused by: java.lang.IllegalStateException: no coupon \033[31m42", "\t... 12 more",
};

#define ACCESS(k, h, m, s, what, who, took_, id_)                                                                          \
    {.key = (k), .at_of = {h, m, s}, .row = {.level = LEVEL_UNSAID, .is_error = true, .source = "access", .text = what, .client = who,  \
                                             .took = took_, .id = id_, .raw = who " - - \"" what "\" " id_}}
#define APP(k, h, m, s)                                                                                                    \
    {.key = (k), .at_of = {h, m, s}, .row = {.level = LEVEL_ERROR, .is_error = true, .source = "app", .text = "NullPointerException: cart.coupon is null", \
                                             .raw = "ERROR NullPointerException: cart.coupon is null", .more = trace, .n_more = N(trace), .all_more = N(trace)}}

static const struct {
    int64_t key;
    int at_of[3];
    struct model_log_row row;
} rows[] = {
    ACCESS(101, 3, 1, 12, "500 POST /checkout", "203.0.113.9", "212 ms", "7f3a9c"),
    APP(102, 3, 1, 12),
    ACCESS(103, 3, 1, 14, "500 POST /checkout", "198.51.100.23", "198 ms", "91be02"),
    APP(104, 3, 1, 14),
    ACCESS(105, 3, 1, 19, "500 POST /checkout", "192.0.2.77", "205 ms", "c40d11"),
    APP(106, 3, 1, 19),
    ACCESS(107, 3, 1, 20, "500 POST /checkout", "203.0.113.140", "201 ms", "0a77fe"),
    APP(108, 3, 1, 20),
    ACCESS(109, 3, 1, 23, "504 GET /recommend", "198.51.100.4", "10000 ms", "55d3c8"),
    ACCESS(110, 3, 1, 26, "500 POST /checkout", "192.0.2.18", "199 ms", "be1290"),
    APP(111, 3, 1, 26),
    ACCESS(112, 3, 1, 27, "500 POST /checkout", "203.0.113.61", "230 ms", "2f9a0d"),
    APP(113, 3, 1, 27),
    ACCESS(114, 3, 1, 31, "500 POST /checkout/a/very/long/path/that/does/not/fit", "2001:db8:85a3::8a2e:370:7334", "207 ms", "d8810b"),
};

static const struct model_changes *changes(void)
{
    static struct change list[] = {{.what = "release r418"}, {.what = "/etc/nginx/sites/shop.conf"}};
    static const struct model_change suspects[] = {{.id = "1", .change = &list[0], .distance = ""}, {.id = "2", .change = &list[1], .distance = ""}};
    static struct change_list all;
    static struct model_changes changed = {.list = &all, .row = suspects, .n = N(suspects)};
    list[0].at = at(2, 58, 40);
    list[1].at = at(2, 31, 5);
    return &changed;
}

/* A request every few seconds; from 03:01:12 on about a hundred of them fail each minute. */
static void fill_series(struct log_series *s)
{
    static const int failing[] = {60, 95, 101, 104, 104, 99, 98, 90, 102, 104};
    for (int minute = 0; minute < 71; minute++)
        log_series_add(s, at(2, minute, 0), 160, 0);
    for (int i = 0; i < (int)N(failing); i++)
        for (int n = 0; n < failing[i]; n++)
            log_series_add(s, at(3, 1 + i, i ? 0 : 12) + n * (i ? 60 : 48) * TIME_SECOND / failing[i], 1, 1);
}

static struct log_finding *finding(struct fixture *f)
{
    struct log_finding *found = arena_alloc(&f->arena, sizeof *found);
    *found = (struct log_finding){
        .requests = 13395, .errors = 1085, .lines = 28529, .from = at(2, 0, 0), .to = at(3, 11, 0),
        .onset = {.is_found = true, .at = at(3, 1, 12), .within = 6 * TIME_SECOND, .ended = TIME_NONE, .baseline = 0.001, .rate = 0.081},
        .endpoints = {endpoints, N(endpoints), 2, 23, false, true}, .statuses = {statuses, N(statuses), 2, 4, false, true},
        .clients = {clients, N(clients), 433, 5212, false, true},
        .kind = kinds, .n_kinds = N(kinds), .n_new = 1, .source = sources, .n_sources = N(sources), .has_latency = true,
        .before = {84000, 210000, 400000}, .after = {97000, 340000, 900000},
    };
    fill_series(&f->series);
    found->series = f->series; /* as it is then; its memory is the fixture's */
    return found;
}

void fixture_logs(struct fixture *f)
{
    struct model_log_row *row = arena_array(&f->arena, N(rows), sizeof *row);
    struct model_logs *l = arena_alloc(&f->arena, sizeof *l);
    for (size_t i = 0; i < N(rows); i++) {
        row[i] = rows[i].row;
        row[i].key = rows[i].key;
        row[i].at = at(rows[i].at_of[0], rows[i].at_of[1], rows[i].at_of[2]);
    }
    *l = (struct model_logs){.names = "access.log, app.log", .filter = "errors only", .hits = 1085, .lines = 13395, .share = 1,
                             .finding = finding(f), .row = row, .n = N(rows), .slide = 1, .jump = 1, .to = 101};
    f->model.logs = l;
    f->model.changes = changes();
}

void fixture_logs_none(struct fixture *f)
{
    struct model_logs *l = arena_alloc(&f->arena, sizeof *l);
    *l = (struct model_logs){.names = "", .filter = "", .share = 1, .empty = "No step of this flow looks at a log, and no probe has looked at one."};
    f->model.logs = l;
}

void fixture_logs_nothing(struct fixture *f)
{
    fixture_logs(f);
    struct model_logs *l = arena_alloc(&f->arena, sizeof *l);
    *l = *f->model.logs;
    l->row = NULL;
    l->n = 0;
    l->hits = 0;
    l->filter = "status 418";
    f->model.logs = l;
}
