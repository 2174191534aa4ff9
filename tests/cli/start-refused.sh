#!/bin/sh
# A start that is refused opens nothing: a hook that tries again leaves no row of empty incidents.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp XDG_STATE_HOME=$tmp/state LC_ALL=C.UTF-8 LANGUAGE=en
export HOME XDG_STATE_HOME LC_ALL LANGUAGE
bad=0
refuses() { # refuses SET TEXT
	"$TRIAGE" start http-500 --set url=https://shop.example --set "$1" --detach >"$tmp/out" 2>&1 && { echo "started with $1"; bad=1; }
	grep -qF "$2" "$tmp/out" || { echo "of $1 it says: $(cat "$tmp/out")"; bad=1; }
}
refuses url=shop "'shop' is no URL"
refuses nope=1 "no input called 'nope'"
refuses url "NAME=VALUE"
[ -z "$("$TRIAGE" list --all | grep INC-)" ] || { echo "an incident was opened:"; "$TRIAGE" list --all; bad=1; }
"$TRIAGE" start http-500 --set url=https://shop.example --detach | grep -qx INC-1 || { echo "INC-1 is not the first"; bad=1; }
exit $bad
