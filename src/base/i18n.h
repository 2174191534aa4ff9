/*
 * Marking a sentence for people, and getting it in their language. Nothing here is owned by the caller.
 *
 *   _("whole sentence")                          translated where it stands
 *   N_("whole sentence")                         marked in a table; `_(row->text)` where it is shown
 *   ngettext("%d step", "%d steps", n)           the plural form that n takes in the language
 *
 * A sentence is never glued from halves: word order differs. Built with --disable-nls all of them are the text itself.
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#ifdef ENABLE_NLS
#include <libintl.h>
#define _(text) gettext(text)
#else
#define _(text) (text)
#define ngettext(one, many, n) ((n) == 1 ? (one) : (many))
#endif

#define N_(text) text

#endif
