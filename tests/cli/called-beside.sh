#!/bin/sh
# A flow that a file calls lies beside it: a directory of flows under work needs no installing to be walked. Inside it the
# screen names both.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp XDG_STATE_HOME=$tmp/state LC_ALL=C.UTF-8 LANGUAGE=en TERM=xterm-256color
export HOME XDG_STATE_HOME LC_ALL LANGUAGE TERM
cat >"$tmp/outer.yaml" <<'END'
triage: 1
id: outer
title: Outer
steps:
  - id: inside
    title: Look inside
    call: dns
    answers:
      - {id: resolved, label: "Yes", outcome: resolved}
END
cat >"$tmp/dns.yaml" <<'END'
triage: 1
id: dns
title: Beside, not the one that ships
steps:
  - id: here
    title: Is it the one beside?
    answers:
      - {id: right, label: "Yes", outcome: resolved}
END
bad=0
for file in "$tmp/outer.yaml" ./outer.yaml outer.yaml; do
	name=$(cd "$tmp" && "$TRIAGE" start "$file" --detach) || { echo "$file does not start"; exit 1; }
	printf 'next\nq\n' | "$TRIAGE" resume "$name" --plain >"$tmp/said"
	grep -qF "Is it the one beside?" "$tmp/said" || { echo "of $file, beside is not found:"; cat "$tmp/said"; bad=1; }
done
drive=$top_builddir/tests/drive/drive
[ -x "$drive" ] || exit $bad
"$drive" "$TRIAGE" resume INC-1 <<'END' || { echo "the called flow is not named beside its caller"; bad=1; }
wait Is it the one beside?
row 2 outer / dns
key q q
exit 0
END
exit $bad
