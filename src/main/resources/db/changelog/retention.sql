--liquibase formatted sql

--changeset bridge:retention-1
create table legal_hold (
    id          uuid        primary key,
    case_no     text        not null,
    tenant      text        not null,
    ground      text        not null,
    reason      text        not null,
    placed_by   text        not null,
    placed_at   timestamptz not null,
    lifted_by   text,
    lifted_at   timestamptz,
    lift_reason text,
    check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
create index legal_hold_case on legal_hold (case_no);
comment on table legal_hold is 'While one is in force, nothing of the case is deleted, whoever is owed its deletion';

create table deletion (
    id         uuid        primary key,
    rule       text        not null,
    basis      text        not null,
    kept       text        not null,
    case_nos   text[]      not null,
    subject    text        not null,
    over_since timestamptz not null,
    leaf_kind  text,
    leaf_keys  text[]      not null default '{}',
    rows       bigint      not null check (rows > 0),
    sha256     text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    deleted_at timestamptz not null,
    deleted_by text        not null
);
create index deletion_leaf_keys on deletion using gin (leaf_keys);
comment on table deletion is 'What was deleted because its time was over: a leaf without a row that stands here is no tampering';
comment on column deletion.kept is 'How long it had to be kept, ISO 8601, from over_since on';
comment on column deletion.leaf_kind is 'Of what was sealed: the kind of its leaves in the evidence log, and their keys';
comment on column deletion.sha256 is 'Of what was deleted, as the rule renders it';

create table retention_turn (
    only_row    boolean     primary key default true check (only_row),
    next_at     timestamptz not null default '-infinity',
    lease_owner uuid,
    lease_until timestamptz
);
insert into retention_turn default values;
comment on table retention_turn is 'The one row: when it is looked next for what is to be deleted';

insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values
    ('LEGAL_HOLD', 'legal_hold', array['id uuid'],
     array['case_no', 'tenant', 'ground', 'reason', 'placed_by', 'placed_at'], false, false),
    ('LEGAL_HOLD_LIFTED', 'legal_hold', array['id uuid'], array['lifted_by', 'lifted_at', 'lift_reason'], true, false),
    ('DELETION', 'deletion', array['id uuid'],
     array['rule', 'basis', 'kept', 'case_nos', 'subject', 'over_since', 'leaf_kind', 'leaf_keys', 'rows', 'sha256',
           'deleted_at', 'deleted_by'], false, false);
call seal_rows_of('legal_hold');
call seal_rows_of('deletion');
create trigger legal_hold_sealed after insert on legal_hold
    referencing new table as new_rows for each statement execute function seal_new_legal_hold();
create trigger legal_hold_lifted after update on legal_hold
    referencing new table as new_rows for each statement execute function seal_new_legal_hold();
create trigger deletion_sealed after insert on deletion
    referencing new table as new_rows for each statement execute function seal_new_deletion();
create trigger legal_hold_stays before delete or truncate on legal_hold
    for each statement execute function evidence_log_is_append_only();
create trigger legal_hold_says_the_same
    before update of id, case_no, tenant, ground, reason, placed_by, placed_at on legal_hold
    for each statement execute function evidence_log_is_append_only();
create trigger deletion_stays before update or delete or truncate on deletion
    for each statement execute function evidence_log_is_append_only();

--changeset bridge:sealed-reporters-1 splitStatements:false
-- Who reported something is sealed by a commitment: with the row its salt goes, and nobody can find out by trying what the leaf
-- was of. That the row says something else than it did, or is gone without a deletion on record, is seen.
create function reporter_commitment(salt text, report uuid, name text, identity_no text, phone text, address text)
    returns text language sql immutable as $$
select encode(sha256(convert_to(jsonb_build_array(salt, report, name, identity_no, phone, address)::text, 'UTF8')), 'hex')
$$;
alter table clue_reporter
    add column salt text not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
alter table clue_reporter
    add column commitment text not null
        generated always as (reporter_commitment(salt, report_id, name, identity_no, phone, address)) stored;
comment on column clue_reporter.commitment is 'SHA-256 of salt and row: what the evidence log has of it';

insert into sealed_rows (kind, table_name, key, fields, at_update, backlog) values
    ('REPORTER', 'clue_reporter', array['report_id uuid'], array['commitment'], false, true);
call seal_rows_of('clue_reporter');
create trigger clue_reporter_sealed after insert on clue_reporter
    referencing new table as new_rows for each statement execute function seal_new_clue_reporter();
create trigger clue_reporter_says_the_same before update or truncate on clue_reporter
    for each statement execute function evidence_log_is_append_only();
