#!/bin/sh
# The rules for secrets that ship hold to the JSON Schema that editors use. It needs python3 with yaml and jsonschema.
command -v python3 >/dev/null || { echo "python3 is not here"; exit 77; }
cd "$top_srcdir" || exit 99
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/tools exec python3 -W ignore - data/secrets/*.yaml <<'END'
import sys
import schema

validator = schema.kind(schema.read_schema("data/secrets.schema.json"))
for name in sys.argv[1:]:
    schema.hold(validator, name, schema.read_yaml(name))

for promise, name, change in (
    ("an unknown key", "tokens", lambda f: f["rules"][0].update(patern="x")),
    ("a rule without literals", "tokens", lambda f: f["rules"][0].pop("literals")),
    ("a rule without a kind", "tokens", lambda f: f["rules"][0].pop("kind")),
    ("a literal of two bytes", "tokens", lambda f: f["rules"][0]["literals"].append("ab")),
    ("a pattern without a group", "tokens", lambda f: f["rules"][0].update(pattern="abc")),
    ("a kind that is no word", "tokens", lambda f: f["rules"][0].update(kind="AWS key")),
    ("a reader with a pattern", "personal", lambda f: f["rules"][0].update(pattern="(x)")),
    ("a file without rules", "personal", lambda f: f.pop("rules")),
):
    schema.refuse(validator, promise, schema.read_yaml("data/secrets/%s.yaml" % name), change)
sys.exit(schema.bad)
END
