--liquibase formatted sql

--changeset bridge:office-1
create table appointment (
    id           bigint generated always as identity primary key,
    user_id      text        not null,
    group_id     text        not null,
    asked_by     text        not null,
    asked_at     timestamptz not null,
    confirmed_by text,
    confirmed_at timestamptz,
    constraint appointment_by_two check (confirmed_by <> asked_by),
    constraint appointment_confirmed check ((confirmed_by is null) = (confirmed_at is null))
);
comment on table appointment is 'Who asked that somebody be given a powerful role, and who gave it. Rows stay.';
create index appointment_open on appointment (user_id, group_id) where confirmed_at is null;
