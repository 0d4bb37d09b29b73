--liquibase formatted sql

--changeset bridge:bureau-1
create table organisation (
    code text primary key,
    kind text not null check (kind in ('BUREAU', 'PLATFORM')),
    name text not null,
    letter_prefix text not null,
    level text not null check (level in ('NATION', 'PROVINCE', 'CITY', 'COUNTY', 'PLATFORM')),
    parent_code text references organisation,
    home_bureau_code text references organisation,
    connected boolean not null,
    check ((kind = 'PLATFORM') = (level = 'PLATFORM')),
    check ((kind = 'PLATFORM') = (home_bureau_code is not null)),
    check (level not in ('NATION', 'PLATFORM') or parent_code is null),
    check (level in ('NATION', 'PLATFORM') or parent_code is not null)
);
create index organisation_connected on organisation (kind, code) where connected;

create table officer (
    certificate_no text primary key,
    bureau_code text not null references organisation,
    user_id text unique,
    name text not null,
    unit text not null,
    phone text not null,
    certificate_expires_on date not null
);
create index officer_bureau on officer (bureau_code);

create table agreement (
    id bigint generated always as identity primary key,
    party_a text not null references organisation,
    party_b text not null references organisation,
    kind text not null check (kind in ('REPLY', 'DATA', 'DIRECT')),
    dataset text,
    amount integer not null check (amount >= 0),
    unit text not null check (unit in ('WORKING_DAYS', 'SAME_DAY', 'MINUTES', 'NONE')),
    citation text not null,
    valid_from date not null,
    valid_to date check (valid_to >= valid_from),
    check ((kind = 'DATA') = (dataset is not null)),
    check ((kind = 'DIRECT') = (unit = 'NONE')),
    check ((unit in ('WORKING_DAYS', 'MINUTES')) = (amount > 0)),
    unique nulls not distinct (party_a, party_b, kind, dataset, valid_from)
);

-- What was loaded last, so that a start with unchanged data touches nothing.
create table directory_load (
    singleton boolean primary key default true check (singleton),
    content_hash text not null,
    loaded_at timestamptz not null
);

--changeset bridge:bureau-2
-- The police and the procuratorate, to whom crimes are referred on paper; they stand below no bureau.
alter table organisation
    drop constraint organisation_kind_check,
    drop constraint organisation_check3,
    add constraint organisation_kind_check check (kind in ('BUREAU', 'PLATFORM', 'POLICE', 'PROCURATORATE')),
    add constraint organisation_check3 check (kind <> 'BUREAU' or level = 'NATION' or parent_code is not null);

--changeset bridge:bureau-3
-- Who has left signs nothing any more and stays in what was signed.
alter table officer add column left_on date;

--changeset bridge:bureau-4
-- So that a change of organisations does not bring the officers of an old file again. Empty: loaded by a release without it.
alter table directory_load add column officers_hash text not null default '';

--changeset bridge:bureau-5
-- Where a letter asks for its answer to be sent; empty where nobody has told.
alter table organisation add column address text;
