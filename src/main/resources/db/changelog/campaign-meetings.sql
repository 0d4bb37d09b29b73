--liquibase formatted sql

--changeset bridge:campaign-meetings-1
create table campaign_meeting (
    meeting_id uuid        primary key,
    case_no    text        not null references campaign,
    tenant     text        not null,
    held_on    date        not null,
    bureaus    text[]      not null,
    agenda     text        not null,
    decided    text[]      not null,
    owed_by    text[]      not null,
    owed_until text[]      not null,
    corrects   uuid        unique references campaign_meeting,
    noted_by   text        not null,
    noted_at   timestamptz not null
);
comment on table campaign_meeting is '会商: the minutes of a meeting of a campaign''s members. What is wrong in them is put right by further minutes; those before stay.';
comment on column campaign_meeting.tenant is 'The bureau that noted it';
comment on column campaign_meeting.bureaus is 'Who took part';
comment on column campaign_meeting.decided is 'What was decided; whose it is and until which day stand in the same place of owed_by and owed_until';
comment on column campaign_meeting.corrects is 'The minutes that these stand for now';
create index campaign_meeting_case on campaign_meeting (case_no, held_on);

create table campaign_done (
    done_id    uuid        primary key,
    meeting_id uuid        not null references campaign_meeting,
    place      int         not null,
    case_no    text        not null,
    tenant     text        not null,
    note       text        not null,
    done_by    text        not null,
    done_at    timestamptz not null,
    unique (meeting_id, place)
);
comment on table campaign_done is 'What a bureau has done of what a meeting decided.';
comment on column campaign_done.place is 'Of the decision, from 1';

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
