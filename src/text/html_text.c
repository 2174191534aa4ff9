/* html_text: entities. */
#include "text/html_text.h"

static const char *entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void html_text_add(struct str *out, const char *s, const char *line_break)
{
    for (; *s; s++) {
        const char *name = *s == '\n' ? line_break : entity(*s);
        if (name)
            str_add(out, name);
        else
            str_add_char(out, *s);
    }
}
