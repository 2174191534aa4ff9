#!/bin/sh
# What is typed unseen is kept nowhere, also when the terminal is gone before it is sent; what is seen is kept as a note.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
cat >"$tmp/w.yaml" <<'END'
triage: 1
id: w
title: Something behind a pass word
inputs:
  word: {ask: The pass word, type: secret}
steps:
  - id: look
    title: What is behind it?
    inputs: [word]
    probes:
      - {id: behind, run: 'test -n "$word"'}
    outcome: cleared
END
VISUAL="cp -t $tmp" # an editor gets what is seen, no secret
export VISUAL
sits ann 80x24 "$TRIAGE" start "$tmp/w.yaml"
ann wait The pass word
ann type hunter2half
ann wait '***********'
ann key C-o
ann type tail
ann wait '***************'
ann hangup
ann exit 0
"$TRIAGE" show INC-1 >"$tmp/said" || complain "INC-1 cannot be shown"
lacks "$tmp/said" hunter2half
! grep -l hunter2half "$tmp"/triage-* 2>/dev/null || complain "the editor got it"
sits bob 80x24 "$TRIAGE" resume INC-1
bob wait What is behind it
bob key Esc
bob key n
bob wait Note:
bob type half a note, password=hunter2half
bob wait half a note
bob wait 1 secret will be taken out: 1 password
bob hangup
bob exit 0
"$TRIAGE" show INC-1 >"$tmp/said"
has "$tmp/said" 'half a note'
lacks "$tmp/said" hunter2half
exit "$bad"
