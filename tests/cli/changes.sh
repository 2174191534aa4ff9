#!/bin/sh
# What changed on a machine that is made here: a repository, releases behind a link, files with a copy beside them, a package
# log, and tools in PATH that print what the real ones would. The times lie in 2011, when nothing of this machine was written.
tmp=$(mktemp -d) || exit 99
usual=$PATH
trap 'PATH=$usual; rm -rf "$tmp"' EXIT
failed=0
refuse() { echo "$*"; failed=1; }
HOME=$tmp TZ=UTC LC_ALL=C.UTF-8 LANGUAGE=en COLUMNS=300
export HOME TZ LC_ALL LANGUAGE COLUMNS
user=$(id -un)
has_git=; command -v git >/dev/null && has_git=1
cd "$tmp" || exit 99
mkdir tools
for tool in git diff sh cat ls; do
	at=$(command -v $tool) && ln -s "$at" "tools/$tool"
done
# shellcheck disable=SC2123  # it is meant
PATH=$tmp/tools
touch=$(PATH=/usr/bin:/bin command -v touch) mkdir=$(PATH=/usr/bin:/bin command -v mkdir) ln=$(PATH=/usr/bin:/bin command -v ln)
grep=$(PATH=/usr/bin:/bin command -v grep) sed=$(PATH=/usr/bin:/bin command -v sed) chmod=$(PATH=/usr/bin:/bin command -v chmod)

# ---- the machine ----
$mkdir -p srv/shop/releases/r417/src srv/shop/releases/r418/src etc/nginx repo/src empty
echo old >srv/shop/releases/r417/src/Cart.java
echo new >srv/shop/releases/r418/src/Cart.java
echo same >srv/shop/releases/r417/README
echo same >srv/shop/releases/r418/README
$ln -s releases/r418 srv/shop/current
$touch -d '2011-02-01 00:00' srv/shop/releases/r417/src/* srv/shop/releases/r417/README srv/shop/releases/r418/README
$touch -d '2011-03-01 02:55' srv/shop/releases/r418/src/*
$touch -d '2011-02-01 00:00' srv/shop/releases/r417
$touch -d '2011-03-01 02:55' srv/shop/releases/r418
$touch -h -d '2011-03-01 02:58:40' srv/shop/current
printf 'a\nb\nc\n' >etc/nginx/shop.conf.bak
printf 'a\nB\nC\n' >etc/nginx/shop.conf
echo 'not seen' >etc/nginx/.shop.conf.swp
$touch -d '2011-03-01 02:31:05' etc/nginx/shop.conf etc/nginx/shop.conf.bak etc/nginx/.shop.conf.swp
cat >dpkg.log <<'END'
2011-03-01 02:13:22 upgrade libssl3:amd64 3.0.13 3.0.14
2011-03-01 02:13:22 status installed libssl3:amd64 3.0.14
END
printf '2011-03-01T03:03:10Z\tflag new-cart to 50%%\tcarol\nwhat\n2011-03-01 01:00:00\tmigration \033[2J of orders\n' >events.txt
cat >tools/journalctl <<'END'
#!/bin/sh
case "$*" in *--since=@*MESSAGE_ID=39f53479d3a045ac8e11786248231fbf*) ;; *) echo "asked $*" >&2; exit 1 ;; esac
echo '{"__REALTIME_TIMESTAMP":"1298941960000000","MESSAGE_ID":"d9b373ed55a64feb8242e02dbe79a49c","UNIT":"app-worker.service","UNIT_RESULT":"oom-kill"}'
echo '{"__REALTIME_TIMESTAMP":"1298941962000000","MESSAGE_ID":"5eb03494b6584870a536b337290809b2","UNIT":"app-worker.service"}'
echo '{"__REALTIME_TIMESTAMP":"1298941964000000","MESSAGE_ID":"39f53479d3a045ac8e11786248231fbf","UNIT":"app-worker.service"}'
END
cat >tools/kubectl <<'END'
#!/bin/sh
case "$*" in *--all-namespaces*) echo 'Error from server (Forbidden): replicasets is forbidden' >&2; exit 1 ;; esac
cat <<'JSON'
{"items":[{"metadata":{"namespace":"shop","creationTimestamp":"2011-03-01T02:00:00Z","annotations":{"deployment.kubernetes.io/revision":"12"},
"ownerReferences":[{"kind":"Deployment","name":"mail","controller":true}]},"spec":{"template":{"spec":{"containers":[{"image":"mail:2"}]}}}}]}
JSON
END
printf '#!/bin/sh\necho "permission denied while trying to connect to the Docker daemon socket" >&2\nexit 1\n' >tools/docker
$chmod +x tools/journalctl tools/kubectl tools/docker

window="--since 2011-03-01T00:00:00Z --until 2011-03-01T04:00:00Z --onset 2011-03-01T03:01:12Z"
changes() { # shellcheck disable=SC2086  # options
	"$TRIAGE" changes $window "$@" 2>&1 | $sed "s|$tmp|TMP|g; s/by $user\\b/by USER/g; s/   */  /g"
}
expect() { # NAME
	cat >"$tmp/wanted"
	diff -u "$tmp/wanted" "$tmp/said" || refuse "$1: differs"
}

# ---- all of it, as a page would show it ----
cd empty || exit 99
changes --service shop --trace Cart.java --releases "$tmp/srv/shop/current" --files "$tmp/etc" --events "$tmp/events.txt" \
	--command "printf '2011-03-01 02:50\tdns of mail\n'" >../all
cd .. || exit 99
$sed '/^Looked at/,$d' all >said
expect "the list" <<'END'
7 changes since 1 Mar 2011 00:00, most suspect first. The onset is 1 Mar 2011 03:01:12.

 1 1 Mar 2011 02:58:40  release r418, by USER  2 min before the onset
  1 file differs from r417; Cart.java is in the failing trace
 2 1 Mar 2011 02:31:05  TMP/etc/nginx/shop.conf, by USER  30 min before the onset
  2 lines; the failing service, this host
 3 1 Mar 2011 02:00:00  deployment shop/mail revision 12  1 h before the onset
  mail:2; the failing service
 4 1 Mar 2011 02:50:00  dns of mail  11 min before the onset
  nothing that fails links to it
 5 1 Mar 2011 01:00:00  migration ^[[2J of orders  2 h before the onset
  nothing that fails links to it
 6 1 Mar 2011 01:12:44  unit app-worker restarted  1 h before the onset
  by itself, at its memory limit; steady since
 7 1 Mar 2011 03:03:10  flag new-cart to 50%, by carol  1 min after
  it came later

To see 1  diff -rq -- TMP/srv/shop/releases/r417 TMP/srv/shop/releases/r418
To undo 1  ln -sfn -- TMP/srv/shop/releases/r417 TMP/srv/shop/current
To see 2  diff -u -- TMP/etc/nginx/shop.conf.bak TMP/etc/nginx/shop.conf
To undo 2  cp -p -- TMP/etc/nginx/shop.conf.bak TMP/etc/nginx/shop.conf
To see 3  kubectl -n shop rollout history --revision=12 -- deployment/mail
END
no_repository='git: no repository in this directory'
[ "$has_git" ] || no_repository='git: no git here'
for said in 'Kubernetes: only the present namespace' 'events TMP/events.txt: 1 line was not understood' 'Docker: no permission' "$no_repository"; do
	$sed '1,/^Looked at/d' all | $grep -qF "$said" || refuse "not said: $said: $(cat all)"
done
$grep -q "$(printf '\033')" all && refuse "an escape reached the screen"
# What only its owner may read is not printed into a record.
printf 'secret\n' >etc/nginx/key.pem
$chmod 600 etc/nginx/key.pem
$touch -d '2011-03-01 02:30' etc/nginx/key.pem
changes --json etc | $grep -q '"see":"ls -l -- TMP/etc/nginx/key.pem"' || refuse "a key is shown: $(changes --json etc)"
PATH=$usual rm etc/nginx/key.pem
# What it says to look with, shows it.
sh -c "$($sed -n "s|TMP|$tmp|g; s/^To see 2  //p" all)" | $grep -q '^+B$' || refuse "the diff shows no difference"

# ---- what is named is looked at alone, for what it is ----
changes dpkg.log srv/shop/current etc events.txt nowhere >said
expect "what is named" <<'END'
5 changes since 1 Mar 2011 00:00, most suspect first. The onset is 1 Mar 2011 03:01:12.

 1 1 Mar 2011 02:58:40  release r418, by USER  2 min before the onset
  1 file differs from r417; the last one before the onset
 2 1 Mar 2011 02:31:05  TMP/etc/nginx/shop.conf, by USER  30 min before the onset
  2 lines
 3 1 Mar 2011 01:00:00  migration ^[[2J of orders  2 h before the onset
 4 1 Mar 2011 02:13:22  package libssl3 3.0.13 -> 3.0.14  47 min before the onset
 5 1 Mar 2011 03:03:10  flag new-cart to 50%, by carol  1 min after
  it came later

To see 1  diff -rq -- TMP/srv/shop/releases/r417 TMP/srv/shop/releases/r418
To undo 1  ln -sfn -- TMP/srv/shop/releases/r417 TMP/srv/shop/current
To see 2  diff -u -- TMP/etc/nginx/shop.conf.bak TMP/etc/nginx/shop.conf
To undo 2  cp -p -- TMP/etc/nginx/shop.conf.bak TMP/etc/nginx/shop.conf
Looked at  dpkg · releases srv/shop/current · files etc · events events.txt
Not looked at  events events.txt: 1 line was not understood · files nowhere: it is not there
END

# ---- a real repository: a commit that touched the failing file comes first, however old ----
if [ "$has_git" ]; then
	commit() { # TIME AUTHOR MESSAGE
		git -C repo add -A
		GIT_AUTHOR_DATE="2011-03-01T$1Z" GIT_COMMITTER_DATE="2011-03-01T$1Z" git -C repo -c user.name="$2" -c user.email=a@example.org \
			-c commit.gpgsign=false commit -q --allow-empty-message -m "$3"
	}
	git init -q repo
	git -C repo symbolic-ref HEAD refs/heads/main
	echo 1 >repo/src/Cart.java; commit 00:30:00 ann 'sums of the cart'
	echo 1 >repo/README; commit 02:59:00 bob "$(printf 'say \033[31mmore\036')"
	$mkdir repo/migrations; echo 1 >repo/migrations/7.sql; commit 02:40:00 carol 'a column'
	# What a repository would have others run is not run.
	printf '#!/bin/sh\necho run >>"%s/was-run"\n' "$tmp" >evil
	$chmod +x evil
	for key in core.fsmonitor core.pager core.sshCommand gpg.program diff.external; do git -C repo config $key "$tmp/evil"; done
	git -C repo config log.showSignature true
	changes --trace /srv/app/src/Cart.java --json repo >json
	changes --trace /srv/app/src/Cart.java repo | $sed '/^To see/,$d; s/commit [0-9a-f]*/commit HASH/' >said
	expect "a repository" <<'END'
3 changes since 1 Mar 2011 00:00, most suspect first. The onset is 1 Mar 2011 03:01:12.

 1 1 Mar 2011 00:30:00  commit HASH sums of the cart, by ann  2 h before the onset
  1 file; Cart.java is in the failing trace
 2 1 Mar 2011 02:59:00  commit HASH say ^[[31mmore^^, by bob  2 min before the onset
  1 file
 3 1 Mar 2011 02:40:00  commit HASH a column, by carol  21 min before the onset
  1 file

END
	[ ! -e was-run ] || refuse "the repository had a program run: $(cat was-run)"
	# Nor by what it says to look with: that is run when somebody asks to see a change.
	printf '* diff=evil filter=evil\n' >repo/.git/info/attributes
	for key in diff.evil.textconv diff.evil.command filter.evil.clean filter.evil.smudge; do git -C repo config $key "$tmp/evil"; done
	echo 2 >>repo/src/Cart.java
	$touch -d '2011-03-01 02:50' repo/src/Cart.java
	git -C repo diff >/dev/null 2>&1
	[ -e was-run ] || refuse "the test is no test: git itself runs nothing"
	PATH=$usual rm -f was-run
	{ changes repo; changes --files "$tmp/repo/src" empty; } | $sed -n "s|TMP|$tmp|g; s/^To see [0-9]*  //p" >sees
	sh sees >said 2>&1
	[ ! -e was-run ] || refuse "looking at a change ran a program: $(cat sees was-run)"
	$grep -q '^+1$' said || refuse "the commits are not shown: $(cat sees said)"
	$grep -q '^+2$' said || refuse "what is not committed is not shown: $(cat sees said)"
	$sed -i /evil/d repo/.git/config
	$grep -q '"kind":"data","what":"commit [0-9a-f]* a column"' json || refuse "the migration is no change of data: $(cat json)"
	# A deployer that writes down its commit, beside a mirror: the commits are counted.
	git clone -q --mirror repo srv/shop/repo 2>/dev/null
	git -C repo rev-parse HEAD~2 >srv/shop/releases/r417/REVISION
	git -C repo rev-parse HEAD >srv/shop/releases/r418/REVISION
	$touch -d '2011-02-01 00:00' srv/shop/releases/r417
	$touch -d '2011-03-01 02:55' srv/shop/releases/r418
	changes srv/shop/current | $grep -q '^  2 commits, 1 file differs from r417' || refuse "commits are not counted: $(changes srv/shop/current)"
	$grep -q '"files":\["src/Cart.java"\]' json || refuse "json: no files: $(cat json)"
fi

# ---- events through a pipe, and what is no use ----
printf '{"time":"2011-03-01T02:00:00Z","what":"deploy of shop","who":"ann"}\n' | changes --events - --json >said
$grep -q '"what":"deploy of shop","who":"ann"' said || refuse "standard input was not read: $(cat said)"
"$TRIAGE" changes --since yesterday-ish empty >said 2>&1
[ $? = 64 ] || refuse "a time that is none: not 64"
$grep -q "'yesterday-ish' is no time" said || refuse "a time that is none: $(cat said)"
"$TRIAGE" changes --since 2011-03-01T00:00:00Z --until 2011-02-01T00:00:00Z empty >said 2>&1
[ $? = 64 ] || refuse "a window that ends before it begins: not 64"
"$TRIAGE" changes --onset "" --service "" --since 2011-03-01T00:00:00Z --until 2011-03-01T04:00:00Z empty >said 2>&1 || refuse "empty values are refused: $(cat said)"
$grep -q '^Nothing changed since' said || refuse "nothing: $(cat said)"

# A tool that never ends, or never stops talking, is left.
printf '#!/bin/sh\nwhile :; do echo "{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}"; done\n' >tools/journalctl
printf '#!/bin/sh\nhead -c 100000 /dev/urandom\n' >tools/kubectl
PATH=$usual $ln -sf "$(PATH=$usual command -v head)" tools/head
changes >said
$grep -q 'systemd: it said too much' said || refuse "an endless journalctl: $(cat said)"
$grep -q 'Kubernetes: a part of its answer was not understood' said || refuse "a binary kubectl: $(cat said)"

# In German for people, in English for programs.
if [ -f "$top_builddir/locale/de/LC_MESSAGES/triage.mo" ]; then
	TRIAGE_LOCALEDIR=$top_builddir/locale LANGUAGE=de
	export TRIAGE_LOCALEDIR
	changes events.txt | $grep -q 'flag new-cart to 50%, von carol' || refuse "not in German: $(changes events.txt)"
	changes --releases "$tmp/srv/shop/current" --files "$tmp/etc" --files "$tmp/nowhere" >said
	for what in 'Release r418' 'Commits, 1 Datei anders als in r417' '2 Zeilen' 'nowhere: nicht vorhanden'; do
		$grep -q "$what" said || refuse "not in German, $what: $(cat said)"
	done
	changes --json events.txt | $grep -q '"why":"it came later"' || refuse "JSON in German: $(changes --json events.txt)"
	LANGUAGE=en
fi

# ---- what is configured is looked at too ----
$mkdir -p .config/triage
cat >.config/triage/config.yaml <<END
changes:
  releases: [$tmp/srv/shop/current]
  events: $tmp/events.txt
  command: ["printf '2011-03-01 02:00\tfrom a command\n'"]
END
changes >said
for what in 'release r418' 'flag new-cart' 'from a command'; do $grep -q "$what" said || refuse "not from config.yaml: $what: $(cat said)"; done
"$TRIAGE" config >said
$grep -q "^changes.releases .*/srv/shop/current" said || refuse "triage config: $(cat said)"
echo 'changes: {gitt: [.]}' >.config/triage/config.yaml
"$TRIAGE" changes >said 2>&1
[ $? = 78 ] && $grep -q "did you mean 'changes.git'" said || refuse "a setting that is none: $(cat said)"
exit $failed
