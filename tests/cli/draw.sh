#!/bin/sh
# Graphs and pages: what ships in every format, the path of an incident, SVG with graphviz and without, and no more than ASCII where
# the locale has no more.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp XDG_STATE_HOME=$tmp/state LC_ALL=C.UTF-8 LANGUAGE=en
export HOME XDG_STATE_HOME LC_ALL LANGUAGE
unset COLUMNS
bad=0
complain() { echo "$*"; bad=1; }

for file in "$top_srcdir"/data/flows/*.yaml; do
	"$TRIAGE" graph "$file" | grep -q '├→\|└→' || complain "graph $file"
	LC_ALL=C "$TRIAGE" graph "$file" >"$tmp/ascii" || complain "graph $file in C: $?"
	[ -s "$tmp/ascii" ] || complain "graph $file in C says nothing"
	awk -v file="$file" 'length($0) > 80 { print file ": " length($0) " columns: " $0; bad = 1 } END { exit bad }' "$tmp/ascii" || bad=1
	if LC_ALL=C grep -q '[^ -~]' "$tmp/ascii"; then complain "graph $file in C has more than ASCII"; fi
	"$TRIAGE" graph -f mermaid "$file" | grep -q '^flowchart TB$' || complain "mermaid of $file"
	"$TRIAGE" print -f html "$file" | grep -q '^</html>$' || complain "html of $file"
	"$TRIAGE" print "$file" | grep -q '^### 1' || complain "md of $file"
done

# The path of an incident, also in lines that a person can follow; the flow may be named or not.
"$TRIAGE" start http-500 --set url=https://shop.example --detach >/dev/null
printf '1\n2\nq\n' | "$TRIAGE" --plain resume INC-1 >"$tmp/said" 2>&1
"$TRIAGE" graph --incident INC-1 >"$tmp/path" || complain "the path: $?"
grep -q '^confirm → ' "$tmp/path" && grep -q '^✓ confirm ' "$tmp/path" && [ "$(grep -c '^● ' "$tmp/path")" = 1 ] ||
	complain "the path taken is not there: $(cat "$tmp/path") after: $(cat "$tmp/said")"
"$TRIAGE" graph http-500 --incident 1 | cmp -s - "$tmp/path" || complain "named, the flow has another path"
"$TRIAGE" graph "$top_srcdir/data/flows/http-500.yaml" --incident 1 | cmp -s - "$tmp/path" || complain "from its file, the flow has another path"
"$TRIAGE" graph "$top_srcdir/tests/check/clean.yaml" --incident 1 >"$tmp/said" 2>&1 && complain "the path of another flow was drawn"
grep -q 'was not worked by' "$tmp/said" || complain "of another flow it says: $(cat "$tmp/said")"

# SVG: graphviz draws it; without it one sentence says what to do.
mkdir "$tmp/bin"
ln -s "$(command -v sh)" "$tmp/bin/sh"
PATH=$tmp/bin "$TRIAGE" graph -f svg http-500 >"$tmp/svg" 2>"$tmp/err"
[ $? = 69 ] && [ ! -s "$tmp/svg" ] && grep -q 'install graphviz' "$tmp/err" && [ "$(wc -l <"$tmp/err")" = 1 ] ||
	complain "without dot it says: $(cat "$tmp/err")"
printf '#!/bin/sh\ntest "$1" = -Tsvg && grep -q "^digraph flow" "$2" && echo "<svg/>"\n' >"$tmp/dot"
chmod +x "$tmp/dot"
PATH=$tmp:$PATH "$TRIAGE" graph -f svg http-500 | grep -qx '<svg/>' || complain "what dot draws does not come"
printf '#!/bin/sh\necho "cannot: \033[31mred" >&2; exit 3\n' >"$tmp/dot"
PATH=$tmp:$PATH "$TRIAGE" graph -f svg http-500 >"$tmp/svg" 2>"$tmp/err" && complain "a dot that fails is taken for a drawing"
grep -q 'cannot: ^\[\[31mred' "$tmp/err" || complain "of a dot that fails it says: $(cat "$tmp/err")"
if command -v dot >/dev/null; then
	for file in "$top_srcdir"/data/flows/*.yaml "$top_srcdir/tests/draw/hostile.yaml"; do
		"$TRIAGE" graph -f svg "$file" 2>/dev/null | grep -q '</svg>' || complain "graphviz does not draw $file"
	done
	if "$TRIAGE" graph -f svg "$top_srcdir/tests/draw/hostile.yaml" 2>/dev/null | grep -q '<script'; then complain "a title became a script"; fi
fi

"$TRIAGE" graph -f png http-500 >"$tmp/said" 2>&1
[ $? = 64 ] && grep -q 'mermaid' "$tmp/said" || complain "of png it says: $(cat "$tmp/said")"
"$TRIAGE" print -f pdf http-500 >"$tmp/said" 2>&1
[ $? = 64 ] && grep -q 'html' "$tmp/said" || complain "of pdf it says: $(cat "$tmp/said")"
"$TRIAGE" graph nowhere >"$tmp/said" 2>&1 && complain "a flow that is not there was drawn"
"$TRIAGE" graph >"$tmp/said" 2>&1
[ $? = 64 ] || complain "without a flow: $?"
exit $bad
