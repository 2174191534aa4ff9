"""tests/flows/both_ways.sh: the loader and the schema on the same small changes of one flow that has every key."""
import copy, json, os, re, subprocess, sys
import schema

triage, work = sys.argv[1:3]
rules = schema.read_schema("data/flow.schema.json")
validator = schema.kind(rules)
whole = schema.read_yaml("tests/flows/every-key.yaml")

# What the loader says of the form of a file, and not of what it refers to or means: then the schema must refuse it too. What
# the schema refuses may be any error to the loader.
FORM = {"unknown-key", "missing-key", "wrong-value", "probe-kind", "name", "version", "empty", "no-steps", "no-undo", "yaml-duplicate", "yaml-key"}
# A value that must be of a kind which another key names: no schema says that.
BY_OTHERS = (r"^inputs/url/(default|choices|type)", r"^examples/0/facts/")
STRANGE = "zz_qq"
VALUES = ["some words", "", 7, 0.5, -1, 5000, True, "90s", "15m", "8%", "120%", "a-b", "A", "$url", "2026-03-01T14:07:00Z", "high", "sev5",
          "/a/b", "10GB", "2xx", "none", [], {}, ["x"], [["x"]], {"x": "y"}, [{"x": "y"}], [7], {"x": {"y": "z"}}]


def places(node, path=()):
    yield path, node
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in children:
        yield from places(value, path + (key,))


# Every key that one of the two knows stands in the flow, so that nothing is compared which is not there.

NAMED = ("inputs", "causes", "facts", "headers", "json", "count", "evidence", "cures", "with", "severity", "answers")


def kind_of(path):
    """The map that a path leads to, wherever one of its kind stands."""
    kind = []
    for key in path:
        own = isinstance(key, int) or kind and kind[-1] in NAMED
        kind.append("*" if own else key)
    return tuple(kind)


def schema_keys(node, path=()):
    while "$ref" in node:
        node = rules["$defs"][node["$ref"].split("/")[-1]]
    for key, value in node.get("properties", {}).items():
        yield path, key
        yield from schema_keys(value, path + (key,))
    for inner in (node.get("items"), node.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from schema_keys(inner, path + ("*",))
    for either in node.get("oneOf", []) + node.get("anyOf", []):
        yield from schema_keys(either, path)


used = set((kind_of(path[:-1]), path[-1]) for path, node in places(whole) if path)
for path, key in sorted(set(schema_keys(rules))):
    if (path, key) not in used:
        schema.complain("the schema has the key '%s' at %s, and the flow with every key has not" % (key, "/".join(path)))

PROBES = ("steps", 0, "probes")


def changed(path, change):
    """A copy in which one thing is other; of the probes it has only the one in question, to be read sooner."""
    document = copy.deepcopy(whole)
    is_probe = path[:3] == PROBES and len(path) > 3
    probes = document["steps"][0]["probes"]
    document["steps"][0]["probes"] = [probes[path[3] if is_probe else 0]]
    parent = document
    for key in (PROBES + (0,) + path[4:-1] if is_probe and len(path) > 4 else path[:-1]):
        parent = parent[key]
    change(parent, 0 if is_probe and len(path) == 4 else path[-1])
    return document


def put(value):
    return lambda parent, key: parent.__setitem__(key, value)


def pop(parent, key):
    parent.pop(key)


cases = []  # what was done, the document


def add(what, path, change):
    cases.append((what, "/".join(map(str, path)), changed(path, change)))


for path, node in places(whole):
    if not path:
        continue
    add("without it", path, pop)
    for value in VALUES:
        add("with %s" % json.dumps(value), path, put(value))
    if isinstance(node, dict):
        add("strange", path + (STRANGE,), put("x"))
        add("strange name", path + ("Zz-qq",), put("x"))

with open(work + "/called.yaml", "w") as out:
    json.dump({"triage": 1, "id": "called", "title": "Called", "inputs": {"address": {}},
               "steps": [{"id": "look", "title": "Look", "outcome": "found"}]}, out)
cases.append(("as it is", "", copy.deepcopy(whole)))
for i, (what, path, document) in enumerate(cases):
    with open("%s/%05d.yaml" % (work, i), "w") as out:
        json.dump(document, out)
said = json.loads(subprocess.run([triage, "check", "--json", work], stdout=subprocess.PIPE).stdout)
refused, form, n_listed = {}, {}, 0
for problem in said["problems"]:
    if problem["file"].endswith("called.yaml"):
        continue
    i = int(os.path.basename(problem["file"])[:5])
    listed = re.search("the keys here are: (.*)", problem.get("remedy") or "")
    if listed and cases[i][0] == "strange":
        kind = kind_of([int(key) if key.isdigit() else key for key in cases[i][1].split("/")[:-1]])
        n_listed += 1
        for key in listed.group(1).split():
            is_of_requests = kind[2:] == ("actions", "*", "expect") and (PROBES[:1] + ("*", "probes", "*", "expect"), key) in used
            if (kind, key) not in used and not is_of_requests: # which `expect-kind` refuses
                schema.complain("the loader has the key '%s' at %s, and the flow with every key has not" % (key, "/".join(kind)))
    if problem["severity"] == "error" and not problem["text"].startswith("example 'one'"): # it goes another way now
        refused[i] = problem
    if problem["severity"] == "error" and problem["rule"] in FORM:
        form[i] = problem

n_refused = 0
for i, (what, path, document) in enumerate(cases):
    mistake = next(iter(validator.iter_errors(document)), None)
    n_refused += i in form
    if mistake and i not in refused:
        schema.complain("%s %s: only the schema refuses it: %s" % (path, what, mistake.message[:100]))
    elif not mistake and i in form and not any(re.search(pattern, path) for pattern in BY_OTHERS):
        schema.complain("%s %s: only the loader refuses it: %s" % (path, what, form[i]["text"][:100]))
if len(cases) - 1 in refused:
    schema.complain("the flow with every key has an error of its own: " + refused[len(cases) - 1]["text"])
if len(cases) < 4000 or n_refused < 1000 or n_listed < 30:
    schema.complain("only %d cases, %d refused, %d lists of keys" % (len(cases), n_refused, n_listed))
sys.exit(schema.bad)
