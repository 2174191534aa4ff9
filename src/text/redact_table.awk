# redact_table: data/secrets/*.yaml as the table that redact_rule.h declares. It reads no more of YAML than those files use
# (one key a line, plain or single-quoted texts, lists of them) and ends with an error at anything else; test_secrets reads
# the same files by the real reader, and holds the table equal.
function refuse(why) { printf "%s:%d: %s\n", FILENAME, FNR, why >"/dev/stderr"; bad = 1; exit 1 }
# Letter by letter: the awks differ in what a backslash is to gsub.
function escape(s,   i, c, out) {
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		out = out (index("\\\"?", c) ? "\\" : "") c
	}
	return out
}
function scalar(text,   s) {
	s = text
	if (s ~ /^'.*'$/) { s = substr(s, 2, length(s) - 2); gsub(/''/, "'", s) }
	else if (s ~ /^["|>&*!%@`[{]/ || s ~ /: / || s ~ / #/) refuse("not a plain or single-quoted text: " s)
	return "\"" escape(s) "\""
}
# 'a, b', c -> the texts, each as C has them
function list(text,   out, item, rest) {
	if (text !~ /^\[.*\]$/) refuse("not a list on its own: " text)
	rest = substr(text, 2, length(text) - 2)
	while (rest != "") {
		sub(/^ +/, "", rest)
		if (match(rest, /^'([^']|'')*'/) || match(rest, /^[^,']+/)) { item = substr(rest, 1, RLENGTH); rest = substr(rest, RLENGTH + 1) }
		else refuse("not a list of texts: " text)
		sub(/^ *,/, "", rest)
		out = out scalar(item) ", "
	}
	return out
}
function finish() {
	if (kind == "" || key["reader"] != "") { kind = ""; return }
	if (key["literals"] == "" || key["pattern"] == "") refuse("a rule of kind " kind " has no literals or no pattern")
	flags = "0"
	if (key["caseless"] == "true") flags = flags " | REDACT_CASELESS"
	if (key["word"] == "true") flags = flags " | REDACT_WORD"
	if (key["name"] == "true") flags = flags " | REDACT_NAME"
	rules = rules sprintf("    {.kind = %s, .literals = (const char *const[]){%sNULL},\n     .pattern = %s,\n", scalar(kind), list(key["literals"]), scalar(key["pattern"]))
	if (key["each"] != "") rules = rules sprintf("     .each = %s,\n", scalar(key["each"]))
	if (key["needs"] != "") rules = rules sprintf("     .needs = %s,\n", scalar(key["needs"]))
	if (key["reach"] != "") rules = rules sprintf("     .reach = %d,\n", key["reach"])
	if (key["entropy"] != "") rules = rules sprintf("     .entropy = %d,\n", key["entropy"] * 100 + 0.5)
	rules = rules "     .flags = " flags "},\n"
	kind = ""
}
function take(name, value) {
	if (name !~ /^(literals|pattern|each|needs|caseless|word|name|reach|entropy|reader)$/) refuse("no key of a rule: " name)
	key[name] = value
}
FNR == 1 { finish(); part = ""; skips = 0; open = "" }
/^ *#/ || /^ *$/ { next }
open != "" { open = open " " $0; if ($0 !~ /\]$/) next; sub(/ +/, " ", open); take(open_name, open); open = ""; next }
/^(pieces|rules):$/ { finish(); part = $1; skips = 0; next }
part == "pieces:" && match($0, /^  [a-z_]+: /) {
	name = substr($0, 3, RLENGTH - 4)
	pieces = pieces sprintf("    {\"%s\", %s},\n", name, scalar(substr($0, RLENGTH + 1)))
	next
}
part == "rules:" && /^  - kind: [a-z0-9-]+$/ { finish(); split("", key); kind = $3; skips = 0; next }
part == "rules:" && /^    (positive|negative):/ { skips = 1; next }
part == "rules:" && match($0, /^    [a-z]+: /) {
	name = substr($0, 5, RLENGTH - 6); value = substr($0, RLENGTH + 1); skips = 0
	if (value ~ /^\[/ && value !~ /\]$/) { open = value; open_name = name; next }
	take(name, value)
	next
}
skips { next }
{ refuse("not understood: " $0) }
END {
	if (bad) exit 1
	finish()
	print "/* Made of data/secrets by redact_table.awk. */"
	print "#include \"text/redact_rule.h\"\n\n#include <stddef.h>\n"
	print "const struct redact_piece redact_pieces[] = {\n" pieces "};"
	print "const size_t n_redact_pieces = sizeof redact_pieces / sizeof *redact_pieces;\n"
	print "const struct redact_rule redact_rules[] = {\n" rules "};"
	print "const size_t n_redact_rules = sizeof redact_rules / sizeof *redact_rules;"
}
