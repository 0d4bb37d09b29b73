--liquibase formatted sql

--changeset bridge:access-sessions-1
create table web_session (
    id               text primary key,
    version          integer     not null,
    person           text,
    created_at       timestamptz not null default now(),
    used_at          timestamptz not null default now(),
    idle_seconds     integer     not null,
    expires_at       timestamptz not null,
    leased_until     timestamptz,
    provider_person  text,
    provider_session text,
    let_in_at        timestamptz,
    content          bytea       not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

comment on table web_session is 'Who is signed in to Tasklist, Cockpit and Admin, for all nodes (ADR 0105); a row goes when it has expired';
comment on column web_session.id is 'SHA-256 of what the browser''s cookie holds';
comment on column web_session.person is 'Who is signed in; null of a page that is only about to ask';
comment on column web_session.used_at is 'When a request asked for it last, not exacter than a minute';
comment on column web_session.leased_until is 'So long one request alone asks the provider whether it goes on';
comment on column web_session.provider_person is 'SHA-256 of the person as the provider of the sign-in calls him';
comment on column web_session.provider_session is 'SHA-256 of the provider''s own session';
comment on column web_session.let_in_at is 'When the provider let him in, by its clock';
comment on column web_session.content is 'Its attributes, encrypted (bridge.sessions.key)';

create index web_session_expires on web_session (expires_at);
create index web_session_provider_person on web_session (provider_person) where provider_person is not null;
create index web_session_provider_session on web_session (provider_session) where provider_session is not null;
