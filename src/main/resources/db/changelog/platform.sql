--liquibase formatted sql

--changeset bridge:platform-1
create table platform_request (
    request_no          text        primary key,
    request_id          text        not null,
    case_no             text        not null,
    tenant              text        not null,
    platform            text        not null,
    dataset             text        not null,
    content             jsonb       not null,
    status              text        not null,
    approved_by         text,
    approved_at         timestamptz,
    platform_request_id text,
    platform_status     text,
    refusal_reason      text,
    explanation         text,
    new_due_at          timestamptz,
    due_at              timestamptz,
    submitted_at        timestamptz,
    answered_at         timestamptz,
    overdue_at          timestamptz,
    withdrawal_reason   text,
    row_count           bigint      not null default 0,
    created_at          timestamptz not null,
    unique (platform, platform_request_id)
);
create index platform_request_of_request on platform_request (request_id, tenant);
create index platform_request_of_case on platform_request (case_no, tenant);
comment on column platform_request.content is 'The order as created: what is sent is made of it and of due_at alone';

create table platform_request_evidence (
    request_no  text not null references platform_request,
    evidence_id uuid not null,
    primary key (request_no, evidence_id)
);

--changeset bridge:platform-2
create table platform_poll (
    kind        text        not null,
    key         text        not null,
    platform    text        not null,
    next_at     timestamptz not null,
    attempts    integer     not null default 0,
    lease_owner uuid,
    lease_until timestamptz,
    primary key (kind, key)
);
create index platform_poll_due on platform_poll (platform, kind, next_at);
comment on table platform_poll is 'What is asked of platforms; taken by one node at a time under a lease';

create table platform_load (
    id          bigint      generated always as identity primary key,
    request_no  text        not null unique references platform_request,
    platform    text        not null,
    outcome     text        not null,
    next_at     timestamptz not null,
    attempts    integer     not null default 0,
    failures    integer     not null default 0,
    loaded      boolean     not null default false,
    fault       text,
    lease_owner uuid,
    lease_until timestamptz
);
create index platform_load_due on platform_load (next_at);
comment on column platform_load.attempts is 'Times it was taken; part of the staging table''s name, so that a node that lost its lease works on a table of its own';
comment on column platform_load.loaded is 'The answer is in the case; only the process has still to be woken';

create table platform_liaison_request (
    tenant         text        not null,
    request_no     text        not null,
    case_no        text        not null,
    bureau         text        not null,
    letter_id      uuid        not null,
    received_at    timestamptz not null,
    decision       text,
    refusal_reason text,
    note           text,
    answered_by    text,
    answered_at    timestamptz,
    primary key (tenant, request_no)
);
comment on table platform_liaison_request is 'The platform''s file of a letter to its liaison; all it knows is what the letter says';

--changeset bridge:platform-3
create table answer_shop_subject (
    request_no         text not null,
    platform           text,
    sid                text,
    title              text,
    seller_nick        text,
    certification_name text,
    subject_type       text,
    licence_no         text,
    legal_person       text,
    certificate_no     text,
    register_address   text,
    business_address   text,
    send_address       text,
    seller_tel         text,
    permits            text,
    opened_at          timestamp,
    shop_status        text,
    deposit            numeric(14,2),
    verified_at        timestamp
) partition by list (request_no);
create table answer_shop_history (
    request_no  text not null,
    sid         text,
    occurred_at timestamp,
    event       text,
    detail      text,
    operator    text
) partition by list (request_no);
create table answer_item (
    request_no      text not null,
    num_iid         text,
    title           text,
    detail_url      text,
    category        text,
    price           numeric(14,2),
    list_time       timestamp,
    delist_time     timestamp,
    sold_quantity   text,
    sku             text,
    snapshot_url    text,
    snapshot_sha256 text
) partition by list (request_no);
create table answer_trade (
    request_no        text not null,
    tid               text,
    oid               text,
    num_iid           text,
    title             text,
    price             numeric(14,2),
    num               text,
    total_fee         numeric(14,2),
    discount_fee      numeric(14,2),
    post_fee          numeric(14,2),
    payment           numeric(14,2),
    received_payment  numeric(14,2),
    status            text,
    created           timestamp,
    pay_time          timestamp,
    consign_time      timestamp,
    end_time          timestamp,
    buyer_open_uid    text,
    buyer_area        text,
    receiver_state    text,
    receiver_city     text,
    receiver_district text,
    receiver_town     text,
    receiver_name     text,
    receiver_address  text,
    receiver_mobile   text,
    alipay_no         text,
    buyer_message     text,
    seller_memo       text,
    shipping_type     text,
    snapshot_url      text,
    seller_rate       text,
    buyer_rate        text
) partition by list (request_no);
create table answer_refund (
    request_no      text not null,
    refund_id       text,
    tid             text,
    oid             text,
    reason          text,
    refund_fee      numeric(14,2),
    status          text,
    has_good_return text,
    sid             text,
    created         timestamp,
    dispute_type    text
) partition by list (request_no);
create table answer_logistics (
    request_no   text not null,
    tid          text,
    out_sid      text,
    company_name text,
    status       text,
    trace_list   text,
    weight       text
) partition by list (request_no);
create table answer_review (
    request_no  text not null,
    tid         text,
    oid         text,
    result      text,
    content     text,
    created     timestamp,
    reply       text,
    nick        text,
    valid_score text
) partition by list (request_no);
create table answer_promo (
    request_no text not null,
    plan_id    text,
    plan_name  text,
    channel    text,
    cost       numeric(14,2),
    start_time timestamp,
    end_time   timestamp,
    replay_url text
) partition by list (request_no);

--changeset bridge:platform-events-1
alter table platform_poll add column woken boolean not null default false;
comment on column platform_poll.woken is 'The platform reported a change while the row was being asked about: it is due again at once';

create table platform_event (
    platform    text        not null,
    event_id    text        not null,
    type        text        not null,
    received_at timestamptz not null,
    primary key (platform, event_id)
);
create index platform_event_age on platform_event (received_at);
comment on table platform_event is 'Events that platforms sent, each once; nothing of what they say is believed';

--changeset bridge:platform-withdrawal-1
alter table platform_request add column withdrawal_confirmed_at timestamptz;

--changeset bridge:platform-attachments-1
create table platform_attachment (
    id          uuid        primary key,
    request_no  text        not null references platform_request,
    letter_id   uuid        not null,
    evidence_id uuid        not null,
    position    integer     not null,
    name        text        not null,
    sha256      text        not null,
    url         text,
    expires_at  timestamptz not null,
    unique (request_no, evidence_id)
);
comment on table platform_attachment is 'The files of a letter, as its platform is told of them; made once, so that a second try to submit says the same';

create table platform_attachment_key (
    only_one boolean primary key check (only_one),
    key      bytea   not null
);
comment on table platform_attachment_key is 'Signs the addresses of attachments; a new key makes all of them worthless';

create table platform_attachment_access (
    id             bigint      generated always as identity primary key,
    attachment_id  uuid        not null,
    at             timestamptz not null,
    remote_address text        not null,
    granted        boolean     not null
);
create index platform_attachment_access_of on platform_attachment_access (attachment_id, at);
comment on table platform_attachment_access is 'Who fetched a letter''s file, or tried to after it had expired. Append-only.';

--changeset bridge:platform-attachments-2 splitStatements:false
create function platform_attachment_access_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'platform_attachment_access is append-only';
end
$$;

create trigger platform_attachment_access_append_only before update or delete or truncate on platform_attachment_access
    for each statement execute function platform_attachment_access_is_append_only();

--changeset bridge:platform-preservation-1
create table platform_preservation (
    hold_no     text        primary key,
    case_no     text        not null,
    tenant      text        not null,
    platform    text        not null,
    content     jsonb       not null,
    status      text        not null,
    until_at    timestamptz not null,
    explanation text,
    ordered_by  text        not null,
    ordered_at  timestamptz not null
);
create index platform_preservation_of_case on platform_preservation (case_no, tenant);
comment on column platform_preservation.status is 'In the platform''s words; ORDERED until it has answered';

--changeset bridge:platform-calls-1
create table platform_call (
    job_id    text        primary key,
    platform  text        not null,
    tenant    text        not null,
    case_no   text        not null,
    step      text        not null,
    due_at    timestamptz,
    since     timestamptz not null,
    tries     integer     not null default 0,
    tried_at  timestamptz,
    called    boolean     not null,
    code      text,
    state     text        not null,
    state_at  timestamptz not null,
    task_open boolean     not null default false
);
create index platform_call_turn on platform_call (platform, due_at, since);
comment on table platform_call is 'Calls of the engine that wait for a platform: they go in order of deadline when it is back';
comment on column platform_call.called is 'The last attempt reached out and failed; otherwise the platform was not called, and the call may go as soon as there is room';
comment on column platform_call.state is 'WAITING, RELEASED to the job executor, or GIVEN_UP until a person or the platform''s return resumes it';
alter table platform_poll add column due_at timestamptz;
alter table platform_load add column due_at timestamptz;
comment on column platform_poll.due_at is 'The deadline; what is due to be asked is asked in this order';

--changeset bridge:platform-tiers-1
alter table platform_request
    add column tier          text,
    add column approver      text,
    add column tier_citation text,
    add column tier_version  text,
    add column approved_as   text;
comment on column platform_request.tier is 'What the table of data tiers decided, once; later versions of the table change nothing';
comment on column platform_request.approver is 'Who must approve, NONE for nobody; null where the bureau may not ask at all';
comment on column platform_request.approved_as is 'The office in which approved_by decided';

-- Requests from before the table: the unit head decided what was not automatic, and the rest was refused.
update platform_request
   set tier = case when dataset in ('SHOP_SUBJECT', 'SHOP_HISTORY', 'ITEM') then 'T1'
                   when dataset in ('PAYMENT', 'LOGIN', 'CHAT') then 'T3' else 'T2' end,
       approver = case when dataset in ('SHOP_SUBJECT', 'SHOP_HISTORY', 'ITEM') then 'NONE'
                       when dataset in ('PAYMENT', 'LOGIN', 'CHAT') then null else 'unitHead' end,
       tier_citation = '《网络交易监督管理办法》第三十四条',
       approved_as = case when approved_by is not null then 'unitHead' end;

create table answer_payment (
    request_no    text not null,
    alipay_no     text,
    tid           text,
    kind          text,
    payer_account text,
    payee_account text,
    amount        numeric(14,2),
    pay_time      timestamp,
    channel       text
) partition by list (request_no);
create table answer_login (
    request_no text not null,
    sid        text,
    login_time timestamp,
    ip         text,
    port       text,
    device_id  text,
    region     text
) partition by list (request_no);
create table answer_chat (
    request_no        text not null,
    session_id        text,
    sent_at           timestamp,
    sender            text,
    receiver          text,
    content           text,
    attachment_sha256 text
) partition by list (request_no);

--changeset bridge:platform-dialogue-1
create table platform_dialogue (
    id          uuid        primary key,
    request_no  text        not null references platform_request,
    kind        text        not null,
    liaison     boolean     not null,
    text        text,
    new_due_at  timestamptz,
    asked_at    timestamptz not null,
    answer      text,
    accepted    boolean,
    clock       text,
    answered_by text,
    answered_at timestamptz,
    told        text,
    told_at     timestamptz
);
create index platform_dialogue_of on platform_dialogue (request_no, asked_at);
comment on table platform_dialogue is 'What a platform asked or proposed about a request, and what the bureau answered';
comment on column platform_dialogue.clock is 'What an accepted date did to the clock of the answer';

create table platform_liaison_message (
    id          uuid        primary key,
    tenant      text        not null,
    request_no  text        not null,
    from_bureau boolean     not null,
    kind        text        not null,
    text        text,
    new_due_at  timestamptz,
    accepted    boolean,
    written_by  text        not null,
    written_at  timestamptz not null
);
create index platform_liaison_message_of on platform_liaison_message (tenant, request_no, written_at);
comment on table platform_liaison_message is 'What liaison and bureau said about a letter, in the platform''s file';

create table platform_liaison_file (
    evidence_id uuid   primary key,
    tenant      text   not null,
    request_no  text   not null,
    sha256      text   not null,
    row_count   bigint,
    unique (tenant, request_no, sha256)
);
comment on column platform_liaison_file.row_count is 'Rows of data, of a file that was checked; null for a letter, a picture and the like';

alter table platform_liaison_request add column due_at timestamptz, add column withdrawn_at timestamptz;
alter table platform_load add column letter_id uuid;
comment on column platform_load.letter_id is 'The liaison''s letter whose files are the answer; null when they come from the interface';
