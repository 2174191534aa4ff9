#!/bin/sh
# The status code reference knows every code of the IANA registry, and whatever it refers to.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
wanted="100 101 102 103 104 200 201 202 203 204 205 206 207 208 226 300 301 302 303 304 305 306 307 308
400 401 402 403 404 405 406 407 408 409 410 411 412 413 414 415 416 417 418 421 422 423 424 425 426 428 429 431 451
500 501 502 503 504 505 506 507 508 510 511"
awk -v wanted="$(echo $wanted)" '
function complain(text) { print text; bad = 1 }
BEGIN { n = split(wanted, w); fields = split("name class spec use client caching causes related", field) }
/^comparisons:/ { pairs = 1 }
/^unregistered:/ { others = 1 }
others { if (/^  - code: /) fine[$3] = 1; next }
/^  - code: / { code = $3; if (code in known) complain(code " is there twice"); known[code] = 1; next }
match($0, /^    [a-z]+:/) { key = substr($0, 5, RLENGTH - 5); if (!pairs) has[code, key] = 1; next }
match($0, /^  +- codes:/) { key = "codes"; n_pairs++; next }
/^      - [0-9]+$/ { refers[$2] = refers[$2] " " (pairs ? "a comparison" : code); if (!pairs && $2 == code) complain(code " is related to itself") }
END {
	for (i = 1; i <= n; i++) {
		if (!(w[i] in known)) complain(w[i] " is missing")
		for (k = 1; k <= fields; k++) if (!((w[i], field[k]) in has)) complain(w[i] " has no " field[k])
		delete known[w[i]]
		fine[w[i]] = 1
	}
	for (code in known) complain(code " is not registered")
	for (code in refers) if (!(code in fine)) complain(code " is referred to by" refers[code])
	if (n_pairs < 12) complain("too few comparisons")
	exit bad
}' "$top_srcdir/data/status-codes.yaml" || exit 1

# The variants in other languages have the same numbers, names, classes, sources and references.
bones() { sed -n '/^codes:/,$p' "$1" | sed -E '/^ +(- )?(use|client|caching|by|differs|tell): /s/: .*//; s/^      - ".*/      - ""/'; }
for file in "$top_srcdir"/data/status-codes.*.yaml; do
	bones "$top_srcdir/data/status-codes.yaml" >"$tmp/base"
	bones "$file" | diff "$tmp/base" - || { echo "$file differs from status-codes.yaml in more than its language"; exit 1; }
done
