#!/bin/sh
# Keys in no order, pastes, and windows of any size: triage lives, and what it recorded verifies.
# TRIAGE_SEED chooses other keys, TRIAGE_KEYS how many.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
# The articles that ship, and no flow of theirs: blind keys must never reach a command that changes this machine.
mkdir -p "$tmp/ships/data/flows"
ln -s "$TRIAGE_DATADIR/kb" "$tmp/ships/kb"
TRIAGE_DATADIR=$tmp/ships
export TRIAGE_DATADIR
# Nor may a path that they type: $place is always here, and there is no / among the keys.
mkdir -p "$tmp/flows"
for flow in "$top_srcdir"/tests/plain/flows/*.yaml "$top_srcdir"/tests/term/flows/*.yaml; do
	sed 's|\$place/|$HOME/|g' "$flow" >"$tmp/flows/${flow##*/}"
done
flows_from "$tmp/flows"
echo 240 >"$tmp/waiting"
EDITOR=true
export EDITOR
cd "$tmp" || exit 99
for seed in ${TRIAGE_SEED:-1 2 3}; do
	echo old >"$tmp/old"
	"$TRIAGE" start small --set place="$tmp" --detach >"$tmp/said" || complain "$(cat "$tmp/said")"
	awk -v seed="$seed" -v n="${TRIAGE_KEYS:-400}" '
		function any(list,   a, k) { k = split(list, a, " "); return a[1 + int(rand() * k)] }
		BEGIN {
			srand(seed)
			print "wait q leave"
			for (i = 0; i < n; i++) {
				if (i % 20 == 19) print "settle 15"
				r = rand()
				if (r < 0.02) print "resize " any("80x24 120x40 40x12 36x9 200x50 41x13 100x30")
				else if (r < 0.04) print "paste " any("r y q 1 note:x [[ 0x1 =")
				else if (r < 0.05) print "lines 5 line"
				else if (r < 0.10) print "type " any("mail 3 worker y x 22:00 @00:00 restart purge owner 15m 2 e\314\201\345\233\276")
				else if (r < 0.30) print "key Enter"
				else if (r < 0.45) print "key " any("0 1 2 3 4 5 9")
				else if (r < 0.55) print "key " any("Up Down Tab BTab PgUp PgDn Home End Space Left Right BackSpace Delete F1 C-l C-u C-d C-o Esc")
				else print "key " any("a b d e f g h j k m n o p r s t u v w x y = : ? D E H U q Esc Esc")
			}
			print "settle 300"
			print "hangup"
			print "exit 0"
		}' >"$tmp/keys"
	# Whoever leaves by the right key comes back.
	"$drive" sh -c 'trap "" HUP INT QUIT; while [ -t 0 ]; do "$TRIAGE" || echo "ended with $?" >>ends; done; exit 0' \
		<"$tmp/keys" >"$tmp/drive" 2>&1 || { complain "seed $seed"; cat "$tmp/drive"; }
	if [ -e ends ]; then complain "seed $seed: $(cat ends)"; fi
done
if "$TRIAGE" list | grep -q 'HTTP 500\|database'; then complain "a flow that ships was reached"; fi
[ "$("$TRIAGE" show INC-1 | wc -l)" -gt 10 ] || complain "nothing was done"
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
exit $bad
