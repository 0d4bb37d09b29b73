--liquibase formatted sql

--changeset bridge:person-weight-1
create table person_weight (
    user_id text primary key,
    day     date   not null,
    bytes   bigint not null
) with (fillfactor = 70);

comment on table person_weight is 'How many bytes each person has sent and taken along on his last day, through all doors (ADR 0132)';
comment on column person_weight.day is 'In China; a later one takes its place';
comment on column person_weight.bytes is 'Exact to a megabyte a node';
