#!/bin/sh
# The shipped log formats hold to the JSON Schema that editors use. It needs python3 with yaml and jsonschema.
python3 -c 'import yaml, jsonschema; jsonschema.Draft202012Validator' 2>/dev/null || { echo "python3 with yaml and jsonschema is not here"; exit 77; }
cd "$top_srcdir" || exit 99
exec python3 -W ignore - data/formats/*.yaml <<'END'
import json, sys, yaml, jsonschema

class Plain(yaml.SafeLoader):
    """YAML as triage reads it: no dates, and only true and false are truth values."""
Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if not tag.endswith("timestamp") and not (first in "yYnNoO" and tag.endswith("bool"))]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()}

schema = json.load(open("data/log-format.schema.json"))
kind = jsonschema.Draft202012Validator
kind.check_schema(schema)
validator, bad = kind(schema), 0
for name in sys.argv[1:]:
    for mistake in validator.iter_errors(yaml.load(open(name), Plain)):
        print("%s: %s: %s" % (name, "/".join(map(str, mistake.absolute_path)), mistake.message[:200]))
        bad = 1

for promise, name, change in (
    ("an unknown key", "iso", lambda f: f.update(pattern="x")),
    ("a format without samples", "iso", lambda f: f.pop("samples")),
    ("a level that is none", "redis", lambda f: f["levels"].update({"!": "bad"})),
    ("a field that is none", "logfmt", lambda f: f["keys"].update(colour="c")),
    ("an expectation that is none", "iso", lambda f: f["samples"][0]["expect"].update(took_ms=1)),
    ("JSON with patterns", "json", lambda f: f.update(patterns="x")),
    ("patterns with keys", "iso", lambda f: f.update(keys={"time": "t"})),
):
    format = yaml.load(open("data/formats/%s.yaml" % name), Plain)
    change(format)
    if not any(True for _ in validator.iter_errors(format)):
        print("the schema lets pass: " + promise)
        bad = 1
sys.exit(bad)
END
