--liquibase formatted sql

--changeset bridge:record-trace-1
create table record_trace (
    request_no text    not null references answer_records,
    kind       text    not null,
    mark       text    not null,
    times      integer not null,
    primary key (request_no, kind, mark)
);
create index record_trace_mark on record_trace (mark);
comment on table record_trace is 'By what an answer''s records may be related to those of other cases; gone while the records are archived';
comment on column record_trace.mark is 'The first 16 hexadecimal digits of the SHA-256 of a phone number or of the number of a parcel. The index finds cases with the same';

create table record_untraced (
    request_no text primary key references answer_records
);
comment on table record_untraced is 'Answers whose traces are not those of their records';

--changeset bridge:record-trace-2 splitStatements:false
-- By the database itself, so that a node of the release before, which may still run, forgets none.
create function records_are_untraced() returns trigger language plpgsql as $$
begin
    insert into record_untraced (request_no) values (new.request_no) on conflict do nothing;
    return null;
end
$$;
create trigger records_untraced after insert or update of archived_at on answer_records
    for each row when (new.dataset in ('TRADE', 'LOGISTICS')) execute function records_are_untraced();

insert into record_untraced (request_no)
select request_no from answer_records where dataset in ('TRADE', 'LOGISTICS') and archived_at is null;

--changeset bridge:record-trace-3 splitStatements:false
-- The same with many in a row: a row and two index entries for each telephone made a fifth of what an answer's records write.
create table record_mark (
    request_no text      not null references answer_records,
    kind       text      not null,
    part       integer   not null,
    marks      text[]    not null,
    times      integer[] not null,
    primary key (request_no, kind, part)
);
create index record_mark_marks on record_mark using gin (marks);
comment on table record_mark is 'By what an answer''s records may be related to those of other cases; gone while the records are archived';
comment on column record_mark.part is 'From 0, what occurs most often first';
comment on column record_mark.marks is 'Each the first 16 hexadecimal digits of the SHA-256 of a phone number or of the number of a parcel. The index finds cases with the same';
comment on column record_mark.times is 'How often each of them occurs, in the same order';
comment on table record_trace is 'Empty. What a node of the release before writes here goes to record_mark';

-- Nodes of the release before write all the while, and so do the triggers for them; accounts.sql comes last.
call granted_to_runtime('select, insert, delete on record_mark');

-- What such a node finds no traces of any more, because it has archived the records, has no marks either.
create or replace function records_are_untraced() returns trigger language plpgsql as $$
begin
    insert into record_untraced (request_no) values (new.request_no) on conflict do nothing;
    delete from record_mark where request_no = new.request_no;
    return null;
end
$$;

create function marks_of_traces() returns trigger language plpgsql as $$
begin
    delete from record_mark m using new_rows n where m.request_no = n.request_no;
    insert into record_mark (request_no, kind, part, marks, times)
    select request_no, kind, n / 200, array_agg(mark order by n), array_agg(times order by n)
      from (select t.*, row_number() over (partition by request_no, kind order by times desc, mark) - 1 as n from new_rows t) ranked
     group by 1, 2, 3;
    delete from record_trace t using new_rows n where t.request_no = n.request_no;
    return null;
end
$$;
create trigger record_traces_are_marks after insert on record_trace
    referencing new table as new_rows for each statement execute function marks_of_traces();

insert into record_mark (request_no, kind, part, marks, times)
select request_no, kind, n / 200, array_agg(mark order by n), array_agg(times order by n)
  from (select t.*, row_number() over (partition by request_no, kind order by times desc, mark) - 1 as n from record_trace t) ranked
 group by 1, 2, 3;
truncate record_trace;
