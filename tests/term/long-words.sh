#!/bin/sh
# A language with words 40 % longer breaks no page: the way out and the help stay in the footer, what is asked is asked.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
grep -q '^#define ENABLE_NLS 1' "$top_builddir/config.h" || { echo "built without translations"; exit 77; }
sh "$top_srcdir/tests/tools/long-locale.sh" "$tmp/locale" || exit $?
flows_from "$top_srcdir/tests/plain/flows"
echo 240 >"$tmp/waiting"
"$TRIAGE" start small --set place="$tmp" --set queue=mail --detach >"$tmp/said" || complain "$(cat "$tmp/said")"
TRIAGE_LOCALEDIR=$tmp/locale LANGUAGE=xx
export TRIAGE_LOCALEDIR LANGUAGE
for size in 80x24 40x12 120x40; do
	last=${size#*x}
	"$drive" -g $size "$TRIAGE" <<END || complain "at $size"
row $last ? help
row $last q leave
wait INC-1
key Enter
wait How long is the queue
row $last ? help
row $last q leave
key r
wait It does not move
row $last q leave
key h
row 2 Causes ~
row $last ? help
row $last q leave
key q t
row 2 Timeline ~
row $last q leave
key q u
row 2 Undo ~
row $last ? help
row $last q leave
key q D
row 2 Left to do ~
row $last q leave
key q e
row 2 Export ~
row $last ? help
row $last q leave
key q ?
row 2 Help ~
row $last q leave
key q :
wait leave this page
key Esc
gone leave this page
key a
row 2 Articles ~
key Esc
row $last q leave
key q
wait How long is the queue
key g
wait Go to: ~
type restart
key Enter
wait Start the worker again
row $last q leave
key Enter
wait or Enter for no
key Enter
wait Start the worker again
row $last ? help
key b
wait How long is the queue
key q
wait INC-1
row $last q leave
key q
exit 0
END
done
exit $bad
