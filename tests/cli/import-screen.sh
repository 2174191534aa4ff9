#!/bin/sh
# A Markdown runbook on the screen, as it is: its text whole, a line that is edited before it runs, one that is only copied.
drive=$top_builddir/tests/drive/drive
[ -x "$drive" ] || { echo "libvterm is not installed"; exit 77; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
here=$(cd "$top_srcdir/tests/plain/flows" && pwd) || exit 99
HOME=$tmp LC_ALL=C.UTF-8 LANGUAGE=en TERM=xterm-256color
XDG_STATE_HOME=$tmp/s XDG_CACHE_HOME=$tmp/c XDG_CONFIG_HOME=$tmp/k
export HOME LC_ALL LANGUAGE TERM XDG_STATE_HOME XDG_CACHE_HOME XDG_CONFIG_HOME
echo 240 >"$tmp/waiting"
"$drive" "$TRIAGE" start "$here/QueueStuck.md" --set "place=$tmp" <<'EOT' || exit 1
wait Meaning: Nothing leaves the queue.
wait 1 link: v shows
key v
wait https://example.org/map
key q
wait Go on: Diagnosis
key Enter
wait 1. Think of the last change.
wait 2. Count what waits
wait Go on: Mitigation
key 1 Enter
wait Both are known to help.
wait ? undo unknown
key Enter
wait edited first, then asks
key Enter
wait Its line is edited first.
key Enter
wait still left open
wait e, or Enter for no
type e
key Enter
wait Edit it:
key End C-u
type echo 3 stay >"$place/note"
key Enter
wait Run it?
type y
key Enter
wait ✓ echo
key 1 Enter
wait Is QueueStuck gone?
key 2 Enter
wait Look inside
EOT
[ "$(cat "$tmp/note" 2>/dev/null)" = "3 stay" ] || { echo "the edited line did not run: $(cat "$tmp/note" 2>&1)"; exit 1; }
exit 0
