#!/bin/sh
# The journal takes nothing: another program holds it, or its disk is full. That is said, what was typed is kept, and it
# is recorded as soon as that is possible: when the journal is free, or moved elsewhere.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive" flock prlimit

# Held: it goes on by itself.
"$TRIAGE" start http-500 --set url=http://127.0.0.1:1/ --detach >/dev/null
journal=$("$TRIAGE" journal path)
mkfifo "$tmp/held" "$tmp/free"
sits ann 80x24 "$TRIAGE" resume INC-1
ann wait Is it a 500
flock "$journal.lock" sh -c 'echo held >"$1"; read -r x <"$2"' sh "$tmp/held" "$tmp/free" &
started="$started $!"
read -r word <"$tmp/held"
ann key n
ann wait Note:
ann type said while it was held
ann key Enter
ann wait NOT RECORDED
ann wait another program holds the journal
ann wait kept, to be recorded
echo free >"$tmp/free"
ann wait ✓ recorded
ann wait said while it was held
"$TRIAGE" show INC-1 | grep -q 'said while it was held' || complain "the note is not in the journal"

# Held again, at what is kept outside the events: a result from elsewhere. What is refused anyway does not take its place.
flock "$journal.lock" sh -c 'echo held >"$1"; read -r x <"$2"' sh "$tmp/held" "$tmp/free" &
started="$started $!"
read -r word <"$tmp/held"
ann key o
ann wait It was run elsewhere
ann type found while it was held
ann key Enter
ann wait NOT RECORDED
ann wait kept, to be recorded
echo free >"$tmp/free"
ann wait ✓ recorded
"$TRIAGE" show INC-1 | grep -q 'found while it was held' || complain "the result is not in the journal"
ann key q q
ann exit 0

# Full: a limit on the size of files stands for the disk. The operator moves the journal, and what was said is there.
XDG_STATE_HOME=$tmp/small
export XDG_STATE_HOME
"$TRIAGE" start http-500 --set url=http://127.0.0.1:1/ --detach >/dev/null
journal=$("$TRIAGE" journal path)
TMPDIR=$tmp
export TMPDIR
sits bob 80x24 sh -c 'echo $$ >"$TMPDIR/bob.pid"; exec "$TRIAGE" resume INC-1'
bob wait Is it a 500
for i in 1 2 3 4 5 6 7 8; do # until the log is longer than the journal, whose copy must find room
	bob key n
	bob wait Note:
	bob type while there was room $i
	bob key Enter
	bob wait "while there was room $i"
	bob gone Note:
done
prlimit --pid "$(cat "$tmp/bob.pid")" --fsize="$(stat -c %s "$journal-wal")"
bob key n
bob wait Note:
bob type said while it was full
bob key Enter
bob wait NOT RECORDED
bob wait Move it to
bob key 2 Enter
bob wait ✓ recorded
"$TRIAGE" show INC-1 | grep -q 'said while it was full' || complain "the note is not in the moved journal"
"$TRIAGE" journal verify >"$tmp/verified" || complain "the moved journal does not verify: $(cat "$tmp/verified")"
bob key q q
bob exit 0
exit "$bad"
