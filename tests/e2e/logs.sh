#!/bin/sh
# The page of logs by its keys: it opens on the errors where they began; the lists, a condition, an id, a search and a time
# lead elsewhere; what is pinned is in the record with its file, place and digest; the end is followed across a rotation; what
# a log says never reaches the terminal as it is.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive" sha256sum
flows_from "$top_srcdir/tests/plain/flows"
echo 240 >"$tmp/waiting"
mkdir "$tmp/logs"
cd "$tmp/logs" || exit 99

# An hour and ten minutes, a request every two seconds; from 03:01:12 on every second one fails, and is in the other log, too.
awk 'BEGIN {
	for (s = 0; s < 4200; s += 2) {
		clock = sprintf("%02d:%02d:%02d", 2 + int(s / 3600), int(s / 60) % 60, s % 60)
		bad = s >= 3672 && s % 4 == 0
		id = sprintf("%08x", 60000 + s * 7919)
		printf "203.0.113.%d - - [01/Mar/2026:%s +0000] \"%s HTTP/1.1\" %d 612 \"-\" \"curl/7\"\n", s % 97, clock,
			bad ? "POST /checkout" : "GET /item/" s, s == 600 ? 504 : bad ? 500 : 200 >"access.log"
		printf "{\"time\":\"2026-03-01T%s.5Z\",\"level\":\"%s\",\"msg\":\"%s\",\"request_id\":\"%s\"}\n", clock,
			bad ? "error" : "info", bad ? "cart.coupon is null" : "handled item " s, id >"app.log"
	}
	printf "{\"time\":\"2026-03-01T03:09:59.9Z\",\"level\":\"error\",\"msg\":\"\\u001b[2J\\u001b]0;owned\\u0007 and then\"}\n" >"app.log"
}'
size=$(wc -c <access.log)

sits ann 80x24 "$TRIAGE" --operator ann start small --set place="$tmp" --set queue=mail
ann wait How long is the queue
ann key l
ann wait No step of this flow looks at a log
ann key Enter
ann wait File:
ann type "$tmp/logs/*.log"
ann key Enter
ann wait 'access.log, app.log · errors only ·'
ann wait '03:01:1'
ann wait NEW
ann row 11 '▸ 1 Mar 03:01:12 ✗'
ann wait '500 POST /checkout'
ann wait 'cart.coupon is null'
ann gone 'GET /item/3672'
ann wait 'of 4,201 lines'

# One move is one write, and a few bytes.
ann settle 300
ann bytes >"$tmp/ignored"
ann key Down
ann row 12 ▸
ann settle 100
moved=$(ann bytes)
[ "${moved%% bytes*}" -le 40 ] || complain "a move costs $moved"

# From the lists: one status; a condition; everything.
ann key f
ann row 2 what is shown
ann key Tab Tab Tab
ann wait '▸   error'
ann key Down Down
ann wait '▸   504'
ann key Enter
ann row 2 'status 504 · 1'
ann row 11 '▸ 1 Mar 02:10:00 ✗'
ann key f
ann row 2 what is shown
ann key Down Down Enter
ann wait Show where:
ann type path matches "^/item/36" and status == 200
ann key Enter
ann wait column
ann key f Down Down Enter
ann wait Show where:
ann key C-u
ann type path matches '"^/item/36"' and status == 200
ann key Enter
ann wait '200 GET /item/36'
ann gone 500
ann key f Down Enter
ann row 2 all lines
ann wait '· access'
ann key g
ann wait Go to:
ann type 2026-03-01 02:30:00
ann key Enter
ann row 11 '▸ 1 Mar 02:30:00'
ann key g
ann wait Go to:
ann type 02:40
ann key Enter
ann row 11 '▸ 1 Mar 02:40:00'

# Words, then the next ones, and back; an id through both logs.
ann key /
ann type item 2000
ann key Enter
ann row 11 handled item 2000
ann key i
ann wait 'id 00'
ann wait '1 line'
ann key f Enter
ann row 2 errors only
ann key g Enter
ann row 11 '▸ 1 Mar 03:01:12 ✗'

# The chart; raw; why.
ann key + +
ann gone 02:00
ann key - -
ann wait 02:00
ann key v
ann wait '+0000] "POST'
ann key v
ann gone '+0000] "POST'
ann key w
ann wait 'The errors began at'
ann key q

# Evidence: with its file, its place and its digest.
ann key m Down m
ann wait '2 marked'
ann key p
ann wait '2 lines pinned'
line=$(grep -n 'POST /checkout' access.log | head -1)
digest=$(printf '%s\n' "${line#*:}" | sha256sum | cut -c 1-64)
offset=$(grep -b 'POST /checkout' access.log | head -1)

# The end is followed, across a rotation too; a key up stays where it is.
ann key f Down Enter
ann row 2 all lines
ann key End
ann row 2 follows
ann wait and then
ann unraw '\e[2J\e]0;owned'
printf '203.0.113.9 - - [01/Mar/2026:03:10:30 +0000] "GET /after/one HTTP/1.1" 200 6 "-" "curl/7"\n' >>access.log
ann wait /after/one
mv access.log access.log.1
printf '203.0.113.9 - - [01/Mar/2026:03:10:40 +0000] "GET /after/two HTTP/1.1" 503 6 "-" "curl/7"\n' >access.log
ann wait /after/two
ann key Up Up
ann gone follows
printf '203.0.113.9 - - [01/Mar/2026:03:10:50 +0000] "GET /after/three HTTP/1.1" 503 6 "-" "curl/7"\n' >>access.log
ann settle 600
ann gone /after/three
ann key q
ann row 4 How long is the queue

# Wide: the lists beside the records; f leads there, and q back.
ann resize 120x40
ann key l
ann wait Endpoints
ann wait Sources
ann key f
ann wait 'Enter show these'
ann key Tab
ann key Enter
ann wait 'POST /checkout ·'
ann resize 40x12
ann wait '500 POST'
ann key q q q
ann exit 0
exec 3>&- 4<&-

"$TRIAGE" show INC-1 --json >"$tmp/show.json"
has "$tmp/show.json" "\"digest\": \"$digest\""
has "$tmp/show.json" "\"offset\": ${offset%%:*}"
has "$tmp/show.json" "$tmp/logs/access.log"
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"

# In lines: the same, ten at a time.
printf 'logs %s\n\nfilter status 504\nfind nothing-like-this\nq\n' "$tmp/logs/*.log" |
	"$TRIAGE" --plain --operator ann resume INC-1 >"$tmp/plain" 2>&1
has "$tmp/plain" 'errors only'
has "$tmp/plain" 'The errors began at 1 Mar 03:01:1'
has "$tmp/plain" '500 POST /checkout'
has "$tmp/plain" 'status 504'
has "$tmp/plain" '504 GET /item/600'
exit $bad
