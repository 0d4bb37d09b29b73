--liquibase formatted sql

--changeset bridge:letter-1
create table letter_number (
    tenant text not null,
    type_code text not null,
    year integer not null,
    last integer not null,
    primary key (tenant, type_code, year)
);

-- tenant is the sender; its receiver sees the letter once it was delivered.
create table letter (
    id uuid primary key,
    key text not null unique,
    tenant text not null references organisation,
    type text not null,
    type_code text not null,
    year integer not null,
    serial integer not null,
    number text not null,
    case_no text not null,
    subject_id text not null,
    sender_name text not null,
    receiver text not null references organisation,
    receiver_name text not null,
    in_reply_to uuid references letter,
    subject text not null,
    content jsonb not null,
    issued_by text not null,
    approved_by text,
    issued_at timestamptz not null,
    unique (tenant, type_code, year, serial),
    check (tenant <> receiver)
);
create index letter_case on letter (case_no, issued_at);
create index letter_subject on letter (subject_id, type, issued_at);
create index letter_in_reply_to on letter (in_reply_to) where in_reply_to is not null;

create table letter_evidence (
    letter_id uuid not null references letter,
    position integer not null,
    evidence_id uuid not null,
    primary key (letter_id, position),
    unique (letter_id, evidence_id)
);
create index letter_evidence_grant on letter_evidence (evidence_id);

create table receipt (
    letter_id uuid not null references letter,
    stage text not null check (stage in ('SUBMITTED', 'RELAYED', 'DELIVERED', 'ACKNOWLEDGED', 'READ')),
    at timestamptz not null,
    by_user text,
    primary key (letter_id, stage)
);
