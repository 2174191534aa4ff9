#!/bin/sh
# What closed incidents teach: recorded at the opening, the same for whoever reads it later, whatever is closed meanwhile;
# a called flow learns too; one line of the configuration switches it off; what is open counts for
# nothing, nor does another flow.
. "$top_srcdir/tests/e2e/place.sh"
flows_from "$tmp/flows"
mkdir -p "$tmp/flows"
cat >"$tmp/flows/outer.yaml" <<'END'
triage: 1
id: outer
title: It fails
inputs:
  service: {ask: "Which service?", default: checkout}
causes:
  release:  {title: The release, likelihood: high}
  database: {title: The database, likelihood: medium}
steps:
  - id: where
    title: Which requests fail?
    phase: logs
    answers:
      - {id: one, label: One endpoint, evidence: {release: 80%, else: 20%}, next: back}
      - {id: all, label: Every endpoint, next: db}
  - {id: back, title: Go back, phase: rollback, cures: {release: 90%}, next: well}
  - {id: db, title: Look into the database, phase: rollback, call: inner, cures: {database: 80%}, next: well}
  - id: well
    title: Is it well?
    phase: verify
    answers:
      - {id: good, label: "Yes", fix: helped, outcome: resolved}
      - {id: bad, label: "No", fix: failed, next: where}
END
cat >"$tmp/flows/inner.yaml" <<'END'
triage: 1
id: inner
title: The database
causes:
  pool: {title: The pool, likelihood: medium}
  disk: {title: Its disk, likelihood: medium}
steps:
  - id: full
    title: Is its disk full?
    phase: logs
    answers:
      - {id: yes, label: "Full", evidence: {disk: 90%}}
      - {id: no, label: "Not full", evidence: {pool: 80%}}
  - {id: grow, title: Grow it, phase: rollback, cures: {disk: 90%, pool: 10%}, next: again}
  - id: again
    title: Does it answer?
    phase: verify
    answers:
      - {id: does, label: "It does", fix: helped, outcome: resolved}
      - {id: not, label: "It does not", fix: failed, outcome: escalated}
END
"$TRIAGE" check "$tmp/flows" >"$tmp/check" 2>&1 || complain "$(cat "$tmp/check")"

walk() { # walk NAME FLOW WORD...: what is typed, a line for each word ("next" has no blank in it)
	name=$1 flow=$2; shift 2
	printf '%s\n' "$@" q | "$TRIAGE" --plain start "$flow" >"$tmp/$name" 2>&1
}

walk first outer 1 next 1 close
has "$tmp/first" "Recorded"
lacks "$tmp/first" "are learned from closed incidents"
lacks "$tmp/first" "Last time"

walk second outer w h 1 next 1 close
has "$tmp/second" "Likelihoods of outer are learned from closed incidents, 1 of them"
lacks "$tmp/second" "Likelihoods of inner"
has "$tmp/second" "Last time: One endpoint; it was: The release"
has "$tmp/second" "of 1 closed incident; the cause is known of 1"
has "$tmp/second" "cause release, The release: 63%" # .9 * (10*2/3 + 1) / 11

# the other way, through the flow that is called
walk third outer 2 next 1 next 1 1 close
has "$tmp/third" "The database"
walk fourth outer 2 w h next 1 1
has "$tmp/fourth" "Likelihoods of inner are learned from closed incidents, 1 of them"
has "$tmp/fourth" "Last time: in 2 of 3 incidents One endpoint, each time The release"
has "$tmp/fourth" "Last time: Full; it was: Its disk"

# what is open counts for nothing; a flow that is started by itself learns from those that were
walk fifth outer
has "$tmp/fifth" "closed incidents, 3 of them"
walk sixth inner h
lacks "$tmp/sixth" "are learned from"

# as it was at the opening, whatever is closed later
"$TRIAGE" show INC-5 --json | grep -v written_at >"$tmp/before.json"
walk seventh outer 1 next 1 close
"$TRIAGE" show INC-5 --json | grep -v written_at >"$tmp/after.json"
cmp "$tmp/before.json" "$tmp/after.json" || complain "what was learned changed after the opening"
printf 'h\nq\n' | "$TRIAGE" --plain resume INC-5 >"$tmp/resumed" 2>&1
sed -n 's/.*cause release, //p' "$tmp/resumed" >"$tmp/share"
walk eighth outer h
sed -n 's/.*cause release, //p' "$tmp/eighth" | cmp - "$tmp/share" >/dev/null && complain "one more closed incident taught nothing"
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"

# one line switches it off; what was done before is still said
echo "learn: false" >>"$XDG_CONFIG_HOME/triage/config.yaml"
walk off outer h
lacks "$tmp/off" "are learned from"
has "$tmp/off" "cause release, The release: 60%"
has "$tmp/off" "Last time: in"

exit $bad
