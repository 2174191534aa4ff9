#!/bin/sh
# What ships passes `triage check` without an error and without a warning; its examples come out as they say.
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT || exit 99
HOME=$dir TRIAGE_JOURNAL=$dir/journal.db "$TRIAGE" check "$top_srcdir/data/flows" >"$dir/said" 2>&1
status=$?
grep -q ': 0 errors, 0 warnings$' "$dir/said" && [ $status -eq 0 ] && exit 0
cat "$dir/said"
echo "exit $status"
exit 1
