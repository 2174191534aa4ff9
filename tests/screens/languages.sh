#!/bin/sh
# In every language that ships no footer loses its right end, and help still names every key.
[ -x "$top_builddir/tests/unit/test_action" ] || { echo 'cmocka is not installed'; exit 77; }
grep -q '^#define ENABLE_NLS 1' "$top_builddir/config.h" || { echo 'built without translations'; exit 77; }
bad=0
for language in $(grep -v '^#' "$top_srcdir/po/LINGUAS"); do
	TRIAGE_LOCALEDIR=$top_builddir/locale LC_ALL=C.UTF-8 LANGUAGE=$language
	export TRIAGE_LOCALEDIR LC_ALL LANGUAGE
	"$top_builddir/tests/screens/screens" --update "$top_srcdir/tests/screens/answers.txt" | grep -q '? help  q leave' && {
		echo "$language: the screens are in English"; bad=1; }
	"$top_builddir/tests/unit/test_action" || { echo "$language: see above"; bad=1; }
done
exit $bad
