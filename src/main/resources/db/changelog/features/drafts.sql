--liquibase formatted sql

--changeset bridge:drafts-1
create table draft (
    form       text        not null,
    user_id    text        not null,
    revision   int         not null,
    window_id  uuid        not null,
    step       int         not null,
    saved_at   timestamptz not null,
    expires_on date        not null,
    content    bytea       not null,
    primary key (form, user_id)
) with (fillfactor = 70);
create index draft_expires_on on draft (expires_on);
comment on table draft is 'What people have typed into forms and not sent: AES-256-GCM, key outside the database';
comment on column draft.form is 'task:<id>, or start:<key of the process>';
comment on column draft.window_id is 'The window of the browser that saved last, and by step how often it has';
comment on column draft.expires_on is 'A day and no instant: it changes once a day, so that saving touches no index';

--changeset bridge:drafts-2
comment on column draft.form is 'task:<id>, start:<key of the process>, or case:<number> for what is filled in in its file';
