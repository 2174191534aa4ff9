#!/bin/sh
# Running sessions are killed 200 times at random moments: nothing that was acknowledged is lost, the incident loads.
# TRIAGE_SEED chooses other moments, TRIAGE_KILLS another number.
. "$top_srcdir/tests/e2e/place.sh"
flows_from "$top_srcdir/tests/crash"
"$top_builddir/tests/crash/kills" -n "${TRIAGE_KILLS:-200}" -s "${TRIAGE_SEED:-1}" loop || complain "seed ${TRIAGE_SEED:-1}"
exit $bad
