/* make_app: an application's log, as log4j writes it: one record in 200 is an error, most with a Java stack trace. There are
 * twelve kinds of them. One kind's messages, ids, threads and the library frames below its own differ from case to case;
 * two kinds may share their exception or their topmost frame, but not both. */
#include <inttypes.h>
#include <string.h>

#include "make_log.h"

static const struct app_kind {
    const char *logger, *message, *exception, *said; /* exception NULL: a line alone */
    const char *frames[4];                           /* of the program itself, topmost first */
} kinds[KINDS] = {
    {"shop.CheckoutController", "checkout failed for order # (request req_~)", "java.lang.NullPointerException",
     "Cannot invoke \"shop.Address.zip()\" because \"address\" is null",
     {"shop.Cart.shipping(Cart.java:88)", "shop.CheckoutController.submit(CheckoutController.java:141)"}},
    {"shop.CheckoutController", "checkout failed for order # (request req_@)", "java.lang.NullPointerException", "",
     {"shop.Voucher.apply(Voucher.java:35)", "shop.CheckoutController.submit(CheckoutController.java:137)"}},
    {"shop.CheckoutController", "checkout failed for order # (request req_~)", "java.lang.IllegalStateException",
     "cart # is closed", {"shop.Cart.shipping(Cart.java:71)", "shop.CheckoutController.submit(CheckoutController.java:141)"}},
    {"shop.StockClient", "stock of item @ unknown", "java.net.SocketTimeoutException", "Read timed out",
     {"shop.StockClient.fetch(StockClient.java:52)", "shop.ProductController.show(ProductController.java:33)"}},
    {"shop.StockClient", "stock of item ~ unknown", "java.net.ConnectException", "Connection refused (10.0.3.#:8080)",
     {"shop.StockClient.fetch(StockClient.java:47)", "shop.ProductController.show(ProductController.java:33)"}},
    {"shop.OrderRepository", "cannot save order #", "org.postgresql.util.PSQLException",
     "ERROR: deadlock detected, process # waits for ShareLock on transaction #",
     {"shop.OrderRepository.save(OrderRepository.java:119)", "shop.OrderService.place(OrderService.java:64)"}},
    {"shop.OrderRepository", "cannot read orders of user #", "java.sql.SQLTransientConnectionException",
     "HikariPool-1 - Connection is not available, request timed out after #ms.",
     {"shop.OrderRepository.byUser(OrderRepository.java:58)", "shop.OrderController.list(OrderController.java:29)"}},
    {"shop.PriceCache", "price of sku @ is not a number", "java.lang.NumberFormatException", "For input string: \"n/a-#\"",
     {"shop.PriceCache.parse(PriceCache.java:204)", "shop.PriceCache.refresh(PriceCache.java:160)"}},
    {"shop.ImageResizer", "image @ not resized", "java.lang.OutOfMemoryError", "Java heap space",
     {"shop.ImageResizer.scale(ImageResizer.java:77)", "shop.ImageResizer.run(ImageResizer.java:31)"}},
    {"shop.Payment", "gateway refused card of user # for order @: timeout after # ms", NULL, NULL, {NULL}},
    {"shop.Mailer", "cannot send mail to user-#@shop.example: 451 try again in # s", NULL, NULL, {NULL}},
    {"shop.Session", "session ~ of node 10.0.0.7 is broken", NULL, NULL, {NULL}},
};

static const char *const chatter[] = {
    "added item # to cart @",
    "GET /products/# took # ms",
    "user # logged in from 10.0.3.#",
    "cache hit for sku ~, age # s",
    "order @ placed by user #, # items",
    "pool stats: total=# active=# idle=# waiting=#",
    "rendered page products/show in # ms",
};

static const char *const libraries[] = {
    "org.springframework.web.method.support.InvocableHandlerMethod.doInvoke(InvocableHandlerMethod.java:205)",
    "org.springframework.web.servlet.DispatcherServlet.doDispatch(DispatcherServlet.java:1067)",
    "org.springframework.cglib.proxy.MethodProxy.invoke(MethodProxy.java:218)",
    "jdk.internal.reflect.GeneratedMethodAccessor#.invoke(Unknown Source)",
    "java.base/java.lang.reflect.Method.invoke(Method.java:568)",
    "javax.servlet.http.HttpServlet.service(HttpServlet.java:655)",
    "org.apache.catalina.core.ApplicationFilterChain.doFilter(ApplicationFilterChain.java:162)",
    "org.apache.coyote.http11.Http11Processor.service(Http11Processor.java:374)",
    "java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)",
    "java.base/java.lang.Thread.run(Thread.java:833)",
};
enum { N_LIBRARIES = sizeof libraries / sizeof *libraries, N_CHATTER = sizeof chatter / sizeof *chatter, A_SECOND = 40 };

static void put_head(struct writer *w, const char *level, const char *logger)
{
    put_n(w, w->iso, 10);
    put(w, " ");
    put(w, w->iso + 11);
    put(w, ",");
    put_milliseconds(w);
    put(w, level);
    put(w, "[http-nio-8080-exec-");
    put_number(w, 1 + draw_below(w, 40));
    put(w, "] ");
    put(w, logger);
    put(w, " - ");
    w->lines++;
}

static void put_frame(struct writer *w, const char *frame)
{
    put(w, "\tat ");
    put_filled(w, frame);
    put(w, "\n");
    w->lines++;
}

static void put_trace(struct writer *w, const struct app_kind *kind)
{
    put(w, kind->exception);
    put(w, *kind->said ? ": " : "");
    put_filled(w, kind->said);
    put(w, "\n");
    w->lines++;
    for (int i = 0; i < 4 && kind->frames[i]; i++)
        put_frame(w, kind->frames[i]);
    for (uint32_t i = draw_below(w, 3); i < N_LIBRARIES; i += 1 + draw_one_in(w, 4))
        put_frame(w, libraries[i]);
}

/* The third kind is new in the last tenth; the others come from the beginning, some more often than others. */
static void put_error(struct writer *w)
{
    uint32_t a = draw_below(w, KINDS), b = draw_below(w, KINDS), i = a < b ? a : b;
    if (i == 2 && share_done(w) < 0.9)
        i = 5;
    put_head(w, " ERROR ", kinds[i].logger);
    put_filled(w, kinds[i].message);
    put(w, "\n");
    if (kinds[i].exception)
        put_trace(w, &kinds[i]);
    w->kind[i]++;
    note_failure(w);
}

void put_app(struct writer *w)
{
    tick(w, A_SECOND);
    if (draw_one_in(w, 200)) {
        put_error(w);
        return;
    }
    put_head(w, draw_one_in(w, 50) ? " WARN  " : " INFO  ", "shop.Access");
    put_filled(w, chatter[draw_below(w, N_CHATTER)]);
    put(w, "\n");
}

void tell_app(const struct writer *w, FILE *truth)
{
    for (int i = 0; i < KINDS; i++)
        if (w->kind[i])
            fprintf(truth, "kind %" PRIu64 " %s %s\n", w->kind[i], kinds[i].exception ? kinds[i].exception : "-",
                    kinds[i].frames[0] ? kinds[i].frames[0] : kinds[i].message);
}
