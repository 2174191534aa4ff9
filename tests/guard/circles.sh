#!/bin/sh
# No circle of files: what foo.c and foo.h include, together, never leads back to foo.
cd "${guard_src:-$top_srcdir}" || exit 99
out=$(find src -name '*.[ch]' -o -name '*.def' | xargs awk '
	/^[ \t]*#[ \t]*include[ \t]*"/ {
		from = FILENAME; sub(/^src\//, "", from); sub(/\.[a-z]+$/, "", from)
		split($0, quoted, "\""); to = quoted[2]; sub(/\.[a-z]+$/, "", to)
		print from, to
	}' | sort -u | tsort 2>&1 >/dev/null) && exit 0
echo "$out"
echo "the modules named above need each other; move what both need into a third one below them"
exit 1
