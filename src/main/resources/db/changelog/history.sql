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

--changeset bridge:house-bench-2
-- Indexes on columns that are nearly always empty: under the same names, without the empty rows. Every search and every
-- foreign key finds what it found; a variable was entered into six such indexes for nothing.
drop index if exists act_idx_variable_task_id;
drop index if exists act_idx_variable_task_name_type;
drop index if exists act_idx_var_bytearray;
drop index if exists act_idx_batch_id;
drop index if exists act_idx_var_case_exe;
drop index if exists act_idx_var_case_inst_id;
create index act_idx_variable_task_id on act_ru_variable (task_id_) where task_id_ is not null;
create index act_idx_variable_task_name_type on act_ru_variable (task_id_, name_, type_) where task_id_ is not null;
create index act_idx_var_bytearray on act_ru_variable (bytearray_id_) where bytearray_id_ is not null;
create index act_idx_batch_id on act_ru_variable (batch_id_) where batch_id_ is not null;
create index act_idx_var_case_exe on act_ru_variable (case_execution_id_) where case_execution_id_ is not null;
create index act_idx_var_case_inst_id on act_ru_variable (case_inst_id_) where case_inst_id_ is not null;
drop index if exists act_idx_exec_buskey;
drop index if exists act_idx_exe_super;
create index act_idx_exec_buskey on act_ru_execution (business_key_) where business_key_ is not null;
create index act_idx_exe_super on act_ru_execution (super_exec_) where super_exec_ is not null;
drop index if exists act_idx_task_owner;
drop index if exists act_idx_task_case_exec;
drop index if exists act_idx_task_case_def_id;
create index act_idx_task_owner on act_ru_task (owner_) where owner_ is not null;
create index act_idx_task_case_exec on act_ru_task (case_execution_id_) where case_execution_id_ is not null;
create index act_idx_task_case_def_id on act_ru_task (case_def_id_) where case_def_id_ is not null;
drop index if exists act_idx_job_exception;
create index act_idx_job_exception on act_ru_job (exception_stack_id_) where exception_stack_id_ is not null;
drop index if exists act_idx_ident_lnk_user;
drop index if exists act_idx_athrz_procedef;
create index act_idx_ident_lnk_user on act_ru_identitylink (user_id_) where user_id_ is not null;
create index act_idx_athrz_procedef on act_ru_identitylink (proc_def_id_) where proc_def_id_ is not null;
drop index if exists act_idx_event_subscr_config_;
create index act_idx_event_subscr_config_ on act_ru_event_subscr (configuration_) where configuration_ is not null;
-- Room in the page for the row's next version.
alter table act_ru_execution set (fillfactor = 80);
alter table act_ru_job set (fillfactor = 80);
alter table act_ru_task set (fillfactor = 80);
-- By these nobody looks: other indexes begin with the same column, or a search by tenant starts from the tasks.
drop index if exists act_idx_job_handler_type;
drop index if exists act_idx_job_tenant_id;
drop index if exists act_idx_variable_tenant_id;
-- A restarted instance and a removal time are exceptions.
drop index if exists act_idx_hi_pro_rst_pro_inst_id;
drop index if exists act_idx_hi_pro_inst_rm_time;
create index act_idx_hi_pro_rst_pro_inst_id on act_hi_procinst (restarted_proc_inst_id_) where restarted_proc_inst_id_ is not null;
create index act_idx_hi_pro_inst_rm_time on act_hi_procinst (removal_time_) where removal_time_ is not null;
--rollback create index act_idx_job_handler_type on act_ru_job (handler_type_);
--rollback create index act_idx_job_tenant_id on act_ru_job (tenant_id_);
--rollback create index act_idx_variable_tenant_id on act_ru_variable (tenant_id_);
