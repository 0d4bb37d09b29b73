--liquibase formatted sql

--changeset bridge:joint-question-1
create table campaign_question (
    question_id text        primary key,
    case_no     text        not null references campaign,
    tenant      text        not null,
    platform    text        not null,
    datasets    text[]      not null,
    period_from date,
    period_to   date,
    purpose     text        not null,
    ask_at      timestamptz not null,
    proposed_by text        not null,
    proposed_at timestamptz not null
);
comment on table campaign_question is '统一协查: one question to a platform about the subjects of all who take part; each bureau asks for its own, all at one moment.';
comment on column campaign_question.tenant is 'The lead';
comment on column campaign_question.ask_at is 'When all that was approved goes out; what was not approved by then is left out';
create index campaign_question_case on campaign_question (case_no);

create table campaign_question_part (
    part_id     text        primary key,
    question_id text        not null references campaign_question,
    tenant      text        not null,
    member_id   text,
    state       text        not null,
    prepared_by text,
    decided_by  text,
    reason      text,
    changed_at  timestamptz not null,
    unique (question_id, tenant)
);
comment on table campaign_question_part is 'What one bureau does about it.';
comment on column campaign_question_part.member_id is 'As which it was invited; empty for the lead';
comment on column campaign_question_part.prepared_by is 'The officer who asks: he answers for the requests';
comment on column campaign_question_part.decided_by is 'The head who approved or refused it';
create index campaign_question_part_due on campaign_question_part (question_id) where state = 'APPROVED';

create table campaign_question_shop (
    part_id    text not null references campaign_question_part,
    subject_id uuid not null,
    platform   text not null,
    shop_id    text not null,
    own_case   text not null,
    request_id text,
    refusal    text,
    done_at    timestamptz,
    primary key (part_id, subject_id)
);
comment on table campaign_question_shop is 'The subjects for which a bureau asks, as its head approved them.';
comment on column campaign_question_shop.own_case is 'The case of the bureau in which it asks';
comment on column campaign_question_shop.request_id is 'The request that went out; set with it in one transaction';
comment on column campaign_question_shop.refusal is 'Why none went out';
create index campaign_question_shop_open on campaign_question_shop (part_id) where request_id is null and refusal is null;

--changeset bridge:joint-question-2
-- Nodes of the release before propose questions only: what they write is one, and its process hears of no change.
alter table campaign_question
    add column kind         text        not null default 'REQUEST',
    add column measures     text[]      not null default '{}',
    add column legal_basis  text,
    add column changeable   boolean     not null default false,
    add column withdrawn_at timestamptz;
comment on column campaign_question.kind is 'What goes out: REQUEST (统一协查) or DISPOSITION (统一处置)';
comment on column campaign_question.measures is 'Of a disposition: codes of what the platform is asked to do';
comment on column campaign_question.legal_basis is 'Of a disposition: on what that stands, as a letter cites it';
comment on column campaign_question.changeable is 'Its processes hear when the moment is moved, all of it is withdrawn, or an approval is taken back';
comment on column campaign_question.withdrawn_at is 'When the lead withdrew it; nothing goes out then';

alter table campaign_question_part add column told_at timestamptz;
comment on column campaign_question_part.told_at is 'The moment of which the bureau''s process knows, and its head with it';

-- A node of the release before would take a disposition for a question, and write that it could not go out: here it cannot.
alter table campaign_question_shop
    add column sent_as text default 'REQUEST',
    add constraint campaign_question_shop_sent_as check (done_at is null or sent_as is not null);
comment on column campaign_question_shop.sent_as is 'As what it goes out; of a disposition only who sends it says so';

--changeset bridge:joint-question-3 splitStatements:false
-- Where such a node prepares a part, it does not say as what it goes out: the default holds for questions only.
create function campaign_question_shop_sent_as() returns trigger language plpgsql as $$
begin
    if new.done_at is null and exists (
            select from campaign_question_part p join campaign_question q on q.question_id = p.question_id
             where p.part_id = new.part_id and q.kind <> 'REQUEST') then
        new.sent_as := null;
    end if;
    return new;
end $$;
create trigger campaign_question_shop_sent_as before insert on campaign_question_shop
    for each row execute function campaign_question_shop_sent_as();
