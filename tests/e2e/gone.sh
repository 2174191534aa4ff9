#!/bin/sh
# The connection drops, or triage is killed, while a change runs: what becomes of it is as its author chose, and it is in the
# record when somebody comes back: what it said without its secrets, that it was ended, that its time was over.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
flows_from "$top_srcdir/tests/e2e/flows"
mkfifo "$tmp/says" "$tmp/waits"

begins() { # begins N: the N-th action is confirmed, and its command is in the middle of its work
	sits ann 80x40 "$TRIAGE" --operator ann resume INC-1
	ann wait Change it
	for key in "$@"; do ann key "$key"; done
	ann key Enter
	ann wait y, o, or Enter for no
	ann key y Enter
	read -r at <"$tmp/says"
}
drops() { ann hangup; ann exit 0; exec 3>&- 4<&-; }
dies() { ann signal KILL; ann exit 137; exec 3>&- 4<&-; }
comes_back() { sits ann 80x40 "$TRIAGE" --operator ann resume INC-1; ann wait Change it; }
leaves() { ann key q q; ann exit 0; exec 3>&- 4<&-; }

# It goes on, and its end is recorded: the exit, and what it said since, without the secret.
sits ann 80x40 "$TRIAGE" --operator ann start gone --set here="$tmp" --set key=s3cr3t-of-the-test
ann wait Change it
ann key Enter
ann wait y, o, or Enter for no
ann wait key=•••
ann key y Enter
read -r at <"$tmp/says"
dies
echo go >"$tmp/waits"
comes_back
ann wait ✗ finish
ann wait exit 3, after you were gone
leaves
"$TRIAGE" show INC-1 --json >"$tmp/show.json"
"$TRIAGE" show INC-1 >"$tmp/show.md"
has "$tmp/show.md" 'recorded by its keeper'
if grep -qa s3cr3t-of-the-test "$XDG_STATE_HOME/triage/"journal.db*; then complain "a secret is on the disk"; fi

# It is to end with the connection: also where it will not hear of TERM.
for how in drops dies; do
	begins Down
	$how
	comes_back
	ann wait ended at
	ann wait as the connection dropped
	[ ! -e "$tmp/done" ] || complain "$how: it went on"
	leaves
done

# It has the terminal.
begins Down Down
ann signal KILL
echo go >"$tmp/waits"
ann exit 137
exec 3>&- 4<&-
comes_back
ann wait ✓ asks
ann wait exit 0, after you were gone
[ -e "$tmp/asked" ] || complain "it did not go on"
leaves

# Its time is over, with nobody there.
begins Down Down Down
drops
comes_back
ann wait its time was over, after you were gone
ann row 1 recorded
leaves

# What is temporary is put on the list of what is left to do, and its undo takes it off.
sits ann 80x40 "$TRIAGE" --operator ann resume INC-1
ann wait Change it
ann key Down Down Down Down Enter
ann wait y, o, or Enter for no
ann wait The alert is muted
ann key y Enter
ann wait ✓ mute
ann row 1 ⚑ 1
ann key D
ann wait The alert is muted
ann wait 1 deferred
ann key Enter
ann wait y, o, or Enter for no
ann key y Enter
ann wait nothing is deferred
ann key q
leaves
[ ! -e "$tmp/muted" ] || complain "it is muted still"
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
exit $bad
