--liquibase formatted sql

--changeset bridge:engine-lists-1
-- Lists of a bureau, of many, and of all: counted from the index alone, late ones too, and read in the order of due dates.
drop index if exists act_idx_task_tenant_id;
create index bridge_task_tenant_due on act_ru_task (tenant_id_, due_date_) include (suspension_state_, task_def_key_);
create index bridge_task_due on act_ru_task (due_date_);
--rollback drop index bridge_task_tenant_due;
--rollback drop index bridge_task_due;
--rollback create index act_idx_task_tenant_id on act_ru_task (tenant_id_);
