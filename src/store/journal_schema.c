/* journal_schema: one text a version; what a version made is never edited, a new step is added. */
#include "store/journal_schema.h"

#include "base/i18n.h"

/* Events are the truth; the other columns of incident, and presence, can be made again from them. The triggers are for
 * other programs that open the file: ours has triggers switched off and refuses by itself (db_set_insert_only). */
static const char version_1[] =
    "CREATE TABLE event(\n"
    "  incident BLOB NOT NULL CHECK(length(incident) = 16),\n"
    "  seq INTEGER NOT NULL CHECK(seq > 0),\n"
    "  at INTEGER NOT NULL,\n"
    "  recorded_at INTEGER NOT NULL,\n"
    "  actor TEXT NOT NULL,\n"
    "  host TEXT NOT NULL,\n"
    "  kind TEXT NOT NULL,\n"
    "  step TEXT,\n"
    "  salt BLOB NOT NULL CHECK(length(salt) = 16),\n"
    "  body BLOB NOT NULL,\n"
    "  body_hash BLOB NOT NULL CHECK(length(body_hash) = 32),\n"
    "  prev BLOB NOT NULL CHECK(length(prev) = 32),\n"
    "  hash BLOB NOT NULL CHECK(length(hash) = 32),\n"
    "  PRIMARY KEY(incident, seq)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE incident(\n"
    "  id BLOB NOT NULL PRIMARY KEY CHECK(length(id) = 16),\n"
    "  number INTEGER NOT NULL UNIQUE,\n"
    "  seq INTEGER NOT NULL DEFAULT 0,\n"
    "  head BLOB NOT NULL DEFAULT x'',\n"
    "  status TEXT NOT NULL DEFAULT 'open',\n"
    "  severity INTEGER NOT NULL DEFAULT 0,\n"
    "  title TEXT NOT NULL DEFAULT '',\n"
    "  flow TEXT NOT NULL DEFAULT '',\n"
    "  flow_digest TEXT NOT NULL DEFAULT '',\n"
    "  service TEXT NOT NULL DEFAULT '',\n"
    "  environment TEXT NOT NULL DEFAULT '',\n"
    "  step TEXT NOT NULL DEFAULT '',\n"
    "  step_title TEXT NOT NULL DEFAULT '',\n"
    "  phase TEXT NOT NULL DEFAULT '',\n"
    "  opened_at INTEGER NOT NULL DEFAULT 0,\n"
    "  since INTEGER NOT NULL DEFAULT 0,\n"
    "  last_at INTEGER NOT NULL DEFAULT 0,\n"
    "  ended_at INTEGER NOT NULL DEFAULT 0,\n"
    "  n_deferred INTEGER NOT NULL DEFAULT 0,\n"
    "  n_running INTEGER NOT NULL DEFAULT 0,\n"
    "  n_unknown INTEGER NOT NULL DEFAULT 0,\n"
    "  run_started INTEGER NOT NULL DEFAULT 0,\n"
    "  exported_seq INTEGER NOT NULL DEFAULT 0\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE presence(\n"
    "  incident BLOB NOT NULL,\n"
    "  liveness TEXT NOT NULL,\n"
    "  actor TEXT NOT NULL,\n"
    "  host TEXT NOT NULL,\n"
    "  tty TEXT NOT NULL,\n"
    "  at INTEGER NOT NULL,\n"
    "  PRIMARY KEY(incident, liveness)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE blob(\n"
    "  digest BLOB NOT NULL UNIQUE CHECK(length(digest) = 32),\n"
    "  size INTEGER NOT NULL,\n"
    "  packed BLOB NOT NULL\n"
    ") STRICT;\n"
    "CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN\n"
    "  SELECT RAISE(ABORT, 'an event is never changed: a correction is one more event');\n"
    "END;\n"
    "CREATE TRIGGER event_remains BEFORE DELETE ON event BEGIN\n"
    "  SELECT RAISE(ABORT, 'an event is never taken away');\n"
    "END;\n";

/* The newest of what has ended, for the home screen. What is open is in no index: each event would have to renew it. */
static const char version_2[] =
    "CREATE INDEX incident_ended ON incident(last_at, number) WHERE status IN ('resolved', 'closed');\n";

/* Which number a secret has within its incident: by a hash with the incident's key, both forgotten when it is closed. What
 * was numbered keeps its row, so that no number is given twice. */
static const char version_3[] =
    "CREATE TABLE secret_key(\n"
    "  incident BLOB NOT NULL PRIMARY KEY CHECK(length(incident) = 16),\n"
    "  key BLOB NOT NULL CHECK(length(key) = 32)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE secret(\n"
    "  incident BLOB NOT NULL CHECK(length(incident) = 16),\n"
    "  kind TEXT NOT NULL,\n"
    "  number INTEGER NOT NULL CHECK(number > 0),\n"
    "  print BLOB CHECK(length(print) = 16),\n"
    "  PRIMARY KEY(incident, kind, number)\n"
    ") STRICT, WITHOUT ROWID;\n";

/* How each incident that has ended went (incident/course.h), to be counted without reading its events; made again from
 * them where it is missing. And the newest that have ended of one flow. And which incidents had an alert with which key. */
static const char version_4[] =
    "CREATE TABLE past(\n"
    "  incident BLOB NOT NULL PRIMARY KEY CHECK(length(incident) = 16),\n"
    "  course TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE INDEX incident_past ON incident(flow, opened_at) WHERE status IN ('resolved', 'closed');\n"
    "CREATE TABLE alerted(\n"
    "  key TEXT NOT NULL,\n"
    "  incident BLOB NOT NULL CHECK(length(incident) = 16),\n"
    "  PRIMARY KEY(key, incident)\n"
    ") STRICT, WITHOUT ROWID;\n";

static const char *const steps[] = {version_1, version_2, version_3, version_4};
static const char *const insert_only[] = {"event", NULL};

const struct db_schema journal_schema = {
    .what = N_("triage journal"),
    .application_id = 0x54524a31, /* "TRJ1" */
    .step = steps,
    .n_steps = sizeof steps / sizeof *steps,
    .insert_only = insert_only,
};
