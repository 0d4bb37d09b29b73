--liquibase formatted sql

--changeset bridge:campaign-lists-1
call supervised_rows_of('campaign', 'state, changed_at');
call supervised_rows_of('campaign_member', 'state, received_at, changed_at');
call searched_rows_of('campaign', 'title');
call searched_rows_of('campaign_member', 'received_at');

--changeset bridge:campaign-lists-2
insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values
    ('CAMPAIGN_DEED', 'campaign_deed', array['deed_id uuid'],
     array['subject_id', 'case_no', 'platform', 'shop_id', 'tenant', 'what', 'done_at'], false, false),
    ('CAMPAIGN_DEED_PERSON', 'campaign_deed', array['deed_id uuid'], array['done_by'], false, false);
call seal_rows_of('campaign_deed');
create trigger campaign_deed_sealed after insert on campaign_deed
    referencing new table as new_rows for each statement execute function seal_new_campaign_deed();
create trigger campaign_deed_stays before update or delete or truncate on campaign_deed
    for each statement execute function evidence_log_is_append_only();

--changeset bridge:campaign-lists-3
insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values
    ('CAMPAIGN_CHECK', 'campaign_check', array['check_id uuid'],
     array['subject_id', 'case_no', 'platform', 'shop_id', 'tenant', 'checklist', 'passed', 'failed', 'checked_at'], false, false),
    ('CAMPAIGN_CHECK_PERSON', 'campaign_check', array['check_id uuid'], array['checked_by'], false, false);
call seal_rows_of('campaign_check');
create trigger campaign_check_sealed after insert on campaign_check
    referencing new table as new_rows for each statement execute function seal_new_campaign_check();
create trigger campaign_check_stays before update or delete or truncate on campaign_check
    for each statement execute function evidence_log_is_append_only();
