--liquibase formatted sql

--changeset bridge:campaign-1
create table campaign (
    case_no     text        primary key,
    tenant      text        not null,
    title       text        not null,
    basis       text        not null,
    period_from date        not null,
    period_to   date        not null,
    answer_by   date        not null,
    checks      text[]      not null,
    platforms   text[]      not null,
    quota       int,
    members     text[]      not null,
    state       text        not null,
    proposed_by text        not null,
    proposed_at timestamptz not null,
    prepared_by text[]      not null,
    approved_by text,
    end_reason  text,
    ended_by    text,
    ended_at    timestamptz,
    changed_at  timestamptz not null
);
comment on table campaign is '联合行动: several bureaus work one list of shops together.';
comment on column campaign.tenant is 'The lead';
comment on column campaign.members is 'Bureaus that are invited with the approval';
comment on column campaign.prepared_by is 'Who proposed it and who amended it: none of them approves it';
comment on column campaign.ended_by is 'The head who ended it before its last day';
create index campaign_tenant on campaign (tenant, proposed_at desc);

create table campaign_member (
    member_id   text        primary key,
    case_no     text        not null references campaign,
    tenant      text        not null,
    lead        text        not null,
    title       text        not null,
    state       text        not null,
    answer_by   date        not null,
    invited_by  text        not null,
    letter_id   uuid,
    received_at timestamptz,
    decided_by  text,
    reason      text,
    answered    boolean     not null,
    left_at     timestamptz,
    changed_at  timestamptz not null
);
comment on table campaign_member is 'A bureau that was invited. The lead is none of them.';
comment on column campaign_member.tenant is 'The bureau; it knows nothing of it before received_at';
comment on column campaign_member.invited_by is 'The head of the lead who decided that';
comment on column campaign_member.letter_id is 'The invitation; empty until it is out';
comment on column campaign_member.answered is 'The lead has its answer';
comment on column campaign_member.left_at is 'The lead has the letter that says that it left';
create index campaign_member_tenant on campaign_member (tenant, case_no);
create index campaign_member_case on campaign_member (case_no);
create unique index campaign_member_once on campaign_member (case_no, tenant) where state in ('INVITED', 'JOINED');

create table campaign_subject (
    subject_id   uuid        primary key,
    case_no      text        not null references campaign,
    platform     text        not null,
    shop_id      text        not null,
    credit_code  text        not null,
    shop_name    text        not null,
    added_by     text        not null,
    added_tenant text        not null,
    added_at     timestamptz not null,
    list_id      uuid        not null,
    holder       text,
    claimed_by   text,
    claimed_at   timestamptz,
    own_case     text,
    unique (case_no, platform, shop_id)
);
comment on table campaign_subject is 'The pool: each subject belongs to one bureau.';
comment on column campaign_subject.credit_code is 'Blank where nobody knows it yet; so shop_name. One shop has one operator: it is no part of the key';
comment on column campaign_subject.list_id is 'What was put in together, and can be taken out together';
comment on column campaign_subject.holder is 'The bureau that claimed it';
comment on column campaign_subject.own_case is 'The holder''s clue or case about it; nobody else is told';
create index campaign_subject_holder on campaign_subject (case_no, holder);
create index campaign_subject_page on campaign_subject (case_no, added_at, subject_id);
create index campaign_subject_list on campaign_subject (list_id) where holder is null;
create index campaign_subject_case on campaign_subject (own_case) where own_case is not null;

create table campaign_helper (
    subject_id uuid        not null references campaign_subject,
    tenant     text        not null,
    joined_by  text        not null,
    joined_at  timestamptz not null,
    own_case   text,
    primary key (subject_id, tenant)
);
comment on table campaign_helper is '协办: bureaus that help the one to which the subject belongs.';
comment on column campaign_helper.own_case is 'Its case about it from before another bureau took it over';

create table campaign_milestone (
    subject_id uuid        not null references campaign_subject,
    tenant     text        not null,
    stage      text        not null,
    reached_at timestamptz not null,
    primary key (subject_id, tenant, stage)
);
comment on table campaign_milestone is 'How far a bureau has come with a subject, as its case says; never typed.';

create table campaign_deed (
    deed_id    uuid        primary key,
    subject_id uuid        not null,
    case_no    text        not null,
    platform   text        not null,
    shop_id    text        not null,
    tenant     text        not null,
    what       text        not null,
    done_by    text        not null,
    done_at    timestamptz not null
);
comment on table campaign_deed is 'Who claimed a subject, gave it back or helped, and when; it says the shop itself, for the subject may be taken out later.';
create index campaign_deed_subject on campaign_deed (subject_id, deed_id);

--changeset bridge:campaign-2
-- Before versions were kept there was one.
alter table campaign add column checklist text not null default 'V1';
comment on column campaign.checklist is 'The version of the checklist with which it was proposed';

create table campaign_check (
    check_id   uuid        primary key,
    subject_id uuid        not null,
    case_no    text        not null,
    platform   text        not null,
    shop_id    text        not null,
    tenant     text        not null,
    checklist  text        not null,
    passed     text[]      not null,
    failed     text[]      not null,
    checked_by text        not null,
    checked_at timestamptz not null
);
comment on table campaign_check is 'What an officer found when he checked a subject. The newest of its holder counts, those before stay.';
comment on column campaign_check.passed is 'Items of the checklist that are in order; what stands in neither list was not looked at';
create index campaign_check_subject on campaign_check (subject_id, tenant, check_id desc);

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
    corrects   uuid        unique,
    noted_by   text        not null,
    noted_at   timestamptz not null,
    unique (meeting_id, case_no, tenant),
    foreign key (corrects, case_no, tenant) references campaign_meeting (meeting_id, case_no, tenant),
    check (cardinality(decided) = cardinality(owed_by) and cardinality(decided) = cardinality(owed_until))
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

--changeset bridge:campaign-places-1
-- Campaigns that are there, and those that nodes of the release before propose, give nobody precedence; shops have no place.
alter table campaign add column priority_days int not null default 0;
comment on column campaign.priority_days is '管辖优先期: so many working days after the first day a shop of a known place is for who is competent there';

alter table campaign_subject add column place text not null default '';
alter table campaign_subject add column place_basis text not null default '';
alter table campaign_subject add column competent text[] not null default '{}';
comment on column campaign_subject.place is '实际经营地: code of a division; blank where nobody knows it';
comment on column campaign_subject.place_basis is 'What that is based on, in words';
comment on column campaign_subject.competent is 'Bureaus that are competent there, whether they take part or not';
create index campaign_subject_operator on campaign_subject (case_no, credit_code) where credit_code <> '';

create table campaign_place (
    place_id     uuid        primary key,
    subject_id   uuid        not null,
    case_no      text        not null,
    platform     text        not null,
    shop_id      text        not null,
    tenant       text        not null,
    before       text        not null,
    place        text        not null,
    reason       text        not null,
    corrected_by text        not null,
    corrected_at timestamptz not null
);
comment on table campaign_place is 'A member corrected where a shop trades; what it said before stays here.';
create index campaign_place_subject on campaign_place (subject_id, place_id);
