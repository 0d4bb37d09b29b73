--liquibase formatted sql

--changeset bridge:sealing-1
-- Rows of other features whose leaves are written by the database itself, in the transaction of the row: no writer can forget
-- it, and it costs no statement.
alter table log_leaf
    drop constraint log_leaf_kind_check,
    add column row_key   text,
    add column nonce     text,
    add column sealed_at timestamptz,
    add constraint log_leaf_kind_check check (case
        when kind in ('EVIDENCE', 'CUSTODY', 'EXPORT') then row_key is null
        else row_key is not null and nonce is not null and sealed_at is not null end);
create index log_leaf_of_row on log_leaf (kind, row_key) where row_key is not null;
comment on column log_leaf.row_key is 'Of which row the leaf is: its key, parts joined by /; empty for kinds that have records of their own';
comment on column log_leaf.nonce is 'Random, part of the record: nobody finds out by guessing what a neighbouring leaf says';
comment on column log_leaf.sealed_at is 'When the leaf was written; much later than the row for what an upgrade found there';

create table sealed_rows (
    kind       text    primary key check (kind ~ '^[A-Z_]+$'),
    table_name text    not null,
    key        text[]  not null,
    fields     text[]  not null,
    at_update  boolean not null default false,
    backlog    boolean not null default true
);
comment on table sealed_rows is 'What a leaf of each kind stands for';
comment on column sealed_rows.key is 'Columns of the table''s key, each with its type';
comment on column sealed_rows.fields is 'Columns that the record holds; a row that has none of them has no leaf';
comment on column sealed_rows.at_update is 'Whether they come later than the row; the newest leaf counts';
comment on column sealed_rows.backlog is 'Whether rows from before this release may still wait for their leaf';

create table log_audit (
    only_row    boolean     primary key default true check (only_row),
    next_at     timestamptz not null default '-infinity',
    lease_owner uuid,
    lease_until timestamptz,
    place       bigint      not null default 0,
    file        uuid        not null default '00000000-0000-0000-0000-000000000000',
    done_at     timestamptz,
    whole_at    timestamptz,
    size        bigint      not null default 0
);
insert into log_audit default values;
comment on table log_audit is 'The one row: where the audit goes on, with which leaf and which file';

create table log_finding (
    problem  text        not null,
    place    bigint      not null,
    about    text        not null,
    found_at timestamptz not null,
    gone_at  timestamptz,
    primary key (problem, place, about)
);
comment on table log_finding is 'What audits found wrong with the log; over when an audit of everything does not find it any more';

--changeset bridge:sealing-2 splitStatements:false
create or replace function log_leaf_gets_one_place() returns trigger language plpgsql as $$
begin
    if old.log_index is not null or new.log_index is null
       or to_jsonb(new) - 'log_index' <> to_jsonb(old) - 'log_index' then
        raise exception 'log_leaf is append-only';
    end if;
    return new;
end
$$;

-- The canonical record (RFC 8785) of a row. The audit has the same text of its own and does not trust this function.
create function sealed_record(
    kind text, id uuid, row_key text, nonce text, sealed_at timestamptz, content jsonb, fields text[])
    returns text language sql stable as $$
select '{"id":' || to_json(id::text) || ',"key":' || to_json(row_key) || ',"kind":' || to_json(kind)
    || ',"nonce":' || to_json(nonce) || ',"row":{'
    || (select coalesce(string_agg(to_json(f.key) || ':' || to_json(f.value), ',' order by f.key collate "C"), '')
          from jsonb_each_text(content) f where f.key = any(fields) and f.value is not null)
    || '},"sealedAt":' || to_json(to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || ',"version":1}'
$$;

-- The statement that writes leaves for rows of a kind, $1, with the fields $2; times are rendered in the session's zone, UTC.
create function seal_statement(kind sealed_rows, source text, only_new boolean) returns text language sql stable as $$
select format(
    'insert into log_leaf (subject, kind, row_key, nonce, sealed_at, leaf_hash)
     select w.id, $1, w.row_key, w.nonce, w.at,
            sha256(''\x00''::bytea || convert_to(
                sealed_record($1, w.id, w.row_key, w.nonce, w.at, w.content, $2), ''UTF8''))
       from (select uuidv7() as id, %1$s as row_key, replace(gen_random_uuid()::text, ''-'', '''') as nonce,
                    clock_timestamp() as at, to_jsonb(t) as content
               from %2$s t
              where exists (select from jsonb_each_text(to_jsonb(t)) f where f.key = any($2) and f.value is not null)
                and %3$s) w',
    k.columns, source,
    case when only_new then 'true' else format(
        'not exists (select from log_leaf l where l.kind = $1 and l.row_key = %s) limit 2000', k.columns) end)
  from (select string_agg(format('t.%I::text', split_part(part, ' ', 1)), ' || ''/'' || ') as columns
          from unnest(kind.key) part) k
$$;

create function seal_new_rows() returns trigger language plpgsql set timezone = 'UTC' as $$
declare
    kind sealed_rows;
begin
    for kind in select * from sealed_rows where table_name = tg_table_name and (tg_op = 'INSERT' or at_update) loop
        execute seal_statement(kind, 'new_rows', true) using kind.kind, kind.fields;
    end loop;
    return null;
end
$$;

-- Some of the rows that have no leaf yet; says how many.
create function seal_backlog(which text) returns bigint language plpgsql set timezone = 'UTC' as $$
declare
    kind   sealed_rows;
    sealed bigint;
begin
    select * into kind from sealed_rows s where s.kind = which;
    execute seal_statement(kind, kind.table_name, false) using kind.kind, kind.fields;
    get diagnostics sealed = row_count;
    return sealed;
end
$$;
