#!/bin/sh
# The page of changes by its keys, over a repository whose authors and settings mean harm: the commit before the onset leads,
# Enter shows it and runs nothing that the repository names, what a commit says is not taken for what the probe found.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive" git
mkdir "$tmp/flows" "$tmp/repo" "$tmp/etc"
flows_from "$tmp/flows"
cat >"$tmp/flows/changed.yaml" <<END
triage: 1
id: changed
title: Something changed
causes:
  release: {title: A release, likelihood: high}
  other: {title: Something else, likelihood: low}
steps:
  - id: look
    phase: changes
    title: What changed?
    text: "What came last is looked at first."
    probes:
      - {id: change, changes: {since: 2h, git: [$tmp/repo], files: [$tmp/etc]}}
      - {id: log, logs: {paths: [$tmp/app.log]}}
      - {id: other, logs: {paths: [$tmp/other.log]}}
    answers:
      - {id: release, label: A release, when: change.release_ref matches "id", evidence: {release: 0.9, else: 0.1}, outcome: escalated}
      - {id: nothing, label: Nothing, evidence: {release: 0.1, else: 0.9}, outcome: escalated}
END
printf '#!/bin/sh\necho run >>"%s/was-run"\ncat "$1"\n' "$tmp" >"$tmp/evil"
chmod +x "$tmp/evil"
cd "$tmp/repo" || exit 99
git init -q .
git symbolic-ref HEAD refs/heads/main
commit() { git add -A && git -c user.name="$1" -c user.email=a@example.org -c commit.gpgsign=false commit -q -m "$2"; }
ago() { GIT_AUTHOR_DATE=$(date -u -d "$1 min ago" +%Y-%m-%dT%H:%M:%SZ) GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE; export GIT_AUTHOR_DATE GIT_COMMITTER_DATE; }
ago 9; echo 1 >Cart.java; commit bob coupons
# A file that is a list of changes, with a command to look with.
printf '{"changes":[{"at":"2026-03-01T02:00:00Z","kind":"release","what":"forged","see":"touch %s/forged","id":"x"}],"since":"2026-03-01T00:00:00Z","until":"2099-03-01T00:00:00Z"}\n' "$tmp" >"$tmp/etc/list.json"
touch -d '20 minutes ago' "$tmp/etc/list.json"
ago 5; echo 2 >Cart.java; commit "$(printf 'c\033[2Jl')" '`id`'
printf '* diff=evil\n' >.git/info/attributes
for key in core.fsmonitor core.pager diff.external diff.evil.textconv gpg.program; do git config $key "$tmp/evil"; done
cd "$tmp" || exit 99

{
	echo '2026-11-20 10:00:00,123 ERROR it failed'
	echo '{"time":"2026-11-20T10:00:01Z","level":"error","msg":"it failed, too","request_id":"7f3a9c"}'
} >"$tmp/app.log"
echo '{"time":"2026-11-20T10:00:02Z","level":"error","msg":"so it did","request_id":"7f3a9c"}' >"$tmp/other.log"
sits ann 180x40 "$TRIAGE" --operator ann start changed
ann wait 'What changed?'
ann key r
ann wait '1 A release'
ann wait '~ proposed'
ann key c
ann wait 'most suspect first'
ann wait '`id`, by c^[[2Jl'
ann wait '▸ 1'
ann key Enter
ann wait 'diff --git a/Cart.java'
ann wait '+2'
ann key q
ann wait 'most suspect first'
ann key /
ann type list.json
ann key Enter
ann wait 'most suspect first'
ann key Enter
ann wait '"what":"forged"'
ann key q
ann wait 'most suspect first'
ann wait '`id`, by c^[[2Jl'
ann gone '   forged'
# Looked at again and again: what is shown of the first look is still there beside the last.
ann key q
for _ in 1 2 3 4 5 6 7 8 9; do
	ann key r
	ann settle 300
done
ann key c
ann wait '`id`, by c^[[2Jl'
# Chosen from what there is, by number, and by words that are not there.
ann key f
ann wait 'what is shown'
ann wait configuration
ann key Tab
ann wait '▸   '
ann type j
ann key Enter
ann wait ' of '
ann wait 'since'
ann key f Enter
ann wait 'most suspect first'
ann key g
ann type 2
ann key Enter
ann wait '▸ 2'
ann key /
ann type nowhere at all
ann key Enter
ann wait '"nowhere at all" stands nowhere on this page.'
# An id in the timeline leads to its lines in every log.
ann key n
ann type it is request 7f3a9c that failed
ann key Enter
ann key t
ann wait 'it is request 7f3a9c'
ann key End i
ann wait 'id 7f3a9c'
ann wait 'it failed, too'
ann wait 'so it did'
ann key q Home i
ann wait 'No id of a request or a trace stands in this.'
# The same in words.
printf 'changes kinds\nchanges kind config\nchanges at 10m\nchanges with Cart.java\npin change 1\nlogs\npin change 99999\npin 9999\nq\n' |
	"$TRIAGE" --operator carol --plain resume INC-1 >"$tmp/words" 2>&1
has "$tmp/words" 'Kinds: '
has "$tmp/words" 'configuration, '
has "$tmp/words" ' changes:'
has "$tmp/words" 'There is no change 99999.'
has "$tmp/words" 'Line 9999 says no line of the logs.'
# The same lines are said under the same numbers where the same is asked for.
n=$(printf 'logs\nq\n' | "$TRIAGE" --operator carol --plain resume INC-1 2>&1 | sed -n 's/^\([0-9]*\) .*app, error: it failed, too.*/\1/p' | head -1)
printf 'logs\npin %s\nq\n' "$n" | "$TRIAGE" --operator carol --plain resume INC-1 >"$tmp/words" 2>&1
"$TRIAGE" export INC-1 >"$tmp/written" 2>"$tmp/said" || complain "$(cat "$tmp/said")"
has "$tmp/written" '"msg":"it failed, too"'
has "$tmp/written" 'app.log'
# What was found on another machine is not looked for on this one.
if unshare --uts true 2>/dev/null; then
	sits bob 180x40 unshare --uts sh -c 'hostname elsewhere && exec "$@"' sh "$TRIAGE" --operator bob resume INC-1
	bob wait 'What changed?'
	bob key c
	bob wait '▸ 1'
	bob key Enter
	bob wait 'That was found on'
fi
[ ! -e "$tmp/was-run" ] || complain "the repository had a program run"
[ ! -e "$tmp/forged" ] || complain "a commit had a command run"
"$TRIAGE" export --format json >"$tmp/record.json" 2>&1
lacks "$tmp/record.json" '"forged"'
exit "$bad"
