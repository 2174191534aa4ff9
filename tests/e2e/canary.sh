#!/bin/sh
# A secret that is said, typed, printed, read or reported in every way that there is stands in no file afterwards: neither in
# the journal (packed outputs, log and free pages too), nor in any other file of triage, nor in what an editor got.
. "$top_srcdir/tests/e2e/place.sh"
needs python3
canary=hunter2canary typed=typedcanary99 named=namedcanary77
mkdir -p "$tmp/config/triage" "$tmp/drafts"
printf 'secret_names: [SHOP_PIN]\n' >"$tmp/config/triage/config.yaml"
SHOP_PIN=$named TMPDIR=$tmp/drafts
export SHOP_PIN TMPDIR
printf '2026-11-20T10:00:00Z ERROR login failed password=%s\n2026-11-20T10:00:01Z ERROR no password=%s for %s\n' \
	$canary $canary $named >"$tmp/app.log"
cat >"$tmp/toy.yaml" <<END
triage: 1
id: toy
title: A toy
inputs:
  place: {ask: Where, type: url}
  word: {ask: The pass word, type: secret}
causes:
  broken: {title: It is broken}
  other: {title: Something else}
steps:
  - id: look
    phase: logs
    title: Look at it
    inputs: [place, word]
    probes:
      - id: say
        run: 'printf "%s\n" "\$place" "DB_PASSWORD=\$(cat $tmp/pass.txt)" "pin is \$SHOP_PIN" "word \$word" "\$word" | tee /dev/stderr; printf %s "u:\$word" | base64; exit 3'
      - id: scan
        logs: {paths: ["$tmp/app.log"], since: 2000h}
      - id: told
        run: 'false'
    actions:
      - id: switch
        run: 'echo "token=ghp_abcdefghijklmnopqrstuvwxyz0123456789 \$word \$SHOP_PIN"'
        undo: 'echo "password=\$(cat $tmp/pass.txt) \$word"'
END
echo $canary >"$tmp/pass.txt"
printf '%s\n' "1 https://ann:$canary@shop.example/x" "2 $typed" r again again 'do 1' y again \
	"n I saw password=$canary and $named and $typed" \
	"item rotate password=$canary" "describe summary The password=$canary leaked" \
	"s 2 because password=$canary" "d look into password=$canary" "E carol password=$canary" \
	"U password=$canary is out" "cause password=$canary did it" "p password=$canary in a line" \
	"o password=$canary" . \
	"H bob" "x 1 password=$canary" 'undo 1' y again "mitigated password=$canary" 'e md' 'e json' 'e html' q |
	(cd "$tmp" && "$TRIAGE" --plain start "$tmp/toy.yaml") >"$tmp/said" 2>&1
"$TRIAGE" note 1 "from a shell: password=$canary $named" >/dev/null 2>&1
echo "by a pipe: password=$canary" | "$TRIAGE" note 1 - >/dev/null 2>&1
"$TRIAGE" note 1 --item "rotate password=$canary" >/dev/null 2>&1
"$TRIAGE" kb search "password=$canary" >/dev/null 2>&1
"$TRIAGE" export 1 -o "$tmp/write-up.md" >/dev/null 2>&1
"$TRIAGE" journal verify >"$tmp/verified" 2>&1 || { complain "the chain does not hold"; cat "$tmp/verified"; }

# It went through: the marks are there, of each way.
"$TRIAGE" show 1 >"$tmp/shown" 2>&1
for word in 'password#1' 'shop-pin#1' 'word#1' 'github#1'; do
	grep -qF "<redacted:$word>" "$tmp/write-up.md" "$tmp/shown" "$tmp/said" || { complain "there is no mark $word"; }
done
kinds=$(python3 - "$tmp/state/triage/journal.db" <<'END'
import sqlite3, sys
db = sqlite3.connect('file:%s?mode=ro' % sys.argv[1], uri=True)
print(' '.join(sorted(k for k, in db.execute('SELECT DISTINCT kind FROM event'))))
END
)
for kind in action_ended action_item action_started cause_added deferred described escalated exported given noted pinned \
	probe_ended probe_started severity_set told; do
	case " $kinds " in *" $kind "*) ;; *) complain "the test has no event $kind any more: $kinds";; esac
done

# Every byte of every file but those that were handed in, and what is packed in it.
python3 - "$tmp" $canary $typed $named <<'END' || bad=1
import base64, os, sqlite3, sys, urllib.parse, zlib
top, words = sys.argv[1], [w.encode() for w in sys.argv[2:]]
forms = set(words)
for w in words:
    for before in (b'', b'u', b'u:'):
        forms.add(base64.b64encode(before + w + b'   ')[4:4 + len(w)])
bad = 0
def look(where, data):
    global bad
    for f in forms:
        if f in data:
            at = data.index(f)
            print('%s has it: ...%r' % (where, data[max(0, at - 60):at + 30]))
            bad = 1
handed_in = {'app.log', 'toy.yaml', 'pass.txt', 'said'}
for dir, _, names in os.walk(top):
    for name in names:
        path = os.path.join(dir, name)
        if name in handed_in or not os.path.isfile(path):
            continue
        data = open(path, 'rb').read()
        look(path, data)
        at = -1
        while (at := data.find(b'\x78', at + 1)) >= 0: # whatever may be packed, deleted pages too
            try:
                look(path + ', packed', zlib.decompressobj().decompress(data[at:at + 65536], 1 << 20))
            except zlib.error:
                pass
db = sqlite3.connect('file:%s/state/triage/journal.db?mode=ro' % top, uri=True)
flow = {bytes.fromhex(d) for d, in db.execute("SELECT flow_digest FROM incident") if d}
n = 0
for digest, packed in db.execute('SELECT digest, packed FROM blob'):
    if digest not in flow:
        look('output %s' % digest.hex()[:16], zlib.decompress(packed))
        n += 1
if n < 2:
    print('only %d outputs are kept' % n); bad = 1
sys.exit(bad)
END
exit $bad
