#!/bin/sh
# Run once by the PostgreSQL image when it makes the cluster: the two roles, their passwords from the secrets.
set -eu
: "${LEVITIIS_ROLES_SQL:=/usr/share/levitiis/roles.sql}"
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set roles="$LEVITIIS_ROLES_SQL" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set owner `cat "${DB_OWNER_PASSWORD_FILE:-/run/secrets/db_owner_password}"`
\set app `cat "${DB_APP_PASSWORD_FILE:-/run/secrets/db_app_password}"`
SET log_min_error_statement = panic;
\o /dev/null
SELECT set_config('levitiis.owner_password', :'owner', false), set_config('levitiis.app_password', :'app', false);
\o
\i :roles
SQL
