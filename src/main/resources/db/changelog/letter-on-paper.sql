--liquibase formatted sql

--changeset bridge:letter-on-paper-1
alter table letter alter column serial drop not null;
comment on column letter.serial is 'Null for a letter that came on paper: it is of no series of ours, its number is what stands on it';
