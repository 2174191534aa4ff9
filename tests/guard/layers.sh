#!/bin/sh
# Arrows point down: an include names its own folder or a lower one, and ui, store and probe never see one another.
cd "${guard_src:-$top_srcdir}" || exit 99
find src -name '*.[ch]' -o -name '*.def' | LC_ALL=C sort | xargs awk '
	BEGIN {
		n = split("base=0 text=1 alert=2 flow=2 logs=2 change=2 observe=2 kb=2 incident=3 runbook=3 report=4 draw=4 drill=5 ui=6 store=6 probe=6 app=7 cli=8", row, " ")
		for (i = 1; i <= n; i++) { split(row[i], pair, "="); rank[pair[1]] = pair[2] }
	}
	function refuse(why) { printf "%s:%d: %s\n", FILENAME, FNR, why; bad = 1 }
	/^[ \t]*#[ \t]*include[ \t]*"/ {
		split(FILENAME, at, "/"); from = at[2]
		split($0, quoted, "\""); name = quoted[2]
		split(name, part, "/"); to = part[1]
		if (!(from in rank)) refuse("the folder src/" from " is no layer; add it to tests/guard/layers.sh and docs/style.md")
		else if (name !~ /\//) refuse("\"" name "\" is included without its folder")
		else if (!(to in rank)) refuse("\"" name "\" is in no layer")
		else if (to != from && rank[to] == rank[from]) refuse(from " and " to " stand side by side and must not see one another")
		else if (rank[to] > rank[from]) refuse(to " is above " from ": include arrows point down")
	}
	END { exit bad }'
