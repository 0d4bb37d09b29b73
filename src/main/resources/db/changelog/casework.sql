--liquibase formatted sql

--changeset bridge:casework-1
create table incoming_letter (
    tenant          text        not null,
    subject_id      text        not null,
    feature         text        not null,
    case_no         text        not null,
    sender          text        not null,
    state           text        not null,
    letter_id       uuid        not null,
    received_at     timestamptz not null,
    cause           text        not null,
    source_no       text,
    platform        text,
    shop_id         text,
    returns         int         not null default 0,
    acknowledged_by text,
    acknowledged_at timestamptz,
    rejection       text check (rejection in ('RETURN', 'DECLINE')),
    rejection_code  text,
    rejection_text  text,
    rejection_by    text,
    rejection_head  text,
    changed_at      timestamptz not null,
    primary key (tenant, subject_id)
);
comment on table incoming_letter is 'A letter that wants something of a bureau, and how far the bureau is with it, for every cooperation.';
comment on column incoming_letter.feature is 'The cooperation whose kind of letter it is';
comment on column incoming_letter.letter_id is 'The letter in force: the corrected one after a return';
create index incoming_letter_case on incoming_letter (case_no, tenant);
create index incoming_letter_page on incoming_letter (tenant, received_at desc);
create index incoming_letter_shop on incoming_letter (tenant, shop_id);

create table assignment (
    tenant             text not null,
    subject_id         text not null,
    lead_certificate   text not null,
    lead_user          text not null,
    second_certificate text not null,
    second_user        text not null,
    assigned_by        text not null,
    primary key (tenant, subject_id)
);
comment on table assignment is 'The two officers who work on something: the lead investigates, the second confirms.';

insert into incoming_letter (tenant, subject_id, feature, case_no, sender, state, letter_id, received_at, cause, source_no,
       platform, shop_id, returns, acknowledged_by, acknowledged_at, rejection, rejection_code, rejection_text, rejection_by,
       rejection_head, changed_at)
select tenant, request_id, 'assistance', case_no, requester, state, letter_id, received_at, cause, source_no,
       platform, target_id, returns, acknowledged_by, acknowledged_at, rejection, rejection_code, rejection_text, rejection_by,
       rejection_head, changed_at
  from assistance_handling;
insert into assignment (tenant, subject_id, lead_certificate, lead_user, second_certificate, second_user, assigned_by)
select tenant, request_id, lead_certificate, lead_user, second_certificate, second_user, assigned_by
  from assistance_handling
 where lead_certificate is not null;

-- What the letter says is read from the letter, which never changes; the rest has moved.
alter table assistance_handling
    drop column case_no, drop column requester, drop column state, drop column letter_id, drop column received_at,
    drop column cause, drop column source_no, drop column platform, drop column target_type, drop column target_id,
    drop column credit_code, drop column datasets, drop column period_from, drop column period_to, drop column purpose,
    drop column legal_basis, drop column questions, drop column returns, drop column acknowledged_by,
    drop column acknowledged_at, drop column rejection, drop column rejection_code, drop column rejection_text,
    drop column rejection_by, drop column rejection_head, drop column lead_certificate, drop column lead_user,
    drop column second_certificate, drop column second_user, drop column assigned_by, drop column changed_at;
comment on table assistance_handling is 'What the asked bureau did beyond what is done with every incoming letter: delays, the reply, supplements.';

comment on column assistance_request.approval_opinion is 'Of before the record of the case kept the opinions of heads; written no more.';
