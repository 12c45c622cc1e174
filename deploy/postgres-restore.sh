#!/bin/sh
# Restores a dump of deploy/postgres-backup.sh into an empty database: deploy/postgres-restore.sh FILE
# Connects as libpq is told to by PGHOST, PGPORT, PGUSER, PGDATABASE, and PGPASSWORD or ~/.pgpass.
set -eu

fail() {
  echo "postgres-restore: $1" >&2
  exit 1
}

ask() {
  psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --command="$1"
}

[ $# -eq 1 ] || { echo "usage: $0 FILE" >&2; exit 2; }
file=$1
[ -n "${PGDATABASE:-}" ] || fail 'set PGDATABASE to the name of the empty database'
[ -f "$file" ] || fail "there is no file $file"
[ -f "$file.sha256" ] || fail "there is no $file.sha256, so its checksum cannot be verified"

echo 'verifying the checksum'
(cd "$(dirname "$file")" && sha256sum --quiet --check "$(basename "$file").sha256") ||
  fail "$file is not what was backed up; take another backup"

[ "$(ask "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'dwar'")" = 0 ] ||
  fail "instances of Dwar use $PGDATABASE: stop them first"
[ "$(ask "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public'")" = 0 ] ||
  fail "$PGDATABASE is not empty. Rename it with \"alter database ... rename to ...\" and create an empty one"

# All or nothing. The schema public is there already.
echo "restoring into $PGDATABASE"
pg_restore --list "$file" | grep -v ' SCHEMA - public ' >"$file.restoring"
trap 'rm -f "$file.restoring"' EXIT
pg_restore --exit-on-error --single-transaction --no-owner --no-privileges \
  --use-list="$file.restoring" --dbname="$PGDATABASE" "$file"
ask 'analyze'

rows=$(ask "select (select count(*) from viewers) || ' viewers, ' || (select count(*) from events) || ' events, schema ' || (select max(name) from kysely_migration)")
echo "$PGDATABASE has $rows; the next start of Dwar begins a new epoch, and each client receives ResyncRequired"
