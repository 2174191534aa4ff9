#!/bin/sh
# long-locale.sh DIR: a made-up language, xx, whose sentences are the English ones made 40 % longer, for proving that no
# screen breaks. Use: TRIAGE_LOCALEDIR=DIR LC_ALL=C.UTF-8 LANGUAGE=xx triage ...
# Exits 77 where gettext's tools are missing.
set -e
: "${top_srcdir:?}"
for tool in xgettext msgen msgfmt; do command -v $tool >/dev/null || { echo "$tool is missing"; exit 77; }; done
out=$1/xx/LC_MESSAGES
mkdir -p "$out"
(cd "$top_srcdir" && xgettext --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=ngettext:1,2 --keyword=C_:1c,2 \
	--files-from=po/POTFILES.in -o -) |
	sed 's/charset=CHARSET/charset=UTF-8/; s/nplurals=INTEGER; plural=EXPRESSION/nplurals=2; plural=(n != 1)/' |
	msgen --no-wrap --lang=xx - |
	awk '
	function pad(n,   s) { s = ""; while (length(s) < n) s = s " ~~~~"; return s }
	function flush(   i, size, last) {
		for (i = 1; i <= n; i++) size += length(piece[i]) - 2
		last = piece[n]
		if (heads++ && size > 0) {
			# Before what must stay last: the newline.
			if (last ~ /\\n"$/) last = substr(last, 1, length(last) - 3) pad(size * 0.4) "\\n\""
			else last = substr(last, 1, length(last) - 1) pad(size * 0.4) "\""
		}
		piece[n] = last
		for (i = 1; i <= n; i++) print (i == 1 ? word " " : "") piece[i]
		n = 0
	}
	/^msgstr/ { if (n) flush(); word = $1; n = 1; piece[1] = substr($0, length($1) + 2); next }
	n && /^"/ { piece[++n] = $0; next }
	n { flush() }
	{ print }
	END { if (n) flush() }' >"$1/xx.po"
msgfmt --check-format -o "$out/triage.mo" "$1/xx.po"
