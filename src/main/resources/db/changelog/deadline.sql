--liquibase formatted sql

--changeset bridge:deadline-1
create table clock (
    id               uuid primary key default uuidv7(),
    case_no          text        not null,
    subject_id       text        not null,
    tenant           text        not null,
    kind             text        not null,
    sequence         int         not null,
    citation         text        not null,
    started_at       timestamptz not null,
    unit             text        not null,
    amount           int         not null,
    due_at           timestamptz not null,
    half_at          timestamptz not null,
    four_fifths_at   timestamptz not null,
    state            text        not null check (state in ('RUNNING', 'MET', 'MISSED', 'CANCELLED')),
    provisional      boolean     not null,
    calendar_version text        not null,
    explanation      text        not null,
    fired_at         timestamptz,
    ended_at         timestamptz,
    end_reason       text,
    unique (tenant, subject_id, kind, sequence),
    check (due_at >= started_at),
    check ((state = 'RUNNING') = (fired_at is null and ended_at is null))
);
comment on table clock is 'Deadlines of cases: what is measured, on which ground, until when, and how it ended.';

-- At most one clock of a kind runs on a subject: starting twice finds the first.
create unique index clock_running on clock (tenant, subject_id, kind) where state = 'RUNNING';
create index clock_running_due on clock (due_at, id) where state = 'RUNNING';
create index clock_case on clock (case_no, tenant);
