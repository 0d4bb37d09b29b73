--liquibase formatted sql

--changeset bridge:evidence-withheld-1
alter table evidence_export add column withheld jsonb;
comment on column evidence_export.withheld is 'Evidence without its bytes, by id: SHA-256 of the masked copy in its place, or empty';
