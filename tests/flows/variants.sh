#!/bin/sh
# A language variant of a flow says the same with other words: ids, commands, numbers and examples are those of the flow.
cd "${guard_src:-$top_srcdir}" || exit 99
bad=0

# What is left of a flow when its words are taken out; the `- [ ]` lines are counted, for their number is not a word.
bones() {
	awk '
	/^#/ { next }
	/^[a-z_]+:/ { section = $1 }
	in_text && (/^ *$/ || match($0, /^ */) && RLENGTH > depth) { if (/- \[ \]/) print "item"; next }
	{ in_text = 0 }
	/^ *# / { print "what it does, in words"; next }
	/^ *text: \|$/ { match($0, /^ */); depth = RLENGTH; in_text = 1; print "text"; next }
	match($0, /^ *(- )?(title|ask|tip|text|temporary|announce): /) { print substr($0, 1, RLENGTH); next }
	{
		gsub(/(title|ask|to): ("([^"\\]|\\.)*"|[^,}]*)/, "words")
		if (section == "steps:") gsub(/label: ("([^"\\]|\\.)*"|[^,}]*)/, "words")
		print
	}' "$1"
}

n=0
for variant in data/flows/*.*.yaml data/skeletons/*.*.yaml; do
	[ -f "$variant" ] || continue
	flow=${variant%.*.yaml}.yaml
	n=$((n + 1))
	[ -f "$flow" ] || { echo "$variant: there is no $flow"; bad=1; continue; }
	words=$(bones "$flow") && others=$(bones "$variant")
	[ "$words" = "$others" ] && continue
	echo "$variant: differs from $flow in more than words:"
	{ echo "$words"; echo "--"; echo "$others"; } | awk '
	$0 == "--" && !half { half = 1; next }
	!half { a[++n] = $0; next }
	{ if ($0 != a[++m] && !shown++) printf "  flow:    %s\n  variant: %s\n", a[m], $0 }'
	bad=1
done
[ "$n" -gt 0 ] || { echo "no variant"; exit 77; }
exit $bad
