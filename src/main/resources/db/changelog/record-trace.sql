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
