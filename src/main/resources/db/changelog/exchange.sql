--liquibase formatted sql

--changeset bridge:exchange-1
create table outbox (
    seq          bigint generated always as identity primary key,
    id           uuid        not null unique,
    sender       text        not null,
    receiver     text        not null,
    kind         text        not null,
    subject_id   text        not null,
    case_no      text        not null,
    letter_id    uuid,
    variables    jsonb       not null,
    written_at   timestamptz not null,
    delivered_at timestamptz,
    attempts     int         not null default 0,
    next_at      timestamptz not null,
    last_error   text
);
create index outbox_waiting on outbox (seq) where delivered_at is null;

create table inbox (
    id          uuid primary key,
    sender      text        not null,
    receiver    text        not null,
    kind        text        not null,
    subject_id  text        not null,
    case_no     text        not null,
    letter_id   uuid,
    variables   jsonb       not null,
    received_at timestamptz not null,
    state       text        not null check (state in ('ARRIVED', 'HANDED_OVER', 'FILED')),
    attempts    int         not null default 0,
    next_at     timestamptz not null,
    done_at     timestamptz,
    last_error  text
);
create index inbox_waiting on inbox (next_at) where state = 'ARRIVED';
create index inbox_subject on inbox (receiver, subject_id, kind);

--changeset bridge:exchange-content-1
alter table outbox add column content jsonb not null default '{}';
alter table inbox add column content jsonb not null default '{}';
comment on column inbox.content is 'What the receiving feature reads; never becomes a process variable';

--changeset bridge:exchange-kept-1
-- By case, for what goes when its time is over; what lies in the outbox has the same id.
create index inbox_case on inbox (case_no);
