--liquibase formatted sql

--changeset bridge:outcome-1
create table sent_step (
    id         text        primary key,
    root       text        not null,
    process    text        not null,
    step       text        not null,
    decision   text,
    user_id    text        not null,
    tenant     text        not null,
    case_no    text        not null,
    subject_id text,
    at         timestamptz not null,
    xact       text        not null
);
create index sent_step_at on sent_step (at);
comment on table sent_step is 'Who has sent which form, kept for two days to tell what came of it';
comment on column sent_step.id is 'Of the task, or of the instance that was started';
comment on column sent_step.root is 'The outermost instance, whose way on it is';
comment on column sent_step.decision is 'In the words of the form';
comment on column sent_step.xact is 'The transaction, which marks the rows of case_event that it wrote';
