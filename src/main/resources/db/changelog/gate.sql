--liquibase formatted sql

--changeset bridge:gate-1
-- Every attempt to deploy something, whatever became of it; rows are only added.
create table deployment_record (
    id            uuid        primary key,
    attempt       uuid        not null,
    at            timestamptz not null default clock_timestamp(),
    state         text        not null check (state in ('RECEIVED', 'REFUSED', 'FAILED', 'PROPOSED', 'DEPLOYED')),
    -- Nobody, when the house deploys what it was delivered with.
    person        text,
    name          text,
    -- SHA-256 of the lines "<SHA-256>  <file>" of all files, by name.
    content_hash  text        not null,
    files         jsonb       not null,
    findings      jsonb       not null,
    reason        text,
    deployment_id text
);
create index deployment_record_attempt on deployment_record (attempt);

--changeset bridge:gate-2
-- What waits for a second person: the files as they were sent, whole.
create table release_proposal (
    id            uuid        primary key,
    person        text        not null,
    name          text,
    content_hash  text        not null,
    reason        text,
    findings      jsonb       not null,
    proposed_at   timestamptz not null default clock_timestamp(),
    state         text        not null default 'OPEN' check (state in ('OPEN', 'RELEASED', 'REJECTED')),
    decided_by    text,
    decided_at    timestamptz,
    decision_note text,
    deployment_id text,
    check (decided_by is distinct from person)
);
create table release_file (
    proposal uuid  not null references release_proposal,
    name     text  not null,
    content  bytea not null,
    primary key (proposal, name)
);

--changeset bridge:gate-3
-- By process and state, the states that may follow in what is deployed or proposed. None in what releases before this one deployed.
alter table deployment_record add column states jsonb;
