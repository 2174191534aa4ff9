#!/bin/sh
# An alert's hook: the first message opens an incident, the next ones about the same come to it, also when they come at once,
# and the last one says that it is over. A secret in it is kept nowhere. What is no alert is told from a mistake of ours.
. "$top_srcdir/tests/e2e/place.sh"
cat >"$tmp/alert.json" <<'END'
{"version": "4", "groupKey": "{}:{alertname=\"HTTP5xxHigh\"}", "status": "firing", "receiver": "triage",
 "groupLabels": {"alertname": "HTTP5xxHigh"},
 "commonLabels": {"alertname": "HTTP5xxHigh", "job": "checkout", "env": "production", "severity": "page"},
 "commonAnnotations": {"summary": "5xx ratio 8.3%", "url": "https://shop.example/checkout", "token": "password=hunter2hunter2"},
 "alerts": [{"status": "firing", "labels": {"alertname": "HTTP5xxHigh", "instance": "web-3:9100", "db_password": "correcthorse9"},
   "annotations": {"authorization": "Bearer abcdefghijklmnop1234567890"},
   "startsAt": "2026-03-01T02:04:30Z", "endsAt": "0001-01-01T00:00:00Z"}]}
END
sed 's/"firing"/"resolved"/g' "$tmp/alert.json" >"$tmp/over.json"
hook() { "$TRIAGE" --operator hook start --alert "$@" --detach 2>"$tmp/said"; }

[ "$(hook - <"$tmp/over.json")" = "" ] || complain "what is over opened something"
has "$tmp/said" "HTTP5xxHigh is over, and no open incident is about it"
[ "$(hook "$tmp/alert.json")" = INC-1 ] || complain "the first alert opened no INC-1: $(cat "$tmp/said")"
[ "$(hook - <"$tmp/alert.json")" = INC-1 ] || complain "the same again is not INC-1"
sed 's/8.3%/9.1%/' "$tmp/alert.json" >"$tmp/more.json"
[ "$(hook "$tmp/more.json")" = INC-1 ] || complain "the next one of the group is not INC-1"
[ "$(hook "$tmp/over.json")" = INC-1 ] || complain "that it is over is not said in INC-1"
[ "$("$TRIAGE" list | wc -l)" = 1 ] || complain "there is more than one incident: $("$TRIAGE" list)"
"$TRIAGE" show INC-1 >"$tmp/shown"
has "$tmp/shown" "alert HTTP5xxHigh fires, alertmanager"
has "$tmp/shown" "alert HTTP5xxHigh is over, says alertmanager"
has "$tmp/shown" "url is https://shop.example/checkout"
has "$tmp/shown" "app_host is web-3"
has "$tmp/shown" "environment is production"
has "$tmp/shown" "SEV2"
[ "$(grep -c 'alert HTTP5xxHigh fires' "$tmp/shown")" = 2 ] || complain "a repetition is recorded, or what is new is not: $(cat "$tmp/shown")"
for secret in hunter2hunter2 correcthorse9 abcdefghijklmnop1234567890; do # by what is in it, and by its name alone
	if grep -q "$secret" "$XDG_STATE_HOME/triage/"journal.db*; then complain "a secret is on the disk: $secret"; fi
done

# It is closed: the next one opens another. Three at once open one.
printf 'mitigated\nresolve\nclose\nq\n' | "$TRIAGE" --operator ann --plain resume INC-1 >"$tmp/closed" 2>&1
for n in 1 2 3; do "$TRIAGE" --operator "hook$n" start --alert "$tmp/alert.json" --detach >"$tmp/at-once.$n" 2>&1 & eval "one$n=$!"; done
# shellcheck disable=SC2154 # set by eval
wait "$one1" "$one2" "$one3"
[ "$(cat "$tmp"/at-once.* | sort -u)" = INC-2 ] || complain "three at once: $(cat "$tmp"/at-once.*)"

# A flow may be named; a tie and a stranger are said; of what is no alert the fields are named.
[ "$(printf '{"title": "Coffee is out", "id": 7}' | hook - database-connections)" = INC-3 ] || complain "a named flow is not opened: $(cat "$tmp/said")"
"$TRIAGE" show INC-3 | grep -q "database" || complain "INC-3 is of another flow"
[ "$(printf '{"title": "Tea is out"}' | hook -)" = INC-4 ] || complain "a stranger is not opened"
has "$tmp/said" "no flow's start_when matches Tea is out; the flow 'unknown' is opened"
printf '{"colour": "red", "size": 3}' | hook - && complain "no alert, and all is well"
has "$tmp/said" "its fields are: colour, size"
printf '{"title": ' | hook - && complain "half an alert, and all is well"
has "$tmp/said" "standard input: 1:"
hook "$tmp/nowhere.json" && complain "no file, and all is well"
"$TRIAGE" journal verify >"$tmp/verify" 2>&1 || complain "$(cat "$tmp/verify")"

# The runbook that it names lies among the team's articles, and no flow matches: it is a flow.
mkdir -p "$tmp/kb" "$XDG_CONFIG_HOME/triage"
echo "articles: [$tmp/kb]" >"$XDG_CONFIG_HOME/triage/config.yaml"
cat >"$tmp/kb/CoffeeIsOut.md" <<'END'
# CoffeeIsOut

## Diagnosis

Look at the machine:

```sh
$ uptime
```

## Mitigation

Buy some.
END
[ "$(printf '{"title": "No coffee", "runbook_url": "https://wiki.example/blob/main/kitchen/CoffeeIsOut.md"}' | hook -)" = INC-5 ] ||
	complain "its runbook is not opened: $(cat "$tmp/said")"
has "$tmp/said" "its runbook is opened, $tmp/kb/CoffeeIsOut.md"
"$TRIAGE" show INC-5 | grep -q CoffeeIsOut || complain "INC-5 is not the runbook"
rm "$XDG_CONFIG_HOME/triage/config.yaml"

# What others wrote opens the flow that it is about, filled in.
corpora=${TRIAGE_CORPORA:-$top_srcdir/../shared/corpora}/alerts
if [ -d "$corpora" ]; then
	[ "$(hook "$corpora/alertmanager-webhook-msteams/pkg/card/testdata/prom_post_request.json")" = INC-6 ] || complain "$(cat "$tmp/said")"
	"$TRIAGE" show INC-6 >"$tmp/shown"
	has "$tmp/shown" "Out of memory"
	has "$tmp/shown" "is instance-with-hyphen_and_underscore"
	has "$tmp/shown" "service is docker_nodes"
else
	echo "no payloads of others here (TRIAGE_CORPORA): none was opened"
fi

# By keys: two from the alert to the first look. What was sent is read on the timeline.
if [ -x "$drive" ]; then
	printf '{"check": "http_5xx", "url": "http://127.0.0.1:1/", "host": "here", "dedup_key": "k"}' >"$tmp/plain.json"
	sits ann 80x24 "$TRIAGE" start --alert "$tmp/plain.json"
	ann wait 'proposed: alertname matches *5xx*'
	ann key Enter
	ann wait 'Look now'
	ann key Enter
	ann wait 'page: 5 of 5 failed'
	ann key t
	ann wait 'alert http_5xx fires'
	ann key Home
	ann key Down
	ann key Enter
	ann wait '"dedup_key": "k"'
	ann key q
	ann key q
	ann key q
	ann key q
	ann exit 0
fi

# The alert that opens the flow may stand far behind in a large group: what is recorded of it is hidden all the same.
awk 'BEGIN {
	printf "{\"version\": \"4\", \"groupKey\": \"large\", \"status\": \"firing\", \"alerts\": ["
	for (i = 0; i < 700; i++) printf "{\"status\": \"firing\", \"labels\": {\"alertname\": \"Quiet%d\", \"a\": \"%d\", \"b\": \"%d\"}},", i, i, i
	print "{\"status\": \"firing\", \"labels\": {\"alertname\": \"HTTP5xxHigh\", \"db_password\": \"farbehind77\"}}]}" }' >"$tmp/large.json"
hook "$tmp/large.json" >"$tmp/large" || complain "a large group opens nothing: $(cat "$tmp/said")"
"$TRIAGE" show "$(cat "$tmp/large")" --json | grep -q farbehind77 && complain "a label of a large group is recorded as it came"
if grep -q farbehind77 "$XDG_STATE_HOME/triage/"journal.db*; then complain "a secret of a large group is on the disk"; fi
exit "$bad"
