#!/bin/sh
# A secret is kept in memory only. Who comes back later and undoes a change is asked for it again: the dots that stand
# for it in the record are never handed to a command.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp LC_ALL=C.UTF-8 LANGUAGE=en XDG_STATE_HOME=$tmp/s XDG_CACHE_HOME=$tmp/c XDG_CONFIG_HOME=$tmp/k
export HOME LC_ALL LANGUAGE XDG_STATE_HOME XDG_CACHE_HOME XDG_CONFIG_HOME
cat >"$tmp/w.yaml" <<'END'
triage: 1
id: w
title: A change behind a pass word
inputs:
  word: {ask: The pass word, type: secret}
  place: {ask: Where, type: path}
steps:
  - id: change
    phase: rollback
    title: Change it
    inputs: [word]
    actions:
      - id: switch
        run: printf %s "$word" >"$place/done"
        undo: printf %s "$word" >"$place/undone"
END
bad=0
printf '%s\n' '1 s3cr3t' 'do 1' y q | "$TRIAGE" --plain start "$tmp/w.yaml" --set place="$tmp" >"$tmp/first" 2>&1
[ "$(cat "$tmp/done" 2>/dev/null)" = s3cr3t ] || { echo "the change was not made:"; cat "$tmp/first"; bad=1; }
printf '%s\n' 'undo 1' y q | "$TRIAGE" --plain resume >"$tmp/second" 2>&1
[ ! -e "$tmp/undone" ] || { echo "the undo ran with '$(cat "$tmp/undone")' for the secret"; bad=1; }
grep -q 'not known yet: word' "$tmp/second" || { echo "nobody says what is missing:"; cat "$tmp/second"; bad=1; }
printf '%s\n' '1 s3cr3t' 'undo 1' y q | "$TRIAGE" --plain resume >"$tmp/third" 2>&1
[ "$(cat "$tmp/undone" 2>/dev/null)" = s3cr3t ] || { echo "given again, it is not undone:"; cat "$tmp/third"; bad=1; }
exit $bad
