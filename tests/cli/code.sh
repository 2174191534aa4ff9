#!/bin/sh
# What `triage code` says is what code.golden has of it: every "$ " line there is run, its output and status stand below.
# After a change that is meant: GOLDEN=accept make check TESTS=tests/cli/code.sh, and read the difference.
golden=$top_srcdir/tests/cli/code.golden
LC_ALL=C.UTF-8 LANGUAGE=en
export LC_ALL LANGUAGE
triage() { "$TRIAGE" "$@"; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
grep '^\$ ' "$golden" | while IFS= read -r line; do
	printf '%s\n' "$line"
	(eval "${line#??}") 2>&1 </dev/null
	status=$?
	[ $status = 0 ] || echo "[exit $status]"
done >"$tmp/said"
[ "$GOLDEN" != accept ] || cp "$tmp/said" "$golden"
[ "$(grep -c '^\$ ' "$tmp/said")" -ge 10 ] || { echo "nothing was run"; exit 1; }
diff -u "$golden" "$tmp/said" || exit 1

# In German where there are translations; what a program reads is the same in every language.
grep -q '^#define ENABLE_NLS 1' "$top_builddir/config.h" || exit 0
TRIAGE_LOCALEDIR=$top_builddir/locale LANGUAGE=de
export TRIAGE_LOCALEDIR LANGUAGE
triage code 404 | grep -q '^Da ist nichts, oder der Server sagt nicht' || { echo "404 is not explained in German:"; triage code 404; exit 1; }
triage code --json 404 | grep -q '"Nothing is there, or the server' || { echo "the JSON is translated"; exit 1; }
