# place: a place of its own for a test, and a service in it that can fail. Sourced by the scripts of e2e, plain and term.
# Ends of what was started here: by its id, at exit.
tmp=$(mktemp -d) || exit 99
started=
leave() {
	for pid in $started; do kill "$pid" 2>/dev/null; done
	rm -rf "$tmp"
}
trap leave EXIT
trap 'exit 99' HUP INT TERM
HOME=$tmp XDG_STATE_HOME=$tmp/state XDG_CONFIG_HOME=$tmp/config XDG_CACHE_HOME=$tmp/cache
LC_ALL=C.UTF-8 LANGUAGE=en TZ=UTC TERM=xterm-256color
unset NO_COLOR COLORTERM TMUX DISPLAY EDITOR VISUAL
export HOME XDG_STATE_HOME XDG_CONFIG_HOME XDG_CACHE_HOME LC_ALL LANGUAGE TZ TERM
drive=$top_builddir/tests/drive/drive
bad=0
complain() { echo "$*"; bad=1; }

# needs PROGRAM...: without one of them the test is skipped, and says so
needs() {
	for program in "$@"; do
		command -v "$program" >/dev/null 2>&1 || { echo "skipped: there is no ${program##*/}"; exit 77; }
	done
}

# flows_from DIRECTORY: triage finds the flows there, besides those that ship
flows_from() {
	mkdir -p "$XDG_CONFIG_HOME/triage"
	printf 'flows: [%s]\n' "$1" >"$XDG_CONFIG_HOME/triage/config.yaml"
}

# has FILE TEXT / lacks FILE TEXT
has() { grep -qF -e "$2" "$1" || { complain "$1 does not say: $2"; return 1; }; }
lacks() { if grep -qF -e "$2" "$1"; then complain "$1 says: $2"; return 1; fi; }

# ---- the shop: releases r417 (answers 200) and r418 (fails), a link, a service -----------------------------------------
release() { # release NAME STATUS [TRACE]
	mkdir -p "$shop/releases/$1"
	echo "$2" >"$shop/releases/$1/status"
	[ -z "$3" ] || printf '%s\n' "$3" >"$shop/releases/$1/trace"
}
deploy() { ln -sfn "$shop/releases/$1" "$shop/current"; }
shop_starts() {
	shop=$tmp/shop
	release r417 200
	release r418 500 'ERROR NullPointerException: coupon is null
	at shop.Cart.discount(Cart.java:211)
	at shop.Checkout.total(Checkout.java:88)'
	echo /checkout >"$shop/releases/r418/only"
	touch -d '1 day ago' "$shop/releases/r417"
	mkdir -p "$shop/etc"
	: >"$shop/access.log"
	: >"$shop/app.log"
	deploy r417
	mkfifo "$tmp/serves"
	"$top_builddir/tests/e2e/shop" "$shop" >"$tmp/serves" &
	started="$started $!"
	cat "$tmp/serves"
	url=http://127.0.0.1:$(cat "$shop/port")/checkout
}
asks() { # asks N [PATH]: N requests, one after another
	n=$1
	while [ "$n" -gt 0 ]; do
		curl -s -o "$tmp/answer" "${url%/checkout}${2:-/checkout}"
		n=$((n - 1))
	done
}
answers() { curl -s -o "$tmp/answer" -w '%{http_code}' "$url"; }
# was_well: the half hour before, in the access log: a request every ten seconds, all of them answered. Without it there is
# nothing that the errors could stand out from.
was_well() {
	now=$(date +%s)
	for s in $(seq 1800 -10 60); do
		date -u -d "@$((now - s))" '+10.0.0.1 - - [%d/%b/%Y:%H:%M:%S +0000] "GET / HTTP/1.1" 200 12 "-" "-"'
	done >>"$shop/access.log"
}

# ---- people at terminals: `sits ann 80x24 COMMAND...`, then `ann key r`, `ann wait TEXT`, ... (see drive.c) -----------------
sits() {
	who=$1 size=$2; shift 2
	rm -f "$tmp/$who.in" "$tmp/$who.out"
	mkfifo "$tmp/$who.in" "$tmp/$who.out"
	"$drive" -e -g "$size" "$@" <"$tmp/$who.in" >"$tmp/$who.out" 2>"$tmp/$who.trouble" &
	started="$started $!"
	case $who in
	ann) exec 3>"$tmp/ann.in" 4<"$tmp/ann.out" ;;
	*) exec 5>"$tmp/$who.in" 6<"$tmp/$who.out" ;;
	esac
}
obeyed() { # obeyed WHO WORDS... <reply: what stands before the "ok" is what the command prints
	while read -r reply; do
		[ "$reply" != ok ] || return 0
		echo "$reply"
	done
	who=$1; shift
	echo "$who: $*"
	cat "$tmp/$who.trouble"
	exit 1
}
ann() { echo "$*" >&3; obeyed ann "$@" <&4; }
bob() { echo "$*" >&5; obeyed bob "$@" <&6; }
