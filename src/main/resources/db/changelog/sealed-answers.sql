--liquibase formatted sql

--changeset bridge:sealed-answers-1
insert into sealed_rows (kind, table_name, key, fields, at_update) values
    ('FINDING_ANSWER', 'finding_answer', array['finding_id uuid', 'position integer'], array['question', 'answer'], false);
call seal_rows_of('finding_answer');
create trigger finding_answer_sealed after insert on finding_answer
    referencing new table as new_rows for each statement execute function seal_new_finding_answer();
create trigger finding_answer_stays before update or delete or truncate on finding_answer
    for each statement execute function evidence_log_is_append_only();
