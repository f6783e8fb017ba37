#!/usr/bin/env bash
# A throwaway PostgreSQL with pgvector on loopback, for tests and benches. Nothing of it is kept safe: fsync is off.
#
#   scripts/postgres-for-tests.sh start DIR PORT    prints its address; DIR holds the data
#   scripts/postgres-for-tests.sh stop DIR
#
# Made for Debian (12 and newer). As root it installs what is missing (PostgreSQL, a C compiler); pgvector is
# compiled from Debian's source package, once, into a copy of the server's files: the system's stay as they are.
set -euo pipefail

pgvector=0.8.0
say() { echo "$*" >&2; }
give_up() { say "$*"; exit 1; }

action=${1:-}
dir=$(readlink -m "${2:-}")
[ -n "${2:-}" ] || give_up "usage: postgres-for-tests.sh start DIR PORT | stop DIR"

programs=${TMPDIR:-/tmp}/rapport-postgres-programs-$(id -u)

# the server refuses to run as root
as_server() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
newest_server() { find /usr/lib/postgresql -maxdepth 1 -name '[0-9]*' -printf '%f\n' 2>/dev/null | sort -n | tail -n 1; }
private_bin() { find "$programs/pg/lib/postgresql" -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | head -n 1; }
is_running() { [ -n "$(private_bin)" ] && as_server "$(private_bin)/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; }

install_missing() {
  local missing=()
  [ -n "$(newest_server)" ] && [ -x "/usr/lib/postgresql/$(newest_server)/bin/initdb" ] || missing+=(postgresql)
  command -v gcc >/dev/null || missing+=(gcc libc6-dev)
  command -v psql >/dev/null || missing+=(postgresql-client)
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || give_up "PostgreSQL is not installed, and there is no apt-get to install it"
  [ "$(id -u)" = 0 ] || give_up "missing: ${missing[*]}; install them, or run this as root"
  say "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update >/dev/null
  apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null 2>&1 || give_up "apt-get could not install ${missing[*]}"
}

# apt with lists and caches of its own, so that a source of newer packages does not touch the system's
private_apt() {
  apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$programs/apt/sources" \
    -o Dir::State::lists="$programs/apt/lists" -o Dir::Cache="$programs/apt/cache" -o APT::Sandbox::User=root "$@"
}

fetch_pgvector() {
  local mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
  [ -n "$mirror" ] || give_up "no Debian package source is configured"
  mkdir -p "$programs"/apt/{sources,lists/partial,cache/archives/partial} "$programs/src"
  cat > "$programs/apt/sources/newer.sources" <<SOURCES
Types: deb-src
URIs: $mirror
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
  private_apt update
  (cd "$programs/src" && private_apt source --download-only "pgvector=$pgvector-1" >/dev/null)
  tar -xzf "$programs/src/pgvector_$pgvector.orig.tar.gz" -C "$programs/src"
}

fetch_headers() {
  local package=postgresql-server-dev-$1
  apt-cache policy "$package" 2>/dev/null | grep -q 'Candidate: [0-9]' || apt-get -qq update >/dev/null
  (cd "$programs/src" && apt-get -qq -o APT::Sandbox::User=root download "$package" >/dev/null)
  dpkg -x "$programs"/src/"$package"_*.deb "$programs/src/headers"
}

compile_pgvector() {
  local version=$1 source="$programs/src/pgvector-$pgvector"
  mkdir -p "$source/built"
  local flags=(-O2 -fPIC -w -D_GNU_SOURCE -ftree-vectorize -fassociative-math -fno-signed-zeros -fno-trapping-math
    -I "$programs/src/headers/usr/include/postgresql/$version/server")
  for file in "$source"/src/*.c; do echo "$file"; done |
    xargs -P "$(nproc)" -I{} sh -c 'gcc "$@" -c {} -o '"$source"'/built/$(basename {} .c).o' compile "${flags[@]}"
  gcc -shared -o "$source/built/vector.so" "$source"/built/*.o -lm
}

build() {
  install_missing
  local version source extension
  version=$(newest_server)
  source="$programs/src/pgvector-$pgvector"
  say "Building pgvector $pgvector for PostgreSQL $version …"
  rm -rf "$programs/src" "$programs/pg"
  fetch_pgvector
  fetch_headers "$version"
  compile_pgvector "$version"
  # the server finds its files relative to its own program: a copy of both trees is a server of its own
  mkdir -p "$programs/pg.new/lib/postgresql" "$programs/pg.new/share/postgresql"
  cp -a "/usr/lib/postgresql/$version" "$programs/pg.new/lib/postgresql/"
  cp -a "/usr/share/postgresql/$version" "$programs/pg.new/share/postgresql/"
  extension="$programs/pg.new/share/postgresql/$version/extension"
  cp "$source/vector.control" "$extension/"
  cp "$source/sql/vector.sql" "$extension/vector--$pgvector.sql"
  cp "$source/built/vector.so" "$programs/pg.new/lib/postgresql/$version/lib/"
  mv "$programs/pg.new" "$programs/pg"
  rm -rf "$programs/src" "$programs/apt"
}

start() {
  local port=$1 bin
  mkdir -p "$dir"
  if [ "$(id -u)" = 0 ]; then chmod o+x "$dir"; fi # the server's own user must reach its data
  (umask 022 && mkdir -p "$programs")
  [ -O "$programs" ] || give_up "$programs belongs to somebody else"
  # two that start together build once
  exec 9>"$programs/lock"
  flock 9
  [ -n "$(private_bin)" ] || (umask 022 && build)
  flock -u 9
  exec 9>&-
  bin=$(private_bin)
  if is_running; then port=$(sed -n 4p "$dir/data/postmaster.pid"); else
    if [ "$(id -u)" = 0 ]; then install -d -o postgres -m 700 "$dir/data"; fi
    [ -f "$dir/data/PG_VERSION" ] ||
      as_server "$bin/initdb" -D "$dir/data" -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    as_server "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/server.log" -w \
      -o "-p $port -k $dir/data -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200" start >/dev/null ||
      give_up "PostgreSQL did not start: $(tail -n 1 "$dir/data/server.log" 2>/dev/null)"
  fi
  psql -h 127.0.0.1 -p "$port" -U postgres -qAtc 'create extension if not exists vector' 2>/dev/null
  echo "postgres://postgres@127.0.0.1:$port/postgres"
}

case $action in
  start) start "${3:?a port is missing}" ;;
  stop) if is_running; then as_server "$(private_bin)/pg_ctl" -D "$dir/data" -m fast -w stop >/dev/null; fi ;;
  *) give_up "usage: postgres-for-tests.sh start DIR PORT | stop DIR" ;;
esac
