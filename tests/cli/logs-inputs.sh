#!/bin/sh
# Where logs come from: files, directories, patterns, rotated and packed pieces, standard input, commands; and the sentence for
# each that cannot be read.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
failed=0
refuse() { echo "$*"; failed=1; }
HOME=$tmp/home TZ=UTC LC_ALL=C.UTF-8 LANGUAGE=en COLUMNS=160
export HOME TZ LC_ALL LANGUAGE COLUMNS
mkdir "$tmp/home" "$tmp/logs" && cd "$tmp/logs" || exit 99

# lines FROM TO: one a second, every tenth fails
lines() {
	awk -v from="$1" -v to="$2" 'BEGIN { for (i = from; i < to; i++)
		printf "10.0.0.%d - - [20/Nov/2026:%02d:%02d:%02d +0000] \"GET /shop HTTP/1.1\" %d 12 \"-\" \"curl\"\n",
			i % 9, i / 3600, i / 60 % 60, i % 60, i % 10 ? 200 : 502 }'
}

# reads WHAT "LINES ERRORS" ARGUMENTS...
reads() {
	what=$1 expected=$2
	shift 2
	got=$("$TRIAGE" logs --json "$@" 2>&1 | sed -n 's/.*"requests":\([0-9]*\),"errors":\([0-9]*\),.*/\1 \2/p')
	[ "$got" = "$expected" ] || refuse "$what: read $got, not $expected"
}

# refuses STATUS SENTENCE ARGUMENTS...
refuses() {
	status=$1 sentence=$2
	shift 2
	got=$("$TRIAGE" logs "$@" 2>&1 </dev/null)
	code=$?
	[ "$got" = "triage: $sentence" ] || refuse "$*: said \"$got\", not \"triage: $sentence\""
	[ "$code" = "$status" ] || refuse "$*: exit $code, not $status"
}

lines 0 1000 | gzip >access.log.2.gz
lines 1000 2000 >access.log.1
lines 2000 3000 >access.log
lines 0 50 >other.log
reads "a log and its pieces" "3000 300" access.log
reads "a log alone" "1000 100" --alone access.log
reads "one piece" "1000 100" access.log.2.gz
reads "a pattern" "3000 300" 'access*'
reads "a directory" "3050 305" .
reads "the same twice" "1000 100" --alone access.log ./access.log "$tmp/logs/access.log"
reads "the end of it" "500 50" --since 2026-11-20T00:41:40Z access.log
reads "standard input, packed" "1000 100" - <access.log.2.gz
reads "standard input, without a name" "50 5" <other.log
reads "a pipe that has a name" "50 5" /dev/stdin <other.log
reads "a command" "50 5" --command 'cat other.log; echo talk >&2'
reads "a command and a file" "1050 105" --alone --command 'cat other.log' access.log
if command -v zstd >/dev/null && "$TRIAGE" doctor 2>&1 | grep -q ', zstd '; then
	zstd -q <other.log >packed
	reads "zstd, whatever its name" "50 5" packed
fi
cp other.log './-a b
c.log'
reads "a strange name" "50 5" -- '-a b
c.log'

refuses 66 "there is no no.log" no.log
refuses 66 "no file matches *.txt" '*.txt'
refuses 65 "/dev/zero is a device, not a log" /dev/zero
mkfifo pipe
refuses 65 "nobody writes to the pipe pipe; start what writes to it first" pipe
xz <other.log >other.log.xz 2>/dev/null &&
	refuses 65 "other.log.xz cannot be read as it is; try: xz -dc other.log.xz | triage logs -" other.log.xz
head -c 5000 /bin/sh >binary
refuses 65 "binary is not a log: what is in it is not text" binary
"$TRIAGE" logs other.log no.log 2>&1 | grep -q 'there is no no.log' || refuse "what is missing beside a log is not said"
head -c 1000 access.log.2.gz >cut.gz
"$TRIAGE" logs cut.gz 2>&1 | grep -q 'cut.gz stops in the middle' || refuse "a packed log that was cut is not said"

head -c 5000 /dev/urandom >noise
"$TRIAGE" logs --explain noise other.log 2>&1 | grep -q '^triage: noise is not a log' || refuse "--explain passes over what is no log in silence"

# As many patterns as there is room for, and not one more.
counts=$(awk 'BEGIN { for (i = 1; i <= 33; i++) printf "--count n%d=GET ", i }')
# shellcheck disable=SC2086  # options
refuses 64 'more than 32 patterns; look for fewer at a time' $counts other.log
# shellcheck disable=SC2086  # options
"$TRIAGE" logs --json ${counts% --count n33=GET } other.log | grep -q '"name":"n32",' || refuse "32 patterns are not counted"

# Who may not read it is told why.
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null && getent group adm >/dev/null; then
	chmod 755 "$tmp" "$tmp/logs" "$tmp/home" && chgrp adm other.log && chmod 640 other.log
	nobody=$(getent passwd 65534 | cut -d: -f1)
	got=$(setpriv --reuid 65534 --regid 65534 --clear-groups "$TRIAGE" logs other.log 2>&1)
	expected="triage: other.log cannot be read on $(hostname -s): root adm, mode 0640; $nobody is not in group adm"
	[ "$got" = "$expected" ] || [ "${got#*cannot execute}" != "$got" ] || refuse "denied: $got"
fi
exit $failed
