--liquibase formatted sql

--changeset bridge:cold-1
create table cold_case (
    no          bigint      primary key,
    case_no     text        not null,
    tenant      text        not null,
    file        text        not null check (file ~ '^[0-9a-f]{64}$'),
    bytes       bigint      not null check (bytes > 0),
    rows        bigint      not null check (rows > 0),
    contents    text        not null,
    over_since  timestamptz not null,
    archived_at timestamptz not null
);
create index cold_case_case on cold_case (case_no, tenant);
comment on table cold_case is 'Whose share of which case has left the engine''s history for a file; a case that was opened again may have several';
comment on column cold_case.no is 'Counted without gaps, so that the last one says how many there are';
comment on column cold_case.file is 'SHA-256 of the file, by which it lies in the evidence store: lines of JSON, compressed';
comment on column cold_case.contents is 'How many rows of which table';

insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values
    ('COLD_CASE', 'cold_case', array['no bigint'],
     array['case_no', 'tenant', 'file', 'bytes', 'rows', 'contents', 'over_since', 'archived_at'], false, false);
call seal_rows_of('cold_case');
create trigger cold_case_sealed after insert on cold_case
    referencing new table as new_rows for each statement execute function seal_new_cold_case();
create trigger cold_case_stays before update or delete or truncate on cold_case
    for each statement execute function evidence_log_is_append_only();
