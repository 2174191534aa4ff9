#!/bin/sh
# Two people have one incident open. Each sees within a second what the other does; the same answer from both is one
# answer; nothing is lost, and the record is one.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
flows_from "$top_srcdir/tests/e2e/flows"
ln -sfn "$tmp/r2" "$tmp/link"
kinds() { "$TRIAGE" show INC-1 --json | sed -n '/^  "timeline"/,/^  \]/s/^ *"kind": "\(.*\)",*$/\1/p'; }

sits ann 80x24 "$TRIAGE" --operator ann start slow-reload --set link="$tmp/link" --set good="$tmp/r1" --set here="$tmp"
ann wait Which release is in use
sits bob 100x30 "$TRIAGE" --operator bob resume INC-1
bob wait Which release is in use

# A note of one is on the other's screen; a probe that one runs is there for the other.
ann key n
ann wait Note:
ann type carts with a coupon fail
ann key Enter
bob wait carts with a coupon fail
bob key r
bob wait '~ proposed'
bob wait ✓ held
ann wait '~ proposed'
ann wait "$tmp/r2"

# Both accept the proposed answer at once: bob's keys are on their way when ann's answer is recorded. Nobody walks twice.
bob signal STOP
ann key 1 Enter
ann wait asks first
bob key 1 Enter
bob signal CONT
bob wait "The incident is at step 'roll_back', not at 'look'"
bob wait asks first
ann row 4 Go back to the release before
bob row 4 Go back to the release before
[ "$(kinds | grep -c '^answered')" = 1 ] || complain "one answer was recorded $(kinds | grep -c '^answered') times"

# Both ask for the change; what one confirms first, the other cannot start a second time.
ann key Enter
ann wait y, o, or Enter for no
bob key Enter
bob wait y, o, or Enter for no
mkfifo "$tmp/says" "$tmp/waits"
ann key y Enter
read -r switched <"$tmp/says"
bob key y Enter
bob wait "(ann), has not ended"
bob wait switch, started by
bob wait "● switch  still running, started from another terminal"
echo go >"$tmp/waits"
ann wait ✓ switch
bob wait ✓ switch
[ "$(kinds | grep -c '^action_started')" = 1 ] || complain "the change was started $(kinds | grep -c '^action_started') times"

# While one is elsewhere, the other goes on; both end at the same place. Nothing of either is lost.
for n in 1 2 3 4 5 6 7 8 9 10; do
	"$TRIAGE" --operator ann note INC-1 "ann says $n" >"$tmp/ann.notes" &
	first=$!
	"$TRIAGE" --operator bob note INC-1 "bob says $n" >"$tmp/bob.notes" || complain "bob's note $n was not taken"
	wait $first || complain "ann's note $n was not taken"
done
bob key 1 Enter
ann row 4 Is it well
"$TRIAGE" show INC-1 --json >"$tmp/show.json"
for n in 1 2 3 4 5 6 7 8 9 10; do
	has "$tmp/show.json" "ann says $n\""
	has "$tmp/show.json" "bob says $n\""
done
ann key q q
ann exit 0
bob key q q
bob exit 0
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
exit $bad
