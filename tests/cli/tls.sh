#!/bin/sh
# Certificates as openssl makes them, shown by openssl's own server: what is wrong with each is said in words.
command -v openssl >/dev/null || { echo "skipped: openssl is not here"; exit 77; }
grep -q '^#define WITH_HTTP 1' "$top_builddir/config.h" || { echo "skipped: built without libcurl"; exit 77; }
tmp=$(mktemp -d) || exit 99
servers=
trap 'for pid in $servers; do kill "$pid"; done 2>/dev/null; rm -rf "$tmp"' EXIT
HOME=$tmp LC_ALL=C.UTF-8 LANGUAGE=en
export HOME LC_ALL LANGUAGE
cd "$tmp" || exit 99
bad=0
failed() { echo "$*"; bad=1; }

make() { openssl "$@" >>log 2>&1 || { cat log; echo "openssl $1 failed"; exit 99; }; }
make req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj "/CN=Test authority" -days 30
# signed NAME ALTERNATIVES FROM UNTIL: a certificate of the authority
: >index; echo 01 >serial
cat >ca.conf <<'END'
[ca]
default_ca = one
[one]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
END
signed() {
	make req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" -addext "subjectAltName=$2"
	make ca -batch -config ca.conf -cert ca.pem -keyfile ca.key -in "$1.csr" -out "$1.pem" -startdate "$3" -enddate "$4" -notext
}
day() { date -u -d "@$(($(date +%s) + $1 * 86400))" +%Y%m%d%H%M%SZ; }
signed good "DNS:localhost,IP:127.0.0.1" "$(day -10)" "$(day 40)"
signed old "DNS:localhost,IP:127.0.0.1" "$(day -40)" "$(day -10)"
signed early "DNS:localhost,IP:127.0.0.1" "$(day 10)" "$(day 40)"
signed other "DNS:elsewhere.test" "$(day -10)" "$(day 40)"
make req -x509 -newkey rsa:2048 -nodes -keyout own.key -out own.pem -subj "/CN=localhost" -addext "subjectAltName=IP:127.0.0.1" -days 30

# serve NAME: its port is in $port
serve() {
	mkfifo "$1.in"
	openssl s_server -accept 127.0.0.1:0 -cert "$1.pem" -key "$1.key" >"$1.out" 2>&1 <"$1.in" &
	servers="$servers $!"
	exec 9>"$1.in" # its input stays open: it ends with it
	n=0
	until port=$(sed -n 's/^ACCEPT .*:\([0-9][0-9]*\)$/\1/p' "$1.out" | head -n 1) && [ -n "$port" ]; do
		n=$((n + 1)); [ $n -lt 200 ] || { cat "$1.out"; echo "no server for $1"; exit 99; }
		sleep 0.05
	done
}

# found WORD STATUS ARGUMENT...: what triage says, as JSON
found() {
	word=$1 status=$2; shift 2
	"$TRIAGE" tls --json "$@" >said 2>err
	[ $? = "$status" ] || failed "triage tls $*: not $status: $(cat said err)"
	if [ "$word" = valid ]; then grep -q '"valid":true' said; else grep -q "\"trouble\":\"$word\"" said; fi || failed "triage tls $*: not $word: $(cat said err)"
}

serve good
found valid 0 "127.0.0.1:$port" --ca=ca.pem --days=14
grep -q '"days_left":\(39\|40\)' said && grep -q '"issuer":"CN *= *Test authority"' said && grep -q '"names":"localhost, 127.0.0.1"' said || failed "$(cat said)"
"$TRIAGE" tls "127.0.0.1:$port" --ca=ca.pem | head -n 1 | grep -q '^127.0.0.1:.* has a valid certificate for another \(39\|40\) days$' || failed "not said in words"
"$TRIAGE" tls --json "127.0.0.1:$port" --ca=ca.pem --days=60 >said && failed "60 days are not left"
grep -q 'days left is \(39\|40\), at least 60 was wanted' said || failed "$(cat said)"
found unknown_authority 1 "127.0.0.1:$port"
found valid 0 "127.0.0.1:$port" --ca=ca.pem --name=localhost
found wrong_name 1 "127.0.0.1:$port" --ca=ca.pem --name=shop.test
found no_authorities 1 "127.0.0.1:$port" --ca=nowhere.pem
serve old
found expired 1 "127.0.0.1:$port" --ca=ca.pem
grep -q '"days_left":-\(10\|11\)' said || failed "$(cat said)"
serve early
found not_yet 1 "127.0.0.1:$port" --ca=ca.pem
serve other
found wrong_name 1 "127.0.0.1:$port" --ca=ca.pem
grep -q '"names":"elsewhere.test"' said || failed "$(cat said)"
serve own
found self_signed 1 "127.0.0.1:$port"
found refused 1 127.0.0.1:1
found bad_target 1 'a/b:443'
found bad_target 1 '127.0.0.1:443' --name='x@y'
exit $bad
