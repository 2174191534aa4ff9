#!/bin/sh
# Changes are cut off 200 times, by a kill or a hang-up, in every phase: the question, before it runs, while it runs, when it has
# ended and that is not recorded, in its undo. The journal says what is known and never claims what is not.
# TRIAGE_SEED chooses other moments, TRIAGE_CUTS another number.
. "$top_srcdir/tests/e2e/place.sh"
flows_from "$top_srcdir/tests/crash"
mkdir "$tmp/here"
echo old >"$tmp/here/is"
"$top_builddir/tests/crash/changes" -n "${TRIAGE_CUTS:-200}" -s "${TRIAGE_SEED:-1}" "$tmp/here" || complain "seed ${TRIAGE_SEED:-1}"
exit $bad
