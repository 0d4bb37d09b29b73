--liquibase formatted sql

--changeset bridge:access-names-1
-- What can be looked at is said by the enum alone: a list here, which two releases of features renew, loses the other's names.
alter table access_log drop constraint access_log_what_check;
