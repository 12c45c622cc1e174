#!/bin/sh
# Backs up the database of Dwar with pg_dump, while instances run: deploy/postgres-backup.sh FILE
# Connects as libpq is told to by PGHOST, PGPORT, PGUSER, PGDATABASE, and PGPASSWORD or ~/.pgpass.
set -eu

fail() {
  echo "postgres-backup: $1" >&2
  exit 1
}

[ $# -eq 1 ] || { echo "usage: $0 FILE" >&2; exit 2; }
file=$1
partial=$file.partial
[ -n "${PGDATABASE:-}" ] || fail 'set PGDATABASE to the name of the database'
[ -d "$(dirname "$file")" ] || fail "there is no folder $(dirname "$file")"
for name in "$file" "$file.sha256" "$partial"; do
  [ ! -e "$name" ] || fail "there is a file $name; choose another name, or remove it"
done

umask 077
trap 'rm -f "$partial" "$partial.list"' EXIT
trap 'exit 1' INT TERM

echo "dumping $PGDATABASE"
pg_dump --format=custom --no-owner --no-privileges --schema=public --file="$partial"

# pg_restore reads the whole file: a dump that is cut off fails here.
echo 'reading it back'
pg_restore --file=/dev/null "$partial"
pg_restore --list "$partial" >"$partial.list"
for table in meta viewers events deliveries kysely_migration; do
  grep -q "TABLE DATA public $table " "$partial.list" || fail "the dump has no table $table: is $PGDATABASE the database of Dwar?"
done

digest=$(sha256sum "$partial" | cut -d ' ' -f 1)
sync "$partial"
printf '%s  %s\n' "$digest" "$(basename "$file")" >"$file.sha256"
mv "$partial" "$file"
sync "$file" "$file.sha256" "$(dirname "$file")"
echo "$file has everything that was acknowledged before its start; keep $file.sha256 with it"
