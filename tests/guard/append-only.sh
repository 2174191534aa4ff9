#!/bin/sh
# Events are the truth: nowhere in the source is one rewritten or taken away.
cd "${guard_src:-$top_srcdir}" || exit 99
if grep -rniE '(update( or [a-z]+)?|delete from|replace into|drop table|or replace into)[ 	"]+(main\.)?event([^a-z_]|$)' src; then
	echo "a correction is one more event; nothing updates or deletes one"
	exit 1
fi
