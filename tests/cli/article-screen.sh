#!/bin/sh
# On the screen an article is found as one types, read, and followed to the one it leads to.
drive=$top_builddir/tests/drive/drive
[ -x "$drive" ] || { echo "libvterm is not installed"; exit 77; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp LC_ALL=C.UTF-8 LANGUAGE=en TERM=xterm-256color
XDG_STATE_HOME=$tmp/s XDG_CACHE_HOME=$tmp/c XDG_CONFIG_HOME=$tmp/k
export HOME LC_ALL LANGUAGE TERM XDG_STATE_HOME XDG_CACHE_HOME XDG_CONFIG_HOME
"$drive" "$TRIAGE" <<'EOT'
wait What is wrong?
key a
type oom killer
wait kb_022
key Enter
wait Article  kb_022
wait Four different walls
key Tab Enter
wait Article  kb_021
key q
wait 1 Memory limits
key q
wait What is wrong?
key q
exit 0
EOT
