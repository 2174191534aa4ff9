#!/bin/sh
# The pure layers compute: whatever their archives need from outside stands in pure-symbols.txt. They cannot open, print,
# ask a clock, read the environment, wait or allocate past base/mem, because nothing that does so is on that list.
guard=${guard_src:-$top_srcdir}/tests/guard
cd "${guard_build:-$top_builddir}" || exit 99
archives=
for layer in base text alert runbook kb flow logs change observe incident report draw drill; do
	if [ -f "lib$layer.a" ]; then archives="$archives lib$layer.a"; fi
done
# shellcheck disable=SC2086  # a list of words
"${NM:-nm}" -A -P -g $archives 2>/dev/null | awk -v list="$guard/pure-symbols.txt" '
	BEGIN {
		while ((getline line < list) > 0) {
			sub(/#.*/, "", line)
			n = split(line, word, " ")
			for (i = 2; i <= n; i++) rule[++n_rules] = word[1] " " word[i]
		}
		close(list)
		if (!n_rules) { print "no rules in " list; bad = 1; exit 1 }
	}
	function admitted(member, symbol,   i, part, stem) {
		for (i = 1; i <= n_rules; i++) {
			split(rule[i], part, " ")
			if (part[1] != "*" && part[1] != member) continue
			if (part[2] == symbol) return 1
			stem = part[2]
			if (sub(/\*$/, "", stem) && index(symbol, stem) == 1) return 1
		}
		return 0
	}
	{ # lib.a[member.o]: symbol type ...
		archive = $1; sub(/\[.*/, "", archive); sub(/^lib/, "", archive); sub(/\.a$/, "", archive)
		member = $1; sub(/^[^[]*\[/, "", member); sub(/\.o\].*/, "", member)
		if ($3 == "U") { need[archive "/" member, $2] = 1; seen++ }
		else if ($3 !~ /[wv]/) ours[$2] = 1
	}
	END {
		if (bad) exit 1
		if (!seen) { print "nm said nothing about the archives"; exit 1 }
		for (pair in need) {
			split(pair, part, SUBSEP)
			if (part[2] in ours || admitted(part[1], part[2])) continue
			printf "src/%s.c: calls %s, which a pure layer may not (tests/guard/pure-symbols.txt)\n", part[1], part[2]
			bad = 1
		}
		exit bad
	}'
