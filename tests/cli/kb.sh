#!/bin/sh
# What `triage kb` says is what kb.golden has of it: every "$ " line there is run, its output and status stand below.
# After a change that is meant: GOLDEN=accept make check TESTS=tests/cli/kb.sh, and read the difference.
golden=$top_srcdir/tests/cli/kb.golden
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
cp -R "$top_srcdir/tests/cli/kb-fixture" "$tmp/data" && chmod -R u+w "$tmp/data" || exit 99
HOME=$tmp LC_ALL=C.UTF-8 LANGUAGE=en COLUMNS=60 TRIAGE_DATADIR=$tmp/data
export HOME LC_ALL LANGUAGE COLUMNS TRIAGE_DATADIR
kb=$tmp/data/kb broken=$tmp/data/broken
triage() { "$TRIAGE" "$@"; }
grep '^\$ ' "$golden" | while IFS= read -r line; do
	printf '%s\n' "$line"
	(eval "${line#??}") 2>&1 </dev/null
	status=$?
	[ $status = 0 ] || echo "[exit $status]"
done | sed "s|$tmp|TMP|g" >"$tmp/said"
[ "$GOLDEN" != accept ] || cp "$tmp/said" "$golden"
[ "$(grep -c '^\$ ' "$tmp/said")" -ge 10 ] || { echo "nothing was run"; exit 1; }
diff -u "$golden" "$tmp/said"
