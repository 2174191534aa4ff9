#!/bin/sh
# A password in a URL never reaches the journal, and the command of the session that typed it gets the URL whole; a later
# session asks for it again instead of handing on the mark that stands in its place.
. "$top_srcdir/tests/e2e/place.sh"
cat >"$tmp/whole.yaml" <<'END'
triage: 1
id: whole
title: A URL with a password
inputs:
  url: {ask: "URL", type: url}
steps:
  - id: look
    phase: symptom
    title: Is it whole?
    inputs: [url]
    probes:
      - {id: p, run: 'echo "${#url} letters"'}
    answers:
      - {id: yes, label: "Yes", outcome: resolved}
END
printf 'r\nq\n' | "$TRIAGE" start "$tmp/whole.yaml" --set url=https://ann:hunter2secret@shop.example/x --plain >"$tmp/first"
has "$tmp/first" 'p: 40 letters'
lacks "$tmp/first" hunter2secret
cat "$XDG_STATE_HOME"/triage/journal.db* >"$tmp/bytes"
if grep -qa hunter2secret "$tmp/bytes"; then complain "the password is in the journal"; fi
printf 'r\nq\n' | "$TRIAGE" resume --plain >"$tmp/second"
has "$tmp/second" 'It needs a value that is not known yet: url'
exit "$bad"
