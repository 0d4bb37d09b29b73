--liquibase formatted sql

--changeset bridge:numbers-about-1
alter table sent_number add column about text;
comment on column sent_number.about is 'What it is, as JSON, as the record outside the database has it; only of what a restore has lost';
