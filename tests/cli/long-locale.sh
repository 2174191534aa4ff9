#!/bin/sh
# A language whose sentences are 40 % longer is picked up from the environment, and reaches --help.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
grep -q '^#define ENABLE_NLS 1' "$top_builddir/config.h" || { echo "built without translations"; exit 77; }
sh "$top_srcdir/tests/tools/long-locale.sh" "$tmp" || exit $?
TRIAGE_LOCALEDIR=$tmp LC_ALL=C.UTF-8 LANGUAGE=xx "$TRIAGE" --help >"$tmp/said" || exit 1
grep -q '~~~~' "$tmp/said" || { echo "--help is not in the made-up language:"; cat "$tmp/said"; exit 1; }
