/* amiss: one row for each thing that can be wrong. Words are for conditions of flows and are never translated. */
#include "observe/amiss.h"

#include <errno.h>
#include <string.h>

#include "base/i18n.h"

struct amiss {
    const char *word, *sentence;
};

static const struct amiss of_connecting[] = {
    {"refused", N_("%s refuses the connection: nothing listens there")},
    {"timeout", N_("%s does not answer: no connection in time")},
    {"reset", N_("%s breaks the connection off")},
    {"unreachable", N_("There is no way to %s from here")},
    {"denied", N_("This machine does not let a connection to %s out")},
    {"no_name", N_("The name in %s does not exist")},
    {"no_dns", N_("The name in %s could not be looked up: no name server gave an answer")},
    {"bad_target", N_("%s is no HOST:PORT")},
    {"failed", N_("%s cannot be connected to")},
    {NULL, NULL},
};
static const struct amiss of_any[] = {
    {"unnamed", N_("Nothing is named to look at")},
    {NULL, NULL},
};
static const struct amiss of_tcp[] = {
    {"banner", N_("%s connects, but does not say what was wanted")},
    {"silent", N_("%s connects, but says nothing")},
    {"closed", N_("%s connects, and closes without a word")},
    {NULL, NULL},
};
static const struct amiss of_dns[] = {
    {"nxdomain", N_("%s does not exist (NXDOMAIN)")},
    {"servfail", N_("The name server could not find out about %s (SERVFAIL)")},
    {"refused", N_("The name server refuses to answer about %s (REFUSED)")},
    {"no_data", N_("%s exists, but has no record of this type")},
    {"timeout", N_("No name server answered about %s in time")},
    {"garbage", N_("What came back about %s is no DNS answer")},
    {"unreachable", N_("The name server for %s cannot be reached")},
    {"rcode", N_("The name server answered about %s with an error")},
    {"bad_name", N_("%s is no name that DNS can hold")},
    {"bad_server", N_("The name server given for %s is no address")},
    {"not_here", N_("The name server knows %s, but programs on this machine do not find it")},
    {NULL, NULL},
};
static const struct amiss of_tls[] = {
    {"expired", N_("The certificate of %s has expired")},
    {"not_yet", N_("The certificate of %s is not valid yet")},
    {"self_signed", N_("The certificate of %s is signed by itself alone")},
    {"wrong_name", N_("The certificate of %s is for other names")},
    {"unknown_authority", N_("The certificate of %s is from an authority that is not known here")},
    {"no_authorities", N_("The certificate of %s cannot be checked: the file with the authorities cannot be read")},
    {"revoked", N_("The certificate of %s was revoked")},
    {"invalid", N_("The certificate of %s does not stand up to the check")},
    {"no_tls", N_("%s connects, but does not speak TLS")},
    {"handshake", N_("%s and this machine did not agree on a way to encrypt")},
    {"not_built", N_("Certificates cannot be looked at: libcurl is missing, or triage was built without it")},
    {NULL, NULL},
};
static const struct amiss of_file[] = {
    {"absent", N_("%s does not exist")},
    {"denied", N_("%s may not be looked at")},
    {"dangling", N_("%s is a link that leads nowhere")},
    {"loop", N_("%s is a link that leads in a circle")},
    {"timeout", N_("The file system of %s does not answer")},
    {"bad_path", N_("%s is no path that a file can have")},
    {"failed", N_("%s could not be looked at")},
    {NULL, NULL},
};
static const struct amiss of_process[] = {
    {"absent", N_("No process %s is running")},
    {"zombie", N_("Of %s nothing but dead processes is left")},
    {"no_proc", N_("Processes cannot be looked at: this system has no /proc that can be read")},
    {"no_user", N_("%s: the user that is asked for is not known here")},
    {"timeout", N_("The processes %s could not be looked at in time")},
    {NULL, NULL},
};
static const struct amiss of_unit[] = {
    {"absent", N_("There is no unit %s")},
    {"inactive", N_("%s is not running")},
    {"failed", N_("%s has failed")},
    {"starting", N_("%s is starting and has not got there yet")},
    {"stopping", N_("%s is being stopped")},
    {"masked", N_("%s is masked: it cannot be started")},
    {"bad_name", N_("%s is no name of one unit")},
    {"no_systemd", N_("Units cannot be looked at: systemd does not run this machine")},
    {"no_systemctl", N_("Units cannot be looked at: there is no systemctl here")},
    {"timeout", N_("systemd did not say in time how %s is")},
    {"unclear", N_("systemctl did not say how %s is")},
    {NULL, NULL},
};

static const struct amiss *const of_kind[N_OBSERVE_KINDS] = {
    [OBSERVE_TCP] = of_tcp,   [OBSERVE_DNS] = of_dns,         [OBSERVE_TLS] = of_tls,
    [OBSERVE_FILE] = of_file, [OBSERVE_PROCESS] = of_process, [OBSERVE_UNIT] = of_unit,
};

static const char *find(const struct amiss *t, const char *word)
{
    for (; t->word; t++)
        if (strcmp(t->word, word) == 0)
            return _(t->sentence);
    return NULL;
}

const char *observe_amiss(enum observe_kind kind, const char *word)
{
    bool connects = kind == OBSERVE_TCP || kind == OBSERVE_TLS;
    const char *sentence = find(of_kind[kind], word);
    sentence = !sentence && connects ? find(of_connecting, word) : sentence;
    return sentence ? sentence : find(of_any, word);
}

const char *observe_connect_word(int error)
{
    static const struct {
        int error;
        const char *word;
    } words[] = {
        {ECONNREFUSED, "refused"}, {ETIMEDOUT, "timeout"},        {ECONNRESET, "reset"},    {ECONNABORTED, "reset"},
        {EPIPE, "reset"},          {EHOSTUNREACH, "unreachable"}, {ENETUNREACH, "unreachable"}, {EHOSTDOWN, "unreachable"},
        {ENETDOWN, "unreachable"}, {EADDRNOTAVAIL, "unreachable"}, {EACCES, "denied"},       {EPERM, "denied"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].error == error)
            return words[i].word;
    return "failed";
}
