#!/bin/sh
# What ssh has to ask (is this the key of the host? what opens your own key?) it asks at the operator's terminal; the screen is
# there again afterwards, and so it is where the way is given up.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
. "$top_srcdir/tests/e2e/sshd.sh"
mkdir -p "$tmp/flows"
cp "$top_srcdir/tests/e2e/flows/far.yaml" "$tmp/flows"
sshd_starts
cd "$tmp" || exit 99

opens() { sits ann 80x24 "$TRIAGE" --operator ann start far --set dir="$tmp" --set machine="$1"; ann wait What is there; }
leaves() { ann hangup; ann exit 0; exec 3>&- 4<&-; way_ends; no_way_is_left "$1"; }

opens asking
ann key r
ann wait 'ssh opens a connection to asking'
ann wait "authenticity of host"
ann type yes
ann key Enter
ann wait '✗ two'
ann wait What is there
leaves asking
grep -q . "$tmp/empty" || complain "the key that was said yes to is not known"

opens locked
ann key r
ann wait 'Enter passphrase for key'
ann type open sesame
ann key Enter
ann wait '✗ two'
ann key r
ann wait '✗ two'
leaves locked
if grep -rqF 'open sesame' "$XDG_STATE_HOME"; then complain 'what was typed to ssh is in the record'; fi

: >"$tmp/empty"
opens unknown
ann key r
ann wait "authenticity of host"
ann type no
ann key Enter
ann wait 'the key of unknown is not known; nothing was sent'
leaves unknown

opens locked
ann key r
ann wait 'Enter passphrase for key'
ann key C-c
ann wait 'the way to locked was given up; nothing was sent'
leaves 'given up'

# In numbered lines it is the same terminal.
DRIVE_TERM=dumb
export DRIVE_TERM
opens locked
ann type r
ann key Enter
ann wait 'Enter passphrase for key'
ann type open sesame
ann key Enter
ann wait 'two: two'
ann type q
ann key Enter
ann exit 0
exec 3>&- 4<&-
way_ends
no_way_is_left lines
exit $bad
