#!/bin/sh
# What `triage check` says of each NAME.yaml here is what NAME.expected has of it: one small flow for each rule.
# After a change that is meant: GOLDEN=accept make check TESTS=tests/check/run.sh, and read the difference.
dir=$top_srcdir/tests/check
LC_ALL=C.UTF-8 LANGUAGE=en
export LC_ALL LANGUAGE
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp XDG_DATA_HOME=$tmp/data
export HOME XDG_DATA_HOME
mkdir -p "$tmp/data/triage/kb" # an article of which there is no more than a title
printf -- '---\nid: check_stub\ntitle: A stub\n---\n\n# A stub\n\nTo be written.\n' >"$tmp/data/triage/kb/check_stub.md"
failed=0 n=0
for flow in "$dir"/*.yaml; do
	name=$(basename "$flow" .yaml)
	(cd "$dir" && "$TRIAGE" check "$name.yaml" </dev/null 2>&1; echo "exit $?") >"$tmp/said"
	[ "$GOLDEN" != accept ] || cp "$tmp/said" "$dir/$name.expected"
	diff -u "$dir/$name.expected" "$tmp/said" || failed=1
	n=$((n + 1))
done
[ "$n" -ge 60 ] || { echo "only $n flows were checked"; exit 1; }

# The flows in the manual are sound, to the last warning.
awk -v tmp="$tmp" '/^```yaml/ { n++; on = 1; next } /^```/ { on = 0 } on { print > (tmp "/manual-" n ".yaml") }' \
	"$top_srcdir/docs/flow-format.md"
[ -f "$tmp/manual-3.yaml" ] || { echo "the manual has fewer than three flows"; failed=1; }
"$TRIAGE" check "$tmp"/manual-*.yaml >"$tmp/said" 2>&1
grep -q ': 0 errors, 0 warnings$' "$tmp/said" || { echo "the manual's flows:"; cat "$tmp/said"; failed=1; }

# Every rule that the checks can name is in the manual's table.
grep -ohE '(problem_error|problem_warning|refuse)\([^"]*"[a-z0-9-]+"' "$top_srcdir"/src/flow/*.c "$top_srcdir"/src/text/yaml.c \
	"$top_srcdir/src/app/inspect.c" "$top_srcdir/src/cli/cmd_check.c" | sed 's/.*"\(.*\)"$/\1/' | sort -u >"$tmp/rules"
[ "$(wc -l <"$tmp/rules")" -ge 50 ] || { echo "only these rules were found:"; cat "$tmp/rules"; failed=1; }
while IFS= read -r rule; do
	grep -q "^|.*\`$rule\`" "$top_srcdir/docs/flow-format.md" || { echo "not in the manual: $rule"; failed=1; }
done <"$tmp/rules"

# For editors: the same as JSON, with the rule and the place as fields.
"$TRIAGE" check --json "$dir/dead-end.yaml" >"$tmp/json"
[ $? = 65 ] || { echo "--json: not 65"; failed=1; }
grep -q '"rule": "dead-end"' "$tmp/json" && grep -q '"line": 7' "$tmp/json" || { echo "--json said:"; cat "$tmp/json"; failed=1; }

# An article that is a stub is said by the check of articles too.
"$TRIAGE" kb check "$tmp/data/triage/kb" >"$tmp/said" 2>&1
grep -q 'check_stub.md:1:1: .*this article says nothing yet; write it, or remove the file' "$tmp/said" || { cat "$tmp/said"; failed=1; }

# What is not there is said, and does not keep the rest from being checked.
"$TRIAGE" check "$dir/nowhere.yaml" "$dir/clean.yaml" >"$tmp/said" 2>"$tmp/err"
[ $? = 66 ] || { echo "a missing file: not 66"; failed=1; }
grep -q '^1 file' "$tmp/said" && grep -q nowhere "$tmp/err" || { cat "$tmp/said" "$tmp/err"; failed=1; }
exit $failed
