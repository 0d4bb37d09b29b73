--liquibase formatted sql

--changeset bridge:search-1
create table search_entry (
    tenant  text        not null,
    kind    text        not null check (kind in ('CASE', 'SUBJECT', 'LETTER')),
    id      text        not null,
    case_no text        not null,
    at      timestamptz not null,
    plain   text        not null,
    primary key (tenant, kind, id)
);
comment on table search_entry is 'What an organisation finds by words: told anew from its cases at any time.';
comment on column search_entry.case_no is 'The case, of a subject the newest one';
comment on column search_entry.plain is 'Its words as they are compared, see search_plain';
-- Whose question it answers: what is found very often, newest first.
create index search_entry_newest on search_entry (tenant, kind, at desc, id desc);

create table search_due (
    id      bigint      generated always as identity primary key,
    tenant  text        not null,
    case_no text        not null,
    late    boolean     not null default false,
    next_at timestamptz not null default now()
);
comment on table search_due is 'Cases of which something was written that is to be found, each until it is';
comment on column search_due.late is 'Was there before it could be searched; goes after what is new';
create index search_due_next on search_due (late, id);

--changeset bridge:search-2 splitStatements:false
-- Character for character, so that a place in the one is the same place in the other: letters small, nothing of double width.
create function search_plain(words text) returns text language sql immutable strict parallel safe
return translate(words,
    'ABCDEFGHIJKLMNOPQRSTUVWXYZＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９－　',
    'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789- ');

-- All pairs of neighbouring characters, each with whose and what it is: nobody's index entries are another's.
create function search_pairs(owner text, kind text, plain text) returns integer[] language sql immutable strict parallel safe cost 5000
return (select coalesce(array_agg(distinct hashtext(owner || kind || c || following)), '{}')
          from (select c, lead(c) over (order by n) as following
                  from unnest(string_to_array(plain, null)) with ordinality as each (c, n)) pairs
         where c collate "C" > ' ' and following collate "C" > ' ');

create index search_entry_pairs on search_entry using gin (search_pairs(tenant, kind, plain));

-- By the database itself, so that neither a feature nor a node of the release before forgets a row.
create function searched_rows_new() returns trigger language plpgsql as $$
begin
    insert into search_due (tenant, case_no) select distinct tenant, case_no from new_rows where case_no is not null;
    return null;
end
$$;
create function searched_row_changed() returns trigger language plpgsql as $$
begin
    insert into search_due (tenant, case_no) values (new.tenant, new.case_no);
    return null;
end
$$;

-- Has the rows of a table with tenant and case_no found: new ones, and those in which one of these columns changes.
create procedure searched_rows_of(rows text, changing text) language plpgsql as $$
begin
    execute format('create trigger searched_new after insert on %I referencing new table as new_rows
                    for each statement execute function searched_rows_new()', rows);
    if changing <> '' then
        execute format('create trigger searched_changed after update of %s on %I
                        for each row execute function searched_row_changed()', changing, rows);
    end if;
end
$$;

-- Everything again, the newest first and behind what is new: after an upgrade, or for an operator who doubts what is found.
create procedure search_everything_again() language plpgsql as $$
declare
    rows regclass;
begin
    for rows in select tgrelid from pg_trigger where tgfoid = 'searched_rows_new'::regproc loop
        execute format('insert into search_due (tenant, case_no, late)
                        select tenant, case_no, true from %s group by tenant, case_no order by max(ctid) desc', rows);
    end loop;
end
$$;

--changeset bridge:search-3 splitStatements:false
call searched_rows_of('clue', 'platform, shop_id, shop_name, credit_code, subject_name, address, cause, content, filing_no');
call searched_rows_of('assistance_request', 'target_id, cause, source_no');
call searched_rows_of('case_transfer', 'draft');
call searched_rows_of('jurisdiction_dispute', '');
call searched_rows_of('incoming_letter', '');
call searched_rows_of('disposition', '');
call searched_rows_of('platform_liaison_request', '');
call searched_rows_of('case_deadline', 'cause, own_case_number');
call searched_rows_of('investigative_measure', '');
call searched_rows_of('asked_measure', '');
call searched_rows_of('paper_letter', '');
call searched_rows_of('letter', '');

-- The receiver finds a letter once it was delivered.
create function letter_is_found() returns trigger language plpgsql as $$
begin
    insert into search_due (tenant, case_no)
    select l.receiver, l.case_no from new_rows r join letter l on l.id = r.letter_id where r.stage = 'DELIVERED';
    return null;
end
$$;
create trigger searched_new after insert on receipt
    referencing new table as new_rows for each statement execute function letter_is_found();

call search_everything_again();

--changeset bridge:search-4 splitStatements:false
-- What they did, in a tenth and a half of the time: letters of double width are rare and compared one by one by translate, and
-- an index sorts the pairs itself.
create or replace function search_plain(words text) returns text language sql immutable strict parallel safe
return case when words collate "C" ~ '[　－０-９Ａ-Ｚａ-ｚ]'
            then translate(lower(words collate "C"),
                     'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９－　',
                     'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789- ')
            else lower(words collate "C") end;

create or replace function search_pairs(owner text, kind text, plain text) returns integer[]
    language sql immutable strict parallel safe cost 5000
return (select array(select hashtext(whose || c || following)
                       from (select owner || kind, string_to_array(plain, null) offset 0) as one (whose, letters),
                            unnest(letters, letters[2:]) as each (c, following)
                      where c collate "C" > ' ' and following collate "C" > ' '));

-- What comes in bulk is told when it is quieter; whoever searches before has the newest of it told at once.
create or replace function searched_rows_new() returns trigger language plpgsql as $$
begin
    insert into search_due (tenant, case_no, next_at)
    select tenant, case_no, now() + case when count(*) over () > 100 then interval '3 minutes' else interval '0' end
      from (select distinct tenant, case_no from new_rows where case_no is not null) fresh;
    return null;
end
$$;

--changeset bridge:search-5 splitStatements:false
-- Of numbers and codes also all fours: each pair of digits stands in most texts. Whoever searches waits until the index is made
-- anew: half a minute with a million entries.
create or replace function search_pairs(owner text, kind text, plain text) returns integer[]
    language sql immutable strict parallel safe cost 5000
return (select array(select hashtext(whose || c || following)
                       from (select owner || kind, string_to_array(plain, null) offset 0) as one (whose, letters),
                            unnest(letters, letters[2:]) as each (c, following)
                      where c collate "C" > ' ' and following collate "C" > ' ')
            || array(select hashtext(owner || kind || substr(code[1], at, 4))
                       from regexp_matches(plain collate "C", '[0-9a-z]{4,}', 'g') as codes (code),
                            generate_series(1, length(code[1]) - 3) as each (at)));
reindex index search_entry_pairs;
