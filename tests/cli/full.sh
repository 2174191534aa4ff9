#!/bin/sh
# What is printed and does not arrive is a failure, whatever the command: a script that reads half a list must know.
[ -c /dev/full ] || { echo "skipped: there is no /dev/full"; exit 77; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp LC_ALL=C.UTF-8 LANGUAGE=en XDG_STATE_HOME=$tmp/s XDG_CACHE_HOME=$tmp/c XDG_CONFIG_HOME=$tmp/k
export HOME LC_ALL LANGUAGE XDG_STATE_HOME XDG_CACHE_HOME XDG_CONFIG_HOME
bad=0
"$TRIAGE" start http-500 --detach >"$tmp/out" || exit 1
fails() {
	"$TRIAGE" "$@" >/dev/full 2>"$tmp/err" </dev/null
	status=$?
	[ $status = 74 ] || { echo "triage $* ends with $status when its output is lost"; bad=1; }
	grep -q '^triage: standard output: ' "$tmp/err" || { echo "triage $* does not say so"; bad=1; }
}
fails --version
fails --help
fails list
fails list --json
fails list --flows
fails show INC-1
fails show INC-1 --json
fails export INC-1
fails code 500
fails config
fails doctor
fails kb list
fails journal path
fails --plain
# A limit on the size of files is a full disk: it is said, and not died of.
(ulimit -f 1; exec "$TRIAGE" note INC-1 "no room") >"$tmp/out" 2>"$tmp/err"
status=$?
[ $status -lt 128 ] && [ $status != 0 ] || { echo "a note without room ends with $status"; bad=1; }
grep -q '^triage: ' "$tmp/err" || { echo "a note without room does not say why"; bad=1; }
exit $bad
