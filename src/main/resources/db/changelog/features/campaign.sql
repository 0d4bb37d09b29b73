--liquibase formatted sql

--changeset bridge:campaign-1
create table campaign (
    case_no     text        primary key,
    tenant      text        not null,
    title       text        not null,
    basis       text        not null,
    period_from date        not null,
    period_to   date        not null,
    answer_by   date        not null,
    checks      text[]      not null,
    platforms   text[]      not null,
    quota       int,
    members     text[]      not null,
    state       text        not null,
    proposed_by text        not null,
    proposed_at timestamptz not null,
    approved_by text,
    end_reason  text,
    ended_at    timestamptz,
    changed_at  timestamptz not null
);
comment on table campaign is '联合行动: several bureaus work one list of shops together.';
comment on column campaign.tenant is 'The lead';
comment on column campaign.members is 'Bureaus that are to be invited next';
create index campaign_tenant on campaign (tenant, proposed_at desc);

create table campaign_member (
    member_id   text        primary key,
    case_no     text        not null references campaign,
    tenant      text        not null,
    lead        text        not null,
    title       text        not null,
    state       text        not null,
    answer_by   date        not null,
    invited_by  text        not null,
    letter_id   uuid,
    received_at timestamptz,
    decided_by  text,
    reason      text,
    answered    boolean     not null,
    changed_at  timestamptz not null
);
comment on table campaign_member is 'A bureau that was invited. The lead is none of them.';
comment on column campaign_member.tenant is 'The bureau; it knows nothing of it before received_at';
comment on column campaign_member.answered is 'The lead has its answer';
create index campaign_member_tenant on campaign_member (tenant, case_no);
create index campaign_member_case on campaign_member (case_no);

create table campaign_subject (
    subject_id   uuid        primary key,
    case_no      text        not null references campaign,
    platform     text        not null,
    shop_id      text        not null,
    credit_code  text        not null,
    shop_name    text        not null,
    added_by     text        not null,
    added_tenant text        not null,
    added_at     timestamptz not null,
    holder       text,
    claimed_by   text,
    claimed_at   timestamptz,
    own_case     text,
    unique (case_no, platform, shop_id, credit_code)
);
comment on table campaign_subject is 'The pool: each subject belongs to one bureau.';
comment on column campaign_subject.credit_code is 'Blank where nobody knows it yet; so shop_name';
comment on column campaign_subject.holder is 'The bureau that claimed it';
comment on column campaign_subject.own_case is 'The holder''s clue or case about it; nobody else is told';
create index campaign_subject_holder on campaign_subject (case_no, holder);
create index campaign_subject_case on campaign_subject (own_case) where own_case is not null;

create table campaign_helper (
    subject_id uuid        not null references campaign_subject,
    tenant     text        not null,
    joined_by  text        not null,
    joined_at  timestamptz not null,
    primary key (subject_id, tenant)
);
comment on table campaign_helper is '协办: bureaus that help the one to which the subject belongs.';

create table campaign_milestone (
    subject_id uuid        not null references campaign_subject,
    tenant     text        not null,
    stage      text        not null,
    reached_at timestamptz not null,
    primary key (subject_id, tenant, stage)
);
comment on table campaign_milestone is 'How far a bureau has come with a subject, as its case says; never typed.';
