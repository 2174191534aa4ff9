#!/bin/sh
# The shipped flows hold to the JSON Schema that editors use. It needs python3 with yaml and jsonschema.
command -v python3 >/dev/null || { echo "python3 is not here"; exit 77; }
cd "$top_srcdir" || exit 99
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/tools exec python3 -W ignore - data/flows/*.yaml <<'END'
import sys
import schema

validator = schema.kind(schema.read_schema("data/flow.schema.json"))
for name in sys.argv[1:]:
    schema.hold(validator, name, schema.read_yaml(name))

for promise, change in (
    ("an unknown key", lambda f: f["steps"][0].update(titel="x")),
    ("an action without undo", lambda f: f["steps"][13]["actions"][0].pop("undo")),
    ("a duration without unit", lambda f: f["steps"][0].update(takes="15")),
    ("a name with a dash", lambda f: f["causes"].update({"a-b": {"title": "x"}})),
    ("a probe of two kinds", lambda f: f["steps"][0]["probes"][0].update(run="true")),
    ("a seventh phase", lambda f: f["steps"][0].update(phase="later")),
):
    schema.refuse(validator, promise, schema.read_yaml("data/flows/http-500.yaml"), change)
sys.exit(schema.bad)
END
