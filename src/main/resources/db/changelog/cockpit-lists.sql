--liquibase formatted sql

-- Each in a transaction of its own: none waits for a second table while it holds the first, against a step that writes both.
--changeset bridge:cockpit-lists-1
-- Pages of instances under way in the order of their beginning, however many are over. An instance that ends leaves it.
create index bridge_hi_procinst_open on act_hi_procinst (proc_def_id_, start_time_) where end_time_ is null;
--rollback drop index bridge_hi_procinst_open;

--changeset bridge:cockpit-lists-2
-- Cockpit's pages of a process: its instances are counted from one index alone, by bureaus and over all; a bureau's or a province's
-- are found without reading those of all others. Neither column of an execution ever changes, so no step of an instance writes them.
create index bridge_exe_instance on act_ru_execution (proc_def_id_, tenant_id_) include (proc_inst_id_) where parent_id_ is null;
--rollback drop index bridge_exe_instance;

--changeset bridge:cockpit-lists-3
create index bridge_exe_procdef on act_ru_execution (proc_def_id_, tenant_id_);
--rollback drop index bridge_exe_procdef;

--changeset bridge:cockpit-lists-4 splitStatements:false
-- The engine's, which the one before takes the place of. Nobody may read the table for that moment, so whoever waits behind it waits
-- two seconds at most; where long readings never leave room it stays, and costs an entry for each execution.
do $$
begin
    set local lock_timeout = '2s';
    for attempt in 1..10 loop
        begin
            drop index if exists act_idx_exe_procdef;
            return;
        exception when lock_not_available then
            perform pg_sleep(1);
        end;
    end loop;
    raise warning 'act_idx_exe_procdef is in use and stays; drop it by hand';
end
$$;
--rollback create index act_idx_exe_procdef on act_ru_execution (proc_def_id_);
