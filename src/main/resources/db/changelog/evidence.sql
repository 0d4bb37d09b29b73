--liquibase formatted sql

--changeset bridge:evidence-1
create table evidence (
    id          uuid        primary key,
    case_no     text        not null,
    tenant      text        not null,
    subject_id  text        not null,
    name        text        not null,
    media_type  text        not null,
    bytes       bigint      not null check (bytes >= 0),
    sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    source      text        not null,
    method      text        not null,
    received_at timestamptz not null,
    received_by text        not null
);
create index evidence_of_case on evidence (case_no, tenant);
create index evidence_of_subject on evidence (subject_id);
comment on table evidence is 'A sealed file; its bytes lie in the evidence directory under their hash';
