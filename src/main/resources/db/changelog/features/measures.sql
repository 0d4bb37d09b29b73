--liquibase formatted sql

--changeset bridge:measures-1
create table investigative_measure (
    tenant       text        not null,
    measure_id   text        not null,
    case_no      text        not null,
    about        text        not null,
    kind         text        not null,
    cause        text        not null,
    filing_no    text,
    target       text        not null,
    reason       text        not null,
    state        text        not null,
    hands        text[]      not null,
    superior     text,
    own_head     boolean     not null,
    citation     text,
    duty_version text,
    raised_by    text        not null,
    raised_at    timestamptz not null,
    approved_by  text,
    letter_id    uuid,
    answer_id    uuid,
    changed_at   timestamptz not null,
    primary key (tenant, measure_id)
);
comment on table investigative_measure is 'A measure under 反不正当竞争法 art. 16 that a bureau wants to take in a case.';
comment on column investigative_measure.hands is 'Users who asked for it or handle the case: they cannot approve it';
comment on column investigative_measure.superior is 'The bureau whose head also has to approve; null where the own one is enough';
comment on column investigative_measure.duty_version is 'The version of the table of approvals that said who decides';
create index investigative_measure_case on investigative_measure (case_no, tenant);

create table asked_measure (
    tenant      text        not null,
    measure_id  text        not null,
    case_no     text        not null,
    sender      text        not null,
    state       text        not null,
    letter_id   uuid        not null,
    decided_by  text,
    opinion     text,
    received_at timestamptz not null,
    changed_at  timestamptz not null,
    primary key (tenant, measure_id)
);
comment on table asked_measure is 'A measure of a bureau below that a superior''s head is asked to approve.';
create index asked_measure_case on asked_measure (case_no, tenant);
create index asked_measure_page on asked_measure (tenant, received_at desc);
