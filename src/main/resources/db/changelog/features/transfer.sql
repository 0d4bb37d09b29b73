--liquibase formatted sql

--changeset bridge:transfer-1
create table case_transfer (
    tenant      text        not null,
    transfer_id text        not null,
    case_no     text        not null,
    about       text,
    state       text        not null,
    draft       jsonb       not null,
    finding     jsonb,
    receiver    text,
    raised_by   text        not null,
    raised_at   timestamptz not null,
    edited_by   text,
    approved_by text,
    letter_id   uuid,
    rounds      int         not null default 0,
    answer      text,
    named       text,
    progress    text,
    progress_at timestamptz,
    changed_at  timestamptz not null,
    primary key (tenant, transfer_id)
);
comment on table case_transfer is 'A clue or a filed case that a bureau hands over.';
comment on column case_transfer.about is 'What ordered it; null where an officer began it';
comment on column case_transfer.draft is 'What is handed over, by the names of the facts of its letter; never anything of a reporter';
comment on column case_transfer.finding is 'Who is competent, with articles, reasoning and the version of the table';
comment on column case_transfer.rounds is 'How many letters went out: again after missing material, or to the bureau that the first one named';
comment on column case_transfer.named is 'The bureau that the other side says is competent';
comment on column case_transfer.progress is 'What the other side said last, in its words';
create index case_transfer_case on case_transfer (case_no, tenant);
create index case_transfer_page on case_transfer (tenant, raised_at desc);
create index case_transfer_shop on case_transfer (tenant, (draft ->> 'shopId'));
create unique index case_transfer_about on case_transfer (tenant, about) where state not in ('ABANDONED', 'REJECTED');

create table transfer_handling (
    tenant           text not null,
    transfer_id      text not null,
    accepted_by      text,
    competent_bureau text,
    order_about      text,
    begun            text,
    primary key (tenant, transfer_id)
);
comment on table transfer_handling is 'What the receiver keeps beside the letter by which something was handed over.';
comment on column transfer_handling.competent_bureau is 'The bureau that is competent, as the objection says';
comment on column transfer_handling.order_about is 'What its verification was ordered for: this transfer, or an earlier one of the same clue';
create index transfer_handling_order on transfer_handling (tenant, order_about);

create table transfer_claim (
    tenant      text        not null,
    platform    text        not null,
    shop_id     text        not null,
    cause       text        not null,
    order_about text        not null,
    first_id    text        not null,
    first_at    timestamptz not null,
    primary key (tenant, platform, shop_id, cause)
);
comment on table transfer_claim is 'The one verification of a clue that is under way, however often the clue is handed over.';
comment on column transfer_claim.first_id is 'The transfer of who was first, by the instant of filing, else of discovery, else of arrival';

--changeset bridge:transfer-2
alter table case_transfer add column own_view text;
comment on column case_transfer.own_view is 'What the bureau holds against an objection';

create table jurisdiction_dispute (
    tenant      text        not null,
    transfer_id text        not null,
    case_no     text        not null,
    state       text        not null,
    letter_id   uuid        not null,
    sender      text        not null,
    receiver    text        not null,
    designated  text,
    reason      text,
    drafted_by  text,
    approved_by text,
    received_at timestamptz not null,
    changed_at  timestamptz not null,
    primary key (tenant, transfer_id)
);
comment on table jurisdiction_dispute is 'A dispute about jurisdiction that the common superior of two bureaus decides.';
comment on column jurisdiction_dispute.sender is 'The bureau that hands over';
comment on column jurisdiction_dispute.receiver is 'The bureau that disputes that it is competent';
create index jurisdiction_dispute_case on jurisdiction_dispute (case_no, tenant);
--changeset bridge:transfer-3
alter table transfer_handling add column negotiation text;
comment on column transfer_handling.negotiation is 'What came of the negotiation, by which this bureau takes what it disputed';

--changeset bridge:transfer-4
alter table case_transfer add column settling text;
alter table case_transfer add column settling_by text;
alter table case_transfer add column settled_by text;
alter table case_transfer add column evidence jsonb;
comment on column case_transfer.settling is 'How the dispute about it is to be ended, as an officer proposes';
comment on column case_transfer.evidence is 'Ids of what lay in the case when the head approved what waits to go out';
comment on column case_transfer.settled_by is 'The head who approved that';
