#!/bin/sh
# The record is in no language: what triage says itself is stored as a code, and each reads it in a language of their own.
. "$top_srcdir/tests/e2e/place.sh"
grep -q '^#define ENABLE_NLS 1' "$top_builddir/config.h" || { echo "skipped: built without translations"; exit 77; }
cat >"$tmp/apples.yaml" <<'END'
triage: 1
id: apples
title: Apples
steps:
  - id: count
    title: How many?
    probes:
      - {id: basket, run: 'echo n=12 apples', facts: {n: number}}
    answers:
      - {id: none, label: None, when: basket.n > 99, next: end}
      - {id: some, label: Some, when: "true", next: end}
  - id: end
    title: The end
    outcome: cleared
END
TRIAGE_LOCALEDIR=$top_builddir/locale
export TRIAGE_LOCALEDIR
printf 'r\n2\nb\nq\n' | LANGUAGE=de "$TRIAGE" --plain start "$tmp/apples.yaml" >"$tmp/said" 2>&1
LANGUAGE=de "$TRIAGE" show >"$tmp/german" 2>&1
"$TRIAGE" show >"$tmp/english" 2>&1
LANGUAGE=de "$TRIAGE" show --json >"$tmp/json" 2>&1
LANGUAGE=de "$TRIAGE" export INC-1 >"$tmp/german.md" 2>&1
"$TRIAGE" export INC-1 >"$tmp/english.md" 2>&1
has "$tmp/german.md" 'basket.n: „12 apples“ passt nicht zum Typ number'
has "$tmp/english.md" "basket.n: '12 apples' is not a number"
has "$tmp/german.md" 'keine andere trifft zu'
has "$tmp/english.md" 'no other holds'
has "$tmp/json" '"because": "no other holds"'
has "$tmp/json" '"not_a number basket.n 12 apples"'

# A command that cannot be started: what the system said is kept by its name, and the run has ended.
if [ -x "$drive" ] && command -v prlimit >/dev/null 2>&1; then
	sits ann 80x24 sh -c 'echo $$ >"$HOME/ann.pid"; exec "$TRIAGE" resume INC-1'
	ann wait How many
	prlimit --pid "$(cat "$tmp/ann.pid")" --nofile="$(find "/proc/$(cat "$tmp/ann.pid")/fd" -type l | wc -l):1000"
	ann key r
	ann wait ✗ basket
	ann wait 'for the command: Too many open files'
	prlimit --pid "$(cat "$tmp/ann.pid")" --nofile=1000
	ann key r
	ann wait is not a number
	ann key q q
	ann exit 0
	"$TRIAGE" show INC-1 --json >"$tmp/json"
	has "$tmp/json" ' EMFILE"'
	"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
fi

# Why an answer was proposed, too: the screen says it in German, the record does not.
cat >"$tmp/pears.yaml" <<'END'
triage: 1
id: pears
title: Pears
steps:
  - id: look
    title: What is known?
    probes:
      - {id: pear, run: "true", facts: {ripe: number}}
    answers:
      - {id: nothing, label: Nothing, when: not defined pear.ripe, next: end}
      - {id: all, label: All, next: end}
  - id: end
    title: The end
    outcome: cleared
END
printf 'r\n1\nq\n' | LANGUAGE=de "$TRIAGE" --plain start "$tmp/pears.yaml" >"$tmp/said" 2>&1
LANGUAGE=de "$TRIAGE" show --json >"$tmp/json" 2>&1
has "$tmp/said" 'pear.ripe = nichts'
lacks "$tmp/json" 'pear.ripe = nichts'
has "$tmp/json" 'pear.ripe = none'
exit $bad
