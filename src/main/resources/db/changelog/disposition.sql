--liquibase formatted sql

--changeset bridge:disposition-1
create table disposition (
    id                  text primary key,
    case_no             text        not null,
    tenant              text        not null,
    request_id          text        not null,
    requester           text        not null,
    platform            text        not null,
    request_letter_id   uuid        not null,
    shop_id             text,
    requested_measures  text,
    requested_hook      text,
    stage               text        not null check (stage in ('REQUESTED', 'DRAFTED', 'APPROVED', 'ISSUED', 'REPORTED',
                                                              'DECLINED', 'LIFTED', 'CLOSED')),
    legal_hook          text,
    facts               text,
    evidence_note       text,
    decline_reason      text,
    drafted_by          text,
    approved_by         text,
    letter_id           uuid,
    letter_no           text,
    issued_at           timestamptz,
    publicity_note      text,
    appeal_window_ends_at timestamptz,
    taken_over_at       timestamptz not null,
    ended_at            timestamptz,
    check (letter_id is null or approved_by is not null),
    check (approved_by is null or approved_by <> drafted_by),
    check ((ended_at is not null) = (stage in ('DECLINED', 'LIFTED', 'CLOSED')))
);
comment on table disposition is 'What a bureau asks a platform to do against a merchant, on another bureau''s letter.';
create index disposition_case on disposition (case_no, tenant);

create table disposition_target (
    id              text primary key,
    disposition_id  text    not null references disposition (id),
    tenant          text    not null,
    position        int     not null,
    measure         text    not null,
    target_type     text    not null,
    target_value    text    not null,
    term            text,
    state           text    not null default 'DRAFT'
                    check (state in ('DRAFT', 'SUBMITTED', 'EXECUTED', 'PARTIAL', 'REFUSED', 'ANSWERED', 'PUBLISHED',
                                     'APPEALED', 'UPHELD', 'LIFTED')),
    doc_name        text unique,
    task_id         text,
    submitted_at    timestamptz,
    status_text     text,
    result_text     text,
    handled_by      text,
    reply_url       text,
    outcome         text check (outcome in ('EXECUTED', 'PARTIAL', 'REFUSED', 'UNSTATED')),
    executed_at     timestamptz,
    reason          text,
    publicity_url   text,
    publicity_by    text,
    answered_at     timestamptz,
    taken_at        timestamptz,
    unique (disposition_id, position),
    check (state = 'DRAFT' or doc_name is not null)
);
-- By hash, because a list of 500 orders is longer than an index entry may be.
create unique index disposition_target_once
    on disposition_target (disposition_id, measure, target_type, md5(target_value));
comment on column disposition_target.doc_name is 'Key of the one task at the platform: the letter''s number and the position.';
comment on column disposition_target.status_text is 'The platform''s own words, shown as they are.';
comment on column disposition_target.taken_at is 'When the process took the result; until then every poll wakes it again.';
create index disposition_target_task on disposition_target (task_id);

create table disposition_appeal (
    id              uuid primary key,
    disposition_id  text        not null references disposition (id),
    tenant          text        not null,
    target_id       text        not null references disposition_target (id),
    appealed_at     timestamptz,
    content         text        not null,
    received_at     timestamptz not null,
    shown_at        timestamptz,
    decision        text check (decision in ('UPHOLD', 'LIFT')),
    reason          text,
    decided_by      text,
    decided_at      timestamptz,
    reported_at     timestamptz,
    check ((decision is null) = (decided_at is null))
);
comment on column disposition_appeal.shown_at is 'When the process put it before an officer; until then every poll tries again.';
create index disposition_appeal_open on disposition_appeal (disposition_id) where decided_at is null;

create table disposition_lift (
    id              text primary key,
    disposition_id  text        not null references disposition (id),
    tenant          text        not null,
    number          int         not null,
    stage           text        not null check (stage in ('DRAFTED', 'APPROVED', 'ISSUED', 'REPORTED', 'DROPPED')),
    reason          text        not null,
    drafted_by      text        not null,
    drafted_at      timestamptz not null,
    approved_by     text,
    letter_id       uuid,
    letter_no       text,
    issued_at       timestamptz,
    unique (disposition_id, number),
    check (letter_id is null or approved_by is not null),
    check (approved_by is null or approved_by <> drafted_by)
);
create unique index disposition_lift_running on disposition_lift (disposition_id)
    where stage in ('DRAFTED', 'APPROVED', 'ISSUED');

create table disposition_lift_target (
    lift_id         text not null references disposition_lift (id),
    target_id       text not null references disposition_target (id),
    tenant          text not null,
    position        int  not null,
    doc_name        text unique,
    task_id         text,
    submitted_at    timestamptz,
    status_text     text,
    result_text     text,
    outcome         text check (outcome in ('EXECUTED', 'PARTIAL', 'REFUSED', 'UNSTATED')),
    executed_at     timestamptz,
    reason          text,
    taken_at        timestamptz,
    primary key (lift_id, target_id),
    unique (lift_id, position)
);
create index disposition_lift_target_task on disposition_lift_target (task_id);

create table disposition_event (
    id              uuid primary key,
    disposition_id  text        not null references disposition (id),
    tenant          text        not null,
    target_id       text,
    at              timestamptz not null,
    actor           text        not null,
    kind            text        not null,
    detail          text
);
comment on table disposition_event is 'What happened, in order; rows are only ever added.';
create index disposition_event_of on disposition_event (disposition_id, at);

--changeset bridge:disposition-2 splitStatements:false
create function disposition_event_stays() returns trigger language plpgsql as $$
begin
    raise exception 'disposition_event is append-only';
end $$;
create trigger disposition_event_append_only before update or delete on disposition_event
    for each row execute function disposition_event_stays();

--changeset bridge:disposition-of-tenant
create index disposition_tenant on disposition (tenant);
