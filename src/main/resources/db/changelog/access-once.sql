--liquibase formatted sql

--changeset bridge:access-once-1
create table sent_request (
    person       text        not null,
    key          text        not null,
    digest       text        not null,
    at           timestamptz not null,
    xact         text        not null,
    status       integer     not null,
    content_type text,
    answer       bytea,
    primary key (person, key)
);
create index sent_request_at on sent_request (at);
comment on table sent_request is 'What was done under which id of a form, kept for two days so that it is done once (ADR 0141)';
comment on column sent_request.digest is 'SHA-256 of method, address and content';
comment on column sent_request.xact is 'The transaction, which marks the rows of case_event and sent_step that it wrote';
comment on column sent_request.answer is 'What was answered, encrypted (bridge.sessions.key); none where it was too large to keep';
