--liquibase formatted sql

--changeset bridge:casefile-1
create table access_log (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    user_id    text        not null,
    tenant     text        not null,
    case_no    text        not null,
    what       text        not null check (what in ('DATASET_ROWS', 'EVIDENCE_CONTENT')),
    subject_id text        not null
);
comment on table access_log is 'Who looked at personal data of a case, and when. Append-only.';
create index access_log_case on access_log (case_no, at);
create index access_log_user on access_log (user_id, at);

--changeset bridge:casefile-2 splitStatements:false
create function access_log_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'access_log is append-only';
end
$$;

create trigger access_log_append_only before update or delete or truncate on access_log
    for each statement execute function access_log_is_append_only();

--changeset bridge:casefile-3
-- The list of cases and the file of one find the deadlines that the organisation registered.
create index case_deadline_case on case_deadline (tenant, case_no);

--changeset bridge:casefile-records-1
alter table access_log drop constraint access_log_what_check;
alter table access_log
    add column purpose text,
    add constraint access_log_what_check check (what in
        ('DATASET_ROWS', 'DATASET_ROWS_UNMASKED', 'DATASET_EXPORT', 'DATASET_EXPORT_UNMASKED', 'EVIDENCE_CONTENT')),
    add constraint access_log_purpose_check check
        (purpose is not null or what not in ('DATASET_ROWS_UNMASKED', 'DATASET_EXPORT_UNMASKED'));
comment on column access_log.purpose is 'Why personal data were to be seen unmasked, in the person''s words';

--changeset bridge:casefile-4
-- The search for cases finds them by the number of a letter.
create index letter_by_number on letter (number);
