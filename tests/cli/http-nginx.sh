#!/bin/sh
# `triage http` against a real nginx: by HTTP and TLS, as proxy of a service that is down, with a cache, with a certificate that
# nobody trusts, of another name, or expired.
LC_ALL=C.UTF-8 LANGUAGE=en; export LC_ALL LANGUAGE
unset http_proxy https_proxy all_proxy HTTPS_PROXY ALL_PROXY no_proxy
for tool in nginx openssl; do
	PATH=$PATH:/usr/sbin command -v $tool >/dev/null || { echo "$tool is missing"; exit 77; }
done
tmp=$(mktemp -d) || exit 99
chmod 755 "$tmp" # its workers are somebody else
HOME=$tmp; export HOME
trap '[ ! -s "$tmp/pid" ] || kill "$(cat "$tmp/pid")" 2>/dev/null; rm -rf "$tmp"' EXIT
"$TRIAGE" http http://127.0.0.1:1/ 2>&1 | grep -q 'without libcurl\|cannot be opened' && { echo "no libcurl"; exit 77; }
bad=0

certificate() { # NAME SUBJECT DAYS
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$tmp/$1.key" -out "$tmp/$1.pem" -days "$3" \
		-subj "/CN=$2" -addext "subjectAltName=DNS:$2" >/dev/null 2>&1 || { echo "openssl makes no certificate"; exit 77; }
}
certificate good localhost 30
certificate other elsewhere.example 30
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$tmp/old.key" -out "$tmp/old.csr" -subj /CN=localhost >/dev/null 2>&1
openssl x509 -req -in "$tmp/old.csr" -signkey "$tmp/old.key" -days -1 -out "$tmp/old.pem" >/dev/null 2>&1 # some refuse to
[ -s "$tmp/old.pem" ] || cp "$tmp/good.pem" "$tmp/old.pem"
[ -s "$tmp/old.key" ] || cp "$tmp/good.key" "$tmp/old.key"

# Four ports that are free now; another may take one before nginx does, and then it is tried again.
start() {
	base=$((20000 + ($$ * 7 + $1 * 131) % 30000))
	plain=$base tls=$((base + 1)) name=$((base + 2)) old=$((base + 3))
	cat >"$tmp/nginx.conf" <<END
daemon on; pid $tmp/pid; error_log $tmp/error.log; worker_processes 1;
events { worker_connections 64; }
http {
	access_log off; default_type text/plain; server_tokens off;
	client_body_temp_path $tmp/a; proxy_temp_path $tmp/b; fastcgi_temp_path $tmp/c; uwsgi_temp_path $tmp/d; scgi_temp_path $tmp/e;
	server {
		listen 127.0.0.1:$plain;
		location = /ok { add_header X-Request-Id \$request_id; return 200 "fine\n"; }
		location = /app { add_header X-Served-By app-1; return 500 "app\n"; }
		location = /down { proxy_pass http://127.0.0.1:1; }
		location = /moved { return 301 https://localhost:$tls/ok; }
		location = /busy { add_header Retry-After 3600 always; return 503; }
		location = /who { return 200 "\$http_x_route|\$http_authorization\n"; }
	}
	server { listen 127.0.0.1:$tls ssl; server_name localhost; ssl_certificate $tmp/good.pem; ssl_certificate_key $tmp/good.key;
		location / { return 200 "secure\n"; } }
	server { listen 127.0.0.1:$name ssl; ssl_certificate $tmp/other.pem; ssl_certificate_key $tmp/other.key; location / { return 200; } }
	server { listen 127.0.0.1:$old ssl; ssl_certificate $tmp/old.pem; ssl_certificate_key $tmp/old.key; location / { return 200; } }
}
END
	PATH=$PATH:/usr/sbin nginx -c "$tmp/nginx.conf" -p "$tmp" 2>"$tmp/said"
}
try=0
until start $try; do
	try=$((try + 1))
	[ $try -lt 5 ] || { echo "nginx does not start here:"; cat "$tmp/said"; exit 77; }
done

# says STATUS PATTERN -- ARGUMENT...
says() {
	status=$1 pattern=$2; shift 3
	"$TRIAGE" http "$@" >"$tmp/said" 2>&1 </dev/null
	got=$?
	[ $got = "$status" ] && grep -q -e "$pattern" "$tmp/said" && return
	echo "http $*: exit $got, or no line /$pattern/"; cat "$tmp/said"; bad=1
}

at=http://127.0.0.1:$plain
says 0 '^200 in .*request id [0-9a-f]\{32\}' -- "$at/ok"
says 0 'server *nginx' -- "$at/ok"
says 1 'the status is 404, not 2xx' -- "$at/nowhere"
says 1 '^502 in' -- "$at/down"
says 1 'made by what stands before the application (nginx)' -- "$at/down" --compare "$at/ok" --rate 50
says 1 'retry after *1 h' -- "$at/busy"
says 0 '^direct|$' -- "$at/who" -H 'X-Route: direct' --long
says 1 'the certificate is not trusted' -- "https://localhost:$tls/" --resolve "localhost:$tls:127.0.0.1"
says 0 'TLS' -- "https://localhost:$tls/" --resolve "localhost:$tls:127.0.0.1" --ca "$tmp/good.pem" --certificate 7d
says 0 'holds for 29 d' -- "https://localhost:$tls/" --resolve "localhost:$tls:127.0.0.1" --ca "$tmp/good.pem"
says 1 'the certificate ends too soon' -- "https://localhost:$tls/" --resolve "localhost:$tls:127.0.0.1" --ca "$tmp/good.pem" --certificate 60d
says 0 '"tls_version":"TLSv1' -- "https://localhost:$tls/" --resolve "localhost:$tls:127.0.0.1" --ca "$tmp/good.pem" --json
says 0 '^200 in' -- "$at/moved" --redirects 1 --rate 50 --ca "$tmp/good.pem" --resolve "localhost:$tls:127.0.0.1"
says 1 'is not trusted' -- "https://localhost:$name/" --resolve "localhost:$name:127.0.0.1" --ca "$tmp/other.pem"
says 0 '^200 in' -- "https://localhost:$name/" --resolve "localhost:$name:127.0.0.1" --insecure
if ! openssl x509 -checkend 0 -noout -in "$tmp/old.pem" >/dev/null; then
	says 1 'certificate has expired' -- "https://localhost:$old/" --resolve "localhost:$old:127.0.0.1" --ca "$tmp/old.pem"
	says 0 'expired at' -- "https://localhost:$old/" --resolve "localhost:$old:127.0.0.1" --insecure
fi
says 1 'no secure connection' -- "https://127.0.0.1:$plain/"
says 1 'cannot be used' -- "https://localhost:$tls/" --resolve "localhost:$tls:127.0.0.1" --ca "$tmp/nowhere.pem"
exit $bad
