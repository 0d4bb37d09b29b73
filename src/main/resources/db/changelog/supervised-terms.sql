--liquibase formatted sql

--changeset bridge:supervised-terms-1 splitStatements:false
-- As supervised.sql has it, but for the terms: TERM_DUE are those that ended or ran out, TERM_MISSED of these the ones that were not done by
-- the last moment; what runs, or stands still, is in neither yet. A rate has no other base.
create or replace function supervised(c clock) returns table (tenant text, measure text, kind text, day date)
language sql immutable parallel safe as $$
    select c.tenant, m.measure, m.kind, m.day
      from (values ('CLOCK_BEGUN', c.kind, supervision_day(c.started_at)),
                   (case when c.ended_at is not null then 'CLOCK_ENDED' end, c.kind, supervision_day(c.ended_at)),
                   (case when c.ended_at is null
                         then case c.state when 'MISSED' then 'CLOCK_LATE' else 'CLOCK_' || c.state end end,
                    c.kind, supervision_day(c.due_at)),
                   (case when c.state <> 'CANCELLED' then 'CLOCK_DUE' end, c.kind, supervision_day(c.due_at)),
                   (case when c.state = 'MISSED' then 'CLOCK_MISSED' end, c.kind, supervision_day(c.due_at)),
                   (case when c.state in ('MET', 'MISSED') and (c.unit, c.amount) in (('WORKING_DAYS', 3), ('MINUTES', 15))
                         then 'TERM_DUE' end, c.unit, supervision_day(c.due_at)),
                   (case when c.state = 'MISSED' and (c.unit, c.amount) in (('WORKING_DAYS', 3), ('MINUTES', 15))
                         then 'TERM_MISSED' end, c.unit, supervision_day(c.due_at)),
                   (case when c.state <> 'CANCELLED' then supervision_length(c.started_at, c.ended_at) end,
                    c.kind, supervision_day(c.ended_at))
           ) m (measure, kind, day)
     where m.measure is not null
$$;

-- ANSWER_OVERDUE beside ANSWER_AWAITED: of what lies with the platform, what has run out, from that moment on and not only from the next day.
create or replace function supervised(r platform_request) returns table (tenant text, measure text, kind text, day date)
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
                            case when too_late then 'infinity' else coalesce(supervision_day(r.due_at), 'infinity') end),
                           (case when r.status in ('SUBMITTED', 'LIAISON') and not too_late and r.overdue_at >= r.due_at
                                 then 'ANSWER_OVERDUE' end,
                            supervision_day(r.due_at))
           ) m (measure, day)
     where m.measure is not null and m.day is not null
$$;
call supervise_again();
