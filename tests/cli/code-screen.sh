#!/bin/sh
# On the screen a status code is found as one types, compared, scrolled while typing and after it, and left again.
drive=$top_builddir/tests/drive/drive
[ -x "$drive" ] || { echo "libvterm is not installed"; exit 77; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp LC_ALL=C.UTF-8 LANGUAGE=en TERM=xterm-256color
XDG_STATE_HOME=$tmp/s XDG_CACHE_HOME=$tmp/c XDG_CONFIG_HOME=$tmp/k
export HOME LC_ALL LANGUAGE TERM XDG_STATE_HOME XDG_CACHE_HOME XDG_CONFIG_HOME
"$drive" "$TRIAGE" <<'EOT'
wait What is wrong?
key :
type status codes
wait status codes: 500
key Enter
wait 101   Switching Protocols
type timeout
wait 524   A Timeout Occurred: Cloudflare, not registered
key Down Enter
wait A gateway waited for the server behind it and gave up.
gone Not registered
key PgDn PgDn PgDn
wait RFC 9110, section 15.6.5.
key PgUp PgUp PgUp
wait A gateway waited for the server behind it and gave up.
type  502
wait 504 or 502?
key Esc
gone Code or words
key Space Space Space
wait RFC 9110, section 15.6.3.
key q
wait What is wrong?
key q
exit 0
EOT
