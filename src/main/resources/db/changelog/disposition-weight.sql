--liquibase formatted sql

--changeset bridge:disposition-weight-1
alter table disposition add column beyond_reason text;
alter table disposition add column heads_decisions text[];
alter table disposition add column measure_order text;
comment on column disposition.beyond_reason is 'Why the draft goes beyond the objects or the measures that the requester asked for';
comment on column disposition.heads_decisions is 'As what the draft counts in the table of approvals; null where it was drafted before that was kept';
comment on column disposition.measure_order is 'Version of the table by which the measures were weighed';
alter table disposition_target add column about text;
comment on column disposition_target.about is 'What a sweep for a keyword is to find';
