#!/bin/sh
# The loader and data/flow.schema.json know the same format, in both directions: at each map of tests/flows/every-key.yaml
# they know the same keys and require the same, and each value there, replaced by others of every kind, is taken by both or
# refused by both. It needs python3 with yaml and jsonschema.
command -v python3 >/dev/null || { echo "python3 is not here"; exit 77; }
cd "$top_srcdir" || exit 99
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp XDG_CACHE_HOME=$tmp/cache LC_ALL=C.UTF-8 LANGUAGE=en
export HOME XDG_CACHE_HOME LC_ALL LANGUAGE
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/tools python3 -W ignore tests/tools/both_ways.py "$TRIAGE" "$tmp"
