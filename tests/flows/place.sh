# The commands of the shipped flows are program code. A probe is taken out of its flow by its id, run as triage runs it
# (sh -c, values by environment), and what it says is compared. Read with `.` by the scripts that do so.
flows=$top_srcdir/data/flows
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT || exit 99
unset http_proxy https_proxy all_proxy HTTPS_PROXY ALL_PROXY
n=0

# command FLOW ID [KEY]: the text of `run:` (or before, undo) of the probe or action with that id
command_of() {
	awk -v id="$2" -v key="${3:-run}" '
	$0 ~ "^ *- id: " id "$" { on = 1; next }
	on && /^ *- id: / { exit }
	on && match($0, "^ *" key ": [|]$") { match($0, /^ */); depth = RLENGTH; text = 1; next }
	on && match($0, "^ *" key ": ") && !text { print substr($0, RLENGTH + 1); exit }
	text && (/^ *$/ || match($0, /^ */) && RLENGTH > depth) { print substr($0, depth + 3); next }
	text { exit }' "$flows/$1.yaml"
}
look() { command_of "$@" >"$dir/command"; [ -s "$dir/command" ] || echo "no such command: $*"; sh -c "$(cat "$dir/command")" 2>&1; }

# found FLOW ID: what a logs or changes probe finds: its sentence, then its facts
PATH=$top_builddir:$PATH
found() { "$top_builddir/tests/flows/look" "$flows/$1.yaml" "$2"; }

passed() { n=$((n + 1)); echo "ok $n - $1"; }
failed() { n=$((n + 1)); echo "not ok $n - $1"; printf '%s\n' "$2" | sed 's/^/# /'; }
# says PROMISE OUTPUT LINE...: each LINE is a whole line of OUTPUT
says() {
	promise=$1 output=$2; shift 2
	for line; do
		printf '%s\n' "$output" | grep -qxF -e "$line" || { failed "$promise: $line" "$output"; return; }
	done
	passed "$promise"
}
