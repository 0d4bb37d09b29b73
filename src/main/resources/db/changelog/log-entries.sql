--liquibase formatted sql

--changeset bridge:fewer-entries-log splitStatements:false
-- A leaf is written and then placed, each time into all of its indexes. Leaves that wait are found by the index on places,
-- which has them at its end; only leaves of files name one; and the leaf of a row is found by a hash of the row's key.
drop index log_leaf_waiting;
drop index log_leaf_of_evidence;
create index log_leaf_of_evidence on log_leaf (evidence_id) where evidence_id is not null;
drop index log_leaf_of_row;
create index log_leaf_of_row on log_leaf (hashtext(row_key)) where row_key is not null;
-- Room in the page for the leaf with its place.
alter table log_leaf set (fillfactor = 60);

create or replace function seal_statement(kind sealed_rows, source text, only_new boolean) returns text language sql stable as $$
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
        'not exists (select from log_leaf l where hashtext(l.row_key) = hashtext(%1$s) and l.row_key = %1$s and l.kind = $1)
         limit 2000', k.columns) end)
  from (select string_agg(format('t.%I::text', split_part(part, ' ', 1)), ' || ''/'' || ') as columns
          from unnest(kind.key) part) k
$$;

-- Of complete subtrees every third level is kept, the others are made of at most four of them.
alter table log_node disable trigger log_node_stays;
delete from log_node where level % 3 <> 0;
alter table log_node enable trigger log_node_stays;
comment on table log_node is 'Complete subtrees of 2^level leaves (RFC 6962), of every third level: a proof reads a few of them';

--changeset bridge:fewer-entries-placing splitStatements:false
-- Of all rows of a statement at once: a trigger before each row has the row locked first, which is written down too.
drop trigger log_leaf_place on log_leaf;
create or replace function log_leaf_gets_one_place() returns trigger language plpgsql as $$
begin
    if exists (select from new_leaves n
                where n.log_index is null
                   or not exists (select from old_leaves o
                                   where o.subject = n.subject and o.log_index is null
                                     and to_jsonb(o) - 'log_index' = to_jsonb(n) - 'log_index')) then
        raise exception 'log_leaf is append-only';
    end if;
    return null;
end
$$;
create trigger log_leaf_place after update on log_leaf
    referencing old table as old_leaves new table as new_leaves
    for each statement execute function log_leaf_gets_one_place();
