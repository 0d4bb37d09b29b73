--liquibase formatted sql

--changeset bridge:sealed-letter-documents-1
insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values
    ('LETTER_DOCUMENT', 'letter_document', array['letter_id uuid'],
     array['bytes', 'sha256', 'made_at', 'sealed_by', 'certificate', 'made_late'], false, false);
call seal_rows_of('letter_document');
create trigger letter_document_sealed after insert on letter_document
    referencing new table as new_rows for each statement execute function seal_new_letter_document();
create trigger letter_document_stays before update or delete or truncate on letter_document
    for each statement execute function evidence_log_is_append_only();

--changeset bridge:sealed-letter-ofds-1
insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values
    ('LETTER_OFD', 'letter_ofd', array['letter_id uuid'],
     array['bytes', 'sha256', 'made_at', 'sealed_by', 'certificate'], false, false);
call seal_rows_of('letter_ofd');
create trigger letter_ofd_sealed after insert on letter_ofd
    referencing new table as new_rows for each statement execute function seal_new_letter_ofd();
create trigger letter_ofd_stays before update or delete or truncate on letter_ofd
    for each statement execute function evidence_log_is_append_only();
