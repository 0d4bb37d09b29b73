--liquibase formatted sql

--changeset bridge:access-1
create table wrong_password (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    user_id text,
    source  text        not null
);
comment on table wrong_password is 'Wrong passwords: for which account (none where there is no such account), and from where. Append-only.';
create index wrong_password_at on wrong_password (at);

--changeset bridge:access-2 splitStatements:false
create function wrong_password_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'wrong_password is append-only';
end
$$;

create trigger wrong_password_append_only before update or delete or truncate on wrong_password
    for each statement execute function wrong_password_is_append_only();

--changeset bridge:access-record-1
-- One record of who read, decided, exported, signed in, was denied or changed a setting: what was kept of personal data alone.
alter table access_log
    alter column user_id drop not null,
    alter column tenant drop not null,
    alter column case_no drop not null,
    alter column subject_id drop not null,
    add column roles     text,
    add column operation text,
    add column source    text,
    add column detail    text,
    add column times     integer not null default 1,
    add column whose     bigint[];
comment on table access_log is 'Who did, read or was denied what. Append-only; rows leave only with their archived batch.';
comment on column access_log.user_id is 'Nobody where somebody was not signed in';
comment on column access_log.tenant is 'For which organisation; empty for people of none or of many';
comment on column access_log.subject_id is 'What of the case it was, by its id';
comment on column access_log.roles is 'In what roles at that moment, separated by commas';
comment on column access_log.operation is 'Method and address, with names in place of ids; the form for a decision';
comment on column access_log.source is 'From which network address';
comment on column access_log.detail is 'The decision in the words of its form, names of what was searched by, the status of a denial; never a personal datum';
comment on column access_log.times is 'How often the same was repeated within a few minutes, where the first time has a row of its own';
comment on column access_log.whose is 'Keyed hashes of the personal data that were shown as they are, or searched for';
create index access_log_at on access_log (at);
create index access_log_tenant on access_log (tenant, at);
create index access_log_what on access_log (what, at);
create index access_log_subject on access_log (subject_id) where what like 'DATASET%' or what like 'EVIDENCE%';
create index access_log_whose on access_log using gin (whose) where whose is not null;

create table access_batch (
    id          bigint       generated always as identity primary key,
    first_id    bigint       not null,
    last_id     bigint       not null,
    ids         int8multirange not null,
    rows        integer      not null,
    digest      text         not null check (digest ~ '^[0-9a-f]{64}$'),
    sealed_at   timestamptz  not null,
    archive     text         check (archive ~ '^[0-9a-f]{64}$'),
    archived_at timestamptz
);
create index access_batch_ids on access_batch (first_id);
create index access_batch_kept on access_batch (id) where archive is null;
comment on table access_batch is 'Rows of access_log that were sealed together';
comment on column access_batch.ids is 'Which rows: their ids';
comment on column access_batch.digest is 'SHA-256 of the rows as lines of JSON in the order of their ids';
comment on column access_batch.archive is 'SHA-256 of the file that took the rows'' place, which has these lines among those of other batches';

create table access_sealing (
    only_row boolean primary key default true check (only_row),
    upto     bigint  not null default 0
);
insert into access_sealing default values;
comment on table access_sealing is 'The one row: ids up to there are in batches, but for gaps';

create table access_gap (
    id    bigint      primary key,
    since timestamptz not null
);
comment on table access_gap is 'Ids that had no row when those around them were sealed: of transactions that had not ended, or came to nothing';

--changeset bridge:access-record-2 splitStatements:false
create function access_log_leaves_with_its_batch() returns trigger language plpgsql as $$
begin
    if exists (select from gone g
                where not exists (select from access_batch b
                                   where b.first_id <= g.id and b.last_id >= g.id and g.id <@ b.ids
                                     and b.archive is not null)) then
        raise exception 'access_log is append-only';
    end if;
    return null;
end
$$;
-- For whoever may not delete: the account that the bridge works with.
create function archived_access_rows_leave(batches bigint[]) returns bigint
    language plpgsql security definer set search_path from current as $$
declare
    gone bigint;
begin
    delete from access_log l using access_batch b
     where b.id = any(batches) and b.archive is not null
       and l.id between b.first_id and b.last_id and l.id <@ b.ids;
    get diagnostics gone = row_count;
    return gone;
end
$$;

drop trigger access_log_append_only on access_log;
create trigger access_log_append_only before update or truncate on access_log
    for each statement execute function access_log_is_append_only();
create trigger access_log_archived after delete on access_log
    referencing old table as gone for each statement execute function access_log_leaves_with_its_batch();

--changeset bridge:access-record-3
create index access_batch_last on access_batch (last_id);
