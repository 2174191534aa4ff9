/* yaml_text: what text/yaml asks of bytes before it trusts them to libyaml, and of its words afterwards. */
#ifndef TEXT_YAML_TEXT_H
#define TEXT_YAML_TEXT_H
#include "text/problem.h"

/* At most so many bytes of UTF-8 without NUL, or an error in ps. */
bool yaml_is_text(const char *bytes, size_t n, size_t most, struct problems *ps);
struct mark yaml_mark_of_byte(const char *bytes, size_t at);
/* Is that line (1 is the first) indented with a tab? Editors do it, and libyaml only wonders at the character. */
bool yaml_is_tabbed(const char *bytes, size_t n, unsigned line);
/* What to do about what libyaml says, translated. */
const char *yaml_remedy(const char *said);
#endif
