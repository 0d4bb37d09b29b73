--liquibase formatted sql

--changeset bridge:cases-1
comment on table case_counter is 'The last case number reserved per bureau and calendar year. Nodes reserve some at a time, so numbers may have gaps.';

-- One record for all features.
alter table case_event
    add column feature    text not null default 'assistance',
    add column subject_id text,
    add column note       text;
alter table case_event alter column feature drop default;
comment on column case_event.feature is 'Whose act it is; what is unique within a feature';
comment on column case_event.subject_id is 'The request, disposition, deadline … that it happened to; empty where release 1 wrote none';
comment on column case_event.note is 'What the actor wrote to it';

insert into case_event (case_no, tenant, at, actor, feature, what, subject_id, detail, note)
select d.case_no, e.tenant, e.at, e.actor, 'disposition', e.kind, e.disposition_id,
       jsonb_strip_nulls(jsonb_build_object('targetId', e.target_id)), e.detail
  from disposition_event e join disposition d on d.id = e.disposition_id
 order by e.at, e.id;
drop table disposition_event;
drop function disposition_event_stays;

insert into case_event (case_no, tenant, at, actor, feature, what, subject_id, detail, note)
select d.case_no, d.tenant, a.acted_at, a.acted_by, 'deadline', a.act, a.subject_id,
       jsonb_build_object('about', k.title), a.note
  from case_deadline_act a join case_deadline d on d.subject_id = a.subject_id join clock k on k.id = d.clock_id
 order by a.id;
alter table case_deadline add column registered_at timestamptz, add column changed_at timestamptz;
update case_deadline d set (registered_at, changed_at) =
    (select min(a.acted_at), max(a.acted_at) from case_deadline_act a where a.subject_id = d.subject_id);
alter table case_deadline alter column registered_at set not null, alter column changed_at set not null;
drop table case_deadline_act;

--changeset bridge:cases-2
-- A request says itself what it is about: its statements name no table but its feature's.
alter table assistance_request add column cause text, add column source_no text;
update assistance_request r set cause = c.cause, source_no = c.source_no
  from enforcement_case c where c.case_no = r.case_no;
alter table assistance_request alter column cause set not null;

--changeset bridge:cases-3
alter table platform_liaison_request add column shop_id text;
update platform_liaison_request l set shop_id = f.content -> 'facts' ->> 'targetId'
  from letter f where f.id = l.letter_id;
comment on column platform_liaison_request.shop_id is 'What the letter is about, by its facts: the list of cases shows it';

--changeset bridge:cases-further-1
create table further_field (
    id         bigint generated always as identity primary key,
    submission uuid        not null,
    case_no    text        not null,
    tenant     text        not null,
    subject    text,
    form       text        not null,
    step       text        not null,
    key        text        not null,
    label      text        not null,
    value      text        not null,
    mask       text,
    entered_by text        not null,
    entered_at timestamptz not null
);
comment on table further_field is 'What people entered in a case that no code reads: fields and steps that a modeler added.';
comment on column further_field.submission is 'What one person submitted at once.';
comment on column further_field.step is 'The name of the task, or of the process at its start, at that time.';
comment on column further_field.value is 'In words, as the person saw it: an option by its label.';
comment on column further_field.mask is 'How the form wants it masked where it is shown.';
create index further_field_case on further_field (case_no, tenant, id);
