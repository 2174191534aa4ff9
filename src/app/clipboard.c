/* clipboard: tmux 3.3 takes no OSC 52 from programs by default, so its own buffer comes first. */
#include "app/clipboard.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "probe/child.h"

enum { OSC_MOST = 74994 }; /* what xterm takes at most, as base64 */

static bool to_tmux(const char *text)
{
    struct err e = {0};
    int status = 1;
    struct str value = {0};
    str_addf(&value, "text=%s", text);
    const char *names[] = {str_get(&value)};
    struct child_spec spec = {.command = "printf %s \"$text\" | tmux load-buffer -w - 2>/dev/null", .names = {names, 1}};
    bool ok = getenv("TMUX") && child_run_in_terminal(&spec, &status, &e) && status == 0;
    str_release(&value);
    return ok;
}

static void add_base64(struct str *out, const char *text)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i += 3) {
        unsigned b[3] = {0};
        for (size_t k = 0; k < 3 && i + k < n; k++)
            b[k] = (unsigned char)text[i + k];
        unsigned bits = b[0] << 16 | b[1] << 8 | b[2];
        for (size_t k = 0; k < 4; k++)
            str_add_char(out, i + k > n ? '=' : digit[bits >> (18 - 6 * k) & 63]);
    }
}

static bool to_terminal(const char *text)
{
    struct str out = {0};
    str_add(&out, "\033]52;c;");
    add_base64(&out, text);
    str_add(&out, "\a");
    bool ok = out.n <= OSC_MOST && write(STDOUT_FILENO, out.s, out.n) == (ssize_t)out.n;
    str_release(&out);
    return ok;
}

static bool obeys_escapes(void)
{
    const char *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && term && !str_eq(term, "dumb");
}

const char *clipboard_put(const char *text)
{
    if (to_tmux(text))
        return _("Copied to the tmux buffer.");
    if (!obeys_escapes())
        return _("Nothing here takes a copy.");
    return to_terminal(text) ? _("Copied, where the terminal allows it.") : _("Too much to copy; export writes it to a file.");
}

void clipboard_copy(struct session *s, const char *text)
{
    session_say(s, "%s", clipboard_put(text));
}
