#!/bin/sh
# Run once by the image of PostgreSQL, on an empty volume: the account with which the nodes work. It owns nothing, and may not
# change what only grows; the owner's account migrates.
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set secret="$BRIDGE_DB_APP_PASSWORD" <<'SQL'
create role bridge_app login password :'secret';
SQL
