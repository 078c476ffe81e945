#!/usr/bin/env bash
# Starts or stops a private PostgreSQL 15 on loopback for the tests, and prints its connection string.
#   tests/postgres.sh start DIR     DIR holds its data, made when absent; its parents must be open to the user postgres
#   tests/postgres.sh stop DIR
# Exit code 3: PostgreSQL is missing and could not be installed; what is missing stands on stderr.
# OCR_POSTGRES_PORT chooses the port; without it a free one is taken.
set -euo pipefail

usage() { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ $# -eq 2 ] || usage
action=$1
mkdir -p "$2"
data=$(cd "$2" && pwd)/pgdata
bin=/usr/lib/postgresql/15/bin

as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

install() {
  [ -x $bin/initdb ] && return
  if [ "$(id -u)" != 0 ]; then
    echo "PostgreSQL 15 is missing ($bin/initdb), and only root may install it: apt-get install postgresql-15" >&2
    exit 3
  fi
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-15; } >&2 || true
  [ -x $bin/initdb ] || { echo "PostgreSQL 15 is missing: apt-get install postgresql-15 failed, see above" >&2; exit 3; }
}

free_port() {
  local port
  for port in $(seq 54329 54429); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  echo "no free port between 54329 and 54429" >&2
  exit 1
}

start() {
  install
  if [ ! -s "$data/PG_VERSION" ]; then
    mkdir -p "$data"
    if [ "$(id -u)" = 0 ]; then chown postgres: "$data"; fi
    chmod 700 "$data"
    as_postgres $bin/initdb -D "$data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >&2
  fi
  if as_postgres $bin/pg_ctl -D "$data" status >/dev/null 2>&1; then
    port=$(as_postgres sed -n 4p "$data/postmaster.pid")
  else
    port=${OCR_POSTGRES_PORT:-$(free_port)}
    # Nothing here outlives a test, so nothing is forced to the disk.
    as_postgres $bin/pg_ctl -D "$data" -w -t 30 -l "$data/server.log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data -c max_connections=200 -c fsync=off -c full_page_writes=off -c synchronous_commit=off" start >&2
  fi
  echo "Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
}

stop() {
  [ -s "$data/PG_VERSION" ] || { echo "nothing to stop in $2" >&2; exit 0; }
  as_postgres $bin/pg_ctl -D "$data" -m immediate -w stop >&2
}

case $action in
  start) start ;;
  stop) stop "$@" ;;
  *) usage ;;
esac
