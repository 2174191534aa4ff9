#!/bin/sh
# The small looks by hand: what they print, the line for machines, exit statuses, hostile names, and German.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp LC_ALL=C.UTF-8 LANGUAGE=en XDG_STATE_HOME=$tmp/s XDG_CONFIG_HOME=$tmp/k
export HOME LC_ALL LANGUAGE XDG_STATE_HOME XDG_CONFIG_HOME
cd "$tmp" || exit 99
bad=0
failed() { echo "$*"; [ ! -s said ] || cat said; bad=1; }

# says STATUS FIRST_LINE ARGUMENT...
says() {
	status=$1 first=$2; shift 2
	"$TRIAGE" "$@" >said 2>&1
	got=$?
	[ $got = "$status" ] || failed "triage $*: ends with $got, not $status"
	[ "$(head -n 1 said)" = "$first" ] || failed "triage $*: does not begin with: $first"
}
printf abc >file; chmod 640 file; touch -d '2020-01-01 00:00 UTC' file
ln -s file link; ln -s nowhere dangling; mkfifo pipe
says 1 "nothing does not exist" file nothing
says 1 "dangling is a link that leads nowhere" file dangling
says 0 "pipe is there: a named pipe" file --digest pipe
says 1 "file: size is 3 bytes, at least 1500 bytes was wanted" file --at-least=1.5kB file
says 1 "nothing does not exist · 1 of 3 is not as it should be" file file nothing link
says 0 "file: 3 bytes, changed $("$TRIAGE" file file | sed -n 's/^  age: //p') ago" file --older-than=1d --at-most=3 --at-least-free=0% file
says 64 "triage: --younger-than: 'soon' is no duration: 90s, 15m, 2d" file --younger-than=soon file
says 64 "triage: --timeout: '0s' is no time limit: 500ms, 5s, 2m" file --timeout=0s file
says 1 "Nothing is named to look at" file ''
says 1 "--version does not exist" file -- --version
says 1 "a^[[2J^Jb does not exist" file "$(printf 'a\033[2J\nb')"
says 1 "127.0.0.1:1 refuses the connection: nothing listens there" tcp 127.0.0.1:1
says 1 "a b is no HOST:PORT" tcp 'a b'
says 1 '$(x y):1 is no HOST:PORT' tcp '$(x y):1'
says 64 "triage: --port: '65536' is no whole number from 1 to 65535" tcp --port=65536 localhost
says 0 "127.0.0.1: 127.0.0.1" dns 127.0.0.1
says 1 "a..b is no name that DNS can hold" dns a..b
says 64 "triage: --type: 'ANY' is none of A, AAAA, CNAME, MX, NS, TXT, SOA, PTR, SRV, CAA" dns --type=ANY x
says 1 "ngin* is no name of one unit" unit 'ngin*'
if [ -r /proc/self/stat ]; then
	says 1 "No process no such thing is running" process 'no such thing'
	says 1 "no such user: the user that is asked for is not known here" process --user='no such user' ''
	says 1 "x: the user that is asked for is not known here" process --user='no such user' x
fi

"$TRIAGE" file --json --digest file >said
[ "$(wc -l <said)" = 1 ] || failed "not one line"
grep -q '"digest":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"' said || failed "no digest"
grep -q '"mode":"0640"' said && grep -q '"modified":"2020-01-01T00:00:00Z"' said && grep -q '"passed":true' said || failed "not the file"
if [ -d "$top_builddir/locale/de" ]; then
	LANGUAGE=de TRIAGE_LOCALEDIR=$top_builddir/locale "$TRIAGE" file nothing >said
	[ "$(head -n 1 said)" = "nothing gibt es nicht" ] || failed "not in German"
	LANGUAGE=de TRIAGE_LOCALEDIR=$top_builddir/locale "$TRIAGE" file --json nothing >said
	grep -q '"summary":"nothing does not exist"' said || failed "what is kept is in German"
fi
exit $bad
