/* Payloads of each shape, written for these tests after what their makers document. */
#ifndef TESTS_UNIT_ALERTS_AT_HAND_H
#define TESTS_UNIT_ALERTS_AT_HAND_H

static const char alertmanager[] =
    "{\"version\": \"4\", \"groupKey\": \"{}:{alertname=\\\"HTTP5xxHigh\\\", job=\\\"checkout\\\"}\", \"truncatedAlerts\": 2, \"status\": \"firing\","
    " \"receiver\": \"triage\", \"groupLabels\": {\"alertname\": \"HTTP5xxHigh\"},"
    " \"commonLabels\": {\"alertname\": \"HTTP5xxHigh\", \"job\": \"checkout\", \"env\": \"production\", \"severity\": \"page\"},"
    " \"commonAnnotations\": {\"summary\": \"5xx ratio 8.3% on checkout, above 1%\", \"url\": \"https://shop.example/checkout\","
    " \"runbook_url\": \"https://wiki.example/runbooks/kb_010.md#look\"}, \"externalURL\": \"http://am.example:9093\","
    " \"alerts\": [{\"status\": \"resolved\", \"labels\": {\"alertname\": \"HTTP5xxHigh\", \"instance\": \"web-1:9100\"}, \"annotations\": {},"
    " \"startsAt\": \"2026-03-01T01:00:00Z\", \"endsAt\": \"2026-03-01T01:10:00Z\", \"fingerprint\": \"a\"},"
    " {\"status\": \"firing\", \"labels\": {\"alertname\": \"HTTP5xxHigh\", \"instance\": \"web-3:9100\"}, \"annotations\": {\"password\": \"x\"},"
    " \"startsAt\": \"2026-03-01T03:04:30+01:00\", \"endsAt\": \"0001-01-01T00:00:00Z\", \"fingerprint\": \"b\"},"
    " {\"status\": \"firing\", \"labels\": {\"alertname\": \"HTTP5xxHigh\", \"instance\": \"web-4:9100\"}, \"annotations\": {},"
    " \"startsAt\": \"2026-03-01T02:09:30Z\", \"endsAt\": \"0001-01-01T00:00:00Z\"}]}";

static const char grafana[] =
    "{\"receiver\": \"team\", \"status\": \"resolved\", \"orgId\": 1, \"title\": \"[RESOLVED] Disk full\", \"state\": \"ok\", \"message\": \"m\","
    " \"version\": \"1\", \"groupKey\": \"{}/{team=\\\"blue\\\"}:{}\", \"groupLabels\": {}, \"commonLabels\": {\"alertname\": \"Disk full\"},"
    " \"commonAnnotations\": {\"description\": \"root is full\"}, \"alerts\": [{\"status\": \"resolved\", \"labels\": {\"alertname\": \"Disk full\","
    " \"zone\": \"eu-1\"}, \"annotations\": {}, \"startsAt\": \"2026-03-01T02:00:00Z\", \"endsAt\": \"2026-03-01T03:00:00Z\","
    " \"values\": {\"B\": 44.2}, \"dashboardURL\": \"https://g.example/d/1\", \"panelURL\": \"\"}]}";

static const char pagerduty_event[] =
    "{\"routing_key\": \"0123456789abcdef0123456789abcdef\", \"event_action\": \"trigger\", \"dedup_key\": \"srv01/http\", \"client\": \"Nagios\","
    " \"client_url\": \"https://nagios.example\", \"links\": [{\"href\": \"https://wiki.example/x\", \"text\": \"Graph\"},"
    " {\"href\": \"https://wiki.example/http-500\", \"text\": \"The Runbook\"}],"
    " \"payload\": {\"summary\": \"HTTP 500 on srv01\", \"source\": \"srv01.example.com\", \"severity\": \"critical\","
    " \"timestamp\": \"2026-03-01T02:04:30.123+0000\", \"component\": \"nginx\", \"group\": \"web\", \"class\": \"ping failure\","
    " \"custom_details\": {\"env\": \"staging\", \"url\": \"https://srv01.example.com/\"}}}";

static const char pagerduty_resolve[] =
    "{\"routing_key\": \"0123456789abcdef0123456789abcdef\", \"event_action\": \"resolve\", \"dedup_key\": \"srv01/http\"}";

static const char pagerduty_change[] =
    "{\"routing_key\": \"0123456789abcdef0123456789abcdef\", \"payload\": {\"summary\": \"Build 7 deployed\", \"source\": \"ci\"}, \"links\": []}";

static const char pagerduty_webhook[] =
    "{\"event\": {\"id\": \"01\", \"event_type\": \"incident.triggered\", \"resource_type\": \"incident\", \"occurred_at\": \"2026-03-01T02:04:30.123Z\","
    " \"agent\": {\"id\": \"PL1\"}, \"data\": {\"id\": \"PGR0VU2\", \"type\": \"incident\", \"html_url\": \"https://acme.pagerduty.example/i/PGR0VU2\","
    " \"number\": 2, \"status\": \"triggered\", \"incident_key\": \"d3640fbd\", \"title\": \"HTTP 5xx on checkout\","
    " \"service\": {\"id\": \"PF9\", \"summary\": \"checkout\"}, \"urgency\": \"high\", \"priority\": {\"id\": \"P1X\", \"summary\": \"P1\"}}}}";

static const char cloudevent[] =
    "{\"specversion\": \"1.0\", \"id\": \"7\", \"type\": \"com.example.alert.fired\", \"source\": \"/monitor/eu\", \"subject\": \"queue/orders\","
    " \"time\": \"2026-03-01T02:04:30Z\", \"data\": {\"title\": \"Queue backlog\", \"severity\": \"warning\", \"labels\": {\"service\": \"orders\"},"
    " \"depth\": 12000}}";

static const char cloudevent_bare[] =
    "{\"specversion\": \"1.0\", \"id\": \"8\", \"type\": \"com.example.alert.resolved\", \"source\": \"/monitor/eu\", \"subject\": \"queue/orders\"}";

static const char cdevent[] =
    "{\"context\": {\"version\": \"0.4.1\", \"id\": \"1\", \"source\": \"/probe\", \"type\": \"dev.cdevents.incident.detected.0.2.0\","
    " \"timestamp\": \"2026-03-01T02:04:30Z\"}, \"subject\": {\"id\": \"incident-1\", \"source\": \"/probe\", \"content\": {\"description\": \"5xx on shop\","
    " \"environment\": {\"id\": \"production\"}, \"service\": {\"id\": \"shop\"}}}}";

static const char plain[] =
    "{\"check\": \"http_5xx\", \"status\": \"PROBLEM\", \"severity\": \"disaster\", \"dedup_key\": \"z-17\", \"timestamp\": 1772330670,"
    " \"host\": {\"name\": \"web-3\", \"ip\": \"192.0.2.3\"}, \"tags\": {\"service\": \"shop\"}, \"runbook\": \"http-500\", \"n\": 3, \"muted\": false}";
#endif
