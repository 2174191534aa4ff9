#!/bin/sh
# The shipped flows hold to the JSON Schema that editors use. It needs python3 with yaml and jsonschema.
python3 -c 'import yaml, jsonschema; jsonschema.Draft202012Validator' 2>/dev/null || { echo "python3 with yaml and jsonschema is not here"; exit 77; }
cd "$top_srcdir" || exit 99
exec python3 -W ignore - data/flows/*.yaml <<'END'
import json, sys, yaml, jsonschema

class Plain(yaml.SafeLoader):
    """YAML as triage reads it: no dates, and only true and false are truth values."""
Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if not tag.endswith("timestamp") and not (first in "yYnNoO" and tag.endswith("bool"))]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()}

schema = json.load(open("data/flow.schema.json"))
kind = jsonschema.Draft202012Validator
kind.check_schema(schema)
validator, bad = kind(schema), 0
for name in sys.argv[1:]:
    for mistake in validator.iter_errors(yaml.load(open(name), Plain)):
        print("%s: %s: %s" % (name, "/".join(map(str, mistake.absolute_path)), mistake.message[:200]))
        bad = 1

def refused(change):
    flow = yaml.load(open("data/flows/http-500.yaml"), Plain)
    change(flow)
    return any(True for _ in validator.iter_errors(flow))

for promise, change in (
    ("an unknown key", lambda f: f["steps"][0].update(titel="x")),
    ("an action without undo", lambda f: f["steps"][13]["actions"][0].pop("undo")),
    ("a duration without unit", lambda f: f["steps"][0].update(takes="15")),
    ("a name with a dash", lambda f: f["causes"].update({"a-b": {"title": "x"}})),
    ("a probe of two kinds", lambda f: f["steps"][0]["probes"][0].update(http={"url": "$url"})),
    ("a seventh phase", lambda f: f["steps"][0].update(phase="later")),
):
    if not refused(change):
        print("the schema lets pass: " + promise)
        bad = 1
sys.exit(bad)
END
