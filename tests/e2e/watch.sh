#!/bin/sh
# A watch goes on verifying: it says what changes, records a relapse once, opens the incident again where it is told to, and
# ends at a signal with its samples recorded. What it looks at answers through a pipe, so nothing here waits for a clock.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
cd "$tmp" || exit 99
cat >shop.yaml <<'END'
triage: 1
id: shop
title: The shop is down
inputs:
  look: {ask: What looks?, type: path, default: look}
steps:
  - id: verify
    phase: verify
    title: Are users served again?
    probes:
      - {id: healthy, run: 'sh "./$look"', every: 100ms, for: 300ms, at_least: 1}
    answers:
      - {id: fixed, label: "Yes", when: healthy.passed, outcome: resolved}
      - {id: not_fixed, label: "No", when: not healthy.passed, outcome: escalated}
END
says() { "$TRIAGE" --operator ann --plain "$@" >"$tmp/said" 2>&1; }
echo 'echo well' >look
printf 'r\n' | says start shop.yaml || complain "$(cat "$tmp/said")"
"$TRIAGE" watch INC-1 >"$tmp/said" 2>&1 && complain "an open incident is watched"
has "$tmp/said" 'INC-1 is open: nothing can come back yet'
printf '1\n' | says resume INC-1 || complain "$(cat "$tmp/said")"
"$TRIAGE" show INC-1 >"$tmp/list"
has "$tmp/list" 'resolved'

# For cron: one look, and the exit status.
"$TRIAGE" watch INC-1 --once >"$tmp/said" 2>&1 || complain "well, and it says: $(cat "$tmp/said")"
echo 'echo no answer; exit 7' >look
for again in 1 2; do
	"$TRIAGE" watch INC-1 --once >"$tmp/said" 2>&1
	[ $? = 1 ] || complain "ill, and the exit status does not say so"
	has "$tmp/said" 'IT IS BACK: healthy failed: no answer'
done
"$TRIAGE" journal show INC-1 >"$tmp/events" 2>&1 || "$TRIAGE" show INC-1 >"$tmp/events" 2>&1
[ "$(grep -c 'It is back: healthy: no answer' "$tmp/events")" = 1 ] || complain "a relapse is recorded once: $(cat "$tmp/events")"

# Home says so.
sits ann 80x24 "$TRIAGE" --operator ann
ann wait 'it is back since'
ann key q
ann exit 0
exec 3>&- 4<&-

# Without a terminal it ends at a relapse; the samples before it are recorded. Another watch is refused meanwhile.
printf 'reopen\nmitigated\n' | says resume INC-1 || complain "$(cat "$tmp/said")"
mkfifo mood
echo 'read -r mood <mood; echo "$mood"; [ "$mood" = well ]' >look
mkfifo lines
"$TRIAGE" --operator ann watch INC-1 --every 1s --reopen >lines 2>&1 &
watch=$!
started="$started $watch"
exec 7<lines
echo well >mood
echo well >mood
"$TRIAGE" --operator bob watch INC-1 >"$tmp/said" 2>&1 && complain "there are two watches"
has "$tmp/said" 'INC-1 is watched by '
sits bob 80x24 "$TRIAGE" --operator bob
bob wait 'watched by '
bob key q
bob exit 0
echo ill >mood
wait "$watch"
[ $? = 1 ] || complain "it ended with another status"
cat <&7 >"$tmp/said"
has "$tmp/said" 'healthy: 1 sample, none failed, every 1 s'
has "$tmp/said" 'IT IS BACK: healthy failed: ill'
has "$tmp/said" 'INC-1 is open again.'
"$TRIAGE" show INC-1 >"$tmp/list"
has "$tmp/list" 'INC-1  open'
"$TRIAGE" export INC-1 --format json >"$tmp/written"
has "$tmp/written" '"relapses"'
has "$tmp/written" 'healthy_watched'

# At a signal it ends cleanly: what it took is recorded, and it is gone from home.
printf 'mitigated\n' | says resume INC-1 || complain "$(cat "$tmp/said")"
mkfifo more
"$TRIAGE" --operator ann watch INC-1 --every 1s >more 2>&1 &
watch=$!
started="$started $watch"
exec 8<more
echo well >mood
read -r first <&8
echo "$first" >"$tmp/said"
has "$tmp/said" 'healthy: 1 sample, none failed'
kill -TERM "$watch"
wait "$watch" || complain "it does not end cleanly at SIGTERM"
"$TRIAGE" journal verify >"$tmp/said" 2>&1 || complain "$(cat "$tmp/said")"
"$TRIAGE" export INC-1 --format json >"$tmp/written"
has "$tmp/written" '"cancelled"'

# What it takes out of the environment is in no record; and what came back is what it says.
sed 's/^  look:/  pass: {ask: Which password?, type: secret}\n&/; s/^id: shop/id: vault/
	s/^      - {id: healthy.*/&\n      - {id: sealed, run: "read -r mood <mood; echo \\"$mood $pass\\"; [ \\"$mood\\" = well ]"}/' shop.yaml >vault.yaml
echo 'echo well' >look
printf 'mitigated\n' | says start vault.yaml --set pass=s3cr3t-of-the-test || complain "$(cat "$tmp/said")"
mkfifo vault
pass=s3cr3t-of-the-test "$TRIAGE" --operator ann watch INC-2 --probe sealed --every 1s --reopen >vault 2>&1 &
watch=$!
started="$started $watch"
exec 9<vault
echo ill >mood
wait "$watch"
cat <&9 >"$tmp/said"
has "$tmp/said" 'INC-2 is open again.'
"$TRIAGE" export INC-2 --format json >"$tmp/written"
has "$tmp/written" 'sealed failed again'
if grep -rqsa s3cr3t-of-the-test "$tmp/written" "$XDG_STATE_HOME"; then complain "a secret of a watch was kept"; fi
exit "$bad"
