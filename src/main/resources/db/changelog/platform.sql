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

--changeset bridge:platform-records-1
create table answer_records (
    request_no     text        primary key references platform_request,
    dataset        text        not null,
    partition      text        not null unique,
    row_count      bigint      not null,
    loaded_at      timestamptz not null,
    archived_at    timestamptz,
    archived_by    text,
    digest         text        check (digest ~ '^[0-9a-f]{64}$'),
    digest_columns text[],
    check ((archived_at is null) = (archived_by is null)
       and (archived_at is null) = (digest is null)
       and (archived_at is null) = (digest_columns is null))
);
comment on table answer_records is 'The records of an answer, once for each request for ever: a second import is refused by the key, also while the rows are archived';
comment on column answer_records.digest is 'SHA-256 of the archived rows: digest_columns as CSV, in the order of the files';

create table answer_file (
    request_no text    not null references answer_records,
    position   integer not null,
    name       text    not null,
    sha256     text    not null check (sha256 ~ '^[0-9a-f]{64}$'),
    charset    text    not null,
    first_line bigint,
    row_count  bigint,
    primary key (request_no, position)
);
create unique index answer_file_once on answer_file (request_no, sha256) where row_count is distinct from 0;
comment on table answer_file is 'The sealed files that the rows came from, in their order: what is needed to build them again';
comment on column answer_file.first_line is 'line_no of the file''s first row; empty where an earlier release loaded it from several files';

create table answer_records_act (
    id         bigint      generated always as identity primary key,
    request_no text        not null references answer_records,
    act        text        not null check (act in ('ARCHIVED', 'RESTORED')),
    at         timestamptz not null,
    by_user    text        not null,
    tenant     text        not null,
    row_count  bigint      not null,
    digest     text        not null check (digest ~ '^[0-9a-f]{64}$')
);
create index answer_records_act_of on answer_records_act (request_no, id);
comment on table answer_records_act is 'Who archived or restored the records of an answer, and what they were. Append-only.';

--changeset bridge:platform-records-2 splitStatements:false
create function answer_records_act_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'answer_records_act is append-only';
end
$$;

create trigger answer_records_act_append_only before update or delete or truncate on answer_records_act
    for each statement execute function answer_records_act_is_append_only();

--changeset bridge:platform-records-3 splitStatements:false
-- Every row gets its place in its answer. What was loaded before keeps the order in which it lies, which is the files'.
do $$
declare
    parent text;
    part   record;
begin
    create temporary table loaded on commit drop as
        select p.relname as parent, c.relname as name, r.request_no, r.dataset, r.row_count,
               coalesce(r.answered_at, now()) as loaded_at
          from pg_inherits i
          join pg_class p on p.oid = i.inhparent
          join pg_class c on c.oid = i.inhrelid
          join platform_request r on pg_get_expr(c.relpartbound, c.oid) = format('FOR VALUES IN (%L)', r.request_no)
         where p.relkind = 'p' and p.relname like 'answer\_%' and pg_table_is_visible(p.oid);
    for part in select * from loaded loop
        execute format('alter table %I detach partition %I', part.parent, part.name);
        execute format('alter table %I add column line_no bigint generated by default as identity', part.name);
        execute format('alter table %I alter column line_no drop identity', part.name);
        execute format('create unique index %I on %I (line_no)', part.name || '_line', part.name);
    end loop;
    foreach parent in array array['answer_shop_subject', 'answer_shop_history', 'answer_item', 'answer_trade',
                                  'answer_refund', 'answer_logistics', 'answer_review', 'answer_promo', 'answer_payment', 'answer_login',
                                  'answer_chat'] loop
        execute format('alter table %I add column line_no bigint not null', parent);
    end loop;
    for part in select * from loaded loop
        execute format('alter table %I attach partition %I for values in (%L)', part.parent, part.name, part.request_no);
        if part.parent = 'answer_trade' then
            execute format('create index %I on %I (tid, oid)', part.name || '_identity', part.name);
        elsif part.parent = 'answer_refund' then
            execute format('create index %I on %I (refund_id)', part.name || '_identity', part.name);
        end if;
        insert into answer_records (request_no, dataset, partition, row_count, loaded_at)
        values (part.request_no, part.dataset, part.name, part.row_count, part.loaded_at);
    end loop;
    insert into answer_file (request_no, position, name, sha256, charset, first_line, row_count)
    select f.request_no, row_number() over (partition by f.request_no order by f.id), f.name, f.sha256, 'UTF-8',
           case when count(*) over (partition by f.request_no) = 1 then 1 end,
           case when count(*) over (partition by f.request_no) = 1 then f.row_count end
      from (select distinct on (l.request_no, e.sha256) l.request_no, l.row_count, e.id, e.name, e.sha256
              from loaded l
              join platform_request_evidence x on x.request_no = l.request_no
              join evidence e on e.id = x.evidence_id and e.media_type = 'text/csv'
             order by l.request_no, e.sha256, e.id) f;
end
$$;
comment on column answer_trade.line_no is 'Place of the row in its answer, counted through all its files from 1';

--changeset bridge:platform-records-4
alter table platform_request_evidence add column sha256 text;
update platform_request_evidence x set sha256 = e.sha256 from evidence e where e.id = x.evidence_id;
-- The file came twice with one answer; it stays in the case, and is part of the answer once.
delete from platform_request_evidence x
 using platform_request_evidence y
 where y.request_no = x.request_no and y.sha256 = x.sha256 and y.evidence_id < x.evidence_id;
create unique index platform_request_evidence_once on platform_request_evidence (request_no, sha256);
comment on column platform_request_evidence.sha256 is 'Of the file: the same bytes are part of an answer once, however often they are delivered';

--changeset bridge:platform-calls-2
alter table platform_call add column failed_at timestamptz;
update platform_call set failed_at = tried_at where tried_at is not null;
alter table platform_poll add column faults integer not null default 0;
comment on column platform_poll.faults is 'Questions in a row that the platform did not answer; they set how long the next one waits';
comment on column platform_call.failed_at is 'First attempt in vain since it was last let go: from here the timetable''s intervals count';
comment on column platform_call.since is 'First failure or first wait for its turn: from here the timetable''s end counts';

--changeset bridge:platform-load-bad
alter table platform_load add column bad_answers integer not null default 0;
comment on column platform_load.bad_answers is 'Tries that found an answer which cannot be taken; failures counts those that found none';

--changeset bridge:platform-submitted-due
alter table platform_request add column submitted_due_at timestamptz;
comment on column platform_request.submitted_due_at is 'The due date that the platform was told, where another has been agreed since: sent again, a request must be the same';

--changeset bridge:platform-liaison-of-case
create index platform_liaison_request_case on platform_liaison_request (case_no, tenant);

--changeset bridge:platform-load-since
alter table platform_load add column since timestamptz not null default now();
comment on column platform_load.since is 'When the platform had said that there is an answer; for those who watch';

--changeset bridge:platform-load-deaths
alter table platform_load add column deaths integer not null default 0;
comment on column platform_load.deaths is 'How many processes died under it: two, and the tables of a liaison''s answer are not loaded';
