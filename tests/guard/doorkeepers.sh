#!/bin/sh
# One package, one doorkeeper: a library's header is included by one source file, and by no header. (That of libcurl has four
# files, and its door is the header that they share.)
cd "${guard_src:-$top_srcdir}" || exit 99
find src -name '*.[ch]' -o -name '*.def' | LC_ALL=C sort | xargs awk '
	BEGIN {
		n = split("curses.h=ui/term.c ncurses.h=ui/term.c term.h=ui/term.c sqlite3.h=store/db.c yaml.h=text/yaml.c " \
			"cmark.h=text/markdown.c pcre2.h=text/regex.c sodium.h=text/digest.c zlib.h=text/zip.c zstd.h=text/zstd.c zstd_errors.h=text/zstd.c " \
			"jansson.h=text/json.c curl.h=probe/curl_own.h", row, " ")
		for (i = 1; i <= n; i++) { split(row[i], pair, "="); keeper[pair[1]] = "src/" pair[2] }
	}
	/^[ \t]*#[ \t]*include[ \t]*</ {
		name = $0; sub(/^[^<]*</, "", name); sub(/>.*/, "", name); sub(/^.*\//, "", name)
		if ((name in keeper) && keeper[name] != FILENAME) {
			printf "%s:%d: <%s> belongs to %s alone\n", FILENAME, FNR, name, keeper[name]; bad = 1
		}
	}
	/^[ \t]*#[ \t]*include[ \t]*"probe\/curl_own.h"/ && FILENAME !~ /^src\/probe\/curl[_a-z]*\.c$/ {
		printf "%s:%d: what is in curl_own.h belongs to the doorkeeper of libcurl alone\n", FILENAME, FNR; bad = 1
	}
	END { exit bad }'
