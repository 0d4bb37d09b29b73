--liquibase formatted sql

--changeset bridge:campaign-orders-1
-- Nodes of the release before invite: what they write is an invitation.
alter table campaign_member add column ordered boolean not null default false;
comment on column campaign_member.ordered is 'Whether the lead stands above it: it is ordered to take part (上级部署), and acknowledges only';
