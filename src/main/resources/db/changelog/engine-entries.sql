--liquibase formatted sql

--changeset bridge:fewer-entries-engine
-- As in history.sql: indexes by which nothing of ours and nothing in Tasklist or Cockpit looks. docs/operations.md says how
-- they come back before an upgrade of the engine.
drop index if exists act_idx_exec_tenant_id;
drop index if exists act_idx_exe_root_pi;
drop index if exists act_idx_event_subscr_tenant_id;
drop index if exists act_idx_job_root_procinst;
drop index if exists act_idx_job_job_def_id;
drop index if exists act_idx_task_procdef;
drop index if exists act_idx_task_last_updated;
drop index if exists act_idx_hi_op_log_user_id;
drop index if exists act_idx_hi_op_log_timestamp;
create index bridge_hi_op_log_timestamp on act_hi_op_log using brin (timestamp_) with (autosummarize = on);
-- The clean-up at night looks for ends, process insight for periods; rows lie in the order of their beginning. An instance
-- that ends rewrites no index.
drop index if exists act_idx_hi_pro_inst_end;
drop index if exists act_idx_hi_pro_inst_proc_time;
drop index if exists act_idx_hi_pi_pdefid_end_time;
drop index if exists act_idx_hi_pro_inst_root_pi;
drop index if exists act_idx_hi_pro_inst_tenant_id;
create index bridge_hi_procinst_time on act_hi_procinst using brin (start_time_, end_time_) with (autosummarize = on);
alter table act_hi_procinst set (fillfactor = 75);
-- Looked for by their handler: what starts processes and cleans up; never the steps of instances, which are nearly all jobs.
drop index if exists act_idx_job_handler;
create index act_idx_job_handler on act_ru_job (handler_type_, handler_cfg_)
    where handler_type_ <> 'async-continuation' and handler_type_ <> 'timer-transition'
      and handler_type_ <> 'timer-intermediate-transition';
-- A task is written before it belongs to somebody.
drop index if exists act_idx_task_assignee;
create index act_idx_task_assignee on act_ru_task (assignee_) where assignee_ is not null;
--rollback create index act_idx_exec_tenant_id on act_ru_execution (tenant_id_);
--rollback create index act_idx_exe_root_pi on act_ru_execution (root_proc_inst_id_);
--rollback create index act_idx_event_subscr_tenant_id on act_ru_event_subscr (tenant_id_);
--rollback create index act_idx_job_root_procinst on act_ru_job (root_proc_inst_id_);
--rollback create index act_idx_job_job_def_id on act_ru_job (job_def_id_);
--rollback create index act_idx_task_procdef on act_ru_task (proc_def_id_);
--rollback create index act_idx_hi_pro_inst_end on act_hi_procinst (end_time_);
--rollback create index act_idx_hi_pro_inst_proc_time on act_hi_procinst (start_time_, end_time_);
--rollback create index act_idx_hi_pi_pdefid_end_time on act_hi_procinst (proc_def_id_, end_time_);
--rollback create index act_idx_hi_pro_inst_root_pi on act_hi_procinst (root_proc_inst_id_);
--rollback create index act_idx_hi_pro_inst_tenant_id on act_hi_procinst (tenant_id_);
--rollback drop index bridge_hi_procinst_time;
--rollback create index act_idx_task_last_updated on act_ru_task (last_updated_);
--rollback create index act_idx_hi_op_log_user_id on act_hi_op_log (user_id_);
--rollback create index act_idx_hi_op_log_timestamp on act_hi_op_log (timestamp_);
--rollback drop index bridge_hi_op_log_timestamp;
