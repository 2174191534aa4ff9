#!/bin/sh
# What a session meets besides its flow: floods and bytes that are no text, soaks, questions of a command, an editor, a
# file that is there already, a flow with a mistake that is mended on the way.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
mkdir -p "$tmp/flows"
flows_from "$tmp/flows"
cp "$top_srcdir/tests/e2e/flows/odds.yaml" "$tmp/flows"
sed 's/next: done/next: don/' "$top_srcdir/tests/e2e/flows/slow-reload.yaml" >"$tmp/flows/slow-reload.yaml"
mkfifo "$tmp/never"
cat >"$tmp/edit" <<'END'
#!/bin/sh
for last in "$@"; do :; done
case $last in
*.yaml) sed 's/next: don\([}]*\)$/next: done\1/' "$last" >"$HOME/new" && cat "$HOME/new" >"$last" && echo "$1" >"$HOME/mended" ;;
*) printf ' and the rest, from an editor' >>"$last" ;;
esac
END
chmod +x "$tmp/edit"
EDITOR=$tmp/edit
export EDITOR
cd "$tmp" || exit 99

# From a flow with mistakes through the editor into its first step.
sits ann 80x24 "$TRIAGE" --operator ann
ann wait slow-reload
ann key /
ann type reload that
ann wait '▸   A reload that takes its time'
ann key Enter
ann wait This flow has 2 mistakes
ann wait slow-reload.yaml:22:
ann wait "did you mean 'done'"
ann key 3
ann wait '▸ 3 Mend it now'
ann key Enter
ann wait Which release is in use
ann key q
ann row 2 Home
ann key q
ann exit 0
exec 3>&- 4<&-
has "$tmp/mended" +22

sits ann 80x24 "$TRIAGE" --operator ann start odds --set here="$tmp"
ann wait A flood
ann key r
ann wait ✓ lines
ann wait ✓ bytes
ann wait '~ proposed: lines.at = end'
ann key Enter
ann row 2 Output
ann wait more below
ann key End
ann gone more below
ann wait at=end
ann key q
ann key n
ann wait Note:
ann type begun here
ann key C-o
ann wait begun here and the rest, from an editor
ann key Enter
ann gone Note:
ann wait from an editor
ann key 1 Enter

# A soak, and a command that never ends: running out of time is a finding, Ctrl-C is one too.
ann row 4 A soak
ann key r
ann wait ● again
ann wait of 1 min
ann wait ✗ late
ann wait timed out
ann wait ● again
ann key C-c
ann wait ✗ again
ann key 2 Enter

# A command that talks to the operator has the terminal; what is typed there is nobody's business.
ann row 4 A command that asks
ann key Enter
ann wait y, o, or Enter for no
ann key y Enter
ann gone Confirm
ann wait password of the test:
ann type hunter3
ann key Enter
ann wait ✓ asks
ann key 1 Enter
ann row 4 Is it well
ann key 1 Enter
ann wait The flow has ended: resolved

# What is there is not overwritten without asking.
echo mine >INC-2.md
ann key e
ann wait is there already
ann key Enter
ann wait y overwrites, Enter leaves it
ann key Enter
ann gone y overwrites
[ "$(cat INC-2.md)" = mine ] || complain "Enter overwrote a file"
ann key Enter
ann wait y overwrites, Enter leaves it
ann key y Enter
ann wait Written: INC-2.md
ann key 2 Enter
ann wait Written: INC-2.html
ann key q q q
ann exit 0
has INC-2.md "from an editor"
has INC-2.html "from an editor"
[ "$(cat "$tmp/word")" = hunter3 ] || complain "the command did not hear the answer"
if grep -q hunter3 INC-2.md INC-2.html "$XDG_STATE_HOME/triage/"journal.db*; then complain "what was typed to the command is in the record"; fi
[ "$(du -k "$XDG_STATE_HOME/triage/journal.db" | cut -f 1)" -lt 6000 ] || complain "a flood was kept whole"
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
exit $bad
