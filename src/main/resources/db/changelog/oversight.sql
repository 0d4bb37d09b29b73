--liquibase formatted sql

--changeset bridge:oversight-1
create table supervision_reminder (
    id          text        primary key,
    case_no     text        not null,
    clock_id    uuid        not null,
    tenant      text        not null,
    content     text        not null,
    ordered_by  text        not null,
    ordered_at  timestamptz not null,
    due_at      timestamptz not null,
    answer      text,
    answered_by text,
    answered_at timestamptz,
    check ((answered_at is null) = (answer is null) and (answered_at is null) = (answered_by is null))
);
comment on table supervision_reminder is 'Reminders (催办) from supervisors to the bureau whose deadline it is, and their answers.';
-- A second reminder on the same deadline only after the first was answered.
create unique index supervision_reminder_open on supervision_reminder (clock_id) where answered_at is null;
create index supervision_reminder_clock on supervision_reminder (clock_id);
create index supervision_reminder_tenant on supervision_reminder (tenant, ordered_at desc, id desc);

--changeset bridge:oversight-2
-- The supervisor's list and numbers: what is not over yet, by organisation and due instant.
create index clock_not_ended on clock (tenant, due_at, id) include (kind, state) where ended_at is null;
-- All of an organisation's deadlines by due instant, and what was due within some days.
create index clock_tenant_due on clock (tenant, due_at, id);
-- What ended within some days.
create index clock_ended on clock (ended_at, tenant, kind) include (started_at) where ended_at is not null;
