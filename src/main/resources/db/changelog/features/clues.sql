--liquibase formatted sql

--changeset bridge:clues-1
create table clue_report (
    id            uuid        primary key,
    tenant        text        not null,
    source        text        not null,
    channel       text        not null,
    received_at   timestamptz not null,
    external_no   text,
    from_bureau   text,
    from_letter   text,
    registered_by text        not null,
    registered_at timestamptz not null
);
comment on table clue_report is 'What came in, about one shop or several; each allegation in it is a clue.';
comment on column clue_report.received_at is 'Starts the verification''s clock';
comment on column clue_report.external_no is 'Its number where it came from';
create index clue_report_external on clue_report (tenant, external_no);

create table clue_reporter (
    report_id   uuid primary key references clue_report,
    name        text,
    identity_no text,
    phone       text,
    address     text
);
comment on table clue_reporter is 'Who made a report, and is protected: read by the clue''s two officers and their unit head alone, each reading in access_log.';

create table clue (
    id               text        primary key,
    tenant           text        not null,
    case_no          text        not null,
    report_id        uuid        not null references clue_report,
    state            text        not null,
    platform         text,
    shop_id          text,
    shop_name        text,
    shop_url         text,
    credit_code      text,
    subject_name     text,
    address          text,
    cause            text        not null,
    content          text        not null,
    limitation_until date,
    linked_to        text references clue,
    ordered_about    text,
    filing_no        text,
    filed_at         timestamptz,
    registered_by    text        not null,
    registered_at    timestamptz not null,
    dispatched_by    text,
    changed_at       timestamptz not null,
    unique (tenant, ordered_about),
    unique (tenant, filing_no)
);
comment on table clue is 'One allegation about one subject: a clue, and after its filing the case.';
comment on column clue.linked_to is 'The clue that it is the same as';
comment on column clue.ordered_about is 'What ordered it, for instance a transfer; hears of its progress';
create index clue_case on clue (case_no, tenant);
create index clue_page on clue (tenant, registered_at desc);
create index clue_shop on clue (tenant, shop_id);
create index clue_of_report on clue (report_id);
create index clue_linked on clue (linked_to);

create table clue_matter (
    id          text        primary key,
    clue_id     text        not null references clue,
    tenant      text        not null,
    kind        text        not null,
    details     jsonb       not null,
    reason      text        not null,
    proposed_by text        not null,
    proposed_at timestamptz not null,
    reviewed_by text,
    decided_by  text,
    decided_at  timestamptz,
    approved    boolean
);
comment on table clue_matter is 'What an officer proposed in a clue or case, and what the heads said to it.';
create index clue_matter_clue on clue_matter (clue_id);

--changeset bridge:clues-2
-- Who reads a reporter's data is on record as with other personal data.
alter table access_log drop constraint access_log_what_check;
alter table access_log add constraint access_log_what_check check (what in
    ('DATASET_ROWS', 'DATASET_ROWS_UNMASKED', 'DATASET_EXPORT', 'DATASET_EXPORT_UNMASKED', 'EVIDENCE_CONTENT', 'REPORTER'));

--changeset bridge:clues-3
-- What came in bulk waits as a clue that nobody works on yet: it has no process before a head sends it on.
alter table clue
    add column import_id     uuid,
    add column import_line   integer,
    add column division_code text,
    add column unit          text,
    add column urgency       text,
    add column triage_reason text,
    add column due_at        timestamptz;
comment on column clue.import_id is 'The import that it came by';
comment on column clue.import_line is 'Its line in the import''s file, of a table the row, counted from 1';
comment on column clue.division_code is 'Where the act is said to have happened';
comment on column clue.unit is 'The unit that the triage proposes, and after its dispatch the one that has it';
comment on column clue.urgency is 'URGENT, NORMAL or LOW';
comment on column clue.triage_reason is 'Why it is proposed there, in a sentence';
comment on column clue.due_at is 'When its verification is due, which counts from its receipt, while it waits to be dispatched';
create index clue_undispatched on clue (tenant, due_at, id) where state = 'RECEIVED';

--changeset bridge:clue-imports-1
create table clue_import (
    id          uuid        primary key,
    tenant      text        not null,
    source      text        not null,
    file_name   text        not null,
    bytes       bigint      not null,
    sha256      text        not null,
    preview     boolean     not null,
    state       text        not null,
    rows        integer     not null default 0,
    imported    integer     not null default 0,
    updated     integer     not null default 0,
    duplicates  integer     not null default 0,
    refused     integer     not null default 0,
    problem     text,
    attempts    integer     not null default 0,
    started_by  text        not null,
    started_at  timestamptz not null,
    ended_at    timestamptz,
    next_at     timestamptz not null,
    lease_owner uuid,
    lease_until timestamptz
);
comment on table clue_import is 'A file of reports on its way to become clues, see clues.intake.';
comment on column clue_import.rows is 'So many of its rows are dealt with; after a kill it goes on behind them';
comment on column clue_import.problem is 'Why it failed, in a sentence';
create index clue_import_due on clue_import (next_at) where state = 'RUNNING';
create index clue_import_page on clue_import (tenant, started_at desc);

create table clue_import_part (
    import_id uuid    not null references clue_import on delete cascade,
    no        integer not null,
    content   bytea   not null,
    primary key (import_id, no)
);
comment on table clue_import_part is 'The file, until its import is over: what is in it stands in the clues then.';
alter table clue_import_part alter column content set storage external;

create table clue_import_refusal (
    import_id uuid    not null references clue_import on delete cascade,
    line      integer not null,
    no        integer not null,
    field     text    not null,
    reason    text    not null,
    primary key (import_id, line, no)
);
comment on table clue_import_refusal is 'What is wrong with a row, one thing a line; reasons repeat nothing that a reporter said of himself.';

create table clue_import_key (
    tenant      text   not null,
    source      text   not null,
    external_no text   not null,
    mark        bigint not null,
    clue_id     text   not null,
    report_id   uuid   not null,
    primary key (tenant, source, external_no)
);
comment on table clue_import_key is 'What was imported, so that nothing is imported twice.';
comment on column clue_import_key.tenant is 'The bureau that imported it, which need not be the one whose clue it is';
comment on column clue_import_key.mark is 'Of the whole row by a key, see access.audit.Marks: by a plain hash one could try who reported it';

--changeset bridge:clues-dispatch-1
-- What may be the same is found by what texts have in common: samples are drawn of each text, and equal ones lie side by side.
alter table clue
    add column compared_at timestamptz,
    add column due_told    text check (due_told in ('SOON', 'OVERDUE')),
    add constraint clue_waits_until check (state <> 'RECEIVED' or due_at is not null);
comment on column clue.compared_at is 'When it was compared with the bureau''s open clues';
comment on column clue.due_told is 'What the heads have been told of a clue that waits to be dispatched';
create index clue_uncompared on clue (id)
    where compared_at is null and state not in ('CLOSED', 'TERMINATED', 'NOT_FILED', 'PASSED_ON', 'LINKED');
create index clue_untold on clue (due_at) where state = 'RECEIVED' and due_told is distinct from 'OVERDUE';
create index clue_undispatched_shop on clue (tenant, platform, shop_id) where state = 'RECEIVED';

create table clue_sample (
    tenant  text   not null,
    sample  bigint not null,
    clue_id text   not null references clue,
    primary key (tenant, sample, clue_id)
);
create index clue_sample_clue on clue_sample (clue_id);
comment on table clue_sample is 'Of each open clue a few hashes of shop and text; two that share one are looked at more closely.';

create table clue_suspicion (
    clue_id      text        not null references clue,
    other_id     text        not null references clue,
    tenant       text        not null,
    score        integer     not null check (score between 1 and 100),
    why          text        not null,
    state        text        not null check (state in ('PROPOSED', 'CONFIRMED', 'REFUSED', 'UNDONE')),
    found_at     timestamptz not null,
    decided_by   text,
    decided_at   timestamptz,
    linked_to    text references clue,
    new_facts    boolean     not null default false,
    clock_before uuid,
    primary key (clue_id, other_id),
    check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (state = 'PROPOSED')),
    check ((state = 'CONFIRMED') <= (linked_to is not null))
);
create index clue_suspicion_other on clue_suspicion (other_id);
create index clue_suspicion_confirmed on clue_suspicion (tenant, decided_at) where state = 'CONFIRMED';
comment on table clue_suspicion is 'A waiting clue that may be the same as another one: proposed by comparison, decided by a person.';
comment on column clue_suspicion.score is 'How much the texts have in common, 100 where they are the same';
comment on column clue_suspicion.linked_to is 'The clue into which it went: the other, or what that one had been linked to';
comment on column clue_suspicion.clock_before is 'The clock that gave way because of its new facts, and comes back when this is undone';

--changeset bridge:clues-fewer-entries-1
-- Of clues that came in bulk nearly none is ordered, filed or linked: those had three entries each that nothing looked for.
drop index clue_linked;
create index clue_linked on clue (linked_to) where linked_to is not null;
alter table clue drop constraint clue_tenant_ordered_about_key;
create unique index clue_tenant_ordered_about_key on clue (tenant, ordered_about) where ordered_about is not null;
alter table clue drop constraint clue_tenant_filing_no_key;
create unique index clue_tenant_filing_no_key on clue (tenant, filing_no) where filing_no is not null;

--changeset bridge:clue-imports-deaths
alter table clue_import add column deaths integer not null default 0;
comment on column clue_import.deaths is 'How many processes died under it since its last row was taken over: two, and it is set aside';
