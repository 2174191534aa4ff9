#!/bin/sh
# The shipped log formats hold to the JSON Schema that editors use. It needs python3 with yaml and jsonschema.
command -v python3 >/dev/null || { echo "python3 is not here"; exit 77; }
cd "$top_srcdir" || exit 99
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/tools exec python3 -W ignore - data/formats/*.yaml <<'END'
import sys
import schema

validator = schema.kind(schema.read_schema("data/log-format.schema.json"))
for name in sys.argv[1:]:
    schema.hold(validator, name, schema.read_yaml(name))

for promise, name, change in (
    ("an unknown key", "iso", lambda f: f.update(pattern="x")),
    ("a format without samples", "iso", lambda f: f.pop("samples")),
    ("a level that is none", "redis", lambda f: f["levels"].update({"!": "bad"})),
    ("a field that is none", "logfmt", lambda f: f["keys"].update(colour="c")),
    ("an expectation that is none", "iso", lambda f: f["samples"][0]["expect"].update(took_ms=1)),
    ("JSON with patterns", "json", lambda f: f.update(patterns="x")),
    ("patterns with keys", "iso", lambda f: f.update(keys={"time": "t"})),
):
    schema.refuse(validator, promise, schema.read_yaml("data/formats/%s.yaml" % name), change)
sys.exit(schema.bad)
END
