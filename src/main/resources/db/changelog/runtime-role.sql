--liquibase formatted sql

--changeset bridge:runtime-role splitStatements:false runOnChange:true
-- For a table that nodes of the release before write into, through triggers, before accounts.sql says what the application's
-- account may do. Runs again when that account has another name, and is the one change set that may know it: of any other the
-- checksum would change with the name, and nobody could start.
create or replace procedure granted_to_runtime(privileges text) language plpgsql as $$
declare
    runtime text := '${runtimeRole}';
begin
    if runtime <> current_user and exists (select from pg_roles where rolname = runtime) then
        execute format('grant ' || privileges || ' to %I', runtime);
    end if;
end
$$;
