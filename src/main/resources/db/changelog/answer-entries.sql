--liquibase formatted sql

--changeset bridge:fewer-entries-answers splitStatements:false
-- A row of an answer is entered once, by its place. An order's number is looked for among the rows of its answer, of which
-- shared tables hold at most bridge.records.largest-shared rows each; answers above that have an index of their own for it.
do $$
declare
    identity text;
begin
    for identity in
        select c.relname from pg_class c
         where c.relnamespace = current_schema()::regnamespace and c.relkind = 'i'
           and c.relname ~ '^record_[a-z_]+_h[0-9]{2}_identity$' loop
        execute format('drop index %I', identity);
    end loop;
end
$$;

create or replace procedure share_records(shared text, identity text default null) language plpgsql as $$
declare
    leaf text;
begin
    for remainder in 0 .. 15 loop
        leaf := format('%s_h%s', shared, lpad(remainder::text, 2, '0'));
        execute format('create table %I partition of %I for values with (modulus 16, remainder %s)', leaf, shared, remainder);
        -- Of the leaf and not of the whole: there, a place need be unique only within its load.
        execute format('create unique index %I on %I (load_id, line_no)', leaf || '_line', leaf);
    end loop;
end
$$;
comment on procedure share_records is 'Makes the partitions and indexes of a table of records that is partitioned by hash of the request number; the second parameter means nothing any more';
