--liquibase formatted sql

--changeset bridge:campaign-above-1
-- 上级部署、下级牵头. Nodes of the release before propose campaigns that their own bureau leads, which empty columns say; one that was taken up
-- is one of its lead's to them.
alter table campaign
    add column named text,
    add column superior text,
    add column order_letter uuid,
    add column order_received_at timestamptz,
    add column order_answered_at timestamptz,
    add column order_ended_by text,
    add column order_approved boolean not null default false,
    add constraint campaign_order_approved check (named is null or state <> 'RUNNING' or order_approved);
comment on column campaign.named is 'A bureau below that is to lead it; until it takes it up the tenant is who orders it';
comment on column campaign.superior is 'Who ordered it, once its lead has taken it up';
comment on column campaign.order_letter is 'The order to its lead; empty until it is out';
comment on column campaign.order_received_at is 'Since when its lead knows of it';
comment on column campaign.order_answered_at is 'Who ordered it has the letter by which it was taken up';
comment on column campaign.order_ended_by is 'The head of who ordered it, where he ended it before its last day';
comment on column campaign.order_approved is 'Approved as an order: a node of the release before would approve it as a campaign of its own, and cannot';
create index campaign_named on campaign (named) where named is not null;
create index campaign_superior on campaign (superior, proposed_at desc) where superior is not null;
