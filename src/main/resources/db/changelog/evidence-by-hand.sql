--liquibase formatted sql

--changeset bridge:evidence-by-hand-1
-- How much one person has added lately is asked for each file that people add, and for no other.
create index evidence_by_hand on evidence (received_by, received_at) where method like '人工添加%';
