--liquibase formatted sql

--changeset bridge:evidence-1
create table evidence (
    id          uuid        primary key,
    case_no     text        not null,
    tenant      text        not null,
    subject_id  text        not null,
    name        text        not null,
    media_type  text        not null,
    bytes       bigint      not null check (bytes >= 0),
    sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    source      text        not null,
    method      text        not null,
    received_at timestamptz not null,
    received_by text        not null
);
create index evidence_of_case on evidence (case_no, tenant);
create index evidence_of_subject on evidence (subject_id);
comment on table evidence is 'A sealed file; its bytes lie in the evidence directory under their hash';

--changeset bridge:evidence-2
alter table evidence
    add column sm3       text check (sm3 ~ '^[0-9a-f]{64}$'),
    add column letter_no text,
    add column medium    text,
    add column process   text,
    add column begun_at  timestamptz,
    add column officers  text[],
    add column sealed_at timestamptz,
    add column nonce     text,
    add column leaf_hash bytea check (octet_length(leaf_hash) = 32);
comment on column evidence.leaf_hash is 'RFC 6962 leaf hash of the canonical record of this row; empty for what came before the log, until it is sealed late';
comment on column evidence.nonce is 'Random, part of the record: nobody finds out by guessing what a neighbouring leaf says';
create index evidence_unsealed on evidence (id) where leaf_hash is null;

create table custody_event (
    id          uuid        primary key,
    evidence_id uuid        not null references evidence,
    case_no     text        not null,
    tenant      text        not null,
    event       text        not null check (event in
        ('RECEIVED', 'VERIFIED', 'VIEWED', 'EXPORTED', 'REFERENCED', 'REVERIFIED')),
    at          timestamptz not null,
    person      text        not null,
    detail      jsonb       not null,
    nonce       text        not null,
    leaf_hash   bytea       not null check (octet_length(leaf_hash) = 32)
);
create index custody_event_of_evidence on custody_event (evidence_id, id);
comment on table custody_event is 'What happened to a sealed file, by whom; append-only';

create table evidence_export (
    id        uuid        primary key,
    case_no   text        not null,
    tenant    text        not null,
    at        timestamptz not null,
    person    text        not null,
    items     text[]      not null,
    nonce     text        not null,
    leaf_hash bytea       not null check (octet_length(leaf_hash) = 32)
);
comment on column evidence_export.items is 'Leaf hashes (hex) of all records in the package: what is missing from it is seen';

create table log_leaf (
    subject     uuid   primary key,
    kind        text   not null check (kind in ('EVIDENCE', 'CUSTODY', 'EXPORT')),
    evidence_id uuid,
    leaf_hash   bytea  not null check (octet_length(leaf_hash) = 32),
    log_index   bigint unique
);
create index log_leaf_waiting on log_leaf (subject) where log_index is null;
create index log_leaf_of_evidence on log_leaf (evidence_id);
comment on table log_leaf is 'Written with the row it stands for; the sequencer gives it its place afterwards';

create table log_node (
    level smallint not null check (level > 0),
    index bigint   not null,
    hash  bytea    not null check (octet_length(hash) = 32),
    primary key (level, index)
);
comment on table log_node is 'Complete subtrees of 2^level leaves (RFC 6962): a proof reads a few of them';

create table log_certificate (
    fingerprint text  primary key,
    der         bytea not null
);

create table tree_head (
    size            bigint      primary key,
    root            bytea       not null check (octet_length(root) = 32),
    at              timestamptz not null,
    signature       bytea       not null,
    certificate     text        not null references log_certificate,
    sm2_signature   bytea,
    sm2_certificate text        references log_certificate
);

create table head_time_stamp (
    size  bigint      primary key references tree_head,
    token bytea       not null,
    at    timestamptz not null
);

create table evidence_log (
    origin uuid not null default gen_random_uuid()
);
insert into evidence_log default values;
comment on table evidence_log is 'The one row names this log in every signed head';

--changeset bridge:evidence-3 splitStatements:false
create function evidence_log_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;

create function evidence_is_sealed_once() returns trigger language plpgsql as $$
begin
    if old.leaf_hash is not null
       or (to_jsonb(new) - array['sm3', 'officers', 'sealed_at', 'nonce', 'leaf_hash'])
          <> (to_jsonb(old) - array['sm3', 'officers', 'sealed_at', 'nonce', 'leaf_hash']) then
        raise exception 'evidence is append-only';
    end if;
    return new;
end
$$;

create function log_leaf_gets_one_place() returns trigger language plpgsql as $$
begin
    if old.log_index is not null or new.log_index is null or new.subject <> old.subject or new.kind <> old.kind
       or new.evidence_id is distinct from old.evidence_id or new.leaf_hash <> old.leaf_hash then
        raise exception 'log_leaf is append-only';
    end if;
    return new;
end
$$;

create trigger evidence_once before update on evidence for each row execute function evidence_is_sealed_once();
create trigger evidence_stays before delete or truncate on evidence
    for each statement execute function evidence_log_is_append_only();
create trigger log_leaf_place before update on log_leaf for each row execute function log_leaf_gets_one_place();
create trigger log_leaf_stays before delete or truncate on log_leaf
    for each statement execute function evidence_log_is_append_only();
create trigger custody_event_stays before update or delete or truncate on custody_event
    for each statement execute function evidence_log_is_append_only();
create trigger evidence_export_stays before update or delete or truncate on evidence_export
    for each statement execute function evidence_log_is_append_only();
create trigger log_node_stays before update or delete or truncate on log_node
    for each statement execute function evidence_log_is_append_only();
create trigger tree_head_stays before update or delete or truncate on tree_head
    for each statement execute function evidence_log_is_append_only();
create trigger head_time_stamp_stays before update or delete or truncate on head_time_stamp
    for each statement execute function evidence_log_is_append_only();
create trigger log_certificate_stays before update or delete or truncate on log_certificate
    for each statement execute function evidence_log_is_append_only();
create trigger evidence_log_stays before insert or update or delete or truncate on evidence_log
    for each statement execute function evidence_log_is_append_only();

--changeset bridge:evidence-export-instruction
alter table evidence_export add column instruction text;
comment on column evidence_export.instruction is 'SHA-256 (hex) of the text in the package that says how to check it; none for packages from before';
