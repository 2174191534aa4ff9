#!/bin/sh
# What docs/tutorial.md tells is true: its flows pass the check, the last one is docs/shop-down.yaml, and the tour ends
# with a shop that answers, a write-up that says so, and a record that holds.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
refuse() { echo "$*"; exit 1; }
page=$top_srcdir/docs/tutorial.md shop=$top_srcdir/docs/shop-down.yaml

awk -v to="$tmp" '
	/^```yaml$/ { n++; inside = 1; next }
	/^```sh$/ { tour = 1; next }
	/^```/ { inside = tour = 0 }
	inside { print >(to "/" n ".yaml") }
	tour { print >(to "/tour.sh") }' "$page"
for flow in "$tmp"/*.yaml "$shop"; do
	"$TRIAGE" check "$flow" >"$tmp/said" 2>&1 || refuse "$(cat "$tmp/said")"
	grep -q '0 errors, 0 warnings' "$tmp/said" || refuse "$(cat "$tmp/said")"
done
[ -f "$tmp/4.yaml" ] || refuse "$page: there should be four flows"
sed 1d "$shop" | cmp - "$tmp/4.yaml" || refuse "the last flow of $page is not $shop"

HOME=$tmp XDG_STATE_HOME=$tmp/state TRIAGE_JOURNAL=$tmp/journal.db
export HOME XDG_STATE_HOME TRIAGE_JOURNAL
sh -e "$tmp/tour.sh" || refuse "the shop was not made"
printf '%s\n' r 1 r 1 'do 1' y next r 1 |
	"$TRIAGE" start "$shop" --set dir="$tmp/triage-tour" --plain >"$tmp/said" 2>&1 || refuse "$(cat "$tmp/said")"
[ "$(sh "$tmp/triage-tour/current/serve")" = 200 ] || refuse "the shop does not answer: $(cat "$tmp/said")"
"$TRIAGE" export INC-1 >"$tmp/INC-1.md" || refuse "no write-up"
for line in '| Status | resolved |' '- What helped: Go back to the release before.' '- The most likely cause is: The newest release is broken'; do
	grep -qF -- "$line" "$tmp/INC-1.md" || refuse "the write-up does not say: $line"
done
"$TRIAGE" journal verify --against "$tmp/INC-1.md" || refuse "the record does not hold"
