/* runbook: a Markdown runbook as a flow. Made by rules only, from what 600 real ones look like (docs/runbooks.md): headings
 * are steps, what stands under Mitigation are fixes, fenced commands are actions of which the way back is unknown, what is
 * left open in them are inputs. Nothing of the text is lost. The result is the text of a flow: flow_load reads it, as it
 * reads any other, and an author can go on from there.
 *
 * The Markdown between runbook_read and runbook_write is parsed by the caller: a stranger's behind probe/sandbox. */
#ifndef RUNBOOK_RUNBOOK_H
#define RUNBOOK_RUNBOOK_H
#include "text/block.h"

enum { RUNBOOK_MOST_BYTES = 1 << 20 };

struct runbook {
    const char *file; /* as given: "alerts/KubePodCrashLooping.md" */
    const char *id;   /* of the flow, from the file's name */
    const char *title, *owner; /* of the front matter, or NULL */
    const char *rest;   /* front matter that has no place in a flow, as written, lines ended by \n; "" for none */
    const char *body;   /* Markdown without front matter and shortcodes */
    size_t n_body;
};

struct runbook_figures {
    size_t steps, fixes, commands, by_hand, edited, inputs, placeholders, placeholders_kept, items;
    bool is_stub; /* says hardly more than where the runbook is */
};

/* All texts live in the arena. */
void runbook_read(const char *file, const char *text, size_t n, struct arena *arena, struct runbook *r);
/* The flow, as YAML. figures may be NULL. */
void runbook_write(const struct runbook *r, const struct document *d, struct str *yaml, struct runbook_figures *figures);
/* Is that the name of one: NAME.md, NAME.markdown? */
bool runbook_is_file(const char *name);
#endif
