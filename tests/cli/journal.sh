#!/bin/sh
# Record, verify, export, compare; then touch the file, and it shows. config and doctor say what is in force.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp LC_ALL=C.UTF-8 LANGUAGE=en
export HOME LC_ALL LANGUAGE
bad=0
journal=$tmp/.local/state/triage/journal.db
complain() { echo "$*"; bad=1; }
# says STATUS WORDS COMMAND...: the exit status is that, and the words are in what it says
says() {
	want=$1 words=$2; shift 2
	said=$("$@" 2>&1 </dev/null); status=$?
	[ $status = "$want" ] || complain "$*: exit $status, not $want: $said"
	case $said in *"$words"*) ;; *) complain "$*: does not say '$words': $said" ;; esac
}

says 66 "cannot open $journal" "$TRIAGE" journal verify
[ ! -e "$journal" ] || complain "verify made a journal"
says 0 "$journal" "$TRIAGE" journal path
says 0 "is not there yet" "$TRIAGE" doctor
says 0 INC-1 "$TRIAGE" start http-500 --detach
says 0 "" "$TRIAGE" note 1 "staging is down, password=hunter2"
says 0 "untouched, head" "$TRIAGE" journal verify
says 0 "" "$TRIAGE" export 1 -o "$tmp/write-up.md"
says 0 "is the one it saw" "$TRIAGE" journal verify --against "$tmp/write-up.md"
says 65 "no line 'triage-record'" "$TRIAGE" journal verify --against "$TRIAGE_DATADIR/README.md"
says 66 "no incident 'INC-7'" "$TRIAGE" journal verify INC-7
says 64 "verify [INCIDENT], redact INCIDENT, path" "$TRIAGE" journal mend
if grep -q hunter2 "$journal" "$journal-wal"; then complain "a secret reached the disk"; fi
says 0 "1 incident" "$TRIAGE" doctor

# Taken out of the record afterwards: asked, gone, and what an earlier write-up saw still holds.
says 0 "" "$TRIAGE" note 1 "my badge is badge-4711-canary"
says 64 "nothing was changed" "$TRIAGE" journal redact 1 --pattern 'badge-[0-9a-z-]+'
grep -q badge-4711 "$journal" "$journal-wal" || complain "it was taken out without a yes"
says 0 "1 secret is gone, out of 1 event" "$TRIAGE" journal redact 1 --pattern 'badge-[0-9a-z-]+' --reason 'a badge' --yes
says 0 "There is nothing to take out." "$TRIAGE" journal redact 1
says 0 "secrets were taken, by a recorded act" "$TRIAGE" journal verify
says 0 "is the one it saw" "$TRIAGE" journal verify --against "$tmp/write-up.md"
says 0 "took secrets out of number" "$TRIAGE" show 1
says 66 "there is no event 99" "$TRIAGE" journal redact 1 --event 99 --yes
says 64 "say which with --event" "$TRIAGE" journal redact 1 --field text
if grep -q badge-4711 "$journal" "$journal-wal"; then complain "it is still on the disk"; fi

# As a person with an editor would. All is in the main file: the last to leave has checkpointed.
rm -f "$journal-wal" "$journal-shm"
cp "$journal" "$tmp/sound.db"
LC_ALL=C sed 's/staging is down/staging is up!!/' "$tmp/sound.db" >"$journal"
says 65 "does not hold: what it says is not what was recorded" "$TRIAGE" journal verify
says 65 "was touched, or is damaged" "$TRIAGE" journal verify 1
head -c 4096 "$tmp/sound.db" >"$journal"
says 65 "damaged" "$TRIAGE" journal verify
echo "not a database, and a good deal longer than a header of a hundred bytes would be, so that it is looked at" >"$journal"
says 65 "damaged or not a database" "$TRIAGE" list
says 69 "does not work here" "$TRIAGE" doctor

mkdir -p "$tmp/.config/triage"
echo 'operator: ann' >"$tmp/.config/triage/config.yaml"
says 0 "ann                                           ~/.config/triage/config.yaml:1" "$TRIAGE" config
says 0 "--operator" "$TRIAGE" config --operator bob
echo 'operater: ann' >"$tmp/.config/triage/config.yaml"
says 78 "config.yaml:1:1: there is no setting 'operater'; did you mean 'operator'?" "$TRIAGE" config
exit $bad
