#!/bin/sh
# What docs/alerts.md tells is true: the hook answers as it says, and the flow and the last example are understood.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
refuse() { echo "$*"; exit 1; }
page=$top_srcdir/docs/alerts.md
awk -v to="$tmp" '
	/^```(sh|yaml)$/ { n++; inside = 1; next }
	/^```/ { inside = 0 }
	inside { print >(to "/" n) }' "$page"
hook=$tmp/2 last=$tmp/5
grep -q 'Content-Length' "$hook" && grep -q '"backup failed"' "$last" || refuse "$page: the blocks are others"
HOME=$tmp XDG_STATE_HOME=$tmp/state XDG_CONFIG_HOME=$tmp/config XDG_CACHE_HOME=$tmp/cache TOKEN=$tmp/token LC_ALL=C.UTF-8 LANGUAGE=en
PATH=$(dirname "$TRIAGE"):$PATH
export HOME XDG_STATE_HOME XDG_CONFIG_HOME XDG_CACHE_HOME TOKEN LC_ALL LANGUAGE PATH
echo s3same >"$TOKEN"

asks() { # asks PATH BODY STATUS
	printf 'POST /%s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' "$1" "${#2}" "$2" |
		sh "$hook" >"$tmp/answer" 2>"$tmp/said"
	grep -q "^HTTP/1.1 $3" "$tmp/answer" || refuse "$2: $(cat "$tmp/answer" "$tmp/said")"
}
asks s3same '{"alertname": "HTTP5xxHigh", "dedup_key": "a"}' 200
grep -q '^INC-1$' "$tmp/said" || refuse "no INC-1: $(cat "$tmp/said")"
asks s3same '{"alertname": "HTTP5xxHigh", "dedup_key": "a", "status": "resolved"}' 200
asks other '{"alertname": "HTTP5xxHigh"}' 403
asks s3same '{"colour": "red"}' 400
asks s3same '' 400
TRIAGE_JOURNAL=/dev/null/no asks s3same '{"alertname": "HTTP5xxHigh"}' 500
printf 'POST /s3same HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n' | sh "$hook" | grep -q '^HTTP/1.1 413' || refuse "too much is read"
[ "$(sh -e "$last")" = INC-2 ] || refuse "the last example opens nothing"

{ printf 'triage: 1\nid: pods\ntitle: Pods\n'; cat "$tmp/1"; printf 'steps: [{id: a, title: A, inputs: [url, host, pod], outcome: found}]\n'; } >"$tmp/pods.yaml"
"$TRIAGE" check "$tmp/pods.yaml" >"$tmp/checked" 2>&1 || refuse "$(cat "$tmp/checked")"
printf '{"alerts": [{"labels": {"alertname": "X", "instance": "web-3:1", "pod": "p-7"}, "annotations": {"url": "https://x.example"}}]}' |
	"$TRIAGE" start "$tmp/pods.yaml" --alert - --detach >/dev/null || refuse "the flow of the page does not open"
"$TRIAGE" show >"$tmp/shown" 2>&1 || "$TRIAGE" show INC-3 >"$tmp/shown"
for line in 'url is https://x.example' 'host is web-3' 'pod is p-7'; do grep -q "$line" "$tmp/shown" || refuse "not filled in: $line: $(cat "$tmp/shown")"; done
