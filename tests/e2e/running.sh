#!/bin/sh
# What runs is not lost from sight: Ctrl-C stops it, it goes on while one is at home, quitting asks; a change goes on when triage is
# left, its end is recorded, and the next time one is told.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
flows_from "$top_srcdir/tests/e2e/flows"
mkdir -p "$tmp/bin" "$tmp/r1" "$tmp/r2"
ln -s "$TRIAGE" "$tmp/bin/triage-of-the-test"
PATH=$tmp/bin:$PATH
export PATH
ln -sfn "$tmp/r2" "$tmp/link"
mkfifo "$tmp/says" "$tmp/waits" "$tmp/hold" "$tmp/held"
cd "$tmp" || exit 99

sits ann 80x24 "$TRIAGE" --operator ann
ann wait What is wrong
ann key /
ann type reload that
ann wait '▸   A reload that takes its time'
ann key Enter
ann wait Which release is in use
ann hangup
ann exit 0
exec 3>&- 4<&-

sits ann 80x24 "$TRIAGE" --operator ann start slow-reload --set link="$tmp/link" --set good="$tmp/r1" --set here="$tmp"
ann wait Which release is in use
ann key r
read -r held <"$tmp/held"
ann wait ● held
ann wait ✓ current
ann wait Ctrl-C stop
ann key q
ann row 2 Home
ann key q
ann wait y leaves, Enter stays
ann key Enter
ann gone y leaves
ann wait '▸ 1 INC-2'
ann key Enter
ann wait ● held
ann key C-c
ann wait ✗ held
ann wait ✓ current
rm "$tmp/hold"
ann key r
ann wait ✓ held
ann key 1 Enter
ann wait asks first

# The change is in the middle of its work.
ann key Enter
ann wait y, o, or Enter for no
ann key y Enter
read -r switched <"$tmp/says"
ann wait ● switch
ann key Enter
ann wait Output
ann key q
ann wait ● switch
ann key q
ann row 2 Home
ann key q
ann wait y leaves, Enter stays
ann key y Enter
ann exit 0
exec 3>&- 4<&-
[ "$(readlink "$tmp/link")" = "$tmp/r1" ] || complain "the change was taken back"
[ ! -e "$tmp/reloaded" ] || complain "the change had ended"
echo go >"$tmp/waits"

sits ann 80x24 "$TRIAGE" --operator ann
ann wait '1 INC-2'
ann key 1
ann wait '▸ 1 INC-2'
ann key Enter
ann wait after you were gone
ann key q
ann row 2 Home
ann key q
ann exit 0
[ -e "$tmp/reloaded" ] || complain "the change did not go on to its end"
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
exit $bad
