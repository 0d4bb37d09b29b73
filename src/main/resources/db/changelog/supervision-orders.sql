--liquibase formatted sql

--changeset bridge:supervision-orders-1
-- 提调 and 挂牌督办 beside 催办: orders about a case, not about one of its deadlines. Nodes of the release before write and read
-- reminders alone, which the default says.
alter table supervision_reminder
    add column kind text not null default 'REMIND',
    add column superior text,
    add column basis text,
    add column letter_no text,
    add column ended_by text,
    add column ended_at timestamptz,
    add column end_note text,
    alter column clock_id drop not null,
    add constraint supervision_reminder_kind check (case kind
        when 'REMIND' then clock_id is not null and superior is null and ended_at is null
        else clock_id is null and superior is not null and basis is not null end),
    add constraint supervision_reminder_end check ((ended_at is null) = (ended_by is null));
comment on column supervision_reminder.kind is 'REMIND 催办, CALL_UP 提调, LISTING 挂牌督办';
comment on column supervision_reminder.superior is 'The bureau above that ordered it; empty of a reminder';
comment on column supervision_reminder.basis is 'The provision on which it stands';
-- One open order of a kind from one superior; it also finds what the superior may read.
create unique index supervision_order_open on supervision_reminder (case_no, tenant, superior, kind)
    where kind <> 'REMIND' and ended_at is null;
create index supervision_order_due on supervision_reminder (tenant, due_at, id) where kind <> 'REMIND' and ended_at is null;
create index supervision_reminder_case on supervision_reminder (case_no);
