--liquibase formatted sql

--changeset bridge:access-purpose-1
alter table access_log drop constraint access_log_what_check;
alter table access_log drop constraint access_log_purpose_check;
alter table access_log
    add column purpose_code text,
    add constraint access_log_what_check check (what in
        ('DATASET_ROWS', 'DATASET_ROWS_UNMASKED', 'DATASET_EXPORT', 'DATASET_EXPORT_UNMASKED', 'EVIDENCE_CONTENT',
         'EVIDENCE_MASKED', 'EVIDENCE_UNMASKED', 'FURTHER_UNMASKED')),
    add constraint access_log_purpose_check check (purpose is not null or what not like '%_UNMASKED');
comment on column access_log.purpose_code is 'The purpose as chosen from the list; none for what was seen masked, and from before the list';
