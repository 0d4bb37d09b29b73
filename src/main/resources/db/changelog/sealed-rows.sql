--liquibase formatted sql

--changeset bridge:sealed-rows-1
insert into sealed_rows (kind, table_name, key, fields, at_update) values
    ('LETTER', 'letter', array['id uuid'],
     array['tenant', 'type', 'type_code', 'year', 'serial', 'number', 'case_no', 'subject_id', 'sender_name', 'receiver',
           'receiver_name', 'in_reply_to', 'subject', 'content', 'issued_at'], false),
    -- Of no concern to the receiver: who issued and who approved it.
    ('LETTER_OFFICE', 'letter', array['id uuid'], array['key', 'issued_by', 'approved_by'], false),
    ('LETTER_EVIDENCE', 'letter_evidence', array['letter_id uuid', 'position integer'], array['evidence_id'], false),
    ('RECEIPT', 'receipt', array['letter_id uuid', 'stage text'], array['at'], false),
    ('RECEIPT_PERSON', 'receipt', array['letter_id uuid', 'stage text'], array['by_user'], false),
    ('CASE_EVENT', 'case_event', array['id bigint'],
     array['case_no', 'tenant', 'at', 'actor', 'feature', 'what', 'subject_id', 'detail', 'note'], false),
    ('FINDING', 'finding', array['id uuid'],
     array['tenant', 'request_id', 'case_no', 'round', 'conclusion', 'text', 'written_by', 'written_at'], false),
    ('FINDING_CONFIRMED', 'finding', array['id uuid'], array['confirmed_by', 'confirmed_at'], true);

create trigger letter_sealed after insert on letter
    referencing new table as new_rows for each statement execute function seal_new_rows();
create trigger letter_evidence_sealed after insert on letter_evidence
    referencing new table as new_rows for each statement execute function seal_new_rows();
create trigger receipt_sealed after insert on receipt
    referencing new table as new_rows for each statement execute function seal_new_rows();
create trigger case_event_sealed after insert on case_event
    referencing new table as new_rows for each statement execute function seal_new_rows();
create trigger finding_sealed after insert on finding
    referencing new table as new_rows for each statement execute function seal_new_rows();
create trigger finding_confirmed after update on finding
    referencing new table as new_rows for each statement execute function seal_new_rows();

create trigger letter_stays before update or delete or truncate on letter
    for each statement execute function evidence_log_is_append_only();
create trigger letter_evidence_stays before update or delete or truncate on letter_evidence
    for each statement execute function evidence_log_is_append_only();
create trigger receipt_stays before update or delete or truncate on receipt
    for each statement execute function evidence_log_is_append_only();
create trigger finding_stays before delete or truncate on finding
    for each statement execute function evidence_log_is_append_only();
create trigger finding_says_the_same
    before update of id, tenant, request_id, case_no, round, conclusion, text, written_by, written_at on finding
    for each statement execute function evidence_log_is_append_only();
