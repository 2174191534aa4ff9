#!/bin/sh
# However little room the disk has: an answer is recorded with the step that it leads to or not at all, and once there is
# room it is recorded once. A limit on the size of files stands for the disk.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive" prlimit
flows_from "$top_srcdir/tests/e2e/flows"
answers() { "$TRIAGE" show "$1" --json | sed -n '/^  "timeline"/,/^  \]/p' | grep -c '"kind": "answered"'; }
stands() { # the step where one is who comes back
	case $(echo q | "$TRIAGE" --plain resume "$1") in
	*'Which release is in use?'*) echo first ;;
	*'Go back to the release before'*) echo second ;;
	esac
}

n=0 moved=0 stayed=0
for room in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do # pages of the log
	n=$((n + 1))
	"$TRIAGE" start slow-reload --set link=/l --set good=/g --set here="$tmp" --detach >"$tmp/said" || complain "$(cat "$tmp/said")"
	printf '1\nq\n' | prlimit --fsize=$((32 + room * 4120)) "$TRIAGE" --plain resume INC-$n >"$tmp/said" 2>&1
	case $(answers INC-$n),$(stands INC-$n) in
	0,first) stayed=$((stayed + 1)) ;;
	1,second) moved=$((moved + 1)) ;;
	*) complain "room for $room pages: half a turn: $(answers INC-$n) answers, at the $(stands INC-$n) step" ;;
	esac
done
[ $moved -gt 0 ] && [ $stayed -gt 0 ] || complain "the disk was full never or always: $moved, $stayed"

# Tried again, it is recorded once.
n=$((n + 1))
"$TRIAGE" start slow-reload --set link=/l --set good=/g --set here="$tmp" --detach >"$tmp/said" || complain "$(cat "$tmp/said")"
sits ann 80x24 sh -c 'echo $$ >"$HOME/ann.pid"; exec "$TRIAGE" resume'
ann wait Which release is in use
ann key n
ann wait Note:
ann type there is room
ann key Enter
ann gone Note:
prlimit --pid "$(cat "$tmp/ann.pid")" --fsize=4096:unlimited
ann key 1 Enter
ann wait NOT RECORDED
ann wait Try again
prlimit --pid "$(cat "$tmp/ann.pid")" --fsize=unlimited
ann key 1 Enter
ann row 4 Go back to the release before
ann wait ✓ recorded
[ "$(answers INC-$n)" = 1 ] || complain "tried again, $(answers INC-$n) answers are recorded"
ann key q q
ann exit 0
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
exit $bad
