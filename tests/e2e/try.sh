#!/bin/sh
# Trying a flow by keys while it is written: nothing runs and nothing is recorded, a saved file is read again and the walk stays where
# it was, a broken one is told with its place while the last good one goes on; the same in numbered lines.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
TMPDIR=$tmp/tmp
export TMPDIR
mkdir -p "$TMPDIR" "$tmp/work"
cd "$tmp/work" || exit 99
ran=$tmp/ran
cat >first.yaml <<END
triage: 1
id: tried
title: A flow that is being written
escalate: {after: 15m, takes: 45m}
inputs:
  which: {ask: "Which one?", default: one}
  port:  {ask: "On which port?", type: number, default: 5432}
causes:
  old: {title: It is old, likelihood: high}
  new: {title: It is new, likelihood: low}
steps:
  - id: look
    phase: symptom
    title: Does it move?
    takes: 1m
    inputs: [which, port]
    probes:
      - {id: seen, run: 'touch $ran', facts: {count: number, kind: text}}
      - {id: logs, logs: {paths: [$tmp/app.log]}}
    answers:
      - {id: moves, label: It moves, when: seen.count > 5, outcome: cleared}
      - {id: stands, label: It stands, when: seen.count <= 5 and seen.kind == "still", evidence: {old: 0.9, new: 0.2}}
  - id: goes
    phase: logs
    title: Does it go by itself?
    takes: 1m
    auto: true
    probes:
      - {id: alone, run: 'touch $ran'}
    answers:
      - {id: does, label: It does, when: alone.passed, evidence: {old: 0.3, new: 0.6}}
      - {id: not, label: It does not, when: not alone.passed, evidence: {old: 0.7, new: 0.4}}
  - id: choose
    phase: rollback
    title: Which fix?
    takes: 0s
    answers: fixes
  - id: oil
    title: Oil it
    takes: 2m
    cures: {old: 0.8, new: 0.1}
    actions:
      - {id: pour, before: 'touch $ran.before', check: 'touch $ran.check', run: 'touch $ran.run', undo: 'touch $ran.undo'}
    next: verify
  - id: verify
    phase: verify
    title: Does it move now?
    takes: 1m
    probes:
      - {id: again, run: 'touch $ran', every: 1s, for: 5s}
    answers:
      - {id: well, label: It does, when: again.passed, fix: helped, outcome: resolved}
      - {id: ill, label: It does not, when: not again.passed, fix: failed, next: choose}
END
cp first.yaml tried.yaml
"$TRIAGE" check tried.yaml >said 2>&1
grep -q ': 0 errors' said || complain "$(cat said)"

sits ann 80x24 "$TRIAGE" try tried.yaml --watch
ann wait 'TRY  A flow that is being written'
ann wait 'nothing runs, nothing is recorded'
ann wait '✓ port          5432 '
ann key r
ann wait 'seen finds:'
ann wait 'name=value, or failed; Enter: it finds nothing. Names: count, kind'
ann type 'cuont=2'
ann key Enter
ann wait "seen finds no 'cuont'; did you mean seen.count?"
ann key C-u
ann type 'count=2 kind=still'
ann key Enter
ann wait '2 It stands'
ann wait '~ proposed: seen.count = 2'
ann key r
ann wait 'logs finds:'
ann key Esc
ann key 2 Enter
ann wait 'Does it go by itself?'
ann key r
ann wait 'alone finds:'
ann type failed
ann key Enter
ann wait '~ proposed: alone.passed = false'

# Saved in place: it stays at the step, and what was found and answered counts on.
sed -e 's/Does it go by itself?/Does it go alone?/' -e 's/It is old/It is very old/' first.yaml >second.yaml
cat second.yaml >tried.yaml
ann wait 'Does it go alone?'
ann wait '~ proposed: alone.passed = false'
ann wait 'It is very old'
ann wait 'The file was read again'
# Broken: its place and sentence, and the last good one goes on.
sed 's/^steps:/steps: [/' second.yaml >tried.yaml
ann wait 'tried.yaml:'
ann wait 'last good one goes on.'
ann wait 'Does it go alone?'
ann key 2 Enter
ann wait 'Which fix?'
ann wait 'last good one goes on.'
# Saved by a rename, with another question further back, and without an answer that was never given.
sed -e 's/Does it move?/Does it turn?/' -e '/id: moves,/d' second.yaml >new.yaml
mv new.yaml tried.yaml
ann gone 'last good one goes on.'
ann wait 'Which fix?'
ann key b
ann wait 'Does it go alone?'
ann key b
ann wait 'Does it turn?'
ann key g
ann type choose
ann key Enter
ann wait 'Which fix?'
# Gone for a moment, as with editors that remove before they write.
rm tried.yaml
cp second.yaml tried.yaml
ann wait 'The file was read again'
# A mistake that leaves something to walk is said beside it.
sed 's/next: verify/next: verfy/' second.yaml >tried.yaml
ann wait "'verfy'"
ann wait 'Which fix?'
cp second.yaml tried.yaml
ann gone "'verfy'"

# A change is shown whole, and never runs.
ann key 1 Enter
ann wait 'pour    changes'
ann key Enter
ann wait 'this is a try: nothing runs'
ann type o
ann key Enter
ann wait 'What came of it:'
ann type 'worked, it drips'
ann key Enter
ann wait '✓ pour'
ann wait '1 Go on'
ann key 1 Enter
ann wait 'Does it move now?'
ann key r
ann wait 'again finds:'
ann key Enter
ann wait '~ proposed: again.passed = true'
# The step that it stands at is taken out of the file: the last one that is left is shown.
sed -e '/^  - id: verify/,$d' -e 's/next: verify/outcome: found/' second.yaml >new.yaml
mv new.yaml tried.yaml
ann wait "The step 'verify' is gone"
ann wait 'Oil it'
cp second.yaml tried.yaml
ann wait 'The file was read again'
ann key l
ann wait 'no logs are read'
ann key q
ann resize 50x15
ann wait 'nothing runs'
ann resize 200x50
ann wait 'nothing runs, nothing is recorded'
ann key :
ann type quit
ann key Enter
ann exit 0

# In lines.
cp second.yaml tried.yaml
sits ann 80x24 "$TRIAGE" try tried.yaml --watch --plain
ann wait 'This is a try: nothing runs, nothing is recorded.'
ann wait 'Try:'
ann type 'r'
ann key Enter
ann wait '"o seen name=value ..." says what it finds'
ann type 'o seen count=3 kind=still'
ann key Enter
ann wait 'answer 2: It stands. Proposed: seen.count = 3'
ann type '2'
ann key Enter
ann wait 'Does it go alone?'
sed 's/Does it go alone?/Does it go on its own?/' second.yaml >new.yaml
mv new.yaml tried.yaml
ann wait 'Does it go on its own?'
echo '  - id: [' >>tried.yaml
ann wait 'last good one goes on.'
ann type 'q'
ann key Enter
ann exit 0

# What is asked of a flow that cannot be read, and where nothing is watched.
"$TRIAGE" try tried.yaml >said 2>&1 </dev/null && complain "a broken flow was begun"
grep -q '^triage: tried.yaml:' said || complain "of a broken flow it says: $(cat said)"
printf 'q\n' | "$TRIAGE" try http-500 >said 2>&1 || complain "$(cat said)"
has said 'This is a try: nothing runs'

for file in "$ran"*; do [ ! -e "$file" ] || complain "it ran: $file"; done
[ ! -e "$XDG_STATE_HOME/triage/journal.db" ] || complain "something was recorded"
[ -z "$(ls -A "$TMPDIR")" ] || complain "left behind: $(ls -A "$TMPDIR")"
exit $bad
