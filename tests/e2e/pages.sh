#!/bin/sh
# Every page of an incident by its keys, and that what is done there is in the record: put off, ruled out, told,
# escalated, handed over and taken over, pinned, changed and changed back, left to do, resolved, closed, reopened.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
flows_from "$top_srcdir/tests/plain/flows"
echo 240 >"$tmp/waiting"
cd "$tmp" || exit 99
sits ann 80x24 "$TRIAGE" --operator ann start small --set place="$tmp" --set queue=mail
ann wait How long is the queue
ann key r
ann wait ✓ look

ann key Enter
ann row 2 Output
ann key p
ann wait pinned
ann key q
ann key d
ann wait Owner
ann type bob
ann key Enter
ann wait Until when
ann type 15m
ann key Enter
ann wait Why put off
ann type no time now
ann key Enter
ann row 4 Does the worker run
ann row 1 '⚑ 1'
ann key x
ann wait Rule out which cause
ann type flood
ann key Enter
ann wait Why is it not
ann key Enter
ann gone Why is it not
ann gone ruled out
ann key x
ann wait Rule out which cause
ann type flood
ann key Enter
ann wait Why is it not
ann type not today
ann key Enter
ann key h
ann row 2 Causes
ann wait ✗ More arrives than it can do
ann key q
ann key U
ann wait What users see
ann type mail is late
ann key Enter
ann wait Next update
ann type 15m
ann key Enter
ann wait 'status update: mail is late'
ann key E
ann wait Escalate to
ann type carol
ann key Enter
ann wait carol
ann key s
ann wait Severity, 1 to 4
ann type 3
ann key Enter
ann row 1 SEV3
ann key H
ann wait Hand over to
ann type bob
ann key Enter
ann wait asked bob to take over

sits bob 80x24 "$TRIAGE" --operator bob resume
bob row 4 Does the worker run
bob key :
bob type take over
bob wait take over the command
bob key Enter
bob gone take over the command
bob row 2 Causes
bob key q
ann wait took over

# Changed, and changed back from the list of changes.
ann key g
ann wait Go to:
ann type restart
ann key Enter
ann row 4 Start the worker again
ann key Enter
ann wait y, o, or Enter for no
ann key y Enter
ann wait ✓ start
[ "$(cat "$tmp/waiting")" = 3 ] || complain "the change did not run"
ann key u
ann row 2 Undo
ann wait '1 '
ann key Enter
ann wait y, o, or Enter for no
ann wait Undo: start
ann key y Enter
bob wait taken back
ann gone Enter for no
[ "$(cat "$tmp/waiting")" = 240 ] || complain "the undo did not run"
ann key q
ann row 4 Start the worker again

# What is put off stands in the way of resolving, until it is waived with a reason.
ann key D
ann row 2 Left to do
ann wait How long is the queue
ann wait bob, by
ann key x
ann wait Why is it waived
ann type seen since
ann key Enter
ann wait nothing blocks it
ann key 2 Enter
ann row 1 resolved
ann key :
ann type reopen
ann wait it came back
ann key Enter
ann row 1 since
ann key t
ann row 2 Timeline
ann wait opened it again
ann key q q q
ann row 2 Home
ann key q
ann exit 0
bob key q q
bob exit 0

"$TRIAGE" show INC-1 --json >"$tmp/show.json"
for kind in deferred cause_ruled_out told escalated severity_set handover_asked taken_over action_started action_ended discharged status_set; do
	grep -q "\"kind\": \"$kind\"" "$tmp/show.json" || complain "the record has no '$kind'"
done
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
exit $bad
