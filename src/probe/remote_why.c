/* remote_why: what ssh says, which is English everywhere, as what it means. */
#include <string.h>

#include "probe/remote.h"

/* The first that is found counts: a changed key is also one that could not be verified. */
static const struct {
    const char *says;
    enum why why;
} rows[] = {
    {"HOST IDENTIFICATION HAS CHANGED", WHY_SSH_KEY_CHANGED},
    {"REVOKED HOST KEY", WHY_SSH_KEY_CHANGED},
    {"Host key verification failed", WHY_SSH_KEY_UNKNOWN},
    {"host key is known for", WHY_SSH_KEY_UNKNOWN},
    {"Could not resolve hostname", WHY_SSH_NOWHERE},
    {"Connection refused", WHY_SSH_REFUSED},
    {"timed out", WHY_SSH_NO_ANSWER},
    {"No route to host", WHY_SSH_NO_WAY},
    {"Network is unreachable", WHY_SSH_NO_WAY},
    {"Permission denied (", WHY_SSH_DENIED},
    {"Too many authentication failures", WHY_SSH_DENIED},
    {"Session open refused by peer", WHY_SSH_NO_SESSION},
    {"kex_exchange_identification", WHY_SSH_CLOSED},
    {"Connection closed by", WHY_SSH_CLOSED},
    {"Connection reset by", WHY_SSH_CLOSED},
    {"Control socket connect", WHY_SSH_CLOSED},
    {"mux_client", WHY_SSH_CLOSED},
};

/* The last line that is not blank: ssh says why it ends at the end. */
static const char *last_line(const char *text, char line[WHY_TEXT])
{
    size_t n = strlen(text);
    while (n && strchr(" \t\r\n", text[n - 1]))
        n--;
    size_t from = n;
    while (from && text[from - 1] != '\n')
        from--;
    snprintf(line, WHY_TEXT, "%.*s", (int)(n - from), text + from);
    return line;
}

void remote_why(const char *said, const char *noise, const char *host, char why[WHY_TEXT])
{
    char line[WHY_TEXT];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strstr(said, rows[i].says)) {
            why_host(rows[i].why, host, NULL, why);
            return;
        }
    if (str_blank(said))
        why_host(WHY_SSH_NO_SHELL, host, str_blank(noise) ? "-" : last_line(noise, line), why);
    else
        why_host(WHY_SSH_SAID, host, last_line(said, line), why);
}
