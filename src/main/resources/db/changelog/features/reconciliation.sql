--liquibase formatted sql

--changeset bridge:reconciliation-1
create table reconciliation (
    id            uuid        primary key,
    tenant        text        not null,
    state         text        not null,
    started_by    text        not null,
    started_at    timestamptz not null,
    ended_at      timestamptz,
    shops_file    text        not null,
    registry_file text        not null,
    shops         bigint      not null default 0,
    entries       bigint      not null default 0,
    exact         bigint      not null default 0,
    strong        bigint      not null default 0,
    weak          bigint      not null default 0,
    none          bigint      not null default 0,
    refusals      bigint      not null default 0,
    failure       text
);
create index reconciliation_tenant on reconciliation (tenant, started_at);
comment on table reconciliation is 'A platform''s shops against an extract of the business register';
comment on column reconciliation.shops_file is 'SHA-256 of the table as it came, which lies with the evidence; so registry_file';
comment on column reconciliation.failure is 'In Chinese: what happened and what to do';

create table reconciliation_part (
    reconciliation_id uuid        not null references reconciliation,
    part              int         not null,
    shops             bigint      not null,
    attempts          int         not null default 0,
    next_at           timestamptz not null,
    lease_owner       uuid,
    lease_until       timestamptz,
    primary key (reconciliation_id, part)
);
create index reconciliation_part_next_at on reconciliation_part (next_at);
comment on table reconciliation_part is 'What is still to do: part 0 reads the tables, the others match as many shops; a row that is done is gone';

create table reconciliation_shop (
    reconciliation_id uuid   not null references reconciliation,
    position          bigint not null,
    shop_id           text   not null,
    platform          text   not null,
    name              text   not null,
    code              text   not null,
    address           text   not null,
    person            text   not null,
    phone             text   not null,
    turnover          numeric,
    last_order_on     date,
    primary key (reconciliation_id, position)
);
create index reconciliation_shop_id on reconciliation_shop (reconciliation_id, shop_id);
comment on column reconciliation_shop.person is 'Hash of the name; phone likewise';
comment on column reconciliation_shop.turnover is 'Of the last year, CNY';

create table reconciliation_match (
    reconciliation_id uuid   not null references reconciliation,
    position          bigint not null,
    shop_id           text   not null,
    uscc              text   not null,
    level             text   not null,
    score             int    not null,
    ambiguous         boolean not null,
    candidates        jsonb  not null,
    discrepancies     text[] not null,
    primary key (reconciliation_id, position)
);
comment on column reconciliation_match.score is 'Tenths of bits';
comment on column reconciliation_match.candidates is 'The likeliest entries, each with the contribution of every field';

create table reconciliation_refusal (
    reconciliation_id uuid   not null references reconciliation,
    position          bigint not null,
    file              text   not null,
    line              bigint not null,
    field             text   not null,
    reason            text   not null,
    primary key (reconciliation_id, position)
);
comment on table reconciliation_refusal is 'Rows of the tables that were refused, or kept with something wrong';
