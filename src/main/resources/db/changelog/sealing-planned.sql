--liquibase formatted sql

--changeset bridge:sealing-planned-1 splitStatements:false
-- Leaves of rows by a function for each table in which its kinds are written out. PostgreSQL plans that once a session; a
-- statement that is put together for each row is planned for each row, and that cost more than all else about a row.
drop function sealed_record(text, uuid, text, text, timestamptz, jsonb, text[]);
drop function seal_statement(sealed_rows, text, boolean);

-- The statement that writes leaves for rows of a kind; times are rendered in the session's zone, UTC. The leaf is of the
-- canonical record (RFC 8785), of which the audit has the same text of its own: it does not trust this function.
create function seal_statement(kind sealed_rows, source text, rest text) returns text language sql stable as $$
select format(
    'insert into log_leaf (subject, kind, row_key, nonce, sealed_at, leaf_hash)
     select w.id, %1$L, w.row_key, w.nonce, w.at,
            sha256(''\x00''::bytea || convert_to(
                ''{"id":'' || to_json(w.id::text) || '',"key":'' || to_json(w.row_key) || '',"kind":'' || to_json(%1$L::text)
                || '',"nonce":'' || to_json(w.nonce) || '',"row":{'' || w.content || ''},"sealedAt":''
                || to_json(to_char(w.at at time zone ''UTC'', ''YYYY-MM-DD"T"HH24:MI:SS.US"Z"'')) || '',"version":1}'', ''UTF8''))
       from (select uuidv7() as id, %2$s as row_key, replace(gen_random_uuid()::text, ''-'', '''') as nonce,
                    clock_timestamp() as at, r.content
               from %3$s t cross join lateral (
                        select string_agg(to_json(f.key) || '':'' || to_json(f.value), '','' order by f.key collate "C") as content
                          from jsonb_each_text(to_jsonb(t)) f where f.key = any(%4$L::text[]) and f.value is not null) r
              where r.content is not null %5$s) w',
    kind.kind, k.columns, source, kind.fields, format(rest, k.columns, kind.kind))
  from (select string_agg(format('t.%I::text', split_part(part, ' ', 1)), ' || ''/'' || ') as columns
          from unnest(kind.key) part) k
$$;

create or replace function seal_backlog(which text) returns bigint language plpgsql set timezone = 'UTC' as $$
declare
    kind   sealed_rows;
    sealed bigint;
begin
    select * into kind from sealed_rows s where s.kind = which;
    execute seal_statement(kind, kind.table_name,
        'and not exists (select from log_leaf l
                          where hashtext(l.row_key) = hashtext(%1$s) and l.row_key = %1$s and l.kind = %2$L) limit 2000');
    get diagnostics sealed = row_count;
    return sealed;
end
$$;

-- To be called when the kinds of a table have changed; triggers of a table that has them for the first time call
-- seal_new_<table>().
create procedure seal_rows_of(which text) language plpgsql as $$
declare
    statements text;
begin
    select string_agg(format(case when s.at_update then '%s;' else 'if tg_op = ''INSERT'' then %s; end if;' end,
                             seal_statement(s, 'new_rows', '')), ' ' order by s.kind)
      into strict statements from sealed_rows s where s.table_name = which;
    execute format('create or replace function %I() returns trigger language plpgsql set timezone = ''UTC'' as %L',
                   'seal_new_' || which, 'begin ' || statements || ' return null; end');
end
$$;
call seal_rows_of('letter');
call seal_rows_of('letter_evidence');
call seal_rows_of('receipt');
call seal_rows_of('case_event');
call seal_rows_of('finding');
call seal_rows_of('head_time_stamp');

create or replace trigger letter_sealed after insert on letter
    referencing new table as new_rows for each statement execute function seal_new_letter();
create or replace trigger letter_evidence_sealed after insert on letter_evidence
    referencing new table as new_rows for each statement execute function seal_new_letter_evidence();
create or replace trigger receipt_sealed after insert on receipt
    referencing new table as new_rows for each statement execute function seal_new_receipt();
create or replace trigger case_event_sealed after insert on case_event
    referencing new table as new_rows for each statement execute function seal_new_case_event();
create or replace trigger finding_sealed after insert on finding
    referencing new table as new_rows for each statement execute function seal_new_finding();
create or replace trigger finding_confirmed after update on finding
    referencing new table as new_rows for each statement execute function seal_new_finding();
create or replace trigger head_time_stamp_sealed after insert on head_time_stamp
    referencing new table as new_rows for each statement execute function seal_new_head_time_stamp();
drop function seal_new_rows();
