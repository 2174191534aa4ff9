#!/bin/sh
# Nothing enters the journal but through the redactor: who inserts an event or an output is known, and who may keep a text to
# the letter is, too.
cd "${guard_src:-$top_srcdir}" || exit 99
bad=0
# only WORD FILES WHY: the word stands in these files of src alone
only() {
	found=$(grep -rlE --include='*.[ch]' "$1" src | LC_ALL=C sort | tr '\n' ' ')
	for file in $found; do
		case " $2 " in *" $file "*) ;; *) echo "$file: $3"; bad=1 ;; esac
	done
}
only 'INSERT INTO (event|blob)' src/store/journal_inside.h "rows of the journal are inserted by its own statements alone"
only 'QUERY_ADD_EVENT' src/store/journal_append.c "an event is inserted by journal_append alone, which takes the secrets out"
only 'QUERY_ADD_BLOB' 'src/store/journal_blob.c src/store/journal_redact.c' "an output is inserted by journal_put_blob, which takes the secrets out"
only 'JOURNAL_EXACT' 'src/app/open.c src/store/journal.h src/store/journal_blob.c' "only the text of a flow is kept to the letter"
only 'event_encode\(' 'src/incident/event.c src/incident/event.h src/store/journal_append.c src/store/journal_redact.c' \
	"an event becomes bytes only where its secrets are taken out"
exit $bad
