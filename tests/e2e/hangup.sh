#!/bin/sh
# The terminal is gone, whatever triage is in the middle of, and also where nobody says so by SIGHUP: it leaves, and
# what was being typed is in the record.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
mkdir -p "$tmp/flows"
flows_from "$tmp/flows"
cp "$top_srcdir/tests/e2e/flows/odds.yaml" "$tmp/flows"
mkfifo "$tmp/never" "$tmp/here"
cat >"$tmp/edit" <<'END'
#!/bin/sh
echo here >"$HOME/here"
read -r never </dev/tty
END
chmod +x "$tmp/edit"
EDITOR=$tmp/edit
export EDITOR
cd "$tmp" || exit 99

leaves() { # the terminal goes, and so does triage
	ann hangup
	ann exit 0
	exec 3>&- 4<&-
}
# Only who leads the session is told; below a shell that stays, the terminal alone says that it is gone.
for hup in heard unheard; do
	case $hup in
	heard) opens() { sits ann 80x24 "$TRIAGE" --operator ann "$@"; } ;;
	unheard) opens() { sits ann 80x24 sh -c 'trap "" HUP; "$0" "$@"; exit $?' "$TRIAGE" --operator ann "$@"; } ;;
	esac

	opens
	ann row 2 Home
	leaves

	opens start odds --set here="$tmp"
	ann wait A flood
	ann key n
	ann wait Note:
	ann type half a note, $hup
	ann wait half a note, $hup
	leaves

	# A probe runs, and a line of help stands over what is typed.
	opens resume
	ann wait A flood
	ann key g
	ann wait Go to:
	ann type soak
	ann key Enter
	ann row 4 A soak
	ann key r
	ann wait ● again
	ann key n
	ann wait Note:
	ann type while it beats, $hup
	ann key F1
	ann row 2 Help
	leaves

	# The editor has the terminal.
	opens resume
	ann wait A soak
	ann key n
	ann wait Note:
	ann type given to an editor, $hup
	ann key C-o
	read -r word <"$tmp/here"
	leaves

	# A question is open, then a command that asks for itself has the terminal.
	opens resume
	ann wait A soak
	ann key g
	ann wait Go to:
	ann type ask
	ann key Enter
	ann row 4 A command that asks
	ann key Enter
	ann wait y, o, or Enter for no
	leaves
	opens resume
	ann wait A command that asks
	ann key Enter
	ann wait y, o, or Enter for no
	ann key y Enter
	ann wait password of the test:
	leaves

	"$TRIAGE" show >"$tmp/said" || complain "there is nothing to show"
	for text in 'half a note' 'while it beats' 'given to an editor'; do
		has "$tmp/said" "$text, $hup"
	done

	# In lines.
	DRIVE_TERM=dumb
	export DRIVE_TERM
	opens resume
	ann wait A command that asks
	leaves
	unset DRIVE_TERM
done
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
exit $bad
