--liquibase formatted sql

--changeset bridge:numbers-1
create table numbered_installation (
    id uuid not null default gen_random_uuid()
);
create unique index numbered_installation_one on numbered_installation ((true));
insert into numbered_installation default values;
comment on table numbered_installation is 'Names this installation where its numbers are kept outside the database; a restored database has the same name';

create table sent_number (
    number      text        primary key,
    seq         bigint      not null generated always as identity,
    platform    text        not null,
    kind        text        not null,
    content     text,
    at          timestamptz not null,
    disputed_at timestamptz,
    judgement   text,
    judged_by   text,
    judged_at   timestamptz,
    lost        boolean     not null default false,
    platform_id text,
    asked_at    timestamptz,
    says        text
);
create index sent_number_seq on sent_number (seq);
create index sent_number_lost on sent_number (platform, seq) where lost;
comment on table sent_number is 'What is sent to platforms under a number: on record before it is sent';
comment on column sent_number.content is 'Hash of what it is; null for what was under way when this record began, which counts as sent';
comment on column sent_number.disputed_at is 'The platform had something under this number before we sent anything: nothing is sent until a person has judged';
comment on column sent_number.judgement is 'OURS or NOT_OURS';
comment on column sent_number.lost is 'It was sent, a restore has lost it here, and it came back from the record outside the database';
comment on column sent_number.says is 'What the platform says of it on being asked after the restore';

create table sending_hold (
    id          bigint      primary key generated always as identity,
    since       timestamptz not null,
    lost        jsonb       not null,
    sent_to     bigint,
    released_at timestamptz,
    released_by text,
    reason      text
);
create unique index sending_hold_open on sending_hold ((true)) where released_at is null;
comment on table sending_hold is 'Nothing is sent to platforms from since until an operator releases it, because the database was restored';
comment on column sending_hold.lost is 'The series in which numbers were lost: the last one restored, the last one given, and the one up to which all are skipped';

-- What is under way and may be sent again: the platform may have it from us.
insert into sent_number (number, platform, kind, at)
select request_no, platform, 'REQUEST', created_at from platform_request where status in ('DRAFT', 'APPROVED', 'SUBMITTED')
union all
select t.doc_name, d.platform, 'DISPOSITION', now()
  from disposition_target t join disposition d on d.id = t.disposition_id
 where t.doc_name is not null and t.state = 'DRAFT'
union all
select t.doc_name, d.platform, 'DISPOSITION', now()
  from disposition_lift_target t join disposition_lift l on l.id = t.lift_id join disposition d on d.id = l.disposition_id
 where t.doc_name is not null and t.submitted_at is null
union all
select hold_no, platform, 'PRESERVATION', ordered_at from platform_preservation where status in ('ORDERED', 'HELD')
on conflict do nothing;

alter table platform_call add column taken text;
comment on column platform_call.taken is 'The number that the platform has already and not from us: the call waits for a person''s judgement';
