--liquibase formatted sql

--changeset bridge:sealed-time-stamps
-- A time stamp that is taken away leaves its leaf behind. Those from before get theirs as other rows from before do.
insert into sealed_rows (kind, table_name, key, fields) values
    ('TIME_STAMP', 'head_time_stamp', array['size bigint'], array['size', 'token', 'at']);
create trigger head_time_stamp_sealed after insert on head_time_stamp
    referencing new table as new_rows for each statement execute function seal_new_rows();
-- Whose rows are said to wait for their leaves, the audit passes over: that ends once, and does not begin again.
create trigger sealed_rows_wait_once before update on sealed_rows
    for each row when (new.backlog and not old.backlog) execute function evidence_log_is_append_only();
