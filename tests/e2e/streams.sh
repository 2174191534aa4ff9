#!/bin/sh
# The log view over what can be read only once: standard input, whose keys then come from the terminal itself, and commands.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive" gzip
cd "$tmp" || exit 99
# Half an hour in which it is well, then ten minutes in which every other request to /pay fails.
awk 'BEGIN { for (i = 0; i < 4800; i++)
	printf "10.0.0.%d - - [20/Nov/2026:10:%02d:%02d +0000] \"GET /%s HTTP/1.1\" %d 12 \"-\" \"curl\"\n",
		i % 9, i / 120, i / 2 % 60, i % 2 ? "pay" : "", (i >= 3600 && i % 4 == 1) ? 502 : 200 }' >access.log
echo '2026-11-20 10:00:01,000 ERROR older than all that fails' >app.log

sits ann 80x24 sh -c 'cat access.log | "$TRIAGE" logs -i -'
ann wait 'standard input · errors only · 300 of 4,800 lines'
ann wait '^ 10:30:00'
ann wait '✗ input  502 GET /pay'
ann key f
ann wait '502 '
ann key q q
ann exit 0

# No name is standard input, packed or not; an older log beside it is not behind what came first.
gzip -k access.log
sits bob 80x24 sh -c '"$TRIAGE" logs -i <access.log.gz'
bob wait '300 of 4,800 lines'
bob key q
bob exit 0
sits bob 80x24 sh -c 'cat access.log | "$TRIAGE" logs -i app.log -'
bob wait '301 of 4,801 lines'
bob key Home
bob wait '▸ 10:00:01 ✗ app    older than all that fails'
bob key q
bob exit 0

# A command that never ends: what it printed is there, and it is ended with the view.
cat >endless <<'END'
cat access.log
echo $$ >"$1"
while :; do sleep 1; done
END
sits bob 80x24 "$TRIAGE" logs -i --command "sh endless $tmp/pid" --command 'echo it is broken >&2; exit 3'
bob wait 'sh, echo · errors only · 300 so far, more comes'
bob wait '502 GET /pay'
bob wait 'ended with exit 3'
bob key q
bob exit 0
tries=0 # it was killed before the view ended; that it is gone is for the system to say
while [ $tries -lt 2000 ] && grep -q '^State:[[:space:]]*[^ZX]' "/proc/$(cat "$tmp/pid")/status" 2>/dev/null; do tries=$((tries + 1)); done
[ $tries -lt 2000 ] || complain "the command was not ended"

sits bob 80x24 "$TRIAGE" logs -i
bob wait '-i wants the logs to look into'
bob exit 64
exit "$bad"
