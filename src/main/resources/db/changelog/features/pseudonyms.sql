--liquibase formatted sql

--changeset bridge:pseudonyms-1
create table record_pseudonym_key (
    case_no text  primary key,
    key     bytea not null check (length(key) = 32)
);
comment on table record_pseudonym_key is 'By which masked values of a case''s records are told apart: the key of a hash, of no use to anybody but the bridge.';

--changeset bridge:pseudonyms-2
-- A key says its algorithm in front now, and may lie encrypted.
alter table record_pseudonym_key drop constraint record_pseudonym_key_key_check;
alter table record_pseudonym_key add constraint record_pseudonym_key_length check (length(key) >= 32);
