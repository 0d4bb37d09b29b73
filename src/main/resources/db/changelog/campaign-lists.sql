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

--changeset bridge:campaign-meetings-2
insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values
    ('CAMPAIGN_MEETING', 'campaign_meeting', array['meeting_id uuid'],
     array['case_no', 'tenant', 'held_on', 'bureaus', 'agenda', 'decided', 'owed_by', 'owed_until', 'corrects', 'noted_at'], false, false),
    ('CAMPAIGN_MEETING_PERSON', 'campaign_meeting', array['meeting_id uuid'], array['noted_by'], false, false),
    ('CAMPAIGN_DONE', 'campaign_done', array['done_id uuid'],
     array['meeting_id', 'place', 'case_no', 'tenant', 'note', 'done_at'], false, false),
    ('CAMPAIGN_DONE_PERSON', 'campaign_done', array['done_id uuid'], array['done_by'], false, false);
call seal_rows_of('campaign_meeting');
create trigger campaign_meeting_sealed after insert on campaign_meeting
    referencing new table as new_rows for each statement execute function seal_new_campaign_meeting();
create trigger campaign_meeting_stays before update or delete or truncate on campaign_meeting
    for each statement execute function evidence_log_is_append_only();
call seal_rows_of('campaign_done');
create trigger campaign_done_sealed after insert on campaign_done
    referencing new table as new_rows for each statement execute function seal_new_campaign_done();
create trigger campaign_done_stays before update or delete or truncate on campaign_done
    for each statement execute function evidence_log_is_append_only();

--changeset bridge:campaign-places-2
insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values
    ('CAMPAIGN_PLACE', 'campaign_place', array['place_id uuid'],
     array['subject_id', 'case_no', 'platform', 'shop_id', 'tenant', 'before', 'place', 'reason', 'corrected_at'], false, false),
    ('CAMPAIGN_PLACE_PERSON', 'campaign_place', array['place_id uuid'], array['corrected_by'], false, false);
call seal_rows_of('campaign_place');
create trigger campaign_place_sealed after insert on campaign_place
    referencing new table as new_rows for each statement execute function seal_new_campaign_place();
create trigger campaign_place_stays before update or delete or truncate on campaign_place
    for each statement execute function evidence_log_is_append_only();
