#!/bin/sh
# What names another machine runs there, by ssh, against a real sshd: values arrive byte for byte and nothing else runs, one
# connection carries all, and is gone when triage is; what is cancelled, late or left alone is ended there, a change goes on
# there; and whatever is in the way is said in words, and was not run.
. "$top_srcdir/tests/e2e/place.sh"
. "$top_srcdir/tests/e2e/sshd.sh"
mkdir -p "$tmp/flows" "$tmp/logs"
cp "$top_srcdir/tests/e2e/flows/far.yaml" "$tmp/flows"
sshd_starts
mkfifo "$tmp/up" "$tmp/go" "$tmp/over"
cd "$tmp" || exit 99

# says NAME=VALUE... <lines: what triage says, in the file said
says() {
	for pair in "$@"; do set -- "$@" --set "$pair"; shift; done
	setsid "$TRIAGE" --plain --operator ann start far --set dir="$tmp" "$@" >"$tmp/said" 2>&1
}
# runs_on NAME=VALUE...: the same beside us; its lines come by fd 8, its process is $triage
runs_on() {
	rm -f "$tmp/lines"
	mkfifo "$tmp/lines"
	for pair in "$@"; do set -- "$@" --set "$pair"; shift; done
	setsid "$TRIAGE" --plain --operator ann start far --set dir="$tmp" "$@" <"$tmp/lines" >"$tmp/said" 2>&1 &
	triage=$!
	exec 8>"$tmp/lines"
}
leaves() { echo q >&8; exec 8>&-; wait "$triage"; }
comes_up() { read -r word <&6 && [ "$word" = up ] || { complain "$1: it does not begin"; cat "$tmp/said"; exit 1; }; }
# is_gone WHAT: whoever held the fifo open is not there any more
is_gone() { timeout 20 cat <&6 >/dev/null || complain "$1: it runs on there"; exec 6<&-; }

# ---- values --------------------------------------------------------------------------------------------------------------
for value in '$(touch owned)' '`touch owned`' "'; touch owned; '" '" && touch owned "' '-n' '--' '%s%n' '\n\\' '*' '~' 'a  b' '!!' "it's" \
	'${IFS}' 'ü' '#x' 'x=1;exit' "''''" ''; do
	rm -f came
	echo r | says machine=far value="$value"
	printf %s "$value" | cmp -s - came || { complain "not as it was set: $value"; od -c came | head -3; }
	has said 'put: 0' # nothing of it in any command line
	has said 'two: two'
done
[ ! -e owned ] || complain "a value was run as code"
no_way_is_left values

# ---- one connection --------------------------------------------------------------------------------------------------------
before=$(logins)
printf 'r\nr\nr\nq\n' | says machine=far
[ $(($(logins) - before)) = 1 ] || complain "six commands took $(($(logins) - before)) connections"
"$TRIAGE" show --json >show.json
has show.json '"host": "far"'
no_way_is_left one
rm -f matched
for host in jumped matched own; do
	printf 'r\nq\n' | says machine=$host
	has said 'two: two'
done
has matched matched
no_way_is_left jumped

# ---- ended there -----------------------------------------------------------------------------------------------------------
runs_on machine=far
exec 6<>up # so that opening waits for nobody
printf 'g wait\nr\n' >&8
comes_up cancel
exec 6<up
kill -INT "$triage"
is_gone cancel
leaves
has said 'long was stopped after'

exec 6<>up
printf 'g brief\nr\nq\n' | says machine=far
comes_up late
exec 6<up
is_gone late
has said 'late ran out of time after'

runs_on machine=far
exec 6<>up
printf 'g wait\nr\n' >&8
comes_up killed
exec 6<up
kill -KILL "$triage"
wait "$triage" 2>/dev/null
exec 8>&-
is_gone killed
way_ends
no_way_is_left killed

# ---- the connection breaks ---------------------------------------------------------------------------------------------------
runs_on machine=far
exec 6<>up
printf 'g wait\nr\n' >&8
comes_up broken
exec 6<up
sessions_die
is_gone broken
printf 'g look\nr\n' >&8 # over a new one
leaves
has said 'the connection to far was lost; started there, outcome unknown'

has said 'two: two'
no_way_is_left broken

for way in finish kill; do
	echo off >setting
	rm -f over
	mkfifo over
	runs_on machine=far
	exec 6<>up
	case $way in finish) printf 'g change\ndo 1\ny\n' >&8 ;; kill) printf 'g kill\ndo 1\ny\n' >&8 ;; esac
	comes_up "change, $way"
	exec 6<up
	sessions_die
	case $way in
	kill) is_gone "change, $way" ;;
	finish) # it goes on there, although nobody takes what it prints
		echo go >go
		read -r over <over
		exec 6<&-
		[ "$over" = over ] || complain "the change did not go on"
		;;
	esac
	leaves
	has said 'the connection to far was lost; started there, outcome unknown'
	"$TRIAGE" show --json >show.json
	has show.json '"outcome": "unknown"'
done

# Triage is killed: what goes on there is recorded when it ends, what should not is ended.
for way in finish kill; do
	echo off >setting
	rm -f over
	mkfifo over
	runs_on machine=far
	exec 6<>up
	case $way in finish) printf 'g change\ndo 1\ny\n' >&8 ;; kill) printf 'g kill\ndo 1\ny\n' >&8 ;; esac
	comes_up "left alone, $way"
	exec 6<up
	keepers=$(ps -e -o pid= -o ppid= | awk -v of="$triage" '$2 == of { print $1 }')
	kill -KILL "$triage"
	wait "$triage" 2>/dev/null
	exec 8>&-
	case $way in
	kill) is_gone "left alone, $way" ;;
	finish)
		exec 6<&-
		echo go >go
		read -r over <over
		;;
	esac
	for pid in $keepers; do timeout 20 tail -s 0.1 --pid="$pid" -f /dev/null || complain "left alone, $way: a keeper stays"; done
	"$TRIAGE" show --json >show.json
	case $way in
	finish) has show.json '"in_effect": true' ;;
	kill) has show.json '"outcome": "cancelled"' ;;
	esac
	lacks show.json '"outcome": "running"'
	way_ends
	no_way_is_left "left alone, $way"
done

# ---- a change and its way back -------------------------------------------------------------------------------------------------
echo off >setting
(echo go >go) &
(read -r over <over) &
exec 6<>up
printf 'g change\ndo 1\ny\nu\nundo 1\ny\nq\n' | says machine=far
exec 6<&-
has said "where: far, by ssh from"
lacks said 'PATH:'
has said "turn: turned"
has said "turn: taken back"
[ "$(cat setting)" = off ] || complain "the way back did not lead back: $(cat setting)"
"$TRIAGE" show --json >show.json
has show.json '"before": "off"'
lacks show.json '"outcome": "unknown"'

# ---- what is in the way ----------------------------------------------------------------------------------------------------------
refuses() { # refuses HOST SENTENCE
	printf 'r\nq\n' | says machine="$1"
	has said "$2" || cat said
	lacks said 'two: two'
	lacks said "exit 255 after"
}
refuses changed 'the key of changed is not the one that is known; nothing was sent'
refuses unknown 'the key of unknown is not known; nothing was sent'
refuses denied 'denied does not let you in; nothing was sent'
refuses locked 'locked does not let you in; nothing was sent'
refuses closed 'closed takes no connection for ssh; nothing was sent'
refuses nowhere 'no machine is known by the name nowhere; nothing was sent'
for name in -oProxyCommand=id 'a b' '%h' 'a;id' '$(id)' 'ann@-x'; do
	refuses "$name" "It runs on '$name', and that cannot be the name of a machine"
done
no_way_is_left refused
# a change is then asked for all the same, to be made there by hand
printf 'g change\ndo 1\no\nturned it\n.\nq\n' | says machine=closed
has said 'closed takes no connection for ssh; nothing was sent; run it there, then say what came of it (o)'
has said 'ran turn elsewhere: turned it'
printf 'g scan\nr\nq\n' | says machine=far
has said 'there is no triage on far that could look'

# ---- left by the dead ----------------------------------------------------------------------------------------------------------
runs_on machine=far
exec 6<>up
printf 'g wait\nr\n' >&8
comes_up dead
exec 6<up
keeper=$(ps -e -o pid= -o ppid= -o args= | awk -v of="$triage" '$2 == of { print $1 }')
kill -KILL $keeper "$triage"
wait "$triage" 2>/dev/null
exec 8>&-
[ -n "$(ls "$XDG_RUNTIME_DIR")" ] || complain "the place was cleared away by nobody"
printf 'r\nq\n' | says machine=far
is_gone dead
way_ends
no_way_is_left dead

# ---- not wanted ------------------------------------------------------------------------------------------------------------------
before=$(logins)
for setting in false "$tmp/no-such-ssh"; do
	printf 'ssh: %s\nflows: [%s]\n' "$setting" "$tmp/flows" >"$XDG_CONFIG_HOME/triage/config.yaml"
	printf 'r\nq\n' | says machine=far value="it's"
	has said "It runs on far, and this is "
	has said "export value='it'\\''s'"
done
[ "$(logins)" = "$before" ] || complain "ssh was run, and is not wanted"
exit $bad
