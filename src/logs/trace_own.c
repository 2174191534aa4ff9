/* trace: which frames are the program's own, by where libraries and languages keep theirs. */
#include "logs/trace.h"

#include <string.h>

#define TEXT(s) s, sizeof(s) - 1
static const struct library {
    enum trace_family family;
    enum { FUNCTION_BEGINS, FUNCTION_HAS, FILE_BEGINS, FILE_HAS } where;
    const char *text;
    size_t n;
} libraries[] = { /* each family in a row */
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("java.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("javax.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("jakarta.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("jdk.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("sun.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("com.sun.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("com.zaxxer.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("com.fasterxml.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("com.google.common.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("com.google.inject.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("com.mysql.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("com.mongodb.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("com.rabbitmq.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("com.netflix.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("com.amazonaws.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("com.microsoft.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.springframework.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.apache.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.hibernate.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.eclipse.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.mortbay.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.jboss.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.postgresql.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.slf4j.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.junit.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.quartz.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.glassfish.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.elasticsearch.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("org.codehaus.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("io.netty.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("io.grpc.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("io.undertow.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("io.reactivex.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("io.lettuce.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("io.micrometer.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("io.opentelemetry.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("io.vertx.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("io.quarkus.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("reactor.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("kotlin.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("kotlinx.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("scala.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("akka.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("groovy.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("clojure.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("okhttp3.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("okio.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("retrofit2.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("feign.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("redis.clients.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("software.amazon.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("oracle.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("ch.qos.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("android.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("androidx.")},
    {FAMILY_JAVA, FUNCTION_BEGINS, TEXT("dalvik.")},
    {FAMILY_JAVA, FUNCTION_HAS, TEXT("$$")}, /* made at run time, with names of the day */
    {FAMILY_JAVA, FUNCTION_HAS, TEXT("$Proxy")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("System.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("Microsoft.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("Newtonsoft.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("Npgsql.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("MySql.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("StackExchange.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("Grpc.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("MediatR.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("Polly.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("Serilog.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("Autofac.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("Castle.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("Hangfire.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("MassTransit.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("Amazon.")},
    {FAMILY_CSHARP, FUNCTION_BEGINS, TEXT("Azure.")},
    {FAMILY_JS, FILE_BEGINS, TEXT("node:")},
    {FAMILY_JS, FILE_BEGINS, TEXT("internal/")},
    {FAMILY_JS, FILE_BEGINS, TEXT("native")},
    {FAMILY_JS, FILE_BEGINS, TEXT("<anonymous>")},
    {FAMILY_JS, FILE_BEGINS, TEXT("unknown location")},
    {FAMILY_JS, FILE_BEGINS, TEXT("http://<anonymous>")},
    {FAMILY_JS, FILE_HAS, TEXT("node_modules/")},
    {FAMILY_JS, FILE_HAS, TEXT("node_modules\\")},
    {FAMILY_PYTHON, FILE_HAS, TEXT("site-packages/")},
    {FAMILY_PYTHON, FILE_HAS, TEXT("dist-packages/")},
    {FAMILY_PYTHON, FILE_HAS, TEXT("/lib/python")},
    {FAMILY_PYTHON, FILE_HAS, TEXT("/lib64/python")},
    {FAMILY_PYTHON, FILE_HAS, TEXT("/third_party/")},
    {FAMILY_PYTHON, FILE_BEGINS, TEXT("<frozen ")},
    {FAMILY_GO, FUNCTION_BEGINS, TEXT("runtime.")},
    {FAMILY_GO, FUNCTION_BEGINS, TEXT("runtime/")},
    {FAMILY_GO, FUNCTION_BEGINS, TEXT("net/http.")},
    {FAMILY_GO, FUNCTION_BEGINS, TEXT("reflect.")},
    {FAMILY_GO, FUNCTION_BEGINS, TEXT("testing.")},
    {FAMILY_GO, FUNCTION_BEGINS, TEXT("sync.")},
    {FAMILY_GO, FUNCTION_BEGINS, TEXT("golang.org/x/")},
    {FAMILY_GO, FUNCTION_BEGINS, TEXT("google.golang.org/")},
    {FAMILY_GO, FUNCTION_BEGINS, TEXT("gopkg.in/")},
    {FAMILY_GO, FILE_HAS, TEXT("/go/src/runtime/")},
    {FAMILY_GO, FILE_BEGINS, TEXT("/usr/local/go/src/")},
    {FAMILY_GO, FILE_BEGINS, TEXT("/usr/lib/go")},
    {FAMILY_GO, FILE_BEGINS, TEXT("/usr/share/go")},
    {FAMILY_GO, FILE_BEGINS, TEXT("go/src/")},
    {FAMILY_GO, FILE_HAS, TEXT("/pkg/mod/")},
    {FAMILY_GO, FILE_HAS, TEXT("/vendor/")},
    {FAMILY_RUBY, FILE_HAS, TEXT("/gems/")},
    {FAMILY_RUBY, FILE_HAS, TEXT("vendor/bundle/")},
    {FAMILY_RUBY, FILE_HAS, TEXT("/lib/ruby/")},
    {FAMILY_RUBY, FILE_HAS, TEXT(") lib/")}, /* "actionpack (5.1.4) lib/..." */
    {FAMILY_RUBY, FILE_BEGINS, TEXT("<internal:")},
    {FAMILY_PHP, FILE_HAS, TEXT("/vendor/")},
    {FAMILY_PHP, FILE_BEGINS, TEXT("vendor/")},
    {FAMILY_PHP, FUNCTION_BEGINS, TEXT("call_user_func")},
    {FAMILY_DART, FILE_BEGINS, TEXT("dart:")},
    {FAMILY_DART, FILE_BEGINS, TEXT("package:flutter/")},
    {FAMILY_DART, FILE_BEGINS, TEXT("package:stack_trace/")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("std::")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("core::")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("alloc::")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("<core::")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("<std::")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("<alloc::")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("tokio::")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("rust_begin_unwind")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("rust_panic")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("__rust_")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("_start")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("__libc_start")},
    {FAMILY_RUST, FUNCTION_BEGINS, TEXT("main")},
    {FAMILY_RUST, FILE_BEGINS, TEXT("/rustc/")},
    {FAMILY_RUST, FILE_HAS, TEXT(".cargo/registry/")},
    {FAMILY_NATIVE, FUNCTION_BEGINS, TEXT("__")},
    {FAMILY_NATIVE, FUNCTION_BEGINS, TEXT("_start")},
    {FAMILY_NATIVE, FUNCTION_BEGINS, TEXT("std::")},
    {FAMILY_NATIVE, FUNCTION_BEGINS, TEXT("raise")},
    {FAMILY_NATIVE, FUNCTION_BEGINS, TEXT("abort")},
    {FAMILY_NATIVE, FILE_BEGINS, TEXT("(/lib/")},
    {FAMILY_NATIVE, FILE_BEGINS, TEXT("/build/glibc")},
};

#undef TEXT

static bool is_in(const struct library *l, struct log_text text)
{
    if (text.n < l->n)
        return false;
    if (l->where == FILE_HAS || l->where == FUNCTION_HAS)
        return memchr(text.s, l->text[0], text.n) && memmem(text.s, text.n, l->text, l->n);
    return text.s[0] == l->text[0] && text.s[l->n - 1] == l->text[l->n - 1] && memcmp(text.s, l->text, l->n) == 0;
}

bool trace_is_own(const struct trace_frame *f)
{
    const struct library *l = libraries, *end = libraries + sizeof libraries / sizeof *libraries;
    if (!f->function.n && !f->file.n)
        return false;
    while (l < end && l->family != f->family)
        l++;
    for (; l < end && l->family == f->family; l++)
        if (is_in(l, l->where <= FUNCTION_HAS ? f->function : f->file))
            return false;
    return true;
}
