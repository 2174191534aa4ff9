/* watch_say: a time, a sentence. */
#include "app/watch_say.h"

#include <stdarg.h>
#include <stdio.h>

#include "app/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "text/clean.h"

void watch_say(const char *fmt, ...)
{
    char time[TIME_TEXT];
    struct str line = {0};
    va_list args;
    va_start(args, fmt);
    str_addv(&line, fmt, args);
    va_end(args);
    time_format_utc(clock_now() / TIME_SECOND * TIME_SECOND, time);
    char *clean = clean_line(str_get(&line));
    printf("%s  %s\n", time, clean);
    fflush(stdout);
    mem_free(clean);
    str_release(&line);
}

void watch_say_cannot(const char *probe, const char *why)
{
    watch_say(_("%s is not watched: %s"), probe, why);
}

void watch_say_relapse(const char *probe, const char *summary, bool rings)
{
    watch_say(_("IT IS BACK: %s failed: %s"), probe, summary);
    if (rings)
        fputs("\a", stdout), fflush(stdout);
}

void watch_say_well(const char *probe)
{
    watch_say(_("%s is well again"), probe);
}

void watch_say_samples(const char *probe, int64_t samples, int64_t failures, int64_t every)
{
    char pace[TIME_TEXT];
    time_format_length(every, pace);
    if (failures)
        watch_say(_("%s: %lld of %lld samples failed, every %s"), probe, (long long)failures, (long long)samples, pace);
    else
        watch_say(ngettext("%s: %lld sample, none failed, every %s", "%s: %lld samples, none failed, every %s", (unsigned long)samples), probe,
                  (long long)samples, pace);
}

bool watch_ask_reopen(int64_t number)
{
    printf(_("Open INC-%lld again? y does, Enter goes on watching: "), (long long)number);
    fflush(stdout);
    return true;
}
