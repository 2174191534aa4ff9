#!/bin/sh
# tests/fuzz/journal.sh [SECONDS]: hostile journals, with clang's libFuzzer, ASan and UBSan. Run in a configured build
# directory; what it finds stays in ./fuzz/journal/. Not part of make check. SQLite itself is not instrumented.
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
[ -f config.h ] || { echo "journal.sh: run it in a configured build directory"; exit 1; }
mkdir -p fuzz/journal || exit 1
(cd "$top" && awk -f src/text/redact_table.awk data/secrets/*.yaml) >fuzz/redact_table.c || exit 1
# shellcheck disable=SC2046  # a list of words
${CLANG:-clang} -g -O1 -std=c11 -D_GNU_SOURCE -DPKGDATADIR='"/"' -DSYSCONFDIR='"/etc"' -fsanitize=fuzzer,address,undefined \
	-fno-sanitize-recover=undefined -include config.h -include "$top/src/base/banned.h" -I"$top/src" -o fuzz/journal.run \
	"$top/tests/fuzz/fuzz_journal.c" fuzz/redact_table.c "$top"/src/store/*.c "$top"/src/incident/*.c "$top"/src/alert/*.c "$top"/src/flow/*.c "$top"/src/kb/*.c "$top"/src/logs/*.c "$top"/src/change/*.c "$top"/src/observe/*.c \
	"$top"/src/text/*.c "$top"/src/base/*.c \
	$(pkg-config --cflags --libs sqlite3 libcmark yaml-0.1 libpcre2-8 libsodium zlib $(pkg-config --exists libzstd && echo libzstd) jansson) -lm || exit 1
./fuzz/journal.run ${FUZZ_RUNS:+-seed=1 -runs="$FUZZ_RUNS"} -max_total_time="${1:-60}" -max_len=64 -timeout=10 -rss_limit_mb=2048 fuzz/journal
status=$?
rm -rf /dev/shm/fuzz-journal-*
exit $status
