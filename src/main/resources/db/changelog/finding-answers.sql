--liquibase formatted sql

--changeset bridge:finding-answers-1
create table finding_answer (
    finding_id uuid not null references finding,
    position   int  not null,
    question   text not null,
    answer     text not null,
    primary key (finding_id, position)
);
comment on table finding_answer is 'What the lead officer found out about each question of the letter, in its order.';
