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

--changeset bridge:oversight-3
-- What supervisors count, in three steps. What a case shows of an organisation's work in it stands in supervised_work, told anew
-- whenever one of its rows changes (supervision_due). Such a row, a deadline, a receipt and an act each count in some numbers of a
-- day: what they add or take away is written beside them (supervision_change), and is added up behind them (supervision_count).
create table supervised_work (
    tenant     text        not null,
    kind       text        not null,
    subject_id text        not null,
    case_no    text        not null,
    platform   text        not null,
    since      timestamptz not null,
    done_at    timestamptz,
    primary key (tenant, kind, subject_id)
);
comment on table supervised_work is 'What an organisation does or did in its cases, as the list of cases has it: told anew from there at any time';
comment on column supervised_work.platform is 'Its code; empty where it is about none';
comment on column supervised_work.done_at is 'When it was last changed, of what is not worked on any more';
create index supervised_work_case on supervised_work (case_no, tenant);

create table supervision_due (
    id      bigint      generated always as identity primary key,
    tenant  text        not null,
    case_no text,
    checks  boolean     not null default false,
    next_at timestamptz not null default now()
);
comment on table supervision_due is 'Whose numbers are to be told anew';
comment on column supervision_due.case_no is 'Of this case alone; empty for all that the organisation has';
comment on column supervision_due.checks is 'Whether there should be no difference to what is counted already';

create table supervision_change (
    id      bigint  generated always as identity primary key,
    tenant  text    not null,
    measure text    not null,
    kind    text    not null,
    day     date    not null,
    n       bigint  not null
);
comment on table supervision_change is 'What a number of a day has become more or less, until it is added up';

create table supervision_count (
    node    text    not null,
    below   boolean not null,
    measure text    not null,
    day     date    not null,
    kind    text    not null,
    n       bigint  not null,
    primary key (node, below, measure, day, kind)
) with (fillfactor = 80);
comment on table supervision_count is 'Numbers by organisation, day in China and kind; see supervised.sql';
comment on column supervision_count.below is 'With all that stand below the bureau, where there is any; else its own alone';

create table supervision_check (
    tenant      text        primary key,
    checked_at  timestamptz not null,
    differences bigint      not null default 0,
    found_at    timestamptz
);
comment on table supervision_check is 'When an organisation''s numbers were last held against the rows, and when they last were wrong';

create table supervision_night (day date not null);
comment on table supervision_night is 'The night in which all numbers were last held against the rows; one row';
insert into supervision_night values (current_date);

create table supervision_title (kind text primary key, title text not null);
comment on table supervision_title is 'How a kind of deadline is called';

--changeset bridge:oversight-4
-- Was for the chart alone, which reads supervision_count now.
drop index clock_ended;

--changeset bridge:oversight-5
-- What a page tells of each of many bureaus: a row a day, and one of day infinity with what is open and late on whatever day.
-- supervised.sql says how it is made of supervision_count.
create table supervision_total (
    node           text    not null,
    below          boolean not null,
    day            date    not null,
    came_in        bigint  not null,
    done           bigint  not null,
    open           bigint  not null,
    late           bigint  not null,
    returned       bigint  not null,
    declined       bigint  not null,
    supplemented   bigint  not null,
    days_due       bigint  not null,
    days_missed    bigint  not null,
    minutes_due    bigint  not null,
    minutes_missed bigint  not null,
    clocks_begun   bigint  not null,
    clocks_ended   bigint  not null,
    clocks_open    bigint  not null,
    clocks_due     bigint  not null,
    clocks_missed  bigint  not null,
    primary key (node, below, day)
) with (fillfactor = 80);
comment on table supervision_total is 'Numbers by organisation and day in China, over all kinds: of supervision_count';
comment on column supervision_total.day is 'Infinity: what is open and late, since or until whatever day';
