#!/bin/sh
# The terminal takes nothing any more (a window that hangs, a line without flow), and triage is told to end: it does, the journal
# is closed, and what was being typed is kept. The same while another program holds the journal for some seconds.
. "$top_srcdir/tests/e2e/place.sh"
stalled=$top_builddir/tests/tools/stalled
needs "$stalled"
"$TRIAGE" start unknown --detach >"$tmp/start" 2>&1 || complain "$(cat "$tmp/start")"

for signal in TERM HUP; do
	"$stalled" "$signal" INC-1 "nhalf a thought, $signal" "$TRIAGE" --operator ann resume INC-1 >"$tmp/said" 2>&1 ||
		complain "$signal: $(cat "$tmp/said")"
	[ "$(cat "$tmp/said")" = 0 ] || complain "$signal: exit $(cat "$tmp/said")"
	"$TRIAGE" show INC-1 >"$tmp/show"
	has "$tmp/show" "half a thought, $signal"
done

# Somebody has the journal in the hand when the line drops: the draft waits for it, for some seconds.
if command -v flock >/dev/null 2>&1 && [ -x "$drive" ]; then
	sits ann 80x24 "$TRIAGE" --operator ann resume INC-1
	ann wait INC-1
	ann key n
	ann wait Note:
	ann type written while it was held
	ann wait while it was held
	mkfifo "$tmp/held"
	flock -x "$XDG_STATE_HOME/triage/journal.db.lock" sh -c 'echo held >"$0"; exec sleep 4' "$tmp/held" &
	started="$started $!"
	read -r word <"$tmp/held"
	ann hangup
	ann exit 0
	"$TRIAGE" show INC-1 >"$tmp/show"
	has "$tmp/show" "written while it was held"
fi
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
exit $bad
