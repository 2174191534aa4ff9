/* http: what a URL answers, how fast, how often it fails, and where it differs from another. It is also the engine of an http
 * probe: then it tells what it has found so far, a line of JSON at a time. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/http_request.h"
#include "cli/output.h"
#include "cli/settings.h"
#include "observe/curl_write.h"

static volatile sig_atomic_t is_stopped; /* Ctrl-C, or a probe that is stopped: what is known is said */

static void stop(int signal)
{
    (void)signal;
    is_stopped = 1;
}

/* They come in while it waits, and nowhere else, so that none is missed. */
static void stop_on_signals(sigset_t *while_waiting)
{
    struct sigaction act = {.sa_handler = stop};
    sigset_t ends;
    sigemptyset(&act.sa_mask);
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    sigprocmask(SIG_BLOCK, &ends, while_waiting);
    sigdelset(while_waiting, SIGINT);
    sigdelset(while_waiting, SIGTERM);
}

static void print_json(const struct http_finding *f)
{
    struct str text = {0};
    http_finding_print(f, &text);
    puts(str_get(&text));
    fflush(stdout);
    str_release(&text);
}

static void tell(void *to, const struct http_finding *so_far)
{
    (void)to;
    print_json(so_far);
}

static void print_text(const struct http_asked *a, bool is_ascii, const struct http_finding *f)
{
    struct str text = {0};
    struct http_text_options options = {(int)output_width(), !is_ascii, command_option(a->line, "long")};
    http_finding_text(f, &options, &text);
    fputs(str_get(&text), stdout);
    str_release(&text);
}

static bool look(struct http_asked *a, bool is_ascii, bool *passed, struct err *e)
{
    struct http_finding f = {0};
    sigset_t while_waiting;
    bool is_json = command_option(a->line, "json") || command_option(a->line, "progress");
    stop_on_signals(&while_waiting);
    a->options.stop = &is_stopped;
    a->options.mask = &while_waiting;
    a->options.seed = (uint64_t)time(NULL) * 2654435761U ^ (uint64_t)getpid();
    a->options.tell = command_option(a->line, "progress") ? tell : NULL;
    bool ok = http_look(&a->options, &f, e);
    *passed = f.passed;
    if (ok && is_json)
        print_json(&f);
    else if (ok)
        print_text(a, is_ascii, &f);
    http_finding_release(&f);
    return ok;
}

static bool print_curl(const struct http_asked *a)
{
    struct str text = {0};
    curl_write(&a->request, true, &text);
    puts(str_get(&text));
    str_release(&text);
    return true;
}

static bool obey(struct http_asked *a, bool is_ascii, bool *passed, struct err *e)
{
    if (a->left_out && *a->left_out)
        fprintf(stderr, _("triage: left out, because it changes nothing in the request: %s\n"), a->left_out);
    if (command_option(a->line, "as-curl"))
        return *passed = print_curl(a);
    return look(a, is_ascii, passed, e);
}

static bool read_rate(const struct settings *settings, double *most, struct err *e)
{
    const char *text = config_text(&settings->config, CONFIG_HTTP_RATE);
    char *end = NULL;
    *most = strtod(text, &end);
    return (*text && !*end && *most > 0) ||
           err_set(e, ERR_CONFIG, _("http_rate: '%.40s' is no number of requests a second"), text);
}

static int run(const struct command_line *line)
{
    struct settings settings = {0};
    struct http_asked a = {.line = line};
    struct err e = {0};
    bool passed = false;
    double most = 0;
    bool ok = settings_load(&settings, line, &e) && read_rate(&settings, &most, &e) && http_asked_read(&a, most, &e) &&
              obey(&a, config_flag(&settings.config, CONFIG_ASCII), &passed, &e);
    http_asked_release(&a);
    settings_release(&settings);
    return !ok ? command_fail(&e) : passed ? 0 : 1;
}

const struct command command_http = {
    .name = "http",
    .args = "[URL]",
    .summary = N_("ask a URL: what it answers, how fast, how often it fails"),
    .details = N_("One request, or the same many times, or two side by side. It only reads, gives way to 429 and 503, and never asks "
                  "faster than --rate. Ctrl-C ends it with what is known.\n\n"
                  "What must not be seen comes out of the environment or a file: --header-env 'Authorization: Bearer $TOKEN'. It is "
                  "never printed.\n\n"
                  "Exit status 0 when every answer was as expected, 1 when one was not."),
    .option = http_options_rows,
    .max_args = 1,
    .run = run,
};
