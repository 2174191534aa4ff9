#!/bin/sh
# The incident: a release answers 500; it is walked by keys in a real terminal from the first symptom to the write-up.
# The link is really switched back, the service really answers 200 again, and the record says it in that order.
# TRIAGE_SIZE=200x50 walks it in a larger window.
. "$top_srcdir/tests/e2e/place.sh"
needs curl "$drive"
shop_starts
was_well
for path in / /search /cart /checkout; do asks 10 $path; done
deploy r418
for path in / /search /cart /checkout; do asks 10 $path; done
[ "$(answers)" = 500 ] || complain "the new release does not fail"

cd "$tmp" || exit 99
sits ann "${TRIAGE_SIZE:-80x24}" "$TRIAGE" --operator ann start http-500 --set access_log="$shop/access.log" --set app_log="$shop/app.log" \
	--set releases_dir="$shop/releases" --set current_link="$shop/current" --set config_dir="$shop/etc"

# Symptom: the URL is typed, then looked at; nothing was asked of the service before.
ann wait Is it a 500, and is it happening now
ann type "$url"
ann key Enter
ann row 10 ✓ URL
ann key r
ann wait 1 500, every time
ann wait '~ proposed: page.status = 500'
ann key 1 Enter
ann wait How much fails, and since when
ann key s
ann wait Severity, 1 to 4
ann type 2
ann key Enter
ann row 1 SEV2
ann key r
ann wait errors since
ann wait '2 All at once                       ~ proposed'
ann key 2 Enter

# Changes: a release just before.
ann wait What changed just before the first error
ann row 2 ● Changes
ann key r
ann wait '~ proposed: scan.first_error'
ann key 1 Enter

# Logs: one endpoint; what is proposed is not taken, and the reason is asked for; then it is set right.
ann wait Which requests fail
ann row 2 ● Logs
ann key r
ann wait '1 One endpoint                      ~ proposed'
ann key 3 Enter
ann wait Why not One endpoint
ann type three carts, says support
ann key Enter
ann wait What does the failing request log
ann key b
ann wait Which requests fail
ann key 1 Enter
ann wait What does the failing request log
ann key r
ann wait '1 Our own code                      ~ proposed'
ann key 1 Enter
ann wait Does the same request fail elsewhere
ann row 2 ● Reproduce
ann key n
ann wait Note:
ann type support: carts with a coupon only
ann key Enter
ann gone Enter keep
ann wait coupon only
ann key r
ann wait 4 There is no place to try
ann key 4 Enter

# Roll back. Enter alone is no, and nothing has changed by then.
ann wait way back
ann row 7 1 Go back to the release before
ann key 1 Enter
ann wait asks first
ann key Enter
ann wait y, o, or Enter for no
ann wait Confirm
ann key Enter
ann wait Not run: switch
[ "$(readlink "$shop/current")" = "$shop/releases/r418" ] || complain "Enter alone switched the release"
ann key Enter
ann wait y, o, or Enter for no
ann key y Enter
ann wait ✓ switch
[ "$(readlink "$shop/current")" = "$shop/releases/r417" ] || complain "the link is not back: $(readlink "$shop/current")"
[ "$(answers)" = 200 ] || complain "the service does not answer 200 after the roll back"

# What was changed stands on the undo page, and is looked at there: it is as it was left.
ann key u
ann wait 1 can be taken back
ann wait as we left it
ann key q
ann wait ✓ switch

# Verify, for ten seconds; then nothing is left behind.
ann key 1 Enter
ann wait Are users served again
ann row 2 ● Verify
ann key r
ann wait '1 Yes, back to baseline             ~ proposed'
ann key 1 Enter
ann wait Leave nothing behind
"$TRIAGE" show INC-1 --json >"$tmp/mitigated.json"
ann key Enter
ann wait ✓ looked again
ann key 1 Enter
ann wait The flow has ended: resolved
ann row 1 resolved

# The write-up, by keys.
ann key e
ann wait INC-1.md
ann key Enter
ann wait Written: INC-1.md
ann key q q
ann wait Closed
ann gone not exported
ann key q
ann exit 0
exec 3>&- 4<&-

# ---- what the shell sees -----------------------------------------------------------------------------------------------
has "$tmp/mitigated.json" '"status": "mitigated"'
"$TRIAGE" show INC-1 --json >"$tmp/show.json" || complain "show fails"
has "$tmp/show.json" '"status": "resolved"'
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "the record does not verify: $(cat "$tmp/verify")"
"$TRIAGE" journal verify --against INC-1.md >"$tmp/verify" 2>&1 || complain "the write-up is not this record: $(cat "$tmp/verify")"

# "kind" and what tells the events apart, a line each, in the order of the record.
awk -F '"' '
	$2 == "timeline" { on = 1 } /^  \]/ { on = 0 } !on { next }
	$2 == "kind" { line = $4 }
	$2 ~ /^(probe|action|answer|proposed|reason|status|level|how|outcome|text)$/ { line = line " " $2 "=" $4 }
	/^    \}/ { print line; line = "" }' "$tmp/show.json" >"$tmp/order"
before() { # before A B: the first event that says A stands before the first that says B
	a=$(grep -n -m 1 -e "$1" "$tmp/order" | cut -d : -f 1) b=$(grep -n -m 1 -e "$2" "$tmp/order" | cut -d : -f 1)
	[ -n "$a" ] && [ -n "$b" ] && [ "$a" -lt "$b" ] || complain "'$1' ($a) does not stand before '$2' ($b) in the record"
}
cat >"$tmp/steps" <<'END'
opened
given
answered answer=always proposed=always
severity_set
answered answer=jump proposed=jump
answered answer=release proposed=release
answered answer=some proposed=one reason=three carts, says support
answered answer=one proposed=one
answered answer=code proposed=code
noted text=support: carts with a coupon only
answered answer=no_place
answered answer=roll_back
action_started action=switch
action_ended action=switch outcome=exited
answered answer=fixed proposed=fixed
status_set status=mitigated
status_set status=resolved
END
last=
while IFS= read -r step; do
	grep -q -e "^$step" "$tmp/order" || complain "the record does not say: $step"
	[ -z "$last" ] || before "^$last" "^$step"
	last=$step
done <"$tmp/steps"
[ "$(grep -c '^action_started' "$tmp/order")" = 1 ] || complain "the change did not run just once"

has INC-1.md '# '
has INC-1.md 'resolved'
has INC-1.md 'Regression in the last release'
has INC-1.md 'SEV2'
has INC-1.md 'support: carts with a coupon only'
has INC-1.md 'three carts, says support'
has INC-1.md 'ln -sfn "$releases_previous" "$current_link"'
has INC-1.md "releases/r417"
has INC-1.md 'Yes, back to baseline'
lacks INC-1.md 'what was not recorded'
if [ $bad != 0 ]; then cat "$tmp/order"; fi
exit $bad
