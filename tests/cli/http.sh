#!/bin/bash
# `triage http` against a server that does what servers must not (tests/tools/unruly): every trouble is a finding in words, a
# secret is printed nowhere, nothing is asked faster than allowed, and what is saved as curl asks the same.
[ -n "$BASH_VERSION" ] || { command -v bash >/dev/null && exec bash "$0"; echo "bash is missing"; exit 77; }
LC_ALL=C.UTF-8 LANGUAGE=en; export LC_ALL LANGUAGE
unset http_proxy https_proxy all_proxy HTTPS_PROXY ALL_PROXY no_proxy
tmp=$(mktemp -d) || exit 99
HOME=$tmp; export HOME
trap 'rm -rf "$tmp"' EXIT
"$TRIAGE" http http://127.0.0.1:1/ 2>&1 | grep -q 'without libcurl\|cannot be opened' && { echo "no libcurl"; exit 77; }
coproc SERVER { "$top_builddir/tests/tools/unruly"; }
read -r port <&"${SERVER[0]}" || exit 99
at=http://127.0.0.1:$port
bad=0

# says STATUS PATTERN... -- ARGUMENT...: the exit status, and lines of what it prints, standard error too
says() {
	status=$1; shift
	patterns=()
	while [ "$1" != -- ]; do patterns+=("$1"); shift; done
	shift
	"$TRIAGE" http "$@" >"$tmp/said" 2>&1 </dev/null
	got=$?
	[ $got = "$status" ] || { echo "http $*: exit $got, not $status"; cat "$tmp/said"; bad=1; }
	for p in "${patterns[@]}"; do
		grep -q -e "$p" "$tmp/said" || { echo "http $*: no line /$p/"; cat "$tmp/said"; bad=1; }
	done
}
never() { ! grep -q -e "$1" "$tmp/said" || { echo "it printed $1:"; cat "$tmp/said"; bad=1; }; }

# ---- what came
says 0 '^200 in ' 'request id 7f3a9c' '^all is well$' '^Set-Cookie: •••$' -- "$at/ok" --long
never hush
says 1 '^500 in ' 'the status is 500, not 2xx' -- "$at/status/500"
says 0 '^500 in ' -- "$at/status/500" --expect-status 5xx
says 1 'body is "down", not "up"' '"7"' -- "$at/json" --expect-json /checks/db=up --expect-json /version=8
says 1 'does not match' -- "$at/ok" --matches 'version=r999'
says 0 '"facts":{"v":"r417"}' -- "$at/ok" --json --fact 'v=version=(.*)' --fact 'w=/none'
says 0 '^200 in ' -- "$at/ok" -X HEAD
says 0 'cache  *hit' 'from a cache, 30 s old' -- "$at/cached" --expect-status 500

# ---- what did not come
says 1 'broken off' -- "$at/reset"
says 1 'no answer in time' -- "$at/hang" --timeout 200ms
says 1 'no answer in time' 'with 1 out of 1000 bytes' -- "$at/drip" --timeout 200ms
says 1 'closed without an answer' -- "$at/empty"
says 1 'in the middle of the answer' -- "$at/cut"
says 1 'not HTTP as it should be' -- "$at/badchunk"
says 1 'not HTTP as it should be' -- "$at/http09"
says 1 'not HTTP as it should be' -- "$at/nul/header"
says 0 '^200' 'one^@two' '\^\[\[31mred' -- "$at/nul" --long
says 1 'headers do not end' -- "$at/headers"
says 0 'cut at 1 MiB' -- "$at/flood"
says 1 'redirects for ever' -- "$at/circle/a" --redirects 9 --rate 50
says 1 'redirects for ever' -- "$at/redirect/1" --redirects 3 --rate 50
says 1 'redirects to http' -- "$at/once"
says 0 '^200 in ' -- "$at/once" --redirects 1 --rate 50
says 1 'nobody listens there' -- http://127.0.0.1:1/
says 1 'does not resolve' -- http://nowhere.invalid/
says 1 'retry after' -- "$at/late"

# ---- again and again
says 1 '^500 in 17 of 20 (64 to 95 %), median ' -- "$at/flaky/17" --repeat 20 --rate 50
says 0 'at attempt 3' -- "$at/busy/2" --retries 3 --rate 50
says 1 'asked to be left alone' -- "$at/late" --repeat 5 --rate 50
says 1 'comes out of a cache' '^  Server ' -- "$at/cached" --compare "$at/ok" --rate 50
"$TRIAGE" http "$at/times" --long >"$tmp/before"
n=$(grep -c '^[0-9]*$' "$tmp/before")
says 0 '4 of 4 passed' -- "$at/once" --redirects 2 --repeat 4 --rate 20
"$TRIAGE" http "$at/times" --long | grep '^[0-9]*$' | tail -n +$((n + 2)) >"$tmp/times"
awk 'NR == 1 { first = $1 } { last = $1; n++ }
	END { if (n < 8) { print "only " n " requests were seen"; exit 1 }
		if (last - first < (n - 2) * 50) { print n " requests in " last - first " ms at a rate of 20 a second"; exit 1 } }' "$tmp/times" || bad=1

# ---- ended in the middle: a finding all the same
"$TRIAGE" http "$at/drip" --json --repeat 3 >"$tmp/said" &
pid=$!
until grep -q drip "/proc/$pid/cmdline" 2>/dev/null && grep -q '^SigCgt:.*[4-7c-f]..[2367abef]$' "/proc/$pid/status"; do kill -0 $pid || break; done
kill -TERM $pid
wait $pid
grep -q '"trouble":"stopped"' "$tmp/said" || { echo "SIGTERM left no finding:"; cat "$tmp/said"; bad=1; }

# ---- secrets
token=hush-token-1 pass=ann:hush-pass-2 key=hush-key-3; export token pass key
printf 'X-Api-Key: hush-file-4\nX-Other: hush-file-5\n' >"$tmp/headers"
secret=(--header-env 'Authorization: Bearer $token' --user-env pass --header-file "$tmp/headers" -H 'Cookie: a=hush-cookie-6')
for how in --json --long --progress --as-curl; do
	says 0 . -- "$at/echo" "${secret[@]}" "$how"
	never hush
done
says 0 'GET /echo' -- "http://127.0.0.1:$port/away/$port" --redirects 2 --rate 50 "${secret[@]}" --long
never Authorization
never Cookie
says 64 'has no nothing' -- "$at/ok" --header-env 'A: $nothing'

# ---- curl: what is saved asks the same, by way of a real shell
if command -v curl >/dev/null; then
	"$TRIAGE" http "$at/echo?q=it's%20\$x" -X PUT --yes-it-changes -d "a'b\"c \$HOME \`id\`" -H 'X-Odd: "$(id)" it'"'"'s' --header-env 'X-Token: v $token' -A 'me $x' --as-curl >"$tmp/curl"
	sh "$tmp/curl" | sed 's/^Accept: .*//; s/\r//' >"$tmp/theirs"
	"$TRIAGE" http --from-curl "$tmp/curl" --yes-it-changes --json >"$tmp/ours" || { cat "$tmp/ours"; bad=1; }
	for line in "PUT /echo?q=it's%20\$x HTTP/1.1" 'X-Odd: "$(id)" it'"'"'s' 'X-Token: v hush-token-1' 'User-Agent: me $x' "a'b\"c \$HOME \`id\`"; do
		grep -qxF -e "$line" "$tmp/theirs" || { echo "curl sent no: $line"; cat "$tmp/curl" "$tmp/theirs"; bad=1; }
	done
	grep -q 'X-Token: •••\|X-Token: v •••' "$tmp/ours" || { cat "$tmp/ours"; bad=1; }
fi
printf 'curl %s/ok \\\n  -H "A: b" -sS --retry 3' "$at" >"$tmp/pasted"
says 0 '^200 in' 'left out.*-s -S --retry' -- --from-curl "$tmp/pasted"
says 65 'more than one command' -- --from-curl <(echo "curl $at/ok; touch $tmp/ran")
[ ! -e "$tmp/ran" ] || { echo "a pasted command was run"; bad=1; }

# ---- what is refused
says 64 'a probe only reads' -- "$at/ok" -X POST
says 64 'it is sent once' -- "$at/ok" -X POST --yes-it-changes --repeat 2
says 0 '^200' -- "$at/ok" -X POST --yes-it-changes -d x
says 64 'more often than' -- "$at/ok" --repeat 3 --every 100ms
says 64 'are more than' -- "$at/ok" --rate 1000
says 64 'no URL' -- ok
says 64 'no URL' --
says 64 'line break' -- "$at/ok" -H $'A: b\nEvil: c'
says 64 'no HTTP status' -- "$at/ok" --expect-status 20

exec {SERVER[1]}>&-
exit $bad
