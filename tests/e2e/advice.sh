#!/bin/sh
# Two failures that look alike at first, "500, all at once": a bad release, and a connection pool that is full. Walked along
# http-500 with what is really found, likelihoods and advice part; why says by which figures. Nothing here depends on what
# else changed on the machine: of the second the changes are not looked at.
. "$top_srcdir/tests/e2e/place.sh"
needs curl
shop_starts
cd "$tmp" || exit 99

# walk WORDS...: a session in lines, each word a line
walk() {
	printf '%s\n' "$@" | "$TRIAGE" --operator ann --plain start http-500 --set url="$url" --set access_log="$shop/access.log" \
		--set app_log="$shop/app.log" --set releases_dir="$shop/releases" --set current_link="$shop/current" --set config_dir="$shop/etc" 2>&1
}
fails() { for path in / /search /cart /checkout; do asks 10 $path; done; }
# after FILE ANSWER LINE: the first such line ("Likely", "Next") that is said after that answer was recorded
after() { awk -v answer="$2" -v line="$3: " 'index($0, answer) { there = 1 } there && index($0, line) { sub(/^[0-9]+ */, ""); print; exit }' "$1"; }
says() { # says FILE ANSWER LINE PATTERN
	after "$1" "$2" "$3" | grep -qE -e "$4" || complain "$1: after \"$2\" it says: $(after "$1" "$2" "$3"); not: $4"
}

# A release went out just before: go back to it, and nothing more is asked.
was_well
fails
deploy r418
fails
walk r 1 r 2 r 1 r 1 'why 1' why 'g choose' 'why 1' h 'why bad_release' q >release
says release 'How did it begin? All at once' Next 'Answer this: saves about'
says release 'before the first error? A release' Likely 'Regression in the last release [67][0-9]%'
says release 'before the first error? A release' Next '^Next: Go back to the release before'
says release 'are the errors spread? One endpoint' Likely 'Regression in the last release 8[0-9]%'
has release 'answer 1: Go back to the release before, helps '
has release 'can be undone'
grep -qE 'up to [67][0-9]%, x2\.[0-9]: A release, What changed just before' release ||
	complain "the board does not say what the release moved"
grep -qE 'A release: if so [0-9]+%, anyway [0-9]+%, factor x2\.[0-9], share [67][0-9]%' release || complain "why does not say by which figures"

# The same release as yesterday, every endpoint, and the log says why: the database is what is looked into.
: >"$shop/access.log"
: >"$shop/app.log"
deploy r417
touch -h -d '1 day ago' "$shop/current"
was_well
fails
release r417 500 'ERROR OperationalError: FATAL: remaining connection slots are reserved, too many connections
	at shop.Pool.take(Pool.java:40)'
fails
walk r 1 r 2 5 4 r 2 h 'g choose' 'why 1' q >pool
says pool 'How did it begin? All at once' Next 'Answer this: saves about'
says pool 'before the first error? Nothing found' Next 'What does the failing request log'
says pool 'are the errors spread? Every endpoint' Likely 'Database unreachable or saturated 2[0-9]%'
says pool 'behind the exception? The database does not serve' Likely 'Database unreachable or saturated 7[0-9]%'
lacks pool 'Next: Go back to the release before'
has pool 'answer 1: Look into the database connections, helps '
exit "$bad"
