--liquibase formatted sql

--changeset bridge:supervision-returns-1
-- 退回重报. The answers that were sent back stand in the record of the case, which is sealed; nodes of the release before see an order that is
-- not answered yet, and end and answer it as such.
alter table supervision_reminder
    add column returns int not null default 0,
    add column returned_at timestamptz,
    add column return_note text,
    add column answer_again_by timestamptz;
comment on column supervision_reminder.returns is 'How often its answer was sent back';
comment on column supervision_reminder.returned_at is 'When it was last; return_note says why, answer_again_by until when it is to be answered anew';
