--liquibase formatted sql

--changeset bridge:accounts splitStatements:false runAlways:true runOnChange:true
-- The last of all, at every start: where the application has an account of its own (spring.datasource.username) beside the
-- owner's (spring.liquibase.user), it may do what it does and no more. What only grows, it may not change. Only where a table
-- is new to it, or it may still do what this file forbids last: with one account for both, and at most starts, nothing happens.
do $$
declare
    runtime text := '${runtimeRole}';
    own     text;
begin
    if runtime = current_user or not exists (select from pg_roles where rolname = runtime and not rolsuper)
       or not exists (select from pg_tables t where t.schemaname = current_schema() and t.tableowner = current_user
                         and not has_table_privilege(runtime, format('%I.%I', t.schemaname, t.tablename), 'select'))
          and not has_table_privilege(runtime, 'log_audit', 'delete') then
        return;
    end if;
    execute format('grant usage, create on schema %I to %I', current_schema(), runtime);
    execute format('grant select, insert, update, delete, maintain on all tables in schema %I to %I', current_schema(), runtime);
    execute format('grant usage, select on all sequences in schema %I to %I', current_schema(), runtime);

    execute format('revoke update, delete on
        evidence, custody_event, evidence_export, log_leaf, log_node, log_certificate, tree_head, head_time_stamp,
        evidence_log, sealed_rows, case_event, further_field, letter, letter_evidence, letter_document, letter_ofd, receipt, finding, finding_answer,
        supervision_note,
        access_log, access_batch, wrong_password, answer_records_act, deployment_record, release_proposal, release_file, log_finding,
        case_message, case_message_mark, campaign_deed, campaign_check, campaign_place, campaign_meeting, campaign_done,
        campaign_ring_record, campaign_ring_source, campaign_ring_order, campaign_ring_taken, legal_hold, deletion, cold_case, substitution, indicator_decision, empty_parcel_list,
        empty_parcel, reconciliation_weights, reconciliation_weights_in_force, reconciliation_taken_back, databasechangelog from %I', runtime);
    execute format('revoke delete on decision, log_audit, appointment, account_reset, campaign_ring_offer, campaign_ring_run from %I', runtime);
    execute format('revoke update, delete on storage_key from %I', runtime);
    execute format('revoke update, delete on account_subject from %I', runtime);
    execute format('grant update (released_at, released_by, release_reason) on account_subject to %I', runtime);
    execute format('grant update (archive, archived_at) on access_batch to %I', runtime);
    execute format('revoke insert on evidence_log, sealed_rows, databasechangelog from %I', runtime);
    execute format('grant update (sm3, officers, sealed_at, nonce, leaf_hash) on evidence to %I', runtime);
    execute format('grant update (log_index) on log_leaf to %I', runtime);
    execute format('grant update (backlog) on sealed_rows to %I', runtime);
    execute format('grant update (ended_at) on substitution to %I', runtime);
    execute format('grant update (confirmed_by, confirmed_at) on finding to %I', runtime);
    execute format('grant update (gone_at) on log_finding to %I', runtime);
    execute format('grant update (lifted_by, lifted_at, lift_reason) on legal_hold to %I', runtime);
    execute format('grant update (state, decided_by, decided_at, decision_note, deployment_id) on release_proposal to %I',
                   runtime);

    -- Tables that the application made for single large answers when it was the owner, and drops when they are archived.
    for own in select place from record_load where not shared and to_regclass(place) is not null
               union select c.relname from pg_class c
                where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and not c.relispartition
                  and c.relname ~ '^record_.*_[0-9]+$' loop
        execute format('alter table %I owner to %I', own, runtime);
    end loop;
end
$$;
