--liquibase formatted sql

--changeset bridge:messages-1
create table case_message (
    id         uuid        primary key,
    case_no    text        not null,
    sender     text        not null,
    receiver   text        not null,
    written_by text        not null,
    written_at timestamptz not null,
    text       text        not null
);
create index case_message_case_no on case_message (case_no);
comment on table case_message is 'What the organisations of a case write each other, travelling by envelopes of the same id';

create table case_message_mark (
    message_id uuid        not null references case_message,
    mark       text        not null check (mark in ('DELIVERED', 'READ')),
    at         timestamptz not null,
    by_user    text,
    primary key (message_id, mark)
);

insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values
    ('MESSAGE', 'case_message', array['id uuid'], array['case_no', 'sender', 'receiver', 'written_at', 'text'], false, false),
    ('MESSAGE_PERSON', 'case_message', array['id uuid'], array['written_by'], false, false),
    ('MESSAGE_MARK', 'case_message_mark', array['message_id uuid', 'mark text'], array['at'], false, false),
    ('MESSAGE_READER', 'case_message_mark', array['message_id uuid', 'mark text'], array['by_user'], false, false);
call seal_rows_of('case_message');
call seal_rows_of('case_message_mark');
create trigger case_message_sealed after insert on case_message
    referencing new table as new_rows for each statement execute function seal_new_case_message();
create trigger case_message_mark_sealed after insert on case_message_mark
    referencing new table as new_rows for each statement execute function seal_new_case_message_mark();
create trigger case_message_stays before update or delete or truncate on case_message
    for each statement execute function evidence_log_is_append_only();
create trigger case_message_mark_stays before update or delete or truncate on case_message_mark
    for each statement execute function evidence_log_is_append_only();

--changeset bridge:messages-2
create table notice (
    id          bigint      generated always as identity primary key,
    user_id     text        not null,
    kind        text        not null,
    case_no     text        not null,
    task_id     text,
    what        text        not null,
    due_at      timestamptz,
    at          timestamptz not null,
    read_at     timestamptz,
    shown       boolean     not null,
    mail_wanted boolean     not null,
    digest      uuid
);
create index notice_user on notice (user_id, id);
create index notice_mail_wanted on notice (user_id) where mail_wanted;
create index notice_digest on notice (digest) where digest is not null;
comment on table notice is 'What a person is told of: no personal data, for it goes by mail';

create table notice_news (
    id      bigint      generated always as identity primary key,
    tenant  text        not null,
    kind    text        not null,
    case_no text        not null,
    what    text        not null,
    at      timestamptz not null
);
comment on table notice_news is 'What has come for an organisation, until it is known whom it concerns';

create table notice_position (
    one       boolean     primary key default true check (one),
    due_until timestamptz not null
);
insert into notice_position (due_until) values (now());
comment on table notice_position is 'What fell due until then has been told of';

create table notice_setting (
    user_id  text   primary key,
    silent   text[] not null,
    unmailed text[] not null,
    address  text
);

create table notice_mail (
    user_id     text        primary key,
    digest      uuid,
    since       timestamptz,
    next_at     timestamptz,
    attempts    int         not null,
    sent_at     timestamptz,
    lease_owner uuid,
    lease_until timestamptz
);
comment on column notice_mail.digest is 'The mail that is under way: the notices that name it, and the id of the mail';

create table calendar_feed (
    user_id     text        primary key,
    secret_hash bytea       not null unique,
    made_at     timestamptz not null
);

--changeset bridge:messages-page
alter table notice add column page text;
comment on column notice.page is 'Where it is shown, of what is about no case: case_no is empty then';
