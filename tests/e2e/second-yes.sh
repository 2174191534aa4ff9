#!/bin/sh
# A guarded change: what it needs is looked at, its dry run is shown, and another login at another terminal says yes to
# exactly what will run. Who asks cannot say it; what changes, is late or is withdrawn counts for nothing.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
flows_from "$top_srcdir/tests/e2e/flows"
echo old >"$tmp/is"
echo 3 >"$tmp/migrations"
kinds() { "$TRIAGE" show INC-1 --json | sed -n '/^  "timeline"/,/^  \]/s/^ *"kind": "\(.*\)",*$/\1/p'; }
count() { kinds | grep -c "^$1\$"; }
counts() { [ "$(count "$1")" = "$2" ] || complain "$1: $(count "$1") times, not $2 ($3)"; }

sits ann 80x30 "$TRIAGE" --operator ann start guarded --set here="$tmp" --set key=s3cr3t-of-the-test
ann wait What is there
ann key r
ann wait '~ proposed'
ann key 1 Enter
ann wait ○ switch

# What it needs is not so: no question that could be answered yes, no dry run.
ann key Enter
ann wait 'needs     ✗ diff.migrations == 0'
ann wait 'it needs diff.migrations == 0, and that is not so'
ann wait 'environment unknown'
ann key y Enter
ann wait Enter for no
ann key Enter
ann wait ○ switch
counts action_started 0 "a need was not met"

# Now it is; the dry run fails, and says so; then it does not.
ann key b
ann wait What is there
echo 0 >"$tmp/migrations"
touch "$tmp/broken"
ann key r
ann wait '~ proposed: diff.migrations = 0'
ann gone '● diff'
ann key 1 Enter
ann wait ○ switch
ann key Enter
ann wait 'needs     ✓ diff.migrations == 0'
ann wait 'dry run   would write one over old'
ann wait 'its dry run did not end well, with exit 1'
ann key Enter
ann wait ○ switch
rm "$tmp/broken"
ann key Enter
ann wait 'y, o, or Enter for no'
ann wait 'and 1 more line: v shows all'
ann wait "It's one now on this machine, was old; key •••"
ann key v Enter
ann wait fourth line
ann key q
ann wait Run it? Environment unknown
ann type = production
ann key Enter
ann wait Run it on production?
ann row 1 production
# What is needed is looked at once more when it is confirmed.
"$TRIAGE" --operator bob note INC-1 hello >/dev/null || complain "no note"
ann key y Enter
ann wait ✓ switch
[ "$(cat "$tmp/is")" = one ] || complain "the change did not run"
counts action_started 1 "switch"
"$TRIAGE" show INC-1 --json >"$tmp/show.json"
has "$tmp/show.json" '"environment": "production"'
has "$tmp/show.json" 'diff.migrations == 0 = true'
has "$tmp/show.json" "It's one now on this machine"

# Another login is asked; who asks cannot answer, and nothing runs before.
sits bob 80x30 "$TRIAGE" --operator bob resume INC-1
bob wait ✓ switch
ann key Down Enter
ann wait 'second    ? waiting for another login, until'
ann wait It waits for the yes of another login
bob wait 'asks for a second yes to purge'
bob row 1 '(ann) asks'
ann key y Enter
ann wait It waits for the yes of another login
counts action_started 1 "nobody had said yes"
"$TRIAGE" --operator carol --plain >"$tmp/home" 2>&1 <<'END'
q
END
has "$tmp/home" "(ann) asks for a second yes to purge, until"
"$TRIAGE" --operator ann --plain resume INC-1 >"$tmp/own" 2>&1 <<'END'
second yes
q
END
has "$tmp/own" "you asked; the second yes must be somebody else's"
counts approval_given 0 "who asks cannot say yes"
bob key :
bob type second yes
bob key Enter
bob wait 'May'
bob wait 'word=one'
bob wait 'key=•••'
bob wait 'on production'
bob key y Enter
ann wait '✓'
ann wait '(bob) said yes at'
ann wait on the same account
ann wait Run it on production?
ann key y Enter
ann wait ✓ purge
bob wait ✓ purge
counts action_started 2 "with a second yes"
counts approval_given 1 "bob's"

[ "$(cat "$tmp/purged")" = one ] || complain "what was approved did not run"

# A no, with a reason: it cannot run.
rm "$tmp/purged"
ann key Enter
ann wait 'second    ? waiting'
bob wait asks for a second yes to purge
bob key :
bob type second yes
bob key Enter
bob wait May
bob type n ask me tomorrow
bob key Enter
ann wait said no at
ann wait ask me tomorrow
ann key y Enter
ann wait said no
counts action_started 2 "somebody said no"
ann key Enter
ann wait ✓ switch

# Left: the request is withdrawn, and nobody can answer it any more.
ann key Enter
ann wait 'second    ? waiting'
bob wait asks for a second yes to purge
bob key :
bob type second yes
bob key Enter
bob wait May
ann key Enter
ann wait ✓ switch
bob wait Nobody asks for a second yes
bob key q
bob wait ✓ switch
counts approval_given 1 "it was withdrawn"

# A value changes after the yes: what was said yes to is not what would run, and it is asked anew.
ann key Enter
ann wait 'second    ? waiting'
"$TRIAGE" --operator bob --plain resume INC-1 >"$tmp/plain" 2>&1 <<'END'
second
second yes
= word two
q
END
has "$tmp/plain" 'printf "%s\n" "$word" >"$here/purged"'
has "$tmp/plain" 'with: word='
has "$tmp/plain" "You said yes to purge"
ann wait '(bob) said yes at'
ann key y Enter
ann wait 'second    ? waiting'
ann wait word=two
[ ! -e "$tmp/purged" ] || complain "it ran with a value that nobody said yes to"
counts action_started 2 "a value had changed"
ann key Enter
ann wait ✓ switch

# Nobody comes in time.
ann key Down Enter
ann wait its name, or Enter for no
ann wait nobody said yes until
ann type wipe
ann key Enter
ann wait The time for a second yes is over
[ ! -e "$tmp/wiped" ] || complain "it ran without a second yes"
ann key Esc
ann key q q q
ann exit 0
bob key q q q
bob exit 0
counts action_started 2 "at the end"
if grep -qa s3cr3t-of-the-test "$XDG_STATE_HOME/triage/"journal.db*; then complain "a secret is on the disk"; fi
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"
exit $bad
