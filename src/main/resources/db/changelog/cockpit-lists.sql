--liquibase formatted sql

--changeset bridge:cockpit-lists-1
-- Cockpit's pages of a process: its instances are counted from one index alone, by bureaus and over all; a bureau's or a province's
-- are found without reading those of all others. Neither column of an execution ever changes, so no step of an instance writes them.
drop index if exists act_idx_exe_procdef;
create index act_idx_exe_procdef on act_ru_execution (proc_def_id_, tenant_id_);
create index bridge_exe_instance on act_ru_execution (proc_def_id_, tenant_id_) include (proc_inst_id_) where parent_id_ is null;
-- Pages of instances under way in the order of their beginning, however many are over. An instance that ends leaves it.
create index bridge_hi_procinst_open on act_hi_procinst (proc_def_id_, start_time_) where end_time_ is null;
--rollback drop index bridge_hi_procinst_open;
--rollback drop index bridge_exe_instance;
--rollback drop index act_idx_exe_procdef;
--rollback create index act_idx_exe_procdef on act_ru_execution (proc_def_id_);
