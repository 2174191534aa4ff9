#!/bin/sh
# What triage itself puts into an event is recorded in English, whoever records it, and read in the reader's language.
[ -f "$top_builddir/locale/de/LC_MESSAGES/triage.mo" ] || { echo "built without translations"; exit 77; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp LC_ALL=C.UTF-8 LANGUAGE=de TRIAGE_LOCALEDIR=$top_builddir/locale
XDG_STATE_HOME=$tmp/s XDG_CACHE_HOME=$tmp/c XDG_CONFIG_HOME=$tmp/k
export HOME LC_ALL LANGUAGE TRIAGE_LOCALEDIR XDG_STATE_HOME XDG_CACHE_HOME XDG_CONFIG_HOME
bad=0
printf '0\nq\n' | "$TRIAGE" --plain start http-500 --set url=http://127.0.0.1:1/ >"$tmp/said" 2>&1
"$TRIAGE" show INC-1 --json >"$tmp/json"
grep -q '"label": "Not sure"' "$tmp/json" || { echo "the answer is not recorded in English:"; grep '"label"' "$tmp/json"; bad=1; }
"$TRIAGE" show INC-1 >"$tmp/german"
grep -q 'Nicht sicher' "$tmp/german" || { echo "the timeline is not in German:"; cat "$tmp/german"; bad=1; }
"$TRIAGE" export INC-1 >"$tmp/german.md"
grep -q 'Nicht sicher' "$tmp/german.md" || { echo "the write-up is not in German"; bad=1; }
LANGUAGE=en "$TRIAGE" show INC-1 >"$tmp/english"
grep -q 'Not sure' "$tmp/english" || { echo "the timeline is not in English:"; cat "$tmp/english"; bad=1; }
exit $bad
