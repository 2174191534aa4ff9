#!/bin/sh
# The JSON that a report is written as holds to its schema, and has no key that the schema does not explain.
command -v python3 >/dev/null || { echo "python3 is not here"; exit 77; }
cd "$top_srcdir" || exit 99
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/tools exec python3 - tests/report/*.json <<'PY'
import json, sys
import schema
whole = schema.read_schema("data/report.schema.json")
validator = schema.kind(whole)

def resolve(part):
    return whole["$defs"][part["$ref"].rsplit("/", 1)[1]] | {k: v for k, v in part.items() if k != "$ref"} if "$ref" in part else part

def unexplained(part, value, path):
    part = resolve(part)
    if isinstance(value, dict) and "properties" in part:
        for key, inner in value.items():
            if key not in part["properties"]:
                yield path + "/" + key
            else:
                yield from unexplained(part["properties"][key], inner, path + "/" + key)
    if isinstance(value, list):
        for inner in value:
            yield from unexplained(part["items"], inner, path + "/0")

for name in sys.argv[1:]:
    document = json.load(open(name))
    schema.hold(validator, name, document)
    for path in sorted(set(unexplained(whole, document, ""))):
        schema.complain(f"{name}: {path} is not in data/report.schema.json")
sys.exit(schema.bad)
PY
