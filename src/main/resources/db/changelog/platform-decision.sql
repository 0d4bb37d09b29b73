--liquibase formatted sql

--changeset bridge:platform-decision-1
-- Before approvals of data stood on record, the request alone said who had approved it. What it asks for is written once, so it is that.
insert into decision (case_no, tenant, subject_id, formerly, event_id, decided_by, decided_at)
select r.case_no, r.tenant, r.request_no, 'DATA_APPROVED',
       (select coalesce(max(e.id), 0) from case_event e where e.case_no = r.case_no and e.tenant = r.tenant),
       r.approved_by, coalesce(r.approved_at, r.created_at)
  from platform_request r
 where r.status = 'APPROVED' and r.approved_by is not null
   and not exists (select 1 from decision d
                    where d.case_no = r.case_no and d.tenant = r.tenant and d.subject_id = r.request_no);
