--liquibase formatted sql

--changeset bridge:joint-rings-1
create table campaign_ring_offer (
    offer_id     uuid        primary key,
    case_no      text        not null,
    tenant       text        not null,
    state        text        not null,
    impact       text        not null,
    offered_by   text        not null,
    offered_at   timestamptz not null,
    decided_by   text,
    decided_at   timestamptz,
    withdrawn_by text,
    withdrawn_at timestamptz,
    reason       text
);
comment on table campaign_ring_offer is '团伙串并: which of its records a bureau lets be looked at together with those of others, by its head''s decision';
comment on column campaign_ring_offer.impact is 'JSON: purpose, basis, data, persons, receivers, effect, protection (个人信息保护法第五十五条、第五十六条)';
comment on column campaign_ring_offer.reason is 'Why its head refused it, or why the bureau took it back';
create unique index campaign_ring_offer_once on campaign_ring_offer (case_no, tenant, state) where state in ('PENDING', 'APPROVED');
create index campaign_ring_offer_case on campaign_ring_offer (case_no, offered_at);

create table campaign_ring_record (
    offer_id   uuid   not null references campaign_ring_offer,
    request_no text   not null,
    subject_id uuid   not null,
    own_case   text   not null,
    platform   text   not null,
    shop_id    text   not null,
    records    bigint not null,
    primary key (offer_id, request_no)
);
comment on table campaign_ring_record is 'An answer that is offered, of a shop that the bureau held with a case then';

create table campaign_ring_run (
    run_id     uuid        primary key,
    case_no    text        not null,
    tenant     text        not null,
    state      text        not null,
    started_by text        not null,
    started_at timestamptz not null,
    ended_at   timestamptz,
    rings      int         not null default 0,
    report     text,
    sha256     text,
    failure    text
);
comment on column campaign_ring_run.tenant is 'The bureau whose officer began it';
comment on column campaign_ring_run.report is 'JSON, the same for the same records, consents and table; sha256 is of it. It names no person';
create index campaign_ring_run_case on campaign_ring_run (case_no, started_at);
create unique index campaign_ring_run_once on campaign_ring_run (case_no) where state = 'RUNNING';

create table campaign_ring_source (
    run_id   uuid not null references campaign_ring_run,
    offer_id uuid not null references campaign_ring_offer,
    tenant   text not null,
    primary key (run_id, tenant)
);
comment on table campaign_ring_source is 'Whose records a run looked at: these bureaus read its result, and nobody else';

create table campaign_ring_order (
    run_id     uuid not null references campaign_ring_run,
    ring       int  not null,
    place      int  not null,
    tenant     text not null,
    request_no text not null,
    tid        text not null,
    day        date not null,
    buyer      text not null,
    object     text not null,
    primary key (run_id, tenant, ring, place)
);
comment on table campaign_ring_order is 'The orders of rings; each bureau sees those in its own records';
comment on column campaign_ring_order.buyer is 'A name that stands for the account in this campaign alone; object likewise for a receiver, else the shop';

create table campaign_ring_taken (
    run_id   uuid        not null references campaign_ring_run,
    own_case text        not null,
    tenant   text        not null,
    taken_at timestamptz not null,
    primary key (run_id, own_case, tenant)
);
comment on table campaign_ring_taken is 'In which of its cases a bureau has sealed a result as evidence';

create table campaign_ring_work (
    run_id      uuid        primary key references campaign_ring_run,
    attempts    int         not null default 0,
    next_at     timestamptz not null,
    lease_owner uuid,
    lease_until timestamptz
);
create index campaign_ring_work_next_at on campaign_ring_work (next_at);
comment on table campaign_ring_work is 'What is still to be looked at; a row that is done is gone';
