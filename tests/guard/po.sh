#!/bin/sh
# Every translation passes `msgfmt --check` and has all sentences, and every source with sentences for people is known to
# po/POTFILES.in.
cd "${guard_src:-$top_srcdir}" || exit 99
bad=0
refuse() { echo "$*"; bad=1; }

# Prints the sentences that a translation lacks or only guesses.
complete() {
	command -v xgettext >/dev/null || return 0
	keywords="--keyword=_ --keyword=N_ --keyword=ngettext:1,2 --keyword=C_:1c,2"
	xgettext -f po/POTFILES.in --language=C --from-code=UTF-8 $keywords -o - |
		msgmerge -q --no-fuzzy-matching "po/$1.po" - -o - | msgattrib --no-obsolete --untranslated --no-wrap |
		sed '1,/^$/d' | grep '^\(#:\|msgid\)' && return 1
	! msgattrib --only-fuzzy --no-obsolete "po/$1.po" | grep '^msgid'
}

listed=$(grep -v '^#' po/POTFILES.in | grep .)
for file in $listed; do [ -f "$file" ] || refuse "po/POTFILES.in: $file does not exist"; done
[ -z "$(echo "$listed" | sort | uniq -d)" ] || refuse "po/POTFILES.in: twice: $(echo "$listed" | sort | uniq -d)"
for file in $(grep -lE '(^|[^A-Za-z0-9_])(_|N_|C_|ngettext)\("' -r src --include='*.c' --include='*.def' --include='*.h'); do
	[ "$file" = src/base/i18n.h ] || echo "$listed" | grep -qx "$file" || refuse "$file has sentences and is not in po/POTFILES.in"
done

command -v msgfmt >/dev/null || { echo "msgfmt is missing"; [ $bad = 0 ] && exit 77; exit 1; }
for language in $(grep -v '^#' po/LINGUAS); do
	msgfmt --check -o /dev/null "po/$language.po" || refuse "po/$language.po: refused by msgfmt"
	complete "$language" || refuse "po/$language.po: not complete"
	grep -q "^po_files.* po/$language\.po" Makefile.am || refuse "Makefile.am: po_files lacks po/$language.po"
done
for file in po/*.po; do
	language=${file#po/}
	grep -qx "${language%.po}" po/LINGUAS || refuse "$file: po/LINGUAS lacks it"
done
exit $bad
