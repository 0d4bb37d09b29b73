--liquibase formatted sql

--changeset bridge:assistance-1
create table case_counter (
    tenant text not null,
    year   int  not null,
    last   int  not null,
    primary key (tenant, year)
);
comment on table case_counter is 'The last case number given out per bureau and calendar year; its row is the lock.';

create table enforcement_case (
    case_no   text primary key,
    tenant    text        not null,
    cause     text        not null,
    source_no text,
    opened_by text        not null,
    opened_at timestamptz not null,
    closed_at timestamptz
);
comment on table enforcement_case is 'A case of the bureau that opened it. Others keep what letters told them in their own rows.';
create index enforcement_case_page on enforcement_case (tenant, opened_at desc);

create table assistance_request (
    request_id         text primary key,
    case_no            text        not null references enforcement_case,
    tenant             text        not null,
    state              text        not null,
    route              text        not null check (route in ('HOME_BUREAU', 'DIRECT')),
    platform           text        not null,
    requested_bureau   text,
    target_type        text        not null,
    target_id          text        not null,
    credit_code        text,
    period_from        date,
    period_to          date,
    purpose            text        not null,
    legal_basis        text        not null,
    contact_phone      text        not null,
    raised_by          text        not null,
    raised_at          timestamptz not null,
    edited_by          text        not null,
    approved_by        text,
    approval_opinion   text,
    letter_id          uuid,
    delivered_at       timestamptz,
    returns            int         not null default 0,
    supplements        int         not null default 0,
    supplement_text    text,
    withdrawal_reason  text,
    outcome            text,
    measures           text[]      not null default '{}',
    legal_hook         text,
    outcome_by         text,
    outcome_note       text,
    disposition_id     text,
    changed_at         timestamptz not null,
    check ((route = 'HOME_BUREAU') = (requested_bureau is not null)),
    check ((period_from is null) = (period_to is null))
);
comment on table assistance_request is 'What a bureau asked of another bureau or of a platform, and where it stands for the asking side.';
create index assistance_request_case on assistance_request (case_no, tenant);
create index assistance_request_page on assistance_request (tenant, raised_at desc);
create index assistance_request_target on assistance_request (tenant, target_id);

create table request_item (
    request_id text not null references assistance_request,
    tenant     text not null,
    item_no    int  not null,
    dataset    text,
    question   text,
    primary key (request_id, item_no),
    check ((dataset is null) <> (question is null))
);
comment on table request_item is 'One thing asked for: a dataset of the platform, or a question to the other bureau.';

create table assistance_handling (
    tenant            text        not null,
    request_id        text        not null,
    case_no           text        not null,
    requester         text        not null,
    state             text        not null,
    letter_id         uuid        not null,
    received_at       timestamptz not null,
    cause             text        not null,
    source_no         text,
    platform          text        not null,
    target_type       text        not null,
    target_id         text        not null,
    credit_code       text,
    datasets          text[]      not null,
    period_from       date,
    period_to         date,
    purpose           text        not null,
    legal_basis       text        not null,
    questions         text,
    returns           int         not null default 0,
    supplements       int         not null default 0,
    supplement_text   text,
    acknowledged_by   text,
    acknowledged_at   timestamptz,
    rejection         text check (rejection in ('RETURN', 'DECLINE')),
    rejection_code    text,
    rejection_text    text,
    rejection_by      text,
    rejection_head    text,
    lead_certificate  text,
    lead_user         text,
    second_certificate text,
    second_user       text,
    assigned_by       text,
    delay_until       date,
    delay_reason      text,
    delay_count       int         not null default 0,
    reply_approved_by text,
    reply_letter_id   uuid,
    changed_at        timestamptz not null,
    primary key (tenant, request_id)
);
comment on table assistance_handling is 'What the asked bureau knows and did; its content comes from the letter received, never from the sender''s rows.';
create index assistance_handling_case on assistance_handling (case_no, tenant);
create index assistance_handling_page on assistance_handling (tenant, received_at desc);
create index assistance_handling_target on assistance_handling (tenant, target_id);

create table finding (
    id           uuid primary key,
    tenant       text        not null,
    request_id   text        not null,
    case_no      text        not null,
    round        int         not null,
    conclusion   text        not null,
    text         text        not null,
    written_by   text        not null,
    written_at   timestamptz not null,
    confirmed_by text,
    confirmed_at timestamptz,
    foreign key (tenant, request_id) references assistance_handling
);
comment on table finding is 'What the lead officer found; round 0 is the first reply, 1 the first supplement. The latest of a round counts.';
create index finding_request on finding (tenant, request_id, round, written_at);

create table supervision_note (
    id         uuid primary key,
    tenant     text        not null,
    request_id text        not null,
    case_no    text        not null,
    task       text        not null,
    note       text        not null,
    written_by text        not null,
    written_at timestamptz not null
);
comment on table supervision_note is 'What a supervisor or unit head noted when something was late.';
create index supervision_note_case on supervision_note (case_no, tenant, written_at);

--changeset bridge:assistance-2 splitStatements:false
create table case_event (
    id         bigint generated always as identity primary key,
    case_no    text        not null,
    tenant     text        not null,
    at         timestamptz not null,
    actor      text        not null,
    what       text        not null,
    detail     jsonb       not null default '{}'
);
comment on table case_event is 'What happened in a case, in one organisation. Append-only; no personal data in detail.';
create index case_event_case on case_event (case_no, tenant, id);

create function case_event_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'case_event is append-only';
end
$$;

create trigger case_event_append_only before update or delete or truncate on case_event
    for each statement execute function case_event_is_append_only();

--changeset bridge:assistance-outcome-at
alter table assistance_request add column outcome_at timestamptz;
comment on column assistance_request.outcome_at is 'When the measures were laid before the head; empty where it was before this was kept';

--changeset bridge:assistance-measure-objects
alter table assistance_request add column measure_objects text;
comment on column assistance_request.measure_objects is 'Against which items, accounts and keywords the measures are asked beside the shop, by kind';
