--liquibase formatted sql

--changeset bridge:history-1
-- Indexes of the engine's history by which nothing of ours and nothing in Tasklist or Cockpit looks. The engine's next
-- version may name them: docs/operations.md says how they come back before an upgrade, which is this change set's rollback.
-- Without those on the end of a step or task, ending it rewrites no index.
drop index if exists act_idx_hi_actinst_root_pi;
drop index if exists act_idx_hi_act_inst_start_end;
drop index if exists act_idx_hi_act_inst_end;
drop index if exists act_idx_hi_act_inst_comp;
drop index if exists act_idx_hi_act_inst_stats;
drop index if exists act_idx_hi_act_inst_tenant_id;
drop index if exists act_idx_hi_act_inst_proc_def_key;
drop index if exists act_idx_hi_ai_pdefid_end_time;
drop index if exists act_idx_hi_act_inst_rm_time;
drop index if exists act_idx_hi_taskinst_root_pi;
drop index if exists act_idx_hi_task_inst_tenant_id;
drop index if exists act_idx_hi_task_inst_proc_def_key;
drop index if exists act_idx_hi_taskinstid_procinst;
drop index if exists act_idx_hi_task_inst_rm_time;
drop index if exists act_idx_hi_task_inst_start;
drop index if exists act_idx_hi_task_inst_end;
drop index if exists act_idx_hi_op_log_root_pi;
drop index if exists act_idx_hi_op_log_procdef;
drop index if exists act_idx_hi_op_log_rm_time;
drop index if exists act_idx_hi_op_log_op_type;
drop index if exists act_idx_hi_op_log_entity_type;
-- Room in the page for the row's next version, so that it stays there.
alter table act_hi_actinst set (fillfactor = 75);
alter table act_hi_taskinst set (fillfactor = 75);
-- Process insight asks for periods: rows lie in the order of their beginning, so a summary of each range of pages will do.
create index bridge_hi_actinst_start on act_hi_actinst using brin (start_time_) with (autosummarize = on);
create index bridge_hi_taskinst_start on act_hi_taskinst using brin (start_time_) with (autosummarize = on);
--rollback create index act_idx_hi_actinst_root_pi on act_hi_actinst (root_proc_inst_id_);
--rollback create index act_idx_hi_act_inst_start_end on act_hi_actinst (start_time_, end_time_);
--rollback create index act_idx_hi_act_inst_end on act_hi_actinst (end_time_);
--rollback create index act_idx_hi_act_inst_comp on act_hi_actinst (execution_id_, act_id_, end_time_, id_);
--rollback create index act_idx_hi_act_inst_stats on act_hi_actinst (proc_def_id_, proc_inst_id_, act_id_, end_time_, act_inst_state_);
--rollback create index act_idx_hi_act_inst_tenant_id on act_hi_actinst (tenant_id_);
--rollback create index act_idx_hi_act_inst_proc_def_key on act_hi_actinst (proc_def_key_);
--rollback create index act_idx_hi_ai_pdefid_end_time on act_hi_actinst (proc_def_id_, end_time_);
--rollback create index act_idx_hi_act_inst_rm_time on act_hi_actinst (removal_time_);
--rollback create index act_idx_hi_taskinst_root_pi on act_hi_taskinst (root_proc_inst_id_);
--rollback create index act_idx_hi_task_inst_tenant_id on act_hi_taskinst (tenant_id_);
--rollback create index act_idx_hi_task_inst_proc_def_key on act_hi_taskinst (proc_def_key_);
--rollback create index act_idx_hi_taskinstid_procinst on act_hi_taskinst (id_, proc_inst_id_);
--rollback create index act_idx_hi_task_inst_rm_time on act_hi_taskinst (removal_time_);
--rollback create index act_idx_hi_task_inst_start on act_hi_taskinst (start_time_);
--rollback create index act_idx_hi_task_inst_end on act_hi_taskinst (end_time_);
--rollback create index act_idx_hi_op_log_root_pi on act_hi_op_log (root_proc_inst_id_);
--rollback create index act_idx_hi_op_log_procdef on act_hi_op_log (proc_def_id_);
--rollback create index act_idx_hi_op_log_rm_time on act_hi_op_log (removal_time_);
--rollback create index act_idx_hi_op_log_op_type on act_hi_op_log (operation_type_);
--rollback create index act_idx_hi_op_log_entity_type on act_hi_op_log (entity_type_);
--rollback alter table act_hi_actinst reset (fillfactor);
--rollback alter table act_hi_taskinst reset (fillfactor);
--rollback drop index bridge_hi_actinst_start;
--rollback drop index bridge_hi_taskinst_start;
