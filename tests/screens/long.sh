#!/bin/sh
# In a language whose words are 40 % longer no footer loses its right end, and help still names every key.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
[ -x "$top_builddir/tests/unit/test_action" ] || { echo 'cmocka is not installed'; exit 77; }
grep -q '^#define ENABLE_NLS 1' "$top_builddir/config.h" || { echo 'built without translations'; exit 77; }
sh "$top_srcdir/tests/tools/long-locale.sh" "$tmp" || exit $?
TRIAGE_LOCALEDIR=$tmp LC_ALL=C.UTF-8 LANGUAGE=xx
export TRIAGE_LOCALEDIR LC_ALL LANGUAGE
"$top_builddir/tests/screens/screens" --update "$top_srcdir/tests/screens/answers.txt" | grep -q '~~~~' || {
	echo 'the screens are not in the made-up language'; exit 1; }
"$top_builddir/tests/unit/test_action"
