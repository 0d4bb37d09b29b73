--liquibase formatted sql

--changeset bridge:desk-1
create table case_following (
    user_id   text        not null,
    tenant    text        not null,
    case_no   text        not null,
    following boolean     not null,
    said_at   timestamptz not null default now(),
    primary key (user_id, tenant, case_no)
);
comment on table case_following is 'Which cases a person follows; without a row, those of which he has a task that is only for following.';
