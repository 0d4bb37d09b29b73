--liquibase formatted sql

--changeset bridge:paper-1
create table paper_letter (
    tenant        text        not null,
    paper_id      text        not null,
    case_no       text        not null,
    subject_id    text        not null,
    letter_id     uuid        not null unique,
    receiver      text        not null,
    state         text        not null,
    dispatched_on date,
    way           text,
    tracking_no   text,
    dispatch_scan uuid,
    dispatched_by text,
    delivered_on  date,
    signed_by     text,
    slip          uuid,
    delivered_by  text,
    opened_at     timestamptz not null,
    changed_at    timestamptz not null,
    primary key (tenant, paper_id)
);
comment on table paper_letter is 'A letter to a bureau that is not on the system, and what people registered of its way on paper.';
comment on column paper_letter.subject_id is 'What the letter is about: a transfer, a request';
comment on column paper_letter.signed_by is 'Who signed for it there';
comment on column paper_letter.slip is 'Evidence: scan of the signed slip';
create index paper_letter_case on paper_letter (case_no, tenant);
create index paper_letter_page on paper_letter (tenant, opened_at desc);
