/*
 * Marking a sentence for people, and getting it in their language. Nothing here is owned by the caller.
 *
 *   _("whole sentence")                          translated where it stands
 *   N_("whole sentence")                         marked in a table; `_(row->text)` where it is shown
 *   ngettext("%d step", "%d steps", n)           the plural form that n takes in the language
 *   C_("key", "open")                            the same where one English word is two in other languages: `open` as
 *                                                what a key does, against _("open"), the state
 *
 * A sentence is never glued from halves: word order differs. Built with --disable-nls all of them are the text itself.
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#ifdef ENABLE_NLS
#include <libintl.h>
#define _(text) gettext(text)
#define C_(context, text) i18n_in(context "\004" text, text)

static inline const char *i18n_in(const char *key, const char *text)
{
    const char *found = gettext(key);
    return found == key ? text : found;
}
#else
#define _(text) (text)
#define C_(context, text) (text)
#define ngettext(one, many, n) ((n) == 1 ? (one) : (many))
#endif

#define N_(text) text

#endif
