#!/bin/sh
# Small looks by keys: what each found on the step, everything of one on its page, what they propose, one repeated; the same in
# numbered lines, in German, and in the write-up.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
[ -r /proc/1/stat ] || { echo "skipped: there is no /proc here"; exit 77; }
mkdir -p "$tmp/flows"
flows_from "$tmp/flows"
cp "$top_srcdir/tests/e2e/flows/small.yaml" "$tmp/flows"
"$TRIAGE" check "$tmp/flows" | grep -q ': 0 errors, 0 warnings' || complain "the flow is not sound: $("$TRIAGE" check "$tmp/flows")"
conf=$tmp/'it is; "odd" $(touch no)'
head -c 5000 /dev/zero >"$conf"
cd "$tmp" || exit 99

sits ann 100x30 "$TRIAGE" --operator ann start small-looks --set conf="$conf"
ann wait Look now
ann key r
ann wait '✗ reach'
ann wait '127.0.0.1:1 refuses the connection: nothing listens there'
ann wait '✓ name'
ann wait '127.0.0.1: 127.0.0.1'
ann wait Nothing is named to look at
ann wait 'size is 5000 bytes,'
ann wait 'processes is 1, at most 0 was wanted'
ann wait '2 It is not                         ~ proposed'
ann key Enter
ann wait 'SHA-256: '
ann wait 'mode: 0'
ann wait '{"look":"file"'
ann key q
ann wait '2 It is not                         ~ proposed'
ann key 2 Enter
ann wait 1 It holds
ann key r
ann wait '~ proposed: again.passed'
ann key q q
ann exit 0
[ ! -e "$tmp/no" ] || complain "a value was run as code"

"$TRIAGE" show INC-1 --json >"$tmp/shown.json" || complain "no record"
has "$tmp/shown.json" 'size is 5000 bytes, at most 1000 bytes was wanted'
has "$tmp/shown.json" '"reach.trouble"'
"$TRIAGE" export INC-1 --out "$tmp/written.md" >"$tmp/said" 2>&1 || complain "$(cat "$tmp/said")"
has "$tmp/written.md" '127.0.0.1:1 refuses the connection: nothing listens there'
lacks "$tmp/written.md" '{"look"'

# In lines, and in German: the record stays as it is.
if [ -d "$top_builddir/locale/de" ]; then
	printf 'r\nq\n' | "$TRIAGE" --plain --operator ann start small-looks --set conf="$conf" >"$tmp/lines" 2>&1
	has "$tmp/lines" 'reach: 127.0.0.1:1 refuses the connection'
	printf 'q\n' | LANGUAGE=de TRIAGE_LOCALEDIR=$top_builddir/locale "$TRIAGE" --plain --operator ann resume INC-2 >"$tmp/lines" 2>&1
	has "$tmp/lines" '127.0.0.1:1 weist die Verbindung ab: dort hört nichts zu'
	has "$tmp/lines" 'Größe ist 5000 Bytes, höchstens 1000 Bytes war gewollt'
	"$TRIAGE" show INC-2 --json >"$tmp/shown.json"
	has "$tmp/shown.json" '127.0.0.1:1 refuses the connection: nothing listens there'
	lacks "$tmp/shown.json" 'weist die Verbindung'
fi
exit $bad
