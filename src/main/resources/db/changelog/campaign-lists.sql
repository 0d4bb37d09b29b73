--liquibase formatted sql

--changeset bridge:campaign-lists-1
call supervised_rows_of('campaign', 'state, changed_at');
call supervised_rows_of('campaign_member', 'state, received_at, changed_at');
call searched_rows_of('campaign', 'title');
call searched_rows_of('campaign_member', 'received_at');
