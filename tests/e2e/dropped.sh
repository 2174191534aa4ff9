#!/bin/sh
# The connection drops in the middle of a change. Next time: home says so, one Enter leads back to the same step, and how the
# command ended is there, because its keeper saw it. Where that was killed too it is unknown and asked, and a look proposes
# the answer. What was known before is known again.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
flows_from "$top_srcdir/tests/e2e/flows"
mkdir -p "$tmp/bin" "$tmp/r1" "$tmp/r2"
ln -s "$TRIAGE" "$tmp/bin/triage-of-the-test"
PATH=$tmp/bin:$PATH
export PATH
mkfifo "$tmp/says" "$tmp/waits"

known() { "$TRIAGE" show INC-1 --json | grep -v '"written_at"'; }
timeline() { sed -n '/^  "timeline"/,/^  \]/p' "$1"; }

starts() { # an incident at the roll back, the change confirmed, its command in the middle of its work
	rm -rf "$XDG_STATE_HOME"
	rm -f "$tmp/reloaded"
	ln -sfn "$tmp/r2" "$tmp/link"
	sits ann 80x24 "$TRIAGE" --operator ann start slow-reload --set link="$tmp/link" --set good="$tmp/r1" --set here="$tmp"
	ann wait Which release is in use
	ann key r
	ann wait '~ proposed'
	ann key 1 Enter
	ann wait asks first
	ann key Enter
	ann wait y, o, or Enter for no
	ann key y Enter
	read -r switched <"$tmp/says"
	ann wait ● switch
}

looks_home() { # home says what happened; Enter leads back to the step
	[ "$(readlink "$tmp/link")" = "$tmp/r1" ] || complain "$1: the change did not go on"
	known >"$tmp/before.json"
	sits bob 80x24 "$TRIAGE" --operator ann
	bob wait The connection dropped after
	bob wait '▸ 1 INC-1'
	bob wait at Roll back: Go back to the release before
}

goes_on() { # the flow goes on to its end; up to the drop nothing is different
	bob key 1 Enter
	bob row 4 Is it well
	bob key r
	bob wait '~ proposed'
	bob key 1 Enter
	bob wait The flow has ended: resolved
	bob key q q
	bob exit 0
	exec 5>&- 6<&-
	known >"$tmp/after.json"
	timeline "$tmp/before.json" | sed '$d' | sed '$s/,*$//' >"$tmp/was"
	timeline "$tmp/after.json" | head -n "$(wc -l <"$tmp/was")" | sed '$s/,*$//' >"$tmp/is"
	cmp -s "$tmp/was" "$tmp/is" || { complain "$1: the past is another one"; diff "$tmp/was" "$tmp/is"; }
	[ "$(wc -l <"$tmp/was")" -gt 20 ] || complain "$1: nothing was compared"
	"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$1: $(cat "$tmp/verify")"
	[ -e "$tmp/reloaded" ] || complain "$1: the reload did not end"
}

comes_back() { # the change went on without us, and its keeper has it recorded
	looks_home "$1"
	bob key Enter
	bob wait "● switch  still running"
	bob gone What became of it
	echo go >"$tmp/waits"
	bob wait "✓ switch  finished"
	bob wait exit 0, after you were gone
	"$TRIAGE" show INC-1 --json >"$tmp/ended.json"
	has "$tmp/ended.json" '"outcome": "exited"'
	"$TRIAGE" show INC-1 >"$tmp/ended.md"
	has "$tmp/ended.md" 'recorded by its keeper'
	goes_on "$1"
}

comes_back_unknown() { # nobody is left who could say: a look, and a question
	looks_home "$1"
	bob wait '? a command started at'
	echo go >"$tmp/waits"
	bob key Enter
	bob wait What became of it
	bob wait outcome unknown
	bob row 4 Go back to the release before
	bob gone proposed
	bob key r
	bob wait '~ proposed: before is not now'
	bob wait "$tmp/r1"
	"$TRIAGE" show INC-1 --json >"$tmp/unknown.json"
	has "$tmp/unknown.json" '"outcome": "unknown"'
	bob key 1 Enter
	bob gone What became of it
	bob wait "✓ switch  It took effect"
	goes_on "$1"
}

# The line goes dead.
starts
has "$tmp/at-the-change.json" '"kind": "action_started"'
lacks "$tmp/at-the-change.json" '"kind": "action_ended"'
ann hangup
ann exit 0
exec 3>&- 4<&-
comes_back "after a hang-up"

# Triage itself is killed.
starts
ann signal KILL
ann exit 137
exec 3>&- 4<&-
comes_back "after kill -9"

# So is the keeper: nobody saw the end.
starts
keeper=$(cat "$tmp/keeper")
ann signal KILL
ann exit 137
kill -9 "$keeper"
exec 3>&- 4<&-
comes_back_unknown "after kill -9 of the keeper too"

# Killed while a probe reads: nothing is asked of it, it is looked at again.
rm -rf "$XDG_STATE_HOME"
mkfifo "$tmp/hold" "$tmp/held"
sits ann 80x24 "$TRIAGE" --operator ann start slow-reload --set link="$tmp/link" --set good="$tmp/r1" --set here="$tmp"
ann wait Which release is in use
ann key r
read -r held <"$tmp/held"
ann wait ✓ current
known >"$tmp/was"
ann signal KILL
ann exit 137
exec 3>&- 4<&-
known >"$tmp/is"
cmp -s "$tmp/was" "$tmp/is" || { complain "a kill while a probe reads changed what is known"; diff "$tmp/was" "$tmp/is"; }
rm "$tmp/hold"
sits bob 80x24 "$TRIAGE" --operator ann resume
bob wait Which release is in use
bob wait '? held'
bob key r
bob wait ✓ held

# What was being typed is kept.
bob key n
bob wait Note:
bob type half a thought about r2
bob wait thought about r2
bob hangup
bob exit 0
known >"$tmp/is"
has "$tmp/is" "half a thought about r2"
exit $bad
