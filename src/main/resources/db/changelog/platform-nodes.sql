--liquibase formatted sql

--changeset bridge:platform-nodes-1
create table platform_node (
    node  uuid             primary key,
    share double precision not null check (share between 0 and 1),
    until timestamptz      not null
) with (fillfactor = 50);
comment on table platform_node is 'Nodes that call platforms, and which share of each platform''s pace is theirs: together never more than 1 (ADR 0123)';
comment on column platform_node.until is 'By the database''s clock; renewed every few seconds while the node lives';
