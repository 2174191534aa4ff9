#!/bin/sh
# Sessions in numbered lines, word for word. NAME.in is what is typed, after a line that says how triage is started;
# NAME.golden is the transcript, with numbers of lines and events, times, lengths, the host and the place of the test
# taken out; that lines are numbered one after another is looked at apart.
# TRIAGE_GOLDEN=write writes the golden files anew.
. "$top_srcdir/tests/e2e/place.sh"
here=$top_srcdir/tests/plain
TRIAGE_DATADIR=$tmp/ships
export TRIAGE_DATADIR
mkdir -p "$tmp/ships/data/flows" "$tmp/work"
cp "$here/flows/"*.yaml "$tmp/ships/data/flows"
mkdir -p "$XDG_CONFIG_HOME/triage"
echo "ssh: false" >"$XDG_CONFIG_HOME/triage/config.yaml" # the other hosts of these flows are nowhere
cd "$tmp/work" || exit 99
"$TRIAGE" check "$here/flows" >"$tmp/check" 2>&1 && grep -q '0 errors' "$tmp/check" || complain "$(cat "$tmp/check")"

numbered() { # the numbers at the front go up by one; `again` in a script would start anew
	awk '/^[0-9]+ / { if ($1 != ++n) { print "line " NR " is numbered " $1 ", not " n; exit 1 } }'
}
without() { # what differs from run to run
	sed -e "s|$tmp|PLACE|g" -e "s/where: $(uname -n),/where: HOST,/" -e "s/this is $(uname -n)[;:]/this is HOST:/" -e "s/, $(uname -n)/, HOST/g" -e "s/on $(uname -n)/on HOST/g" -e 's/[^ ]* (ann)/ann/g' -e 's/[^ ]* (bob)/bob/g' \
		-e 's/[0-9][0-9]:[0-9][0-9]:[0-9][0-9]/HH:MM:SS/g' -e 's/since [0-9][0-9]:[0-9][0-9], [0-9.]* m*s/since HH:MM, a while/' \
		-e 's/^[0-9][0-9]*  *//' -e 's/Recorded [0-9]* at/Recorded # at/' -e 's/^HH:MM:SS, [0-9]*:/HH:MM:SS, #:/' -e 's/, [0-9]* events,/, # events,/' \
		-e 's/^PATH: .*/PATH: PATH/' -e 's/[0-9.]* m*s$/a while/' -e 's/UTC+*[0-9]*/UTC/' -e 's/[0-9]* KB/N KB/' -e 's/head [0-9a-f]*/head HASH/'
}

for name in small readonly destroy outer home mistakes alert alert-again runbook; do
	echo 240 >"$tmp/waiting"
	echo old >"$tmp/old"
	if [ $name = mistakes ]; then sed -i 's/next: moves$/next: move/; s/outcome: found/next: psh/' "$tmp/ships/data/flows/called.yaml"; fi
	how=$(sed -n '1s/^# triage //p' "$here/$name.in")
	# shellcheck disable=SC2086
	sed -e 1d -e "s|@PLACE@|$tmp|" "$here/$name.in" | eval "\"\$TRIAGE\" $how" >"$tmp/$name.raw" 2>&1
	echo "exit status $?" >>"$tmp/$name.raw"
	without <"$tmp/$name.raw" >"$tmp/$name.said"
	numbered <"$tmp/$name.raw" || complain "$name: lines are not numbered one after another"
	if [ "$TRIAGE_GOLDEN" = write ]; then cp "$tmp/$name.said" "$here/$name.golden"; fi
	diff -u "$here/$name.golden" "$tmp/$name.said" || complain "$name: another transcript"
	case $name in
	small)
		[ "$(cat "$tmp/waiting")" = 3 ] || complain "the change, its undo and the change again did not run: $(cat "$tmp/waiting")"
		has INC-1.md "only two letters a minute"
		;;
	outer)
		if grep -q s3cr3t-of-the-test "$XDG_STATE_HOME/triage/"journal.db*; then complain "a secret is on the disk"; fi
		;;
	readonly) [ "$(cat "$tmp/waiting")" = 240 ] || complain "--readonly let a change run" ;;
	runbook) grep -q "3 stay" "$tmp/note" || complain "the edited line did not run" ;;
	destroy) [ ! -e "$tmp/old" ] || complain "the destruction did not run" ;;
	esac
done
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"

# Without a terminal it is in lines by itself; with TERM=dumb too, whatever the terminal.
printf '?\nq\n' | "$TRIAGE" >"$tmp/help" 2>&1
has "$tmp/help" "A number answers; 0 is not sure"
echo q | "$TRIAGE" 2>&1 | grep -q '^1 .*triage, ' || complain "a pipe does not get lines"
if [ -x "$drive" ]; then
	DRIVE_TERM=dumb "$drive" "$TRIAGE" <<'END' || complain "TERM=dumb does not get lines"
wait Choice:
type q
key Enter
exit 0
END
fi
exit $bad
