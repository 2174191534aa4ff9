#!/bin/sh
# The http probe by its keys, against a service that fails 17 times of 20: what the step says, what it says when it is asked again,
# the exchange whole; its request copied as curl, and one pasted instead, whose secret is on no screen afterwards and in no record.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
unset http_proxy https_proxy all_proxy HTTPS_PROXY ALL_PROXY
"$TRIAGE" http http://127.0.0.1:1/ 2>&1 | grep -q 'without libcurl\|cannot be opened' && { echo "no libcurl"; exit 77; }
cd "$tmp" || exit 99
mkfifo hold
"$top_builddir/tests/tools/unruly" <hold >port &
exec 8>hold
until [ -s port ]; do kill -0 $! || exit 99; done
at=http://127.0.0.1:$(cat port)
cat >shop.yaml <<'END'
triage: 1
id: shop
title: The shop fails
inputs:
  url: {ask: Which URL?, type: url}
steps:
  - id: look
    phase: reproduce
    title: Does it fail for us?
    inputs: [url]
    probes:
      - {id: page, http: {url: $url, repeat: 20, rate: 50}}
      - id: beside
        http: {url: $url, rate: 50, compare: {headers: {X-Route: direct}}}
        expect: {matches: "^failed"}
        facts: {word: {type: text, from: "^(\\w+)"}}
    answers:
      - {id: often, label: Most of the time, when: page.rate_low > 50%, outcome: found}
      - {id: seldom, label: Now and then, when: page.rate <= 50% and page.status == 500, outcome: found}
      - {id: fine, label: No, when: page.passed, outcome: resolved}
END

sits ann 80x24 "$TRIAGE" --operator ann start shop.yaml --set "url=$at/flaky/17"
ann wait 'GET $url, 20 times'
ann key r
ann wait '500 in 17 of 20 (64 to 95 %), median '
ann wait '% within '
ann wait '✗ beside        500 in '
ann wait '~ proposed: page.rate_low = '
ann key r
ann wait 'before ('
ann key Enter
ann wait 'The last that failed:'
ann wait 'HTTP/1.1 500'
ann wait 'request id  7f3a9c'
ann key q

ann key :
ann type as curl
ann key Enter
ann wait "curl -gsS --url 'http://127.0.0.1:"

# Pasted: it is asked from then on, and what is changed by it is refused.
ann key :
ann type paste a request
ann key Enter
ann wait 'It is read, not run.'
ann type "curl -X DELETE $at/ok"
ann key Enter
ann wait 'DELETE changes something'
ann key :
ann type paste a request
ann key Enter
ann type "curl -H 'Authorization: Bearer hush-hush-1' $at/echo; touch ran"
ann key Enter
ann wait 'more than one command'
ann key :
ann type paste a request
ann key Enter
ann type "curl -H 'Authorization: Bearer hush-hush-1' $at/echo"
ann key Enter
ann wait 'asks this from now on'
ann key r
ann wait '20 of 20 passed (at most 16 % fail)'
ann wait '17 of 20'
ann key Enter
ann key End
ann wait 'Authorization: •••'
# Said elsewhere it is known too.
ann key n
ann type the token was hush-hush-1, says carol
ann key Enter
ann wait says carol
ann gone 'hush-hush'
ann key q q q
ann exit 0
[ ! -e ran ] || complain "a pasted command was run"

"$TRIAGE" show INC-1 >shown || complain "nothing to show"
has shown 'page.request is curl -gsS'
"$TRIAGE" export INC-1 --format json >written || complain "no export"
has written '"page.rate_low"'
has written 'AUTHORIZATION'
if grep -rqs hush-hush written "$XDG_STATE_HOME"; then complain "a pasted secret was kept"; fi
"$TRIAGE" export INC-1 >written.md || complain "no write-up"
has written.md '17 of 20'

# A secret within a URL is copied as its name, outside of quotes that would keep it from being one.
sed 's/{url: $url, repeat.*/{url: "$url?key=$key"}}/; s/^  url:/  key: {ask: Which key?, type: secret}\n&/
	s/^id: shop/id: sealed/; s/inputs: \[url\]/inputs: [url, key]/' shop.yaml >sealed.yaml
sits ann 160x24 "$TRIAGE" --operator ann start sealed.yaml --set "url=$at/ok" --set key=hush-hush-2
ann wait 'GET $url?key=$key'
ann key :
ann type as curl
ann key Enter
ann wait '/ok?key='"'"'"$key"'
ann key q q
ann exit 0
if grep -rqs hush-hush "$XDG_STATE_HOME"; then complain "a secret of a URL was kept"; fi
exit "$bad"
