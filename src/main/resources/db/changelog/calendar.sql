--liquibase formatted sql

--changeset bridge:calendar-1
create table calendar_version (
    seq       bigint generated always as identity primary key,
    version   text        not null unique,
    year      int         not null,
    revision  int         not null check (revision > 0),
    published date        not null,
    document  text        not null,
    loaded_at timestamptz not null,
    check (version = year || '-' || revision)
);
comment on table calendar_version is
    'Arrangements of days off by the State Council, in the order in which they were loaded. Never changed: a correction is a new version.';
comment on column calendar_version.document is 'Document number of the notice; empty where unknown (文号待补).';

create table calendar_day (
    version  text not null references calendar_version (version),
    date     date not null,
    kind     text not null check (kind in ('OFF', 'WORK')),
    festival text not null,
    primary key (version, date)
);
comment on table calendar_day is 'Days that an arrangement treats differently from the plain week.';

create table calendar_load (
    id       uuid primary key default uuidv7(),
    at       timestamptz not null,
    user_id  text        not null,
    source   text        not null,
    year     int         not null,
    version  text,
    sha256   text        not null,
    bytes    bigint      not null,
    outcome  text        not null check (outcome in ('LOADED', 'UNCHANGED', 'REFUSED')),
    faults   text[]      not null
);
comment on table calendar_load is 'Who tried to load which arrangement, when, from where, and what came of it. Append-only.';
comment on column calendar_load.source is 'Address of the caller, the file in the calendar folder, or the package.';
comment on column calendar_load.sha256 is 'Hash of the bytes that were handed in.';

create table calendar_pass (
    seq          bigint primary key references calendar_version (seq),
    version      text        not null unique references calendar_version (version),
    moved_days   date[]      not null,
    settled      boolean     not null,
    state        text        not null check (state in ('OPEN', 'DONE')),
    after_id     uuid        not null,
    batches      int         not null default 0,
    examined     bigint      not null default 0,
    changed      bigint      not null default 0,
    failed       bigint      not null default 0,
    opened_at    timestamptz not null,
    finished_at  timestamptz,
    check ((state = 'DONE') = (finished_at is not null))
);
comment on table calendar_pass is 'The recomputation that a new arrangement brings: which days it changes, and how far it has come.';
comment on column calendar_pass.moved_days is 'Days that are working days before and not after it, or the other way round.';
comment on column calendar_pass.settled is 'Whether it is the first of its year, so that provisional clocks are no longer.';
comment on column calendar_pass.after_id is 'The last clock that was dealt with.';
create index calendar_pass_open on calendar_pass (seq) where state = 'OPEN';

create table clock_change (
    id              uuid primary key default uuidv7(),
    version         text        not null references calendar_version (version),
    clock_id        uuid        not null references clock (id),
    case_no         text        not null,
    tenant          text        not null,
    kind            text        not null,
    old_due_at      timestamptz not null,
    new_due_at      timestamptz not null,
    old_provisional boolean     not null,
    new_provisional boolean     not null,
    at              timestamptz not null
);
comment on table clock_change is 'Every clock that a new arrangement changed, with its date before and after. Append-only.';
create index clock_change_version on clock_change (version, tenant, id);
create index clock_change_clock on clock_change (clock_id);

create table clock_change_failure (
    version  text        not null references calendar_version (version),
    clock_id uuid        not null references clock (id),
    at       timestamptz not null,
    error    text        not null,
    primary key (version, clock_id)
);
comment on table clock_change_failure is 'Clocks that a new arrangement touches and that could not be recomputed; for the operator.';

-- A pass walks over the clocks that are open, however many have ended.
create index clock_open_by_id on clock (id) where ended_at is null and fired_at is null;

--changeset bridge:calendar-2 splitStatements:false
create function calendar_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;

create trigger calendar_version_append_only before update or delete or truncate on calendar_version
    for each statement execute function calendar_is_append_only();
create trigger calendar_day_append_only before update or delete or truncate on calendar_day
    for each statement execute function calendar_is_append_only();
create trigger calendar_load_append_only before update or delete or truncate on calendar_load
    for each statement execute function calendar_is_append_only();
create trigger clock_change_append_only before update or delete or truncate on clock_change
    for each statement execute function calendar_is_append_only();
