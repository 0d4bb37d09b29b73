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

--changeset bridge:deadline-2-terms
alter table clock
    add column title           text,
    add column roll_over       text not null default 'NON_WORKING' check (roll_over in ('STRICT', 'NON_WORKING')),
    add column outer_due_at    timestamptz,
    add column rule_version    text,
    add column stop_events     text not null default '',
    add column extension_amount   int,
    add column extension_unit     text,
    add column extension_times    int,
    add column extension_approver text,
    add column extension_ground   text,
    add column extension_further  text,
    add column moved_by_notice boolean not null default false,
    add column reminders       text not null default '50,80';
comment on column clock.rule_version is 'The version of the table of deadlines that the clock was started by.';
comment on column clock.outer_due_at is 'End of the clock around this one, which this one precedes by a working day.';

-- What the rows written so far say only in words.
update clock set
    title = case kind
        when 'AUTOMATIC_ITEM' then '自动核查项' when 'SHOP_IDENTITY' then '店铺主体信息'
        when 'TRADE_RECORDS' then '交易记录' when 'ACKNOWLEDGEMENT' then '签收'
        when 'AGREEMENT_REPLY' then '约定答复' when 'STATUTORY_REPLY' then '法定答复'
        when 'CONFIRMATION_REMINDER' then '催请确认' when 'CONFIRMATION_CLOSE' then '未确认结案'
        when 'DISPOSITION_ACCEPTANCE' then '处置受理' when 'DISPOSITION_EXECUTION' then '处置执行'
        when 'PUBLICITY' then '处置公示' when 'TASK' then '内部办理' else kind end,
    outer_due_at = substring(explanation from '外层期限 (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) 届满')::timestamp
        at time zone 'Asia/Shanghai',
    moved_by_notice = kind = 'STATUTORY_REPLY';
alter table clock alter column title set not null;

create table clock_pause (
    id         bigint generated always as identity primary key,
    clock_id   uuid        not null references clock,
    event      text        not null,
    paused_from timestamptz not null,
    paused_until timestamptz,
    reason     text        not null,
    citation   text        not null,
    paused_by  text        not null,
    check (paused_until >= paused_from)
);
comment on table clock_pause is 'Times that do not count for a clock; without an end while it stands still.';
create unique index clock_pause_open on clock_pause (clock_id) where paused_until is null;
create index clock_pause_clock on clock_pause (clock_id);

create table clock_extension (
    id          bigint generated always as identity primary key,
    clock_id    uuid        not null references clock,
    amount      int,
    unit        text,
    new_due_at  timestamptz,
    ground      text        not null,
    citation    text        not null,
    approved_by text,
    extended_at timestamptz not null,
    check ((amount is null) = (unit is null)),
    check ((amount is null) <> (new_due_at is null))
);
comment on table clock_extension is 'More time for a clock: by an approved period, or until the instant that a notice states.';
create index clock_extension_clock on clock_extension (clock_id);

insert into clock_extension (clock_id, new_due_at, ground, citation, extended_at)
select id, due_at, coalesce(substring(explanation from '告知延期（(.*?)），由'), '告知延期'), citation,
       coalesce(substring(explanation from '(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) 告知延期')::timestamp
                    at time zone 'Asia/Shanghai', started_at)
  from clock where explanation like '%告知延期（%';

--changeset bridge:deadline-3-paused
alter table clock drop constraint clock_state_check;
alter table clock drop constraint clock_check1;
alter table clock add constraint clock_state_known
    check (state in ('RUNNING', 'PAUSED', 'MET', 'MISSED', 'CANCELLED'));
alter table clock add constraint clock_state_true
    check ((state in ('RUNNING', 'PAUSED')) = (fired_at is null and ended_at is null));
drop index clock_running;
create unique index clock_open on clock (tenant, subject_id, kind) where state in ('RUNNING', 'PAUSED');

--changeset bridge:deadline-4-cases
create sequence case_deadline_number;
create table case_deadline (
    subject_id      text primary key,
    case_no         text not null,
    tenant          text not null,
    own_case_number text,
    cause           text not null,
    ground          text not null,
    registered_by   text not null,
    clock_id        uuid not null references clock,
    asked_by        text,
    asked_until     date,
    asked_reason    text
);
comment on table case_deadline is 'Legal deadlines of a bureau''s own cases, as an officer registered them.';
create table case_deadline_act (
    id         bigint generated always as identity primary key,
    subject_id text        not null references case_deadline,
    act        text        not null,
    acted_by   text        not null,
    acted_at   timestamptz not null,
    note       text
);
comment on table case_deadline_act is 'What was done about a case''s deadline, by whom and when. Rows are only added.';
create index case_deadline_act_subject on case_deadline_act (subject_id, id);

--changeset bridge:deadline-5-missed
-- That a clock has run out is one thing, seen at once; that the process has acted upon it (fired_at) is another.
alter table clock add column missed_at timestamptz;
comment on column clock.missed_at is 'When it was noticed that the clock had run out; fired_at is when its process acted upon that, once.';
update clock set missed_at = coalesce(fired_at, ended_at) where state = 'MISSED';
alter table clock drop constraint clock_state_true;
alter table clock add constraint clock_state_true check (case
    when state in ('RUNNING', 'PAUSED') then fired_at is null and ended_at is null and missed_at is null
    when state = 'MISSED' then missed_at is not null
    else ended_at is not null and fired_at is null and missed_at is null end);
-- A clock that is marked but not acted upon is still the one of its kind on the subject.
drop index clock_open;
create unique index clock_open on clock (tenant, subject_id, kind) where fired_at is null and ended_at is null;
create index clock_unfired_due on clock (due_at, id) where fired_at is null and ended_at is null;
