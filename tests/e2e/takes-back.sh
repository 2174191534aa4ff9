#!/bin/sh
# The undo page: what is there now is read again and compared with what was left; changes are taken back in an order that can
# be, one, all, or back to a point, a question each.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
flows_from "$top_srcdir/tests/e2e/flows"
things() { echo 8 >"$tmp/workers"; echo no >"$tmp/muted"; echo 1 >"$tmp/limit"; }
are() { # are WORKERS MUTED LIMIT
	is="$(cat "$tmp/workers") $(cat "$tmp/muted") $(cat "$tmp/limit")"
	[ "$is" = "$*" ] || complain "it is $is, not $*"
}
things

changes() {
	for n in 1 2 3 4; do
		ann key Home
		for i in $(seq 2 $n); do ann key Down; done
		ann key Enter
		ann wait y, o, or Enter for no
		ann wait "$1"
		ann key y Enter
		ann wait "✓ $(echo scale mute limit purge | cut -d' ' -f$n)"
		ann wait "_left: "
	done
}
sits ann 80x40 "$TRIAGE" --operator ann start takes-back --set here="$tmp" --set environment=staging
ann wait Change it
changes staging
are 12 yes 8

# Somebody changes what was left.
echo 16 >"$tmp/workers"
ann key u
ann wait ? changed since, now 16
ann wait as we left it
ann wait cannot be undone
ann wait first take back limit, which stands on it
ann wait ⚑ leaves: The alert is muted
ann row 1 ⚑ 1

# What another change stands on is not taken back before it.
ann key 3 Enter
ann wait limit, made later, stands on it: take that back first
ann key Enter
ann wait Undo
are 16 yes 8

# Drift is said again in the question.
ann key 1 Enter
ann wait 'state     ✓ as it was left'
ann key y Enter
ann wait 2 can be taken back
are 16 yes 1
ann key 2 Enter
ann wait 'state     ? changed since it was left: it was 12'
ann wait 'now       16'
ann key Enter
ann wait Undo

# The rest, a question each; a no stops there. What was purged stays, and that is said.
ann key 3 Enter
ann wait 'Undo: mute'
ann key Enter
ann wait 2 can be taken back
are 16 yes 1
ann key 3 Enter
ann wait 'Undo: mute'
ann key y Enter
ann wait 'Undo: scale'
ann key y Enter
ann wait All of these are taken back but 1
are 8 no 1
ann wait 0 can be taken back
ann key q q q
ann exit 0
exec 3>&- 4<&-

# Done again, and back to a point; then in lines.
things
sits ann 80x40 "$TRIAGE" --operator ann start takes-back --set here="$tmp" --set environment=staging
ann wait Change it
changes staging
ann key u
ann wait as we left it
ann key 2
ann key :
ann type take back this change
ann key Enter
ann wait 'Undo: limit'
ann key y Enter
ann wait 'Undo: mute'
ann key y Enter
ann wait All of these are taken back but 1
are 12 no 1
ann key q q q
ann exit 0
"$TRIAGE" --operator bob --plain resume INC-2 >"$tmp/plain" 2>&1 <<'END'
undo
undo all
y
q
END
has "$tmp/plain" 'scale by'
has "$tmp/plain" 'as it was left; "undo 2" asks'
has "$tmp/plain" 'All of these are taken back but 1'
are 8 no 1
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
exit $bad
