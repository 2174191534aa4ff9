/* trace: which frames are the program's own, by where libraries and languages keep theirs. */
#include "logs/trace.h"

#include <string.h>

static const struct library {
    enum trace_family family;
    enum { FUNCTION_BEGINS, FUNCTION_HAS, FILE_BEGINS, FILE_HAS } where;
    const char *text;
} libraries[] = {
    {FAMILY_JAVA, FUNCTION_BEGINS, "java."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "javax."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "jakarta."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "jdk."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "sun."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "com.sun."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "com.zaxxer."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "com.fasterxml."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "com.google.common."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "com.google.inject."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "com.mysql."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "com.mongodb."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "com.rabbitmq."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "com.netflix."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "com.amazonaws."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "com.microsoft."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.springframework."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.apache."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.hibernate."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.eclipse."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.mortbay."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.jboss."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.postgresql."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.slf4j."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.junit."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.quartz."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.glassfish."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.elasticsearch."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "org.codehaus."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "io.netty."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "io.grpc."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "io.undertow."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "io.reactivex."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "io.lettuce."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "io.micrometer."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "io.opentelemetry."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "io.vertx."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "io.quarkus."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "reactor."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "kotlin."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "kotlinx."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "scala."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "akka."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "groovy."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "clojure."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "okhttp3."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "okio."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "retrofit2."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "feign."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "redis.clients."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "software.amazon."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "oracle."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "ch.qos."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "android."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "androidx."},
    {FAMILY_JAVA, FUNCTION_BEGINS, "dalvik."},
    {FAMILY_JAVA, FUNCTION_HAS, "$$"}, /* made at run time, with names of the day */
    {FAMILY_JAVA, FUNCTION_HAS, "$Proxy"},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "System."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "Microsoft."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "Newtonsoft."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "Npgsql."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "MySql."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "StackExchange."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "Grpc."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "MediatR."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "Polly."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "Serilog."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "Autofac."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "Castle."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "Hangfire."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "MassTransit."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "Amazon."},
    {FAMILY_CSHARP, FUNCTION_BEGINS, "Azure."},
    {FAMILY_JS, FILE_BEGINS, "node:"},
    {FAMILY_JS, FILE_BEGINS, "internal/"},
    {FAMILY_JS, FILE_BEGINS, "native"},
    {FAMILY_JS, FILE_BEGINS, "<anonymous>"},
    {FAMILY_JS, FILE_BEGINS, "unknown location"},
    {FAMILY_JS, FILE_BEGINS, "http://<anonymous>"},
    {FAMILY_JS, FILE_HAS, "node_modules/"},
    {FAMILY_JS, FILE_HAS, "node_modules\\"},
    {FAMILY_PYTHON, FILE_HAS, "site-packages/"},
    {FAMILY_PYTHON, FILE_HAS, "dist-packages/"},
    {FAMILY_PYTHON, FILE_HAS, "/lib/python"},
    {FAMILY_PYTHON, FILE_HAS, "/lib64/python"},
    {FAMILY_PYTHON, FILE_HAS, "/third_party/"},
    {FAMILY_PYTHON, FILE_BEGINS, "<frozen "},
    {FAMILY_GO, FUNCTION_BEGINS, "runtime."},
    {FAMILY_GO, FUNCTION_BEGINS, "runtime/"},
    {FAMILY_GO, FUNCTION_BEGINS, "net/http."},
    {FAMILY_GO, FUNCTION_BEGINS, "reflect."},
    {FAMILY_GO, FUNCTION_BEGINS, "testing."},
    {FAMILY_GO, FUNCTION_BEGINS, "sync."},
    {FAMILY_GO, FUNCTION_BEGINS, "golang.org/x/"},
    {FAMILY_GO, FUNCTION_BEGINS, "google.golang.org/"},
    {FAMILY_GO, FUNCTION_BEGINS, "gopkg.in/"},
    {FAMILY_GO, FILE_HAS, "/go/src/runtime/"},
    {FAMILY_GO, FILE_BEGINS, "/usr/local/go/src/"},
    {FAMILY_GO, FILE_BEGINS, "/usr/lib/go"},
    {FAMILY_GO, FILE_BEGINS, "/usr/share/go"},
    {FAMILY_GO, FILE_BEGINS, "go/src/"},
    {FAMILY_GO, FILE_HAS, "/pkg/mod/"},
    {FAMILY_GO, FILE_HAS, "/vendor/"},
    {FAMILY_RUBY, FILE_HAS, "/gems/"},
    {FAMILY_RUBY, FILE_HAS, "vendor/bundle/"},
    {FAMILY_RUBY, FILE_HAS, "/lib/ruby/"},
    {FAMILY_RUBY, FILE_HAS, ") lib/"}, /* "actionpack (5.1.4) lib/..." */
    {FAMILY_RUBY, FILE_BEGINS, "<internal:"},
    {FAMILY_PHP, FILE_HAS, "/vendor/"},
    {FAMILY_PHP, FILE_BEGINS, "vendor/"},
    {FAMILY_PHP, FUNCTION_BEGINS, "call_user_func"},
    {FAMILY_DART, FILE_BEGINS, "dart:"},
    {FAMILY_DART, FILE_BEGINS, "package:flutter/"},
    {FAMILY_DART, FILE_BEGINS, "package:stack_trace/"},
    {FAMILY_RUST, FUNCTION_BEGINS, "std::"},
    {FAMILY_RUST, FUNCTION_BEGINS, "core::"},
    {FAMILY_RUST, FUNCTION_BEGINS, "alloc::"},
    {FAMILY_RUST, FUNCTION_BEGINS, "<core::"},
    {FAMILY_RUST, FUNCTION_BEGINS, "<std::"},
    {FAMILY_RUST, FUNCTION_BEGINS, "<alloc::"},
    {FAMILY_RUST, FUNCTION_BEGINS, "tokio::"},
    {FAMILY_RUST, FUNCTION_BEGINS, "rust_begin_unwind"},
    {FAMILY_RUST, FUNCTION_BEGINS, "rust_panic"},
    {FAMILY_RUST, FUNCTION_BEGINS, "__rust_"},
    {FAMILY_RUST, FUNCTION_BEGINS, "_start"},
    {FAMILY_RUST, FUNCTION_BEGINS, "__libc_start"},
    {FAMILY_RUST, FUNCTION_BEGINS, "main"},
    {FAMILY_RUST, FILE_BEGINS, "/rustc/"},
    {FAMILY_RUST, FILE_HAS, ".cargo/registry/"},
    {FAMILY_NATIVE, FUNCTION_BEGINS, "__"},
    {FAMILY_NATIVE, FUNCTION_BEGINS, "_start"},
    {FAMILY_NATIVE, FUNCTION_BEGINS, "std::"},
    {FAMILY_NATIVE, FUNCTION_BEGINS, "raise"},
    {FAMILY_NATIVE, FUNCTION_BEGINS, "abort"},
    {FAMILY_NATIVE, FILE_BEGINS, "(/lib/"},
    {FAMILY_NATIVE, FILE_BEGINS, "/build/glibc"},
};

static bool is_in(const struct library *l, struct log_text text)
{
    size_t n = strlen(l->text);
    if (text.n < n)
        return false;
    if (l->where == FILE_HAS || l->where == FUNCTION_HAS)
        return memmem(text.s, text.n, l->text, n) != NULL;
    return text.s[0] == l->text[0] && memcmp(text.s, l->text, n) == 0;
}

bool trace_is_own(const struct trace_frame *f)
{
    if (!f->function.n && !f->file.n)
        return false;
    for (const struct library *l = libraries; l < libraries + sizeof libraries / sizeof *libraries; l++)
        if (l->family == f->family && is_in(l, l->where <= FUNCTION_HAS ? f->function : f->file))
            return false;
    return true;
}
