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
