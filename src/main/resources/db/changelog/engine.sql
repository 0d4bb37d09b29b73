--liquibase formatted sql

--changeset bridge:engine-1
-- Timers first and by due date: the order in which the job executor asks.
create index bridge_job_acquisition on act_ru_job (type_ desc, duedate_ asc);
-- Messages find their instance by the value of one variable.
create index bridge_variable_value on act_ru_variable (text_, name_) where text_ is not null;

--changeset bridge:engine-2
-- One row: the zone in which the engine's columns, which carry none, are to be read.
create table installation (
    only_row boolean primary key default true check (only_row),
    zone     text        not null,
    since    timestamptz not null default now()
);

--changeset bridge:engine-3
-- Contents of the models that were deployed from the application, so that a restart never undoes a modeler's deployment.
create table model_release (
    content_hash  text        primary key,
    deployment_id text        not null,
    deployed_at   timestamptz not null default now()
);

--changeset bridge:engine-substitution
-- Who stands in for a head, in which office and for how long. A row is written once; only its early end is noted.
create table substitution (
    id         uuid        primary key,
    tenant     text        not null,
    head       text        not null,
    office     text        not null,
    substitute text        not null,
    from_at    timestamptz not null,
    until_at   timestamptz not null,
    reason     text        not null,
    named_at   timestamptz not null,
    ended_at   timestamptz,
    check (until_at > from_at),
    check (head <> substitute)
);
comment on column substitution.until_at is 'The first instant after the period; it ends by itself.';
create index substitution_by_substitute on substitution (substitute, until_at);
create index substitution_by_tenant on substitution (tenant, until_at);
