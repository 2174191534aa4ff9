#!/bin/sh
# What was closed and not exported is exported from home: e opens it, and its export page.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
"$TRIAGE" start http-500 --set url=http://127.0.0.1:1/ --detach >/dev/null
cd "$tmp" || exit 99
sits ann 80x24 "$TRIAGE"
ann wait '▸ 1 INC-1'
ann key e
ann wait Markdown
ann key Enter
ann wait Written:
ann key q q q
ann exit 0
cat "$tmp"/*.md >"$tmp/written" || complain "no write-up was written"
has "$tmp/written" INC-1
exit "$bad"
