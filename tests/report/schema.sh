#!/bin/sh
# The JSON that a report is written as holds to its schema, and has no key that the schema does not explain.
python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null || { echo "python3 with jsonschema is not here"; exit 77; }
cd "$top_srcdir" || exit 99
python3 - tests/report/*.json <<'PY'
import json, sys, jsonschema
schema = json.load(open("data/report.schema.json"))
kind = jsonschema.Draft202012Validator
kind.check_schema(schema)

def resolve(part):
    return schema["$defs"][part["$ref"].rsplit("/", 1)[1]] | {k: v for k, v in part.items() if k != "$ref"} if "$ref" in part else part

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

bad = 0
for name in sys.argv[1:]:
    document = json.load(open(name))
    for error in kind(schema).iter_errors(document):
        print(f"{name}: {error.json_path}: {error.message}"); bad = 1
    for path in sorted(set(unexplained(schema, document, ""))):
        print(f"{name}: {path} is not in data/report.schema.json"); bad = 1
sys.exit(bad)
PY
