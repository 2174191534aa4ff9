#!/bin/sh
# Looking for the cause with logs and changes, by keys: what the probes find and propose, the log view and back, the suspects,
# one of them ruled out and one taken back in; what was pinned, and why, stands in the write-up.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
shop=$tmp/shop
mkdir -p "$shop/releases/r417" "$shop/releases/r418" "$shop/etc"
now=$(date +%s)
on() { date -u -d "@$1" "+$2"; }

# Two hours until now, a request every two seconds; for the last ten minutes every third one is a checkout that fails, and is
# in the other log, too.
awk -v now="$now" -v dir="$shop" -v day="$(on "$now" %d/%b/%Y) $(on "$now" %F)" -v eve="$(on $((now - 86400)) %d/%b/%Y) $(on $((now - 86400)) %F)" 'BEGIN {
	for (s = -7200; s < 0; s += 2) {
		at = now + s; left = at % 86400
		split(int(at / 86400) == int(now / 86400) ? day : eve, date, " ")
		clock = sprintf("%02d:%02d:%02d", int(left / 3600), int(left / 60) % 60, left % 60)
		bad = s >= -600 && s % 6 == 0; id = sprintf("%08x", 70000 + (s + 7200) * 7919)
		printf "203.0.113.%d - - [%s:%s +0000] \"%s HTTP/1.1\" %d 612 \"-\" \"curl/7\"\n", -s % 97, date[1], clock,
			bad ? "POST /checkout" : "GET /item/" (s + 7200), bad ? 500 : 200 >(dir "/access.log")
		printf "%sT%s.500Z %s shop - request %s %s\n%s", date[2], clock, bad ? "ERROR" : "INFO ", id, bad ? "failed" : "done",
			bad ? "java.lang.NullPointerException: coupon is null\n\tat shop.Cart.total(Cart.java:88)\n" : "" >(dir "/app.log")
		printf "%sT%s.250Z INFO  shop - stock is written late\n", date[2], clock >(dir "/app.log")
	}
}'
echo a >"$shop/releases/r417/Cart.java"
echo b >"$shop/releases/r418/Cart.java"
echo limit=1 >"$shop/etc/shop.conf"
ln -s "$shop/releases/r418" "$shop/current"
touch -d "@$((now - 172800))" "$shop/releases/r417/Cart.java" "$shop/releases/r417"
touch -d "@$((now - 800))" "$shop/releases/r418/Cart.java" "$shop/releases/r418"
touch -h -d "@$((now - 760))" "$shop/current"
touch -d "@$((now - 840))" "$shop/etc/shop.conf"

cd "$tmp" || exit 99
sits ann 80x24 "$TRIAGE" --operator ann start http-500 --set url=http://127.0.0.1:1/ --set access_log="$shop/access.log" \
	--set app_log="$shop/app.log" --set releases_dir="$shop/releases" --set current_link="$shop/current" --set config_dir="$shop/etc"
ann wait Is it a 500, and is it happening now
ann key c
ann wait Nobody has looked for changes yet
ann key q r
ann wait '6 No HTTP answer at all             ~ proposed'
ann key 6 Enter
ann wait How much fails, and since when

# The first look at the log: what it found, drawn, and what it proposes; Enter looks inside, q is back.
ann key r
ann wait 1 of 2 endpoints: POST /checkout
ann wait '2 All at once                       ~ proposed'
ann gone "since $(on "$now" %Y)-"
ann key Enter
ann row 2 errors only
ann wait '500 POST /checkout'
ann gone '200 GET'
ann key Tab
ann wait 'endpoint 1 of 1: POST /checkout'
ann key m Down m p
ann wait 2 lines pinned
ann key q
ann row 4 How much fails, and since when
ann key w
ann wait 'Proposed: All at once'
ann key q 2 Enter
ann wait What changed just before the first error

# The suspects: the release that touched the failing file's release comes first, beside the errors.
ann key r
ann wait '1 A release                         ~ proposed'
ann key c
ann row 2 most suspect first
ann wait '▸ 1'
ann wait 'release r418, by'
ann wait 'before the onset'
ann key w
ann wait 'to undo it'
ann wait 'What touched'
ann key q Enter
ann row 2 Output
ann wait Cart.java
ann key q
ann row 2 most suspect first
ann key p
ann wait pinned

# One is ruled out with a reason, taken back in, and ruled out again; what is out stands last.
ann key g
ann type shop.conf
ann key Enter
ann wait 'shop/etc/shop.conf'
ann key x
ann wait 'Why is it not'
ann type on a whim
ann key Enter
ann gone Why is it not
ann key End
ann wait 'ruled out by'
ann wait on a whim
ann key x
ann gone on a whim
ann key Home g
ann type shop.conf
ann key Enter
ann wait 'shop/etc/shop.conf'
ann key x
ann wait 'Why is it not'
ann type same limit for a year
ann key Enter
ann gone Why is it not
ann key End
ann wait same limit for a year
ann key Home
ann wait '▸ 1'
ann key q 1 Enter
ann wait Which requests fail

# Which requests, and what they log: the kind that is new, both logs together.
ann key r
ann wait '1 One endpoint                      ~ proposed'
ann key 1 Enter
ann wait What does the failing request log
ann key r
ann wait 1 new kind of error
ann key Enter
ann wait 'NEW NullPointerException'
ann key Tab
ann wait 'kind 1 of 1: NullPointerException'
ann row 11 '✗ app'
ann key p
ann wait pinned
ann key q c
ann wait 'release r418, by'
ann wait Cart.java is in the failing trace
ann key q t
ann wait ruled out
ann key q e
ann wait INC-1.md
ann key Enter
ann wait Written: INC-1.md
ann key q q q
ann exit 0
exec 3>&- 4<&-

offset=$(grep -b -m 1 'POST /checkout' "$shop/access.log")
trace=$(grep -b -m 1 ERROR "$shop/app.log")
has INC-1.md "$shop/access.log from byte ${offset%%:*}"
has INC-1.md "${offset#*:}"
has INC-1.md "$shop/app.log from byte ${trace%%:*}"
has INC-1.md 'release r418, '
has INC-1.md "ruled out $shop/etc/shop.conf: on a whim"
has INC-1.md "takes $shop/etc/shop.conf for possible again"
has INC-1.md "ruled out $shop/etc/shop.conf: same limit for a year"
has INC-1.md '33.3% errors since'
has INC-1.md 'most suspect: release r418'
has INC-1.md 'NullPointerException in shop.Cart.total (Cart.java:88)'
has INC-1.md '1 of 2 endpoints: POST /checkout'
has INC-1.md 'Z  release r418, '
has INC-1.md 'Looked for, and not there: '
lacks INC-1.md '"totals"'
"$TRIAGE" journal verify --against INC-1.md >"$tmp/verify" 2>&1 || complain "the write-up is not this record: $(cat "$tmp/verify")"

# The same in lines: nine of them, one whole with its commands, one ruled out by its number and taken back in.
printf 'changes\nchanges 1\nrule out change 1 it only looks so\nchanges all\nrestore change 99\nq\n' |
	"$TRIAGE" --plain --operator ann resume INC-1 >"$tmp/plain" 2>&1
has "$tmp/plain" 'release r418, by '
has "$tmp/plain" '; Cart.java is in the failing trace'
has "$tmp/plain" "ln -sfn -- $shop/releases/r417 $shop/current"
has "$tmp/plain" 'ruled out release r418: it only looks so'
has "$tmp/plain" 'is ruled out: same limit for a year'
has "$tmp/plain" 'There is no change 99.'
exit $bad
