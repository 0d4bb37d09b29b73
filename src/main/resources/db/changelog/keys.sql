--liquibase formatted sql

--changeset bridge:keys-1
create table storage_key (
    name  text        not null primary key,
    mark  text        not null,
    since timestamptz not null
);
comment on table storage_key is 'The keys that have encrypted what lies on disks, and by what each is known again; the keys themselves are elsewhere.';
