--liquibase formatted sql

--changeset bridge:referral-1
create table criminal_referral (
    tenant             text        not null,
    referral_id        text        not null,
    case_no            text        not null,
    about              text        not null,
    cause              text        not null,
    filing_no          text,
    party              text,
    reason             text        not null,
    state              text        not null,
    lead_user          text        not null,
    second_user        text        not null,
    round              integer     not null,
    crime              text,
    content            text,
    goods              text,
    tests              text,
    penalties          text,
    others             text,
    police             text,
    procuratorate      text,
    decided_by         text,
    letter_id          uuid,
    answer_id          uuid,
    review_id          uuid,
    supervision_id     uuid,
    wanted             text,
    wanted_reason      text,
    wanted_by          text,
    wanted_approved_by text,
    handed_over_on     date,
    received_by        text,
    goods_list         text,
    goods_slip         uuid,
    raised_by          text        not null,
    raised_at          timestamptz not null,
    changed_at         timestamptz not null,
    primary key (tenant, referral_id)
);
comment on table criminal_referral is 'A case in which a crime is suspected and that goes to the police (行政执法机关移送涉嫌犯罪案件的规定).';
comment on column criminal_referral.police is 'The police that get it; null until it is reported';
comment on column criminal_referral.wanted is 'A further letter that awaits a head''s approval, or was approved last';
comment on column criminal_referral.goods_slip is 'Evidence: scan of the receipt for goods and materials';
create index criminal_referral_case on criminal_referral (case_no, tenant);

--changeset bridge:referral-2
alter table criminal_referral
    add column outcome            text,
    add column outcome_no         text,
    add column outcome_on         date,
    add column outcome_arrived_on date,
    add column outcome_scan       uuid,
    add column outcome_reason     text,
    add column outcome_by         text,
    add column punish             boolean not null default false;
comment on column criminal_referral.outcome is 'How the criminal case ended; null until the bureau was told';
comment on column criminal_referral.outcome_scan is 'Evidence: scan of the decision or judgment';
comment on column criminal_referral.punish is 'Whether the officers propose an administrative penalty';
