#!/bin/sh
# A Markdown runbook as a flow: printed, written, started as it is; nothing is overwritten; what cannot be parsed is shown
# as written, and nobody waits for it.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
here=$(cd "$top_srcdir/tests/plain/flows" && pwd) || exit 99
HOME=$tmp XDG_STATE_HOME=$tmp/state XDG_CACHE_HOME=$tmp/cache LC_ALL=C.UTF-8 LANGUAGE=en
export HOME XDG_STATE_HOME XDG_CACHE_HOME LC_ALL LANGUAGE
cd "$tmp" || exit 99
bad=0
complain() { echo "$*"; bad=1; }

"$TRIAGE" import "$here/QueueStuck.md" >flow.yaml 2>err || complain "import: $(cat err)"
grep -qx 'id: QueueStuck' flow.yaml && grep -q 'undo: unknown' flow.yaml || complain "import: $(cat flow.yaml)"
"$TRIAGE" check flow.yaml >said 2>&1 && grep -q ': 0 errors' said || complain "check: $(cat said)"
"$TRIAGE" import "$here/QueueStuck.md" -o written.yaml >said 2>&1 && cmp -s flow.yaml written.yaml || complain "-o: $(cat said)"
echo mine >written.yaml
"$TRIAGE" import "$here/QueueStuck.md" -o written.yaml >said 2>&1 && complain "-o wrote over a file"
[ "$(cat written.yaml)" = mine ] || complain "-o wrote over a file"
"$TRIAGE" import "$here/QueueStuck.md" --figures | grep -q 'commands=4 by_hand=2 edit=1 inputs=2' || complain "$("$TRIAGE" import "$here/QueueStuck.md" --figures)"
"$TRIAGE" import nowhere.md >said 2>&1 && complain "imported from nowhere"

# The flow that is written and the runbook itself are one.
"$TRIAGE" start --detach "$here/QueueStuck.md" >said 2>&1 && grep -qx INC-1 said || complain "start: $(cat said)"
"$TRIAGE" show INC-1 >said 2>&1 && grep -q 'The queue is stuck' said || complain "show: $(cat said)"

# Ten seconds of a parser's work: not here.
awk 'BEGIN { for (i = 0; i < 50000; i++) printf "[a]("; print ""; for (i = 0; i < 30000; i++) printf "*a **a "; print "" }' >crafted.md
"$TRIAGE" import crafted.md >crafted.yaml 2>err || complain "crafted: $(cat err)"
"$TRIAGE" check crafted.yaml >said 2>&1 && grep -q ': 0 errors' said || complain "crafted: $(tail -1 said)"
head -c 300000 "$TRIAGE" >noise.md
"$TRIAGE" import noise.md >noise.yaml 2>err || complain "noise: $(cat err)"
"$TRIAGE" check noise.yaml >said 2>&1 && grep -q ': 0 errors' said || complain "noise: $(tail -1 said)"
head -c 2000000 /dev/zero >large.md
"$TRIAGE" import large.md >large.yaml 2>err && complain "2 MB are no runbook"
exit $bad
