/* journal_schema: the tables of the journal, explained in docs/journal.md. Constant data. */
#ifndef STORE_JOURNAL_SCHEMA_H
#define STORE_JOURNAL_SCHEMA_H
#include "store/db_open.h"

extern const struct db_schema journal_schema;
#endif
