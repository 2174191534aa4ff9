#!/bin/sh
# triage redact: marks instead of secrets, where they are, exit statuses; rules of one's own, broken ones too; named values.
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
XDG_STATE_HOME=$dir/state XDG_CONFIG_HOME=$dir/config XDG_CACHE_HOME=$dir/cache LC_ALL=C.UTF-8
export XDG_STATE_HOME XDG_CONFIG_HOME XDG_CACHE_HOME LC_ALL
mkdir -p "$dir/config/triage/secrets"
bad=0
fail() { echo "$*"; cat "$dir/out" "$dir/err"; bad=1; }
run() { want=$1; shift; "$TRIAGE" "$@" >"$dir/out" 2>"$dir/err" <"$dir/in"; got=$?; [ $got = "$want" ] || fail "triage $*: exit status $got, not $want"; }
says() { grep -qF -- "$2" "$dir/$1" || fail "$1 does not say: $2"; }
silent() { ! grep -qF -- "$1" "$dir/out" "$dir/err" || fail "it prints the secret: $1"; }

printf 'DB_PASSWORD=hunter2\nplain line\npassword=hunter2 badge-123456 s3same\n' >"$dir/in"
run 0 redact
says out 'DB_PASSWORD=<redacted:password#1>'; says out 'password=<redacted:password#1> badge-123456'; says out 'plain line'
says err '2 secrets were taken out: 2 password'; silent hunter2
cp "$dir/out" "$dir/once"; run 0 redact "$dir/once"; cmp -s "$dir/out" "$dir/once" || fail "twice is not as once"
run 1 redact --list "$dir/in"
says out "$dir/in:1:13: password#1, 7 bytes"; says out "$dir/in:3:10: password#1, 7 bytes"; silent hunter2
run 1 redact --explain -; says out '"PASSWORD"'; silent hunter2
run 66 redact "$dir/nothing"
echo nothing here >"$dir/clean"; run 0 redact --list "$dir/clean"

printf 'rules:\n  - kind: x\n    literals: [abc]\n    pattern: "("\n  - kind: badge\n    literals: [badge-]\n    pattern: "badge-(\\\\d{6})"\n    positive: ["badge-«123456»"]\n' >"$dir/config/triage/secrets/own.yaml"
printf 'secret_names: [MY_SECRET]\nredact_email: true\n' >"$dir/config/triage/config.yaml"
MY_SECRET=s3same; export MY_SECRET
run 0 redact; says out '<redacted:badge#1> <redacted:my-secret#1>'; says err 'own.yaml:4:14: '
run 1 redact --explain; says out 'own.yaml:5'
run 78 config; says err 'own.yaml:4:14: '; says out 'secret_names'
run 69 doctor; says out 'own.yaml:4:14: '; says out '1 of your own'
exit $bad
