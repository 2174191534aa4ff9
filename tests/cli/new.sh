#!/bin/sh
# A new flow and a new article pass the check without a warning, in each language; what is there is not overwritten.
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
HOME=$tmp XDG_STATE_HOME=$tmp/state LC_ALL=C.UTF-8
export HOME XDG_STATE_HOME LC_ALL
cd "$tmp" || exit 99
bad=0
complain() { echo "$*"; bad=1; }

for LANGUAGE in en de; do
	export LANGUAGE
	mkdir "$LANGUAGE" && cd "$LANGUAGE" || exit 99
	"$TRIAGE" new flow disk-full >said 2>err || complain "$LANGUAGE: $? $(cat err)"
	[ "$(cat said)" = disk-full.yaml ] && grep -q 'triage try disk-full.yaml' err || complain "$LANGUAGE: it says $(cat said err)"
	grep -qx 'id: disk-full' disk-full.yaml && grep -qx 'title: Disk full' disk-full.yaml || complain "$LANGUAGE: the name is not in it"
	if grep -iq 'skeleton' disk-full.yaml; then complain "$LANGUAGE: $(grep -i skeleton disk-full.yaml)"; fi
	LANGUAGE=en "$TRIAGE" check disk-full.yaml >said 2>&1 && grep -q ': 0 errors, 0 warnings$' said || complain "$LANGUAGE: $(cat said)"
	"$TRIAGE" new article disk/traps.md >said 2>err && complain "$LANGUAGE: a directory that is not there was written to"
	mkdir disk && "$TRIAGE" new article disk/traps.md >said 2>err || complain "$LANGUAGE: $(cat err)"
	grep -qx 'id: traps' disk/traps.md && grep -qx 'title: Traps' disk/traps.md || complain "$LANGUAGE: $(head -5 disk/traps.md)"
	LANGUAGE=en "$TRIAGE" kb check disk/traps.md >said 2>&1 && grep -q 'nothing to mend$' said || complain "$LANGUAGE: $(cat said)"
	cd ..
done
cmp -s en/disk-full.yaml de/disk-full.yaml && complain "German is English"

# What is there stays.
cp en/disk-full.yaml before
(cd en && LANGUAGE=en "$TRIAGE" new flow disk-full.yaml >../said 2>&1)
[ $? = 77 ] && grep -q 'is not overwritten' said && cmp -s before en/disk-full.yaml || complain "overwritten: $(cat said)"
ln -s /nowhere/else en/link.yaml
(cd en && "$TRIAGE" new flow link >/dev/null 2>&1) && complain "written through a link"

for name in Disk 9lives 'a b' '' .hidden 'x$(reboot)' "$(printf 'a%.0s' $(seq 70))"; do
	"$TRIAGE" new flow "$name" >said 2>&1 && complain "'$name' became a flow"
done
"$TRIAGE" new drill x >said 2>&1 && complain "a drill was begun"
[ -z "$(find . -maxdepth 1 -name '*.yaml')" ] || complain "written after all: $(ls)"
exit $bad
