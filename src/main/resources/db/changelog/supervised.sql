--liquibase formatted sql

--changeset bridge:supervised-1 splitStatements:false
create function supervision_day(at timestamptz) returns date language sql immutable parallel safe
return (at at time zone 'Asia/Shanghai')::date;

-- IN, OPEN: by the day since which it is worked on; DONE: by the day on which it was done; PLATFORM_…: the same by platform.
create function supervised(w supervised_work) returns table (tenant text, measure text, kind text, day date)
language sql immutable parallel safe as $$
    select w.tenant, c.measure, c.kind, c.day
      from (values ('IN', w.kind, supervision_day(w.since)),
                   (case when w.done_at is null then 'OPEN' end, w.kind, supervision_day(w.since)),
                   (case when w.done_at is not null then 'DONE' end, w.kind, supervision_day(w.done_at)),
                   ('PLATFORM_IN', nullif(w.platform, ''), supervision_day(w.since)),
                   (case when w.done_at is null then 'PLATFORM_OPEN' end, nullif(w.platform, ''), supervision_day(w.since)),
                   (case when w.done_at is not null then 'PLATFORM_DONE' end, nullif(w.platform, ''), supervision_day(w.done_at))
           ) c (measure, kind, day)
     where c.measure is not null and c.kind is not null
$$;

-- How long something took, in a few lengths that can be added up over bureaus; their ends stand in Durations, too.
create function supervision_length(begun timestamptz, ended timestamptz) returns text language sql immutable parallel safe
return 'TOOK_' || lpad(width_bucket(extract(epoch from ended - begun) / 60, array[15, 60, 240, 480, 1440, 2880, 4320, 7200, 10080,
                                    14400, 21600, 30240, 43200, 64800, 86400, 129600])::text, 2, '0');

-- CLOCK_BEGUN, CLOCK_ENDED: by their days. CLOCK_RUNNING, CLOCK_PAUSED, CLOCK_LATE: not over yet, by the last day. CLOCK_DUE,
-- CLOCK_MISSED: by the last day, over or not; TERM_DUE, TERM_MISSED: the same by term, of those that are agreed or promised.
-- TOOK_nn: by the day on which it was over, by kind.
create function supervised(c clock) returns table (tenant text, measure text, kind text, day date)
language sql immutable parallel safe as $$
    select c.tenant, m.measure, m.kind, m.day
      from (values ('CLOCK_BEGUN', c.kind, supervision_day(c.started_at)),
                   (case when c.ended_at is not null then 'CLOCK_ENDED' end, c.kind, supervision_day(c.ended_at)),
                   (case when c.ended_at is null
                         then case c.state when 'MISSED' then 'CLOCK_LATE' else 'CLOCK_' || c.state end end,
                    c.kind, supervision_day(c.due_at)),
                   (case when c.state <> 'CANCELLED' then 'CLOCK_DUE' end, c.kind, supervision_day(c.due_at)),
                   (case when c.state = 'MISSED' then 'CLOCK_MISSED' end, c.kind, supervision_day(c.due_at)),
                   (case when c.state <> 'CANCELLED' and (c.unit, c.amount) in (('WORKING_DAYS', 3), ('MINUTES', 15))
                         then 'TERM_DUE' end, c.unit, supervision_day(c.due_at)),
                   (case when c.state = 'MISSED' and (c.unit, c.amount) in (('WORKING_DAYS', 3), ('MINUTES', 15))
                         then 'TERM_MISSED' end, c.unit, supervision_day(c.due_at)),
                   (case when c.state <> 'CANCELLED' then supervision_length(c.started_at, c.ended_at) end,
                    c.kind, supervision_day(c.ended_at))
           ) m (measure, kind, day)
     where m.measure is not null
$$;

-- TOOK_nn of kind DELIVERY: from the letter's issue, by the day on which it arrived; its sender's.
create function supervised(r receipt) returns table (tenant text, measure text, kind text, day date)
language sql stable parallel safe as $$
    select l.tenant, supervision_length(l.issued_at, r.at), 'DELIVERY', supervision_day(r.at)
      from letter l where l.id = r.letter_id and r.stage = 'DELIVERED'
$$;

-- ACT: what a bureau did to a letter that it got, by the act. That a transfer is no matter of this bureau is no assistance declined.
create function supervised(e case_event) returns table (tenant text, measure text, kind text, day date)
language sql immutable parallel safe as $$
    select e.tenant, 'ACT', e.what, supervision_day(e.at)
     where e.what in ('LETTER_RETURNED', 'SUPPLEMENT_RECEIVED') or e.what = 'LETTER_DECLINED' and e.feature = 'assistance'
$$;

-- By the database itself, so that neither a feature nor a node of the release before forgets a row.
create function supervision_counts() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into supervision_change (tenant, measure, kind, day, n) select s.*, 1 from supervised(new) s;
    elsif tg_op = 'DELETE' then
        insert into supervision_change (tenant, measure, kind, day, n) select s.*, -1 from supervised(old) s;
    else
        insert into supervision_change (tenant, measure, kind, day, n)
        select s.tenant, s.measure, s.kind, s.day, sum(s.n)
          from (select n.*, 1 as n from supervised(new) n union all select o.*, -1 from supervised(old) o) s
         group by s.tenant, s.measure, s.kind, s.day having sum(s.n) <> 0;
    end if;
    return null;
end
$$;
create trigger supervision_counts after insert or delete or update on supervised_work
    for each row execute function supervision_counts();

create function supervision_title() returns trigger language plpgsql as $$
begin
    insert into supervision_title values (new.kind, new.title) on conflict do nothing;
    return null;
end
$$;

create function supervised_rows_new() returns trigger language plpgsql as $$
begin
    insert into supervision_due (tenant, case_no) select distinct tenant, case_no from new_rows where case_no is not null;
    return null;
end
$$;
create function supervised_row_changed() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        new := old;
    end if;
    if new.case_no is not null then
        insert into supervision_due (tenant, case_no) values (new.tenant, new.case_no);
    end if;
    return null;
end
$$;

-- Has a table's rows, which stand in the list of cases, counted: new ones, and those in which one of these columns changes.
create procedure supervised_rows_of(rows text, changing text) language plpgsql as $$
begin
    execute format('create or replace trigger supervised_new after insert on %I referencing new table as new_rows
                    for each statement execute function supervised_rows_new()', rows);
    execute format('create or replace trigger supervised_changed after delete or update of %s on %I
                    for each row execute function supervised_row_changed()', changing, rows);
end
$$;

-- All numbers anew, an organisation at a time behind what is new: after an upgrade, or for an operator who doubts them.
create procedure supervise_again(checks boolean default false) language sql as $$
    insert into supervision_due (tenant, checks)
    select o.code, checks from organisation o
     where not exists (select from supervision_due d where d.tenant = o.code and d.case_no is null)
     order by o.code
$$;

-- The numbers of an organisation's own, from all its rows.
create function supervised_of(organisation text) returns table (measure text, kind text, day date, n bigint)
language sql stable as $$
    select s.measure, s.kind, s.day, count(*)
      from (select s.* from supervised_work w, supervised(w) s where w.tenant = organisation
            union all select s.* from clock c, supervised(c) s where c.tenant = organisation
            union all select s.* from letter l join receipt r on r.letter_id = l.id, supervised(r) s where l.tenant = organisation
            union all select s.* from case_event e, supervised(e) s
             where e.tenant = organisation and e.what in ('LETTER_RETURNED', 'LETTER_DECLINED', 'SUPPLEMENT_RECEIVED')) s
     group by s.measure, s.kind, s.day
$$;

-- What they lack to what is counted, as changes; says how many numbers were wrong.
create function supervision_recount(organisation text) returns bigint language sql as $$
    insert into supervision_title
    select distinct kind, title from clock where tenant = organisation on conflict do nothing;
    with lacking as (
        insert into supervision_change (tenant, measure, kind, day, n)
        select organisation, c.measure, c.kind, c.day, sum(c.n)
          from (select measure, kind, day, n from supervised_of(organisation)
                union all select measure, kind, day, -n from supervision_count where node = organisation and not below
                union all select measure, kind, day, -n from supervision_change where tenant = organisation) c
         group by c.measure, c.kind, c.day having sum(c.n) <> 0
        returning 1
    )
    select count(*) from lacking
$$;

-- Nodes of the release before write all the while, and so do the triggers for them; accounts.sql comes last.
call granted_to_runtime('select, insert on supervision_change, supervision_due, supervision_title');

insert into supervision_title select distinct on (kind) kind, title from clock on conflict do nothing;

-- From here on each table is locked in a transaction of its own: whoever writes into two of them cannot stand in the way.
--changeset bridge:supervised-2
create index case_event_supervised on case_event (tenant)
    where what in ('LETTER_RETURNED', 'LETTER_DECLINED', 'SUPPLEMENT_RECEIVED');

--changeset bridge:supervised-3 runInTransaction:false
create or replace trigger supervision_counts after insert or delete on case_event
    for each row execute function supervision_counts();
create or replace trigger supervision_counts after insert or delete on receipt
    for each row execute function supervision_counts();
create or replace trigger supervision_counts
    after insert or delete or update of tenant, kind, started_at, due_at, ended_at, state, unit, amount on clock
    for each row execute function supervision_counts();
create or replace trigger supervision_title after insert on clock for each row execute function supervision_title();

--changeset bridge:supervised-4 runInTransaction:false
call supervised_rows_of('clue', 'state, platform, changed_at');
call supervised_rows_of('assistance_request', 'state, platform, changed_at');
call supervised_rows_of('incoming_letter', 'state, platform, changed_at');
call supervised_rows_of('case_transfer', 'state, draft, changed_at');
call supervised_rows_of('jurisdiction_dispute', 'state, changed_at');
call supervised_rows_of('disposition', 'stage, platform, issued_at, ended_at');
call supervised_rows_of('platform_liaison_request', 'decision, answered_at, withdrawn_at');
call supervised_rows_of('case_deadline', 'changed_at, clock_id');
call supervised_rows_of('investigative_measure', 'state, changed_at');
call supervised_rows_of('asked_measure', 'state, changed_at');
call supervised_rows_of('criminal_referral', 'state, changed_at');
call supervised_rows_of('paper_letter', 'state, changed_at');

call supervise_again();

--changeset bridge:supervised-5 splitStatements:false
-- By platform, of the bureau that asked. ANSWER_IN_TIME, ANSWER_LATE, ANSWER_REFUSED: by the day on which the answer was in the case, a
-- refusal whenever it came; late is too what was withdrawn after the last moment, without an answer. ANSWER_AWAITED: what lies with the
-- platform, by the last day, or infinity. No last day binds where none is agreed, and where its time, which begins before our own head
-- approves, was up when it was asked.
create function supervised(r platform_request) returns table (tenant text, measure text, kind text, day date)
language sql immutable parallel safe as $$
    select r.tenant, m.measure, r.platform, m.day
      from (select greatest(r.approved_at, r.submitted_at) >= r.due_at) asked (too_late),
           lateral (values (case when r.status = 'REFUSED' then 'ANSWER_REFUSED'
                                 when too_late then null
                                 when r.status in ('ANSWERED', 'PARTIAL', 'NO_RECORD')
                                 then case when r.answered_at > r.due_at then 'ANSWER_LATE' else 'ANSWER_IN_TIME' end
                                 when r.status = 'WITHDRAWN' and r.overdue_at is not null and r.answered_at > r.due_at
                                 then 'ANSWER_LATE' end,
                            supervision_day(r.answered_at)),
                           (case when r.status in ('SUBMITTED', 'LIAISON') then 'ANSWER_AWAITED' end,
                            case when too_late then 'infinity' else coalesce(supervision_day(r.due_at), 'infinity') end)
           ) m (measure, day)
     where m.measure is not null and m.day is not null
$$;

create or replace function supervised_of(organisation text) returns table (measure text, kind text, day date, n bigint)
language sql stable as $$
    select s.measure, s.kind, s.day, count(*)
      from (select s.* from supervised_work w, supervised(w) s where w.tenant = organisation
            union all select s.* from clock c, supervised(c) s where c.tenant = organisation
            union all select s.* from platform_request p, supervised(p) s where p.tenant = organisation
            union all select s.* from letter l join receipt r on r.letter_id = l.id, supervised(r) s where l.tenant = organisation
            union all select s.* from case_event e, supervised(e) s
             where e.tenant = organisation and e.what in ('LETTER_RETURNED', 'LETTER_DECLINED', 'SUPPLEMENT_RECEIVED')) s
     group by s.measure, s.kind, s.day
$$;

--changeset bridge:supervised-6
create index platform_request_tenant on platform_request (tenant);

--changeset bridge:supervised-7 runInTransaction:false
create or replace trigger supervision_counts
    after insert or delete or update of tenant, platform, status, approved_at, submitted_at, answered_at, overdue_at, due_at
    on platform_request
    for each row execute function supervision_counts();
call supervise_again();

--changeset bridge:supervised-8 splitStatements:false
-- supervision_total is made of supervision_count by the database itself, whoever writes there, and held against it each night.
-- In which rows a number counts.
create function supervision_totals_of(c supervision_count) returns setof supervision_total
language sql immutable parallel safe as $$
    select c.node, c.below, d.day,
           case when c.measure = 'IN' then c.n else 0 end,
           case when c.measure = 'DONE' then c.n else 0 end,
           case when c.measure = 'OPEN' then c.n else 0 end,
           case when c.measure = 'CLOCK_LATE' then c.n else 0 end,
           case when (c.measure, c.kind) = ('ACT', 'LETTER_RETURNED') then c.n else 0 end,
           case when (c.measure, c.kind) = ('ACT', 'LETTER_DECLINED') then c.n else 0 end,
           case when (c.measure, c.kind) = ('ACT', 'SUPPLEMENT_RECEIVED') then c.n else 0 end,
           case when (c.measure, c.kind) = ('TERM_DUE', 'WORKING_DAYS') then c.n else 0 end,
           case when (c.measure, c.kind) = ('TERM_MISSED', 'WORKING_DAYS') then c.n else 0 end,
           case when (c.measure, c.kind) = ('TERM_DUE', 'MINUTES') then c.n else 0 end,
           case when (c.measure, c.kind) = ('TERM_MISSED', 'MINUTES') then c.n else 0 end,
           case when c.measure = 'CLOCK_BEGUN' then c.n else 0 end,
           case when c.measure = 'CLOCK_ENDED' then c.n else 0 end,
           case when c.measure in ('CLOCK_RUNNING', 'CLOCK_PAUSED', 'CLOCK_LATE') then c.n else 0 end,
           case when c.measure = 'CLOCK_DUE' then c.n else 0 end,
           case when c.measure = 'CLOCK_MISSED' then c.n else 0 end
      from unnest(case when c.measure in ('IN', 'DONE', 'ACT', 'TERM_DUE', 'TERM_MISSED', 'CLOCK_BEGUN', 'CLOCK_ENDED', 'CLOCK_DUE',
                                          'CLOCK_MISSED') then array[c.day]
                       when c.measure = 'OPEN' then array[c.day, 'infinity']
                       when c.measure in ('CLOCK_RUNNING', 'CLOCK_PAUSED', 'CLOCK_LATE') then array[date 'infinity'] end) d (day)
$$;

create function supervision_totals_add(changes supervision_count[]) returns void language sql as $$
    insert into supervision_total as t
    select l.node, l.below, l.day,
           sum(l.came_in) as came_in, sum(l.done) as done, sum(l.open) as open, sum(l.late) as late,
           sum(l.returned) as returned, sum(l.declined) as declined, sum(l.supplemented) as supplemented,
           sum(l.days_due) as days_due, sum(l.days_missed) as days_missed, sum(l.minutes_due) as minutes_due,
           sum(l.minutes_missed) as minutes_missed, sum(l.clocks_begun) as clocks_begun, sum(l.clocks_ended) as clocks_ended,
           sum(l.clocks_open) as clocks_open, sum(l.clocks_due) as clocks_due, sum(l.clocks_missed) as clocks_missed
      from unnest(changes) c, supervision_totals_of(c) l
     group by l.node, l.below, l.day
    on conflict (node, below, day) do update
       set came_in = t.came_in + excluded.came_in, done = t.done + excluded.done, open = t.open + excluded.open,
           late = t.late + excluded.late, returned = t.returned + excluded.returned, declined = t.declined + excluded.declined,
           supplemented = t.supplemented + excluded.supplemented, days_due = t.days_due + excluded.days_due,
           days_missed = t.days_missed + excluded.days_missed, minutes_due = t.minutes_due + excluded.minutes_due,
           minutes_missed = t.minutes_missed + excluded.minutes_missed, clocks_begun = t.clocks_begun + excluded.clocks_begun,
           clocks_ended = t.clocks_ended + excluded.clocks_ended, clocks_open = t.clocks_open + excluded.clocks_open,
           clocks_due = t.clocks_due + excluded.clocks_due, clocks_missed = t.clocks_missed + excluded.clocks_missed
$$;

create function supervision_totals() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        perform supervision_totals_add(array(select row(node, below, measure, day, kind, n)::supervision_count from new_rows));
    elsif tg_op = 'DELETE' then
        perform supervision_totals_add(array(select row(node, below, measure, day, kind, -n)::supervision_count from old_rows));
    else
        perform supervision_totals_add(array(
            select row(node, below, measure, day, kind, n)::supervision_count from new_rows
            union all select row(node, below, measure, day, kind, -n)::supervision_count from old_rows));
    end if;
    return null;
end
$$;

-- An organisation's rows anew; says how many were wrong. What has become nothing goes.
create function supervision_totals_mend(organisation text) returns bigint language sql as $$
    with told as materialized (
        select l.node, l.below, l.day,
           sum(l.came_in) as came_in, sum(l.done) as done, sum(l.open) as open, sum(l.late) as late,
           sum(l.returned) as returned, sum(l.declined) as declined, sum(l.supplemented) as supplemented,
           sum(l.days_due) as days_due, sum(l.days_missed) as days_missed, sum(l.minutes_due) as minutes_due,
           sum(l.minutes_missed) as minutes_missed, sum(l.clocks_begun) as clocks_begun, sum(l.clocks_ended) as clocks_ended,
           sum(l.clocks_open) as clocks_open, sum(l.clocks_due) as clocks_due, sum(l.clocks_missed) as clocks_missed
          from supervision_count c, supervision_totals_of(c) l
         where c.node = organisation and c.n <> 0
         group by l.node, l.below, l.day
    ), gone as (
        delete from supervision_total t
         where t.node = organisation and not exists (select from told o where o.below = t.below and o.day = t.day)
        returning exists (select from jsonb_each_text(to_jsonb(t) - array['node', 'below', 'day']) number where number.value <> '0') as wrong
    ), put as (
        -- Only what differs: a conflict locks and writes the row that is there, whether or not it is changed then.
        insert into supervision_total
        select o.* from told o
          left join supervision_total t on t.node = organisation and t.below = o.below and t.day = o.day
         where row(t.*) is distinct from row(o.*)
        on conflict (node, below, day) do update
           set (came_in, done, open, late, returned, declined, supplemented, days_due, days_missed, minutes_due, minutes_missed,
                clocks_begun, clocks_ended, clocks_open, clocks_due, clocks_missed)
             = (select excluded.came_in, excluded.done, excluded.open, excluded.late, excluded.returned, excluded.declined,
                      excluded.supplemented, excluded.days_due, excluded.days_missed, excluded.minutes_due,
                      excluded.minutes_missed, excluded.clocks_begun, excluded.clocks_ended, excluded.clocks_open,
                      excluded.clocks_due, excluded.clocks_missed)
        returning true
    )
    select (select count(*) from gone where wrong) + (select count(*) from put)
$$;

create or replace function supervision_recount(organisation text) returns bigint language sql as $$
    insert into supervision_title
    select distinct kind, title from clock where tenant = organisation on conflict do nothing;
    with lacking as (
        insert into supervision_change (tenant, measure, kind, day, n)
        select organisation, c.measure, c.kind, c.day, sum(c.n)
          from (select measure, kind, day, n from supervised_of(organisation)
                union all select measure, kind, day, -n from supervision_count where node = organisation and not below
                union all select measure, kind, day, -n from supervision_change where tenant = organisation) c
         group by c.measure, c.kind, c.day having sum(c.n) <> 0
        returning 1
    )
    select (select count(*) from lacking) + supervision_totals_mend(organisation)
$$;

call granted_to_runtime('select, insert, update, delete on supervision_total');
-- Until this is committed nothing is added up, by nodes of the release before either.
create trigger supervision_totals_new after insert on supervision_count
    referencing new table as new_rows for each statement execute function supervision_totals();
create trigger supervision_totals_gone after delete on supervision_count
    referencing old table as old_rows for each statement execute function supervision_totals();
create trigger supervision_totals_changed after update on supervision_count
    referencing new table as new_rows old table as old_rows for each statement execute function supervision_totals();
select count(supervision_totals_mend(node)) from (select distinct node from supervision_count) n;
