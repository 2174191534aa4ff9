# sshd: a real sshd on the loopback, for one test, as whoever runs it. Sourced after place.sh.
PATH=$PATH:/usr/sbin:/sbin
needs ssh sshd ssh-keygen setsid timeout flock
[ "$(id -u)" != 0 ] || mkdir -p /run/sshd # where it shuts itself up; it needs that only of root

# sshd_serves: at that port, if it is free
sshd_serves() {
	cat >"$tmp/sshd_config" <<-CONFIG
		Port $sshd_port
		ListenAddress 127.0.0.1
		HostKey $tmp/host_key
		PidFile none
		AuthorizedKeysFile $tmp/authorized
		StrictModes no
		UsePAM no
		PasswordAuthentication no
		KbdInteractiveAuthentication no
		LogLevel VERBOSE
		PerSourcePenalties no
	CONFIG
	sshd -t -f "$tmp/sshd_config" 2>/dev/null || sed -i '/PerSourcePenalties/d' "$tmp/sshd_config" # an older one
	[ -z "$sshd_path" ] || echo "SetEnv PATH=$sshd_path" >>"$tmp/sshd_config"
	rm -f "$tmp/sshd.said"
	mkfifo "$tmp/sshd.said"
	"$(command -v sshd)" -D -e -f "$tmp/sshd_config" 2>"$tmp/sshd.said" &
	sshd=$!
	exec 7<"$tmp/sshd.said"
	while read -r line <&7; do
		case $line in *"Server listening"*)
			cat <&7 >>"$tmp/sshd.log" &
			started="$started $sshd $!"
			exec 7<&-
			return 0
			;;
		esac
		why=$line
	done
	return 1
}
sshd_starts() {
	sshd_port=$((20001 + $$ % 1000 * 20))
	for key in host_key key other_key stranger; do ssh-keygen -q -t ed25519 -N '' -f "$tmp/$key"; done
	ssh-keygen -q -t ed25519 -N 'open sesame' -f "$tmp/locked"
	cat "$tmp/key.pub" "$tmp/locked.pub" >"$tmp/authorized"
	until sshd_serves; do
		sshd_port=$((sshd_port + 1))
		[ $((sshd_port % 20)) != 0 ] || { echo "skipped: sshd does not start: $why"; exit 77; }
	done
	: >"$tmp/empty"
	echo "[127.0.0.1]:$sshd_port $(cut -d' ' -f1,2 "$tmp/host_key.pub")" >"$tmp/known"
	echo "[127.0.0.1]:$sshd_port $(cut -d' ' -f1,2 "$tmp/other_key.pub")" >"$tmp/wrong"
	cat >"$tmp/ssh_config" <<-CONFIG
		Host jumped
		  ProxyJump far
		Match originalhost matched exec "echo %n >>$tmp/matched"
		  ProxyCommand ssh -F $tmp/ssh_config -W %h:%p far
		Host changed
		  UserKnownHostsFile $tmp/wrong
		Host unknown asking
		  UserKnownHostsFile $tmp/empty
		Host locked
		  IdentityFile $tmp/locked
		Host denied
		  IdentityFile $tmp/stranger
		Host closed
		  Port 1
		Host nowhere
		  HostName nowhere.invalid
		Host own
		  RemoteCommand echo mine
		  RequestTTY yes
		  ControlMaster auto
		  ControlPath $tmp/mine
		  ControlPersist 100
		  LocalForward 127.0.0.1:1 127.0.0.1:2
		  ExitOnForwardFailure yes
		Host * !locked !denied
		  IdentityFile $tmp/key
		Host *
		  HostName 127.0.0.1
		  Port $sshd_port
		  IdentityAgent none
		  IdentitiesOnly yes
		  GlobalKnownHostsFile /dev/null
		  UserKnownHostsFile $tmp/known
		  StrictHostKeyChecking ask
	CONFIG
	# OpenSSH finds its configuration by the password file, not by HOME
	printf '#!/bin/sh\nexec ssh -F "%s" "$@"\n' "$tmp/ssh_config" >"$tmp/ssh"
	chmod +x "$tmp/ssh"
	mkdir -p "$XDG_CONFIG_HOME/triage"
	printf 'ssh: %s\nflows: [%s]\n' "$tmp/ssh" "$tmp/flows" >"$XDG_CONFIG_HOME/triage/config.yaml"
	XDG_RUNTIME_DIR=$tmp/run
	mkdir -m 700 "$XDG_RUNTIME_DIR"
	export XDG_RUNTIME_DIR
	unset SSH_AUTH_SOCK SSH_ASKPASS
}
logins() { grep -c 'Accepted publickey' "$tmp/sshd.log"; }
sessions_die() { # the connections break; sshd itself goes on
	for pid in $(ps -e -o pid= -o ppid= | awk -v of="$sshd" '$2 == of { print $1 }'); do kill -KILL "$pid"; done
}
# way_ends: waits for those that end connections, and for these
way_ends() {
	for lock in "$XDG_RUNTIME_DIR"/*/keeper; do
		(flock -w 20 9) 2>/dev/null 9<"$lock"
	done
	for pid in $(ps -e -o pid= -o args= | grep -F "ControlPath=$XDG_RUNTIME_DIR" | grep -v grep | awk '{ print $1 }'); do
		timeout 20 tail -s 0.1 --pid="$pid" -f /dev/null
	done
}
# nothing is left of connections: no place, no process
no_way_is_left() {
	[ -z "$(ls "$XDG_RUNTIME_DIR")" ] || { complain "$1: left behind: $(ls "$XDG_RUNTIME_DIR"/*)"; return; }
	if ps -e -o args= | grep -F "ControlPath=$XDG_RUNTIME_DIR" | grep -v grep; then complain "$1: an ssh is left"; fi
}
