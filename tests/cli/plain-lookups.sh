#!/bin/sh
# Without a screen too, status codes and articles that are asked for are said, each time and not again by themselves.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp LC_ALL=C.UTF-8 LANGUAGE=en XDG_STATE_HOME=$tmp/s XDG_CACHE_HOME=$tmp/c XDG_CONFIG_HOME=$tmp/k
export HOME LC_ALL LANGUAGE XDG_STATE_HOME XDG_CACHE_HOME XDG_CONFIG_HOME
said() { # what a line typed after it shows: said LINE
	awk -v line="Choice: $1" '$0 == line { on = 1; next } /^Choice: / { on = 0 } on' "$tmp/out"
}
want() { # want LINE PATTERN
	said "$1" | grep -q -- "$2" || { echo "'$1' does not say '$2', but:"; said "$1"; bad=1; }
}
bad=0
printf '%s\n' 'code 502 504' 'code timeout' 'code 599' 'search oom' 'article kb_050' 'search xyzzyq' 'search flag' '?' q |
	"$TRIAGE" --plain >"$tmp/out" 2>&1 || { cat "$tmp/out"; exit 1; }
want 'code 502 504' '^[0-9]* *502 or 504?$'
want 'code timeout' '^[0-9]* *524 A Timeout Occurred: Cloudflare, not registered$'
want 'code 599' 'its class would be 5xx (server error)'
want 'search oom' '^[0-9]* *article kb_022: Memory limits'
want 'article kb_050' '^[0-9]* *Article kb_050: '
want 'article kb_050' '^[0-9]* *End of kb_050\.$'
want 'search xyzzyq' 'No article has these words'
want 'search flag' '^[0-9]* *article kb_021: '
[ "$(grep -c 'or 504?$' "$tmp/out")" = 1 ] || { echo "502 or 504 is said more than once"; bad=1; }
if grep -n '\^J' "$tmp/out"; then echo "a line break is shown as a control character"; bad=1; fi
exit $bad
