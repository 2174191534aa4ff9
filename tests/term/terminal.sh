#!/bin/sh
# The program at a real terminal: every size, every way out, every kind of terminal and locale, and whatever a stranger
# may have put into a flow, an output or a paste.
. "$top_srcdir/tests/e2e/place.sh"
needs "$drive"
flows_from "$top_srcdir/tests/plain/flows, $top_srcdir/tests/term/flows"
echo 240 >"$tmp/waiting"
"$TRIAGE" start small --set place="$tmp" --set queue=mail --detach >"$tmp/said" || complain "$(cat "$tmp/said")"

# try NAME [OPTIONS FOR drive... --] PROGRAM...: the script on standard input
try() {
	name=$1; shift
	"$drive" "$@" >"$tmp/drive" 2>&1 || { complain "$name"; cat "$tmp/drive"; }
}

try "sizes" "$TRIAGE" resume <<'END'
wait How long is the queue?
row 24 q leave
resize 120x40
row 40 q leave
wait Timeline
resize 40x12
row 12 q leave
wait How long is the queue?
gone Timeline
resize 36x9
wait triage needs 40x12
resize 80x24
row 24 q leave
wait How long is the queue?
gone triage needs
key C-l
row 24 ? help
key r
wait ✓ look
key q q
exit 0
END

# On every way out the terminal is as it was: its modes, and what was on it.
inside() { # inside COMMAND: what stands around it
	echo "echo BEFORE; stty -a >$tmp/modes; $1; code=\$?; stty -a | cmp - $tmp/modes && echo SAME; echo AFTER \$code"
}
try "left by q" sh -c "$(inside "$TRIAGE resume")" <<'END'
wait How long is the queue?
gone BEFORE
key q q
wait AFTER 0
wait BEFORE
wait SAME
gone How long
raw \e[?2004h
raw \e[?2004l
END
# Sanitizers would tell of the crash at length, in front of what stood there before.
ASAN_OPTIONS=$ASAN_OPTIONS:handle_segv=0:handle_abort=0
export ASAN_OPTIONS
for signal in TERM SEGV ABRT; do
	sits ann 80x24 sh -c "$(inside "sh -c 'echo \$\$ >$tmp/pid; exec $TRIAGE resume'")"
	ann wait How long is the queue
	kill -$signal "$(cat "$tmp/pid")"
	ann wait AFTER
	ann wait BEFORE
	ann wait SAME
	ann gone How long
	exec 3>&- 4<&-
done
try "Ctrl-Z and back" bash -mc "stty -a >$tmp/modes; $TRIAGE resume; stty -a | cmp - $tmp/modes && echo SAME; read x; fg >/dev/null; echo AFTER" <<'END'
wait How long is the queue?
key C-z
wait SAME
gone How long
key Enter
wait How long is the queue?
row 24 q leave
key q q
wait AFTER
END

# Colours, glyphs.
try "colours" "$TRIAGE" resume <<'END'
wait How long is the queue?
raw \e[32m
END
try "NO_COLOR" env NO_COLOR=1 "$TRIAGE" resume <<'END'
wait How long is the queue?
key r
wait ✓ look
unraw \e[31m
unraw \e[32m
unraw \e[33m
unraw ;31m
unraw ;32m
unraw ;33m
unraw \e[39
END
try "an unknown TERM" env TERM=no-such-terminal "$TRIAGE" resume <<'END'
wait How long is the queue?
row 24 q leave
END
try "a locale that is not there" env LC_ALL=xx_XX.UTF-8 "$TRIAGE" resume <<'END'
wait How long is the queue?
wait ▸
wait ✓ recorded
END
try "the C locale" env LC_ALL=C "$TRIAGE" resume <<'END'
wait How long is the queue?
wait + recorded
gone ▸
gone ─
END
DRIVE_TERM=linux try "the console" "$TRIAGE" resume <<'END'
wait How long is the queue?
wait + recorded
gone ▸
gone ─
END

# Poison: visible, never obeyed; columns stay where they are.
try "a hostile flow" -g 100x30 "$TRIAGE" start hostile <<'END'
wait evil-step
row 1 ✓ recorded
row 4 数据库
key r
wait evil-output
key Up Enter
wait Output
wait evil-output
wait 图 wide
unraw \e]0;
unraw \e]52
unraw \e[5m
unraw \e[31mevil
unraw \e[2Jevil
key q
key h
row 2 Causes
wait ^[[2Jevil-cause
wait 数据库已满 is full, caf
unraw \e[2Jevil
key q t
row 2 Timeline
key q n
wait Note:
type 一二三 e
key Enter
wait 一二三
END
"$TRIAGE" list >"$tmp/list" 2>&1
"$TRIAGE" show INC-2 >>"$tmp/list" 2>&1
"$TRIAGE" check "$top_srcdir/tests/term/flows/hostile.yaml" >>"$tmp/list" 2>&1
if LC_ALL=C grep -q "$(printf '\033')" "$tmp/list"; then complain "an escape reached the output:"; cat -v "$tmp/list"; fi

# Pastes.
try "a paste is no key" "$TRIAGE" resume INC-1 <<'END'
wait How long is the queue?
paste rq1:x
wait Note:
wait rq1:x
key Enter
gone Note:
wait rq1:x
key =
wait Enter keep
lines 100 line
wait line 100
key Esc
gone Enter keep
wait How long is the queue?
lines 100 kept
wait Note:
key Enter
gone Note:
key t
wait kept 1
key q q q
exit 0
END
[ "$("$TRIAGE" show INC-1 --json | grep -c '"kind": "noted"')" = 2 ] || complain "two pastes are not two notes"

# Nothing is written while nothing happens, but the minute.
try "idle" "$TRIAGE" resume INC-1 <<'END'
wait How long is the queue?
row 24 q leave
settle 500
idle 2200 40
END
exit $bad
