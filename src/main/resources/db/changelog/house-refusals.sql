--liquibase formatted sql

--changeset bridge:house-refusals-1
create table further_field (
    id         bigint generated always as identity primary key,
    submission uuid        not null,
    case_no    text        not null,
    tenant     text        not null,
    subject    text,
    form       text        not null,
    step       text        not null,
    key        text        not null,
    label      text        not null,
    value      text        not null,
    mask       text,
    entered_by text        not null,
    entered_at timestamptz not null
);
comment on table further_field is 'What people entered in a case that no code reads: fields and steps that a modeler added.';
comment on column further_field.submission is 'What one person submitted at once.';
comment on column further_field.step is 'The name of the task, or of the process at its start, at that time.';
comment on column further_field.value is 'In words, as the person saw it: an option by its label.';
comment on column further_field.mask is 'How the form wants it masked where it is shown.';
create index further_field_case on further_field (case_no, tenant, id);
