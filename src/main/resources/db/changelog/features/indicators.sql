--liquibase formatted sql

--changeset bridge:indicators-1
create table indicator_run (
    id           uuid        primary key,
    case_no      text        not null,
    tenant       text        not null,
    state        text        not null,
    started_by   text        not null,
    started_at   timestamptz not null,
    ended_at     timestamptz,
    answers      text[]      not null,
    records      bigint      not null,
    report       text,
    sha256       text,
    failure      text
);
create index indicator_run_case on indicator_run (case_no, tenant, started_at);
comment on table indicator_run is 'A look at the records of a case for signs of brushing';
comment on column indicator_run.answers is 'Requests whose records the bureau held in the case when it was begun; nothing else is looked at';
comment on column indicator_run.report is 'JSON, the same for the same records, lists and table; sha256 is of it';
comment on column indicator_run.failure is 'In Chinese: what happened and what to do';

create table indicator_work (
    run_id      uuid        primary key references indicator_run,
    attempts    int         not null default 0,
    next_at     timestamptz not null,
    lease_owner uuid,
    lease_until timestamptz
);
create index indicator_work_next_at on indicator_work (next_at);
comment on table indicator_work is 'What is still to be looked at; a row that is done is gone';

create table indicator_row (
    run_id    uuid not null references indicator_run,
    indicator text not null,
    tid       text not null,
    fact      text not null,
    primary key (run_id, indicator, tid, fact)
);
comment on table indicator_row is 'The evidence: which order shows what; without personal data';

create table indicator_order (
    run_id  uuid    not null references indicator_run,
    tid     text    not null,
    points  int     not null,
    payment numeric,
    primary key (run_id, tid)
);
comment on table indicator_order is 'Orders with enough points to be asked about';

create table indicator_decision (
    id          uuid        primary key,
    run_id      uuid        not null references indicator_run,
    case_no     text        not null,
    tenant      text        not null,
    decision    text        not null,
    reason      text        not null,
    orders      text[]      not null,
    evidence_id uuid,
    decided_by  text        not null,
    decided_at  timestamptz not null
);
create index indicator_decision_case on indicator_decision (case_no, tenant, decided_at);
comment on table indicator_decision is 'What an officer made of a report. Append-only';
comment on column indicator_decision.orders is 'Orders that he holds to be invented; they go into the disposition';

create table empty_parcel_list (
    tenant    text        not null,
    version   int         not null,
    source    text        not null,
    sha256    text        not null,
    waybills  bigint      not null,
    loaded_by text        not null,
    loaded_at timestamptz not null,
    primary key (tenant, version)
);
comment on table empty_parcel_list is 'Lists of waybills of empty parcels, e.g. seized at a site that sells them; each version adds to those before';

create table empty_parcel (
    tenant  text not null,
    waybill text not null,
    version int  not null,
    primary key (tenant, waybill),
    foreign key (tenant, version) references empty_parcel_list
);
comment on column empty_parcel.version is 'The first list that names it';

--changeset bridge:indicators-2
alter table indicator_decision add column shops text[] not null default '{}';
comment on column indicator_decision.shops is 'Whose the orders are, in their order: platform/shop, or empty where it is not known; of older decisions none';
