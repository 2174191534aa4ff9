#!/bin/sh
# What base/banned.h rules out does not compile, nothing gets around it, and memory has one door.
src=${guard_src:-$top_srcdir}
cd "${guard_build:-$top_builddir}" || exit 99
bad=0
refuse() { echo "$*"; bad=1; }

names=$(sed -n 's/^#define \([a-z]*\)(\.\.\.).*/\1/p' "$src/src/base/banned.h")
[ "$(echo "$names" | wc -l)" -ge 20 ] || refuse "src/base/banned.h names only: $names"
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
compile() { # shellcheck disable=SC2086  # CC may hold a wrapper
	${CC:-cc} -I"$src/src" -include base/banned.h -fsyntax-only "$1" 2>"$tmp/said"
}
echo 'int main(void) { return 0; }' >"$tmp/ok.c"
compile "$tmp/ok.c" || refuse "banned.h by itself does not compile: $(cat "$tmp/said")"
for name in $names; do
	echo "void f(char *a, char *b); void f(char *a, char *b) { (void)$name(a, b); }" >"$tmp/$name.c"
	if compile "$tmp/$name.c" || ! grep -q "sorry_${name}_is_banned" "$tmp/said"; then refuse "$name is not refused by banned.h"; fi
done

grep -q '^AM_CPPFLAGS = .*-include base/banned.h' "$src/Makefile.am" || refuse "Makefile.am: AM_CPPFLAGS lacks -include base/banned.h"
pattern=$(echo "$names" | tr '\n' '|' | sed 's/|$//')
escapes=$(cd "$src" && grep -nE "^[ 	]*#[ 	]*undef[ 	]+($pattern)\\>" -r src | grep -v '^src/base/banned.h:')
[ -z "$escapes" ] || refuse "$escapes: lifts a ban"

# A name without its parenthesis (a pointer to the function) gets past a macro, but not past the linker.
# strcpy and its like are left out: compilers write them by themselves.
"${NM:-nm}" -A -P -g lib*.a | awk -v names="$(echo "$names" | tr '\n' ' ')" '
	BEGIN {
		n = split(names " malloc calloc realloc reallocarray strdup strndup asprintf vasprintf", word, " ")
		for (i = 1; i <= n; i++) if (word[i] !~ /^(str|s|v)(cpy|cat|ncpy|ncat)$/) banned[word[i]] = 1
	}
	$3 == "U" && ($2 in banned) && $1 !~ /^libbase\.a\[mem\.o\]/ {
		printf "%s needs %s, which base/banned.h or base/mem.h rules out\n", $1, $2; bad = 1
	}
	END { exit bad }' || bad=1
exit $bad
