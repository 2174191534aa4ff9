/* make_requests: access logs and JSON lines of a shop's web server. Until four fifths of the log one request in 5,000 fails;
 * then a fifth of the checkouts: one in a thousand overall. Of the heavy one, from a tenth on, more than every second. */
#include "make_log.h"

static const struct {
    const char *method, *path;
    uint32_t weight;
} endpoints[] = {
    {"GET", "/", 90},
    {"GET", "/products/#", 220},
    {"GET", "/products/#/reviews?page=#", 60},
    {"GET", "/static/app.3fa9c1b7.js", 80},
    {"GET", "/static/app.css", 80},
    {"GET", "/static/logo.svg", 80},
    {"GET", "/search?q=~&page=#", 70},
    {"GET", "/cart", 60},
    {"POST", "/cart/items", 40},
    {"DELETE", "/cart/items/#", 10},
    {"POST", "/checkout", 20},
    {"GET", "/orders/#", 30},
    {"GET", "/users/#/orders/@", 30},
    {"GET", "/users/#", 20},
    {"PUT", "/users/#/address", 5},
    {"POST", "/login", 20},
    {"POST", "/logout", 8},
    {"GET", "/api/v1/stock/@", 30},
    {"GET", "/api/v1/price?sku=@", 20},
    {"GET", "/health", 20},
    {"GET", "/favicon.ico", 5},
    {"GET", "/robots.txt", 1},
    {"GET", "/blog/how-to-choose-a-bicycle", 1},
};

enum { N_ENDPOINTS = sizeof endpoints / sizeof *endpoints, WEIGHTS = 1000, CHECKOUT = 10, A_SECOND = 66 };

static const char *const referers[] = {"-", "-", "https://shop.example/", "https://shop.example/products/bicycles?sort=price",
                                       "https://search.example/?q=red+bicycle", "https://shop.example/cart"};
static const char *const agents[] = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.3 Safari/604.1",
    "curl/8.5.0",
    "shop-app/4.12 (Android 14)",
};
#define PICK(w, list) (list)[draw_below((w), sizeof(list) / sizeof *(list))]

struct request {
    uint32_t client;
    int endpoint, status;
};

static int draw_endpoint(struct writer *w)
{
    int32_t left = (int32_t)draw_below(w, WEIGHTS);
    for (int i = 0; i < N_ENDPOINTS; i++)
        if ((left -= (int32_t)endpoints[i].weight) < 0)
            return i;
    return 0;
}

static int draw_status(struct writer *w)
{
    uint32_t n = draw_below(w, 100);
    return n < 84 ? 200 : n < 90 ? 304 : n < 94 ? 302 : n < 99 ? 404 : 403;
}

static bool fails(struct writer *w, const struct request *r, bool is_heavy)
{
    if (share_done(w) < (is_heavy ? 0.1 : 0.8))
        return draw_one_in(w, 5000);
    if (!w->onset)
        w->onset = w->second;
    return is_heavy ? draw_below(w, 100) < 55 : r->endpoint == CHECKOUT ? draw_one_in(w, 5) : draw_one_in(w, 5000);
}

static struct request draw_request(struct writer *w, bool is_heavy)
{
    uint32_t a = draw_below(w, CLIENTS), b = draw_below(w, CLIENTS); /* some come more often than others */
    struct request r = {.client = a < b ? a : b, .endpoint = draw_endpoint(w), .status = draw_status(w)};
    if (!fails(w, &r, is_heavy))
        return r;
    r.status = 500 + (int)draw_below(w, 5);
    w->failed[r.client] = 1;
    w->failing_endpoints |= UINT64_C(1) << r.endpoint;
    note_failure(w);
    return r;
}

static void put_client(struct writer *w, uint32_t client)
{
    uint32_t mixed = client * 2654435761U;
    put_number(w, 11 + (mixed >> 24) % 180);
    for (int shift = 16; shift >= 0; shift -= 8) {
        put(w, ".");
        put_number(w, shift ? mixed >> shift & 255 : client & 255);
    }
}

static void put_line(struct writer *w, bool is_heavy)
{
    tick(w, A_SECOND);
    struct request r = draw_request(w, is_heavy);
    put_client(w, r.client);
    put(w, draw_one_in(w, 20) ? " - ann [" : " - - [");
    put(w, w->stamp);
    put(w, "] \"");
    put(w, endpoints[r.endpoint].method);
    put(w, " ");
    put_filled(w, endpoints[r.endpoint].path);
    put(w, " HTTP/1.1\" ");
    put_number(w, (uint64_t)r.status);
    put(w, " ");
    put_number(w, draw_below(w, 60000));
    put(w, " \"");
    put(w, PICK(w, referers));
    put(w, "\" \"");
    put(w, PICK(w, agents));
    put(w, "\"\n");
    w->lines++;
}

void put_access(struct writer *w)
{
    put_line(w, false);
}

void put_heavy(struct writer *w)
{
    put_line(w, true);
}

void put_json(struct writer *w)
{
    tick(w, A_SECOND);
    struct request r = draw_request(w, false);
    put(w, "{\"time\":\"");
    put(w, w->iso);
    put(w, ".");
    put_milliseconds(w);
    put(w, "Z\",\"level\":\"");
    put(w, r.status >= 500 ? "error" : "info");
    put(w, "\",\"msg\":\"request done\",\"method\":\"");
    put(w, endpoints[r.endpoint].method);
    put(w, "\",\"path\":\"");
    put_filled(w, endpoints[r.endpoint].path);
    put(w, "\",\"status\":");
    put_number(w, (uint64_t)r.status);
    put(w, ",\"client_ip\":\"");
    put_client(w, r.client);
    put(w, "\",\"duration_ms\":");
    put_number(w, draw_below(w, 900));
    put_filled(w, ",\"request_id\":\"@~\",\"service\":\"shop\",\"pid\":4711}\n");
    w->lines++;
}
