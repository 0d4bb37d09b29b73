--liquibase formatted sql

--changeset bridge:disposition-found-1
alter table disposition add column found_at timestamptz;
comment on column disposition.found_at is 'When it was found after a restore that the platform has it and the database does not: letter_no and issued_at are the lost letter''s, letter_id is null';
alter table disposition alter column request_letter_id drop not null;
alter table disposition drop constraint disposition_stage_check;
alter table disposition add constraint disposition_stage_check
    check (stage in ('REQUESTED', 'DRAFTED', 'APPROVED', 'ISSUED', 'REPORTED', 'DECLINED', 'LIFTED', 'CLOSED', 'FOUND'));
alter table disposition add constraint disposition_found
    check (found_at is null and request_letter_id is not null or found_at is not null and letter_no is not null);

-- What is not sent because the platform has done it already has no name there.
alter table disposition_target drop constraint disposition_target_check;
alter table disposition_target add constraint disposition_target_named
    check (state = 'DRAFT' or doc_name is not null or outcome = 'REFUSED');
