--liquibase formatted sql

--changeset bridge:access-subjects-1
create table account_subject (
    id             bigint generated always as identity primary key,
    account        text        not null,
    issuer         text        not null,
    subject        text        not null,
    bound_at       timestamptz not null,
    released_at    timestamptz,
    released_by    text,
    release_reason text,
    constraint account_subject_released check (
        (released_at is null) = (released_by is null) and (released_at is null) = (release_reason is null))
);
comment on table account_subject is 'Whose an account is at the provider of sign-ins or the issuer of tokens (ADR 0135): bound at first sight, rows stay';
comment on column account_subject.issuer is 'Who signs for him, as its tokens name it (iss)';
comment on column account_subject.subject is 'Who he is there (sub): never another''s, unlike preferred_username';
comment on column account_subject.released_at is 'When he lost it: the next who comes under its name gets it';
comment on column account_subject.released_by is 'An account administrator, or the operator who wrote it by hand';

create unique index account_subject_one_subject on account_subject (account) where released_at is null;
create unique index account_subject_one_account on account_subject (issuer, subject) where released_at is null;
create index account_subject_account on account_subject (account);
