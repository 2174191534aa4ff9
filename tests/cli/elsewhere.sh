#!/bin/sh
# Where ssh is not wanted: what names another host is shown with its values, so that it can be pasted into a shell there, whatever they hold.
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT || exit 99
cat >"$dir/far.yaml" <<'END'
triage: 1
id: far
title: Something on another host
host: $machine
inputs:
  machine: {ask: Which host, type: host, default: far-away}
  file: {ask: Which file, type: path, default: /dev/null}
  word: {ask: Pass word, type: secret, default: ""}
steps:
  - id: look
    title: What is in it?
    probes:
      - id: inside
        run: |
          # the first line of the file
          test -n "$word" || word=none
          head -n 1 "$file" || exit 1
          exit 0
  - id: done
    title: That was all
    outcome: resolved
END
mkdir -p "$dir/config/triage" && echo "ssh: false" >"$dir/config/triage/config.yaml"
XDG_CONFIG_HOME=$dir/config
export XDG_CONFIG_HOME
cd "$dir" || exit 99
odd="$dir/it's \$(touch owned) \`id\`"
echo 'the first line' >"$odd"
printf 'q\n' | HOME=$dir "$TRIAGE" --plain --journal "$dir/journal.db" start "$dir/far.yaml" --set file="$odd" >"$dir/said" 2>&1
sed -n '/^[0-9]* *probe inside cannot run/,/^[0-9]/{ s/^    //p; }' "$dir/said" >"$dir/pasted"
grep -q '^# the first line of the file$' "$dir/pasted" || { echo "no command to paste:"; cat "$dir/said"; exit 1; }
said=$(sh "$dir/pasted"; echo "went on")
[ "$said" = "the first line
went on" ] || { echo "pasted, it said: $said"; cat "$dir/pasted"; exit 1; }
[ ! -e owned ] || { echo "a value was run as code"; exit 1; }
