/* trouble: words and sentences. */
#include "observe/trouble.h"

#include <stddef.h>

#include "base/i18n.h"
#include "base/str.h"

static const struct {
    const char *name, *sentence;
} troubles[N_TROUBLES] = {
    [TROUBLE_NONE] = {"none", N_("no trouble")},
    [TROUBLE_ADDRESS] = {"address", N_("the address cannot be read")},
    [TROUBLE_DNS] = {"dns", N_("the name does not resolve")},
    [TROUBLE_REFUSED] = {"refused", N_("connection refused: nobody listens there")},
    [TROUBLE_UNREACHABLE] = {"unreachable", N_("there is no way to this address")},
    [TROUBLE_PROXY] = {"proxy", N_("the proxy on the way refused")},
    [TROUBLE_TIMEOUT] = {"timeout", N_("no answer in time")},
    [TROUBLE_RESET] = {"reset", N_("the connection was broken off")},
    [TROUBLE_EMPTY] = {"empty", N_("the connection was closed without an answer")},
    [TROUBLE_CUT] = {"cut", N_("the connection was closed in the middle of the answer")},
    [TROUBLE_PROTOCOL] = {"protocol", N_("what came is not HTTP as it should be")},
    [TROUBLE_HEADERS] = {"headers", N_("the headers do not end")},
    [TROUBLE_TLS] = {"tls", N_("no secure connection could be agreed on")},
    [TROUBLE_CERTIFICATE] = {"certificate", N_("the certificate is not trusted")},
    [TROUBLE_OWN_CERTIFICATE] = {"own_certificate", N_("our own certificate, its key or the CA file cannot be used")},
    [TROUBLE_REDIRECTS] = {"redirects", N_("it redirects for ever, or more often than allowed")},
    [TROUBLE_TOO_LARGE] = {"too_large", N_("the body is longer than what is read of one")},
    [TROUBLE_BUSY] = {"busy", N_("still too busy after all retries")},
    [TROUBLE_STOPPED] = {"stopped", N_("stopped before the answer")},
    [TROUBLE_OTHER] = {"other", N_("the request failed")},
};

const char *trouble_name(enum trouble t)
{
    return troubles[t].name;
}

bool trouble_parse(const char *name, enum trouble *t)
{
    for (int i = 0; name && i < N_TROUBLES; i++)
        if (str_eq(troubles[i].name, name)) {
            *t = (enum trouble)i;
            return true;
        }
    return false;
}

const char *trouble_sentence(enum trouble t)
{
    return _(troubles[t].sentence);
}

const char *trouble_english(enum trouble t)
{
    return troubles[t].sentence;
}

bool trouble_is_failure(enum trouble t)
{
    return t != TROUBLE_NONE && t != TROUBLE_TOO_LARGE && t != TROUBLE_BUSY;
}
