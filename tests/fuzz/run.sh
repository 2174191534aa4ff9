#!/bin/sh
# tests/fuzz/run.sh TARGET [SECONDS]: fuzzes tests/fuzz/TARGET.c with clang's libFuzzer, ASan and UBSan, from a configured
# build directory. What it learns stays in ./fuzz/TARGET/; files from $seeds (a directory; by default tests/fuzz/seeds/TARGET)
# start it off.
target=$1 seconds=${2:-60}
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
[ -f config.h ] || { echo "run.sh: run it in a configured build directory"; exit 1; }
mkdir -p "fuzz/$target" || exit 1
seeds=${seeds:-$top/tests/fuzz/seeds/$target}
[ -d "$seeds" ] || seeds=
packages="libcmark yaml-0.1 libpcre2-8 libsodium zlib $(pkg-config --exists libzstd && echo libzstd) jansson"
# shellcheck disable=SC2086  # a list of words
libs=$(pkg-config --cflags --libs $packages) || exit 1
flags="-g -O1 -std=c11 -D_GNU_SOURCE -fno-sanitize-recover=undefined -include config.h -include $top/src/base/banned.h -I$top/src"

# The program's own sources, for all targets: again when one of them is newer.
library=fuzz/library.a
if [ ! -f $library ] || [ -n "$(find "$top/src" config.h -name '*.[ch]' -newer $library | head -n 1)" ]; then
	rm -rf fuzz/objects $library
	mkdir -p fuzz/objects || exit 1
	# What the build makes of data/secrets.
	(cd "$top" && awk -f src/text/redact_table.awk data/secrets/*.yaml) >fuzz/redact_table.c || exit 1
	for source in fuzz/redact_table.c "$top"/src/runbook/*.c "$top"/src/incident/*.c "$top"/src/draw/*.c "$top"/src/kb/*.c "$top"/src/alert/*.c "$top"/src/change/*.c "$top"/src/observe/*.c "$top"/src/flow/*.c "$top"/src/logs/*.c "$top"/src/text/*.c "$top"/src/base/*.c; do
		object=fuzz/objects/$(basename "$(dirname "$source")")-$(basename "$source" .c).o
		# shellcheck disable=SC2086  # lists of words
		clang $flags -fsanitize=fuzzer-no-link,address,undefined -c -o "$object" "$source" $libs -Wno-unused-command-line-argument || exit 1
	done
	ar rcs $library fuzz/objects/*.o || exit 1
fi
# shellcheck disable=SC2086  # lists of words
clang $flags -fsanitize=fuzzer,address,undefined -o "fuzz/$target.run" "$top/tests/fuzz/$target.c" $library $libs -lm || exit 1
# FUZZ_RUNS=N: so many inputs, the same ones wherever it runs; what nobody has tried yet is for a longer run.
exec "./fuzz/$target.run" ${FUZZ_RUNS:+-seed=1 -runs="$FUZZ_RUNS"} -max_total_time="$seconds" -max_len="${max_len:-4096}" -timeout=10 -rss_limit_mb=2048 \
	"fuzz/$target" ${seeds:+"$seeds"}
