--liquibase formatted sql

--changeset bridge:work-1
create index platform_poll_next on platform_poll (platform, next_at);
comment on index platform_poll_next is 'When a platform is next to be asked, whatever about: looked at after each round';
