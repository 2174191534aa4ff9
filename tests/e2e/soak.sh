#!/bin/sh
# A verification that fails leads back to the fixes with what is known, one that passes over time sets mitigated; what was
# cut short, by a key or by a kill, has not passed.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
cd "$tmp" || exit 99
cat >shop.yaml <<'END'
triage: 1
id: shop
title: The shop is down
inputs:
  mood: {ask: What says how it is?, type: path, default: mood}
causes:
  release: {title: The release, likelihood: high}
  config: {title: A setting, likelihood: low}
steps:
  - {id: choose, phase: rollback, title: Which fix first?, answers: fixes}
  - {id: roll_back, phase: rollback, title: Go back, cures: {release: 0.9}, takes: 1m, next: verify}
  - {id: restore, phase: rollback, title: Set it right, cures: {config: 0.9}, takes: 1m, next: verify}
  - id: verify
    phase: verify
    title: Are users served again?
    probes:
      - {id: healthy, run: 'cat "$mood"; grep -q well "$mood"', every: 100ms, for: 600ms, at_least: 2, abort: 3}
    answers:
      - {id: fixed, label: "Yes", when: healthy.passed, fix: helped, next: leave}
      - {id: not_fixed, label: "No", when: not healthy.passed, fix: failed, next: choose}
  - id: watched
    phase: verify
    title: For an hour
    probes:
      - {id: long, run: 'cat "$mood"', every: 100ms, for: 1h}
  - {id: leave, phase: verify, title: Leave nothing behind, outcome: resolved}
END
echo ill >mood

sits ann 80x24 "$TRIAGE" --operator ann start shop.yaml
ann wait Which fix first?
ann key 1 Enter
ann wait Go on: Are users
ann key Enter
ann wait 'passes if   healthy: at least 2 samples, all exit 0'
ann key r
ann wait '✗ healthy  3 of 3 samples failed'
ann wait '~ proposed: healthy.passed = false'
ann key 2 Enter
ann row 23 'Back to Which fix first? With: healthy failed 3 of 3'
ann gone 'Go back'
echo well >mood
ann key 1 Enter
ann wait Set it right
ann key Enter
ann wait 'passes if'
ann key r
ann wait 'samples, none failed, median'
ann wait '~ proposed: healthy.passed = true'
ann key 1 Enter
ann wait 'Leave nothing behind'
ann key t
ann wait 'set the status to mitigated'
ann key q

# Cut short by a key: too few, however many passed.
ann key g
ann type For an hour
ann key Enter
ann wait ' For an hour'
ann key r
ann wait 'took  '
ann key C-c
ann wait 'cancelled. '
ann wait 'too few to judge'

# Cut short by a kill: how far it got is known to whoever comes next.
ann key r
ann wait 'took  '
ann signal KILL
ann exit 137
sits bob 80x24 "$TRIAGE" --operator bob resume INC-1
bob wait 'For an hour'
bob wait 'outcome unknown. '
bob wait 'too few to judge'
bob key Enter
bob wait ' passed '
bob key q q q
bob exit 0

"$TRIAGE" export INC-1 --format json >"$tmp/written" || complain "no export"
has "$tmp/written" '"too_few"'
[ -z "$(find "$XDG_STATE_HOME" -name '*.samples')" ] || complain "a trail was left"
exit "$bad"
