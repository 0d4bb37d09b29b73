--liquibase formatted sql

--changeset bridge:sealing-written-out-1 splitStatements:false
-- The same record with the table's columns written out: nothing is made of a row's other columns, and nothing is taken apart and
-- sorted for each row. What JSON writes of a column that is no text, number, UUID or truth value, it writes here too.
create or replace function seal_statement(kind sealed_rows, source text, rest text) returns text language sql stable as $$
select format(
    'insert into log_leaf (subject, kind, row_key, nonce, sealed_at, leaf_hash)
     select w.id, %1$L, w.row_key, w.nonce, w.at,
            sha256(''\x00''::bytea || convert_to(
                ''{"id":"'' || w.id::text || ''","key":'' || to_json(w.row_key) || '',"kind":"%1$s","nonce":"'' || w.nonce
                || ''","row":{'' || substr(w.content, 2) || ''},"sealedAt":"''
                || to_char(w.at at time zone ''UTC'', ''YYYY-MM-DD"T"HH24:MI:SS.US"Z"'') || ''","version":1}'', ''UTF8''))
       from (select uuidv7() as id, %2$s as row_key, replace(gen_random_uuid()::text, ''-'', '''') as nonce,
                    clock_timestamp() as at, r.content
               from %3$s t cross join lateral (select concat(%4$s) as content) r
              where r.content <> '''' %5$s) w',
    kind.kind, k.columns, source, c.content, format(rest, k.columns, kind.kind))
  from (select string_agg(format('t.%I::text', split_part(part, ' ', 1)), ' || ''/'' || ') as columns
          from unnest(kind.key) part) k,
       (select string_agg(
                   format(case when a.atttypid = any('{text,varchar}'::regtype[]) then '%1$L || to_json(t.%2$I)'
                               when a.atttypid = any('{uuid,smallint,integer,bigint,boolean}'::regtype[])
                               then '%1$L || to_json(t.%2$I::text)'
                               else '%1$L || to_json(to_jsonb(t.%2$I) #>> ''{}'')' end,
                          ',' || to_json(a.attname::text) || ':', a.attname),
                   ', ' order by a.attname collate "C") as content
          from pg_attribute a
         where a.attrelid = kind.table_name::regclass and a.attname = any(kind.fields) and a.attnum > 0 and not a.attisdropped) c
$$;

do $$
declare
    which text;
begin
    for which in select distinct table_name from sealed_rows order by 1 loop
        call seal_rows_of(which);
    end loop;
end
$$;

--changeset bridge:sealing-written-out-2 splitStatements:false
-- That nothing else of a leaf is changed is asked of the statement and not of each of its rows.
create trigger log_leaf_says_the_same
    before update of subject, kind, evidence_id, leaf_hash, row_key, nonce, sealed_at on log_leaf
    for each statement execute function evidence_log_is_append_only();
create or replace function log_leaf_gets_one_place() returns trigger language plpgsql as $$
begin
    if exists (select from old_leaves where log_index is not null) or exists (select from new_leaves where log_index is null) then
        raise exception 'log_leaf is append-only';
    end if;
    return null;
end
$$;

--changeset bridge:sealing-written-out-3 splitStatements:false
-- The same commitment: as a function of SQL that cannot be written into the statement it was begun anew for each row.
create or replace function reporter_commitment(salt text, report uuid, name text, identity_no text, phone text, address text)
    returns text language plpgsql immutable as $$
begin
    return encode(sha256(convert_to(jsonb_build_array(salt, report, name, identity_no, phone, address)::text, 'UTF8')), 'hex');
end
$$;
