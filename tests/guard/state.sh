#!/bin/sh
# No writable variable at file scope, nor inside a function: state lives in a struct that someone owns and passes.
# The few that must exist are named in writable.txt, each with its reason.
guard=${guard_src:-$top_srcdir}/tests/guard
cd "${guard_build:-$top_builddir}" || exit 99
objdump -t libbase.a >/dev/null 2>&1 || { echo "objdump is missing"; exit 77; }
objdump -t lib*.a | awk -v list="$guard/writable.txt" '
	BEGIN {
		while ((getline line < list) > 0) { sub(/#.*/, "", line); split(line, word, " "); known[word[1] " " word[2]] = 1 }
		close(list)
	}
	/^In archive / { archive = $3; sub(/^lib/, "", archive); sub(/\.a:$/, "", archive) }
	/file format/ { member = $1; sub(/\.o:$/, "", member); seen++ }
	/ O / {
		section = $0; sub(/^.* O +/, "", section); sub(/[ \t].*/, "", section)
		if (section !~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ || section ~ /^\.data\.rel\.ro/) next
		name = $NF; if (name ~ /^__/) next; sub(/\.[0-9]+$/, "", name)
		if ((archive "/" member " " name) in known) next
		printf "src/%s/%s.c: `%s` is a writable variable; pass it in a struct, or make it const\n", archive, member, name
		bad = 1
	}
	END { if (!seen) { print "objdump saw no object"; exit 1 } exit bad }'
