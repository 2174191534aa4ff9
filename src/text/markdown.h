/* markdown: CommonMark bytes to a document, plus pipe tables and task lists (GitHub's). Images become their text and a
 * link, HTML and shortcodes ({{< note >}}) are shown as written, `<br>` breaks the line. Whatever the bytes, there is a
 * document, all text of it cleaned, and no word is lost.
 *
 * Some documents of a few kilobytes keep cmark busy for minutes: what is not shipped with the program goes through
 * probe/sandbox, which calls this in a child with limits. */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H
#include "text/block.h"

void markdown_parse(const char *text, size_t n, struct arena *arena, struct document *d);

/* How a layer that may not start processes has Markdown parsed: the edge hands it a reader, sandbox_markdown_all or, for
 * what ships with the program and for tests, markdown_read_all, which parses here and now. */
struct markdown_job {
    const char *text;
    size_t n;
    struct document document; /* the answer */
};
typedef void markdown_reader(struct markdown_job *jobs, size_t n, struct arena *arena);
void markdown_read_all(struct markdown_job *jobs, size_t n, struct arena *arena);
const char *markdown_library_version(void); /* "0.30.2" */
#endif
