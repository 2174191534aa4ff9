#!/bin/sh
# A function is one thought (60 lines at most), a file one idea (400). Prints how the whole stands, and what is over.
cd "${guard_src:-$top_srcdir}" || exit 99
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
find src -name '*.[ch]' | LC_ALL=C sort | xargs awk -v functions="$tmp/functions" -v files="$tmp/files" '
	FNR == 1 { if (file) print lines, file >files; file = FILENAME; inside = 0 }
	{ lines = FNR }
	/^\{$/ || /^[a-zA-Z_].*\) *\{$/ { inside = 1; began = FNR; next }
	/^[a-zA-Z_].*\(/ { head = $0; sub(/\(.*/, "", head); sub(/^.*[ *]/, "", head) }
	/^\}/ { if (inside) print FNR - began - 1, FILENAME ":" began ": " head >functions; inside = 0 }
	END { print lines, file >files }'
for kind in functions files; do
	sort -n "$tmp/$kind" | awk -v kind=$kind '
		{ n[NR] = $1; last = $0; sum += $1 }
		END { printf "%d %s: median %d, 95th percentile %d, longest %s; %d lines\n", NR, kind, n[int((NR + 1) / 2)], n[int(NR * 0.95 + 0.5)], last, sum }'
done
awk '$1 > 60 { print $2, $3, "is " $1 " lines long; 60 are allowed"; bad = 1 } END { exit bad }' "$tmp/functions"; a=$?
awk '$1 > 400 { print $2 ": " $1 " lines; 400 are allowed"; bad = 1 } END { exit bad }' "$tmp/files"; b=$?
exit $((a | b))
