--liquibase formatted sql

--changeset bridge:decision-1
create table decision (
    id         bigint generated always as identity primary key,
    case_no    text        not null,
    tenant     text        not null,
    subject_id text        not null,
    form       text,
    formerly   text,
    event_id   bigint,
    content    bytea,
    decided_by text        not null,
    decided_at timestamptz not null,
    used_by    text,
    used_at    timestamptz,
    constraint decision_over check (form is not null and content is not null
                                    or formerly is not null and event_id is not null and content is null)
);
create index decision_case on decision (case_no, tenant, subject_id);
comment on table decision is 'What heads have decided, each over one content, and by what it was used (ADR 0151)';
comment on column decision.form is 'The form on which it was decided, as the table of approvals knows it';
comment on column decision.formerly is 'Of a release before this table: the recorded act. It counts for what its row held then, as long as nobody has done anything to it since';
comment on column decision.content is 'SHA-256 of what was decided about';
comment on column decision.used_by is 'Key of what went out on it; it is used once';

--changeset bridge:decision-2
-- What was decided before and has not gone out yet; of what is over nobody asks any more. A later decision stands for an earlier one.
insert into decision (case_no, tenant, subject_id, formerly, event_id, decided_by, decided_at)
select e.case_no, e.tenant, e.subject_id, e.what, e.id, e.actor, e.at
  from case_event e
 where (jsonb_exists(e.detail, 'hands') or e.what in ('CAMPAIGN_LEFT', 'ORDER_END_DECIDED', 'MEMBERS_NAMED')) and e.subject_id is not null
   and exists (select 1 from act_ru_execution x where x.business_key_ = e.case_no and x.tenant_id_ = e.tenant);

--changeset bridge:decision-3
-- One decision on 指定管辖 goes to both sides of the dispute, in two letters.
insert into decision (case_no, tenant, subject_id, formerly, event_id, decided_by, decided_at)
select case_no, tenant, subject_id, formerly, event_id, decided_by, decided_at
  from decision where formerly = 'DESIGNATION_APPROVED';

--changeset bridge:decision-4
-- The first releases wrote nobody's hands beside an approval, and of a request only the id in its detail.
insert into decision (case_no, tenant, subject_id, formerly, event_id, decided_by, decided_at)
select e.case_no, e.tenant, coalesce(e.subject_id, e.detail ->> 'requestId'), e.what, e.id, e.actor, e.at
  from case_event e
 where e.what in ('REQUEST_APPROVED', 'REJECTION_APPROVED', 'REPLY_APPROVED', 'APPROVED', 'LIFT_APPROVED', 'TRANSFER_APPROVED',
                  'DISPOSITION_APPROVED')
   and not jsonb_exists(e.detail, 'hands') and coalesce(e.subject_id, e.detail ->> 'requestId') is not null
   and exists (select 1 from act_ru_execution x where x.business_key_ = e.case_no and x.tenant_id_ = e.tenant);
