"""Files against a JSON Schema of ours, for the tests/*/schema.sh: exits 77 without what it needs."""
import json, sys
try:
    import jsonschema
    kind = jsonschema.Draft202012Validator
except (ImportError, AttributeError):
    print("python3 with jsonschema is not here")
    sys.exit(77)

bad = 0


def complain(sentence):
    global bad
    bad = 1
    print(sentence)


def read_yaml(name):
    """YAML as triage reads it: no dates, and only true and false are truth values."""
    try:
        import yaml
    except ImportError:
        print("python3 with yaml is not here")
        sys.exit(77)

    class Plain(yaml.SafeLoader):
        pass
    Plain.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in known
                if not tag.endswith("timestamp") and not (first in "yYnNoO" and tag.endswith("bool"))]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    return yaml.load(open(name), Plain)


def read_schema(name):
    schema = json.load(open(name))
    kind.check_schema(schema)
    return schema


def hold(validator, name, document):
    """Every mistake in one file is said."""
    for mistake in validator.iter_errors(document):
        complain("%s: %s: %s" % (name, "/".join(map(str, mistake.absolute_path)), mistake.message[:200]))


def refuse(validator, promise, document, change):
    """What is changed so may not pass."""
    change(document)
    if not any(True for _ in validator.iter_errors(document)):
        complain("the schema lets pass: " + promise)
