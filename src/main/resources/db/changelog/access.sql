--liquibase formatted sql

--changeset bridge:access-1
create table wrong_password (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    user_id text,
    source  text        not null
);
comment on table wrong_password is 'Wrong passwords: for which account (none where there is no such account), and from where. Append-only.';
create index wrong_password_at on wrong_password (at);

--changeset bridge:access-2 splitStatements:false
create function wrong_password_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'wrong_password is append-only';
end
$$;

create trigger wrong_password_append_only before update or delete or truncate on wrong_password
    for each statement execute function wrong_password_is_append_only();
