#!/bin/sh
# What a person points at becomes evidence: marked lines of an output, events, the path of a cause; and / at home finds the
# incident again, a flow and an article.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
cat >"$tmp/lines.yaml" <<'END'
triage: 1
id: lines
title: Sixty lines
causes:
  one: {title: The one, likelihood: high}
  two: {title: The other, likelihood: low}
steps:
  - id: look
    phase: logs
    title: Look at them
    probes:
      - {id: many, run: "for i in $(seq 1 60); do echo \"line $i of many\"; done; echo count=60", facts: {count: number}}
    answers:
      - {id: "yes", label: "Yes", outcome: resolved}
      - {id: "no", label: "No", outcome: resolved}
END
cd "$tmp" || exit 99

sits ann 80x24 "$TRIAGE" --operator ann start lines.yaml
ann key r
ann wait ✓ many
ann key Enter
ann wait '▸ line 1 of many'
ann key m Down m
ann wait '▸*line 2 of many'
ann wait 2 marked. p pins them
ann key End Up m
ann wait '▸*line 60 of many'
ann key p
ann wait 3 lines pinned as evidence
ann gone '▸*line 60'
ann key g
ann type of many
ann key Enter
ann wait '▸ line 1 of many'
ann key g
ann type 42
ann key Enter
ann wait '▸ line 42 of many'
ann key p
ann wait pinned: line 42 of many
ann key t
ann wait '▸ '
ann key Home p
ann row 23 opened it: Sixty lines
ann key f /
ann type many: line
ann key Enter =
ann wait 'many.count =  60'
ann key C-u
ann type 59
ann key Enter
ann row 23 corrected many.count
ann key h
ann row 2 Causes
ann key p
ann wait Why is it The one
ann type all lines say so
ann key Enter
ann wait 'takes The one for the cause'
ann key w
ann wait 'all lines say so'
ann key q
ann key q q q q
ann wait '▸ 1 INC-1'
ann key /
ann type sixty
ann wait 'INC-1  Sixty lines'
ann key BackSpace BackSpace BackSpace BackSpace BackSpace
ann type baseline
ann wait '▸   Error rate against baseline'
ann key Enter
ann wait 'Article  kb_014'
ann key q
ann wait '1 INC-1'
ann key /
ann type http 500
ann wait '▸   HTTP 500'
ann key Enter
ann wait Which URL fails
ann key Esc q q
ann exit 0

"$TRIAGE" export INC-1 >"$tmp/written" 2>"$tmp/said" || complain "$(cat "$tmp/said")"
for line in 'line 1 of many' 'line 2 of many' 'line 60 of many' 'line 42 of many' '| The one | all lines say so |'; do
	has "$tmp/written" "$line"
done
exit "$bad"
