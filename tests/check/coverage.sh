#!/bin/sh
# `triage check --examples` tells what the examples, and the incidents as they were walked, covered of a flow; --min-coverage
# makes too little of it an error, and --against finds ids that have come to mean something else.
LC_ALL=C.UTF-8 LANGUAGE=en
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp XDG_STATE_HOME=$tmp/state XDG_CONFIG_HOME=$tmp/config XDG_DATA_HOME=$tmp/data TRIAGE_JOURNAL=$tmp/state/journal.db
export LC_ALL LANGUAGE HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME TRIAGE_JOURNAL
bad=0
refuse() { echo "$1:"; cat "$tmp/said"; bad=1; }
says() { grep -qF -- "$1" "$tmp/said" || refuse "it does not say '$1'"; }
cd "$tmp" || exit 99
mkdir -p flows data/triage && ln -s ../../flows data/triage/flows # where called flows are found

cat >flows/outer.yaml <<'END'
triage: 1
id: outer
title: Outer
steps:
  - id: one
    phase: symptom
    title: One?
    answers:
      - {id: left, label: To the left, outcome: cleared}
      - {id: right, label: To the right}
  - id: two
    title: Two
    call: inner
    answers:
      - {id: found, label: Found there, outcome: found}
      - {id: cleared, label: Not there, outcome: escalated}
examples:
  - {name: to the left, answers: {one: left}, expect: {outcome: cleared}}
END
cat >flows/inner.yaml <<'END'
triage: 1
id: inner
title: Inner
steps:
  - id: deep
    phase: logs
    title: Deep?
    answers:
      - {id: here, label: It is here, outcome: found}
      - {id: gone, label: It is not, next: deeper}
  - id: deeper
    title: Deeper?
    answers:
      - {id: here, label: Here, outcome: found}
      - {id: gone, label: Gone, outcome: cleared}
END

# No journal: it is not made by looking.
"$TRIAGE" check --examples flows >said 2>&1 || refuse "without a journal"
says 'flows/outer.yaml: coverage'
says '  1 example: 1 of 2 steps, 1 of 4 answers, 33% covered'
says '  1 step that no example visits:'
says '    one=right'
says '  no incident of this flow is in the journal'
[ ! -e "$TRIAGE_JOURNAL" ] || { echo "a journal was made"; bad=1; }

# Two incidents: one to the left, one into the called flow, which is covered by it too.
printf '%s\n' 1 | "$TRIAGE" start flows/outer.yaml --plain >walked 2>&1
printf '%s\n' 2 next 1 | "$TRIAGE" start flows/outer.yaml --plain >>walked 2>&1
"$TRIAGE" check --examples flows >said 2>&1 || refuse "with a journal"
says '  2 incidents: 2 of 2 steps, 3 of 4 answers, 83% covered'
says '  1 incident: 1 of 2 steps, 1 of 4 answers, 33% covered'
says '  1 step not visited in it:'
says '    deeper'
[ $bad = 0 ] || cat walked

"$TRIAGE" check --examples --json flows/inner.yaml >said || refuse "--json"
tr -d ' \n' <said >flat && mv flat said
says '"by_incidents":{"n":1,"steps":1,"answers":1,"percent":33}'
says '{"id":"deeper","examples":0,"incidents":0,"answers":{"here":{"examples":0,"incidents":0}'

# Too little is an error; a percentage is a percentage.
"$TRIAGE" check --min-coverage 33 flows/outer.yaml >said 2>&1 || refuse "33 are covered, and 33 asked for"
"$TRIAGE" check --min-coverage 34% flows/outer.yaml >said 2>&1
[ $? = 65 ] || refuse "34 asked for: not 65"
says 'flows/outer.yaml:17:1: the examples cover 33% of the steps and answers, and 34% are asked for; add examples'
for wrong in x 101 -1 '' 5x; do
	"$TRIAGE" check --min-coverage "$wrong" flows/outer.yaml >said 2>&1
	[ $? = 64 ] || refuse "--min-coverage '$wrong': not 64"
done

# An older text, as a file and as a directory of them.
mkdir -p old/flows
sed -e 's/id: right, label: To the right/id: right, label: Somewhere else/' -e 's/id: two$/id: second/' \
	-e 's/id: found, label: Found there, outcome: found/id: found, label: Found there, outcome: resolved/' flows/outer.yaml >old/outer.yaml
for old in old old/outer.yaml; do
	"$TRIAGE" check --against $old flows/outer.yaml >said 2>&1 || refuse "--against $old"
	says "flows/outer.yaml:10:28: warning: 'right' was \"Somewhere else\" and is now \"To the right\"; give it a new id"
	says "flows/outer.yaml:11:9: warning: what was 'second' is now 'two', and nothing that was recorded or learned of it counts any more; keep the id 'second'"
	[ "$(grep -c warning: said)" = 2 ] || refuse "two warnings"
done
sed 's/id: here, label: Here, outcome: found/id: here, label: Here, outcome: cleared/; s/title: Deep?/title: How bad is the weather/' flows/inner.yaml >old/inner.yaml
rm old/outer.yaml
"$TRIAGE" check --against old flows >said 2>&1 || refuse "--against a directory"
says "flows/inner.yaml:14:42: warning: answer 'here' ended with cleared and now ends with found"
says "flows/inner.yaml:7:12: warning: 'deep' was \"How bad is the weather\" and is now \"Deep?\""
[ "$(grep -c warning: said)" = 2 ] || refuse "two warnings, and none about the file that is new"
"$TRIAGE" check --against flows flows >said 2>&1
says '2 files: 0 errors, 0 warnings'
"$TRIAGE" check --against nowhere flows >said 2>&1
[ $? = 66 ] || refuse "--against what is not there: not 66"
exit $bad
