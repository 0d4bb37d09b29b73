--liquibase formatted sql

--changeset bridge:sealed-access-1
insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values
    ('ACCESS_BATCH', 'access_batch', array['id bigint'], array['ids', 'rows', 'digest', 'sealed_at'], false, false),
    ('ACCESS_ARCHIVE', 'access_batch', array['id bigint'], array['archive', 'archived_at'], true, false);
call seal_rows_of('access_batch');
create trigger access_batch_sealed after insert on access_batch
    referencing new table as new_rows for each statement execute function seal_new_access_batch();
create trigger access_batch_archived after update on access_batch
    referencing new table as new_rows for each statement execute function seal_new_access_batch();
create trigger access_batch_stays before delete or truncate on access_batch
    for each statement execute function evidence_log_is_append_only();
create trigger access_batch_says_the_same before update of id, first_id, last_id, ids, rows, digest, sealed_at on access_batch
    for each statement execute function evidence_log_is_append_only();
