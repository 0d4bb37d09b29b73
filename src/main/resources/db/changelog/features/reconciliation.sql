--liquibase formatted sql

--changeset bridge:reconciliation-1
create table reconciliation (
    id            uuid        primary key,
    tenant        text        not null,
    state         text        not null,
    started_by    text        not null,
    started_at    timestamptz not null,
    ended_at      timestamptz,
    shops_file    text        not null,
    registry_file text        not null,
    shops         bigint      not null default 0,
    entries       bigint      not null default 0,
    exact         bigint      not null default 0,
    strong        bigint      not null default 0,
    weak          bigint      not null default 0,
    none          bigint      not null default 0,
    refusals      bigint      not null default 0,
    failure       text
);
create index reconciliation_tenant on reconciliation (tenant, started_at);
comment on table reconciliation is 'A platform''s shops against an extract of the business register';
comment on column reconciliation.shops_file is 'SHA-256 of the table as it came, which lies with the evidence; so registry_file';
comment on column reconciliation.failure is 'In Chinese: what happened and what to do';

create table reconciliation_part (
    reconciliation_id uuid        not null references reconciliation,
    part              int         not null,
    shops             bigint      not null,
    attempts          int         not null default 0,
    next_at           timestamptz not null,
    lease_owner       uuid,
    lease_until       timestamptz,
    primary key (reconciliation_id, part)
);
create index reconciliation_part_next_at on reconciliation_part (next_at);
comment on table reconciliation_part is 'What is still to do: part 0 reads the tables, the others match as many shops; a row that is done is gone';

create table reconciliation_shop (
    reconciliation_id uuid   not null references reconciliation,
    position          bigint not null,
    shop_id           text   not null,
    platform          text   not null,
    name              text   not null,
    code              text   not null,
    address           text   not null,
    person            text   not null,
    phone             text   not null,
    turnover          numeric,
    last_order_on     date,
    primary key (reconciliation_id, position)
);
create index reconciliation_shop_id on reconciliation_shop (reconciliation_id, shop_id);
comment on column reconciliation_shop.person is 'Hash of the name; phone likewise';
comment on column reconciliation_shop.turnover is 'Of the last year, CNY';

create table reconciliation_match (
    reconciliation_id uuid   not null references reconciliation,
    position          bigint not null,
    shop_id           text   not null,
    uscc              text   not null,
    level             text   not null,
    score             int    not null,
    ambiguous         boolean not null,
    candidates        jsonb  not null,
    discrepancies     text[] not null,
    primary key (reconciliation_id, position)
);
comment on column reconciliation_match.score is 'Tenths of bits';
comment on column reconciliation_match.candidates is 'The likeliest entries, each with the contribution of every field';

create table reconciliation_refusal (
    reconciliation_id uuid   not null references reconciliation,
    position          bigint not null,
    file              text   not null,
    line              bigint not null,
    field             text   not null,
    reason            text   not null,
    primary key (reconciliation_id, position)
);
comment on table reconciliation_refusal is 'Rows of the tables that were refused, or kept with something wrong';

--changeset bridge:reconciliation-2
alter table reconciliation_match add column place text not null default '';
comment on column reconciliation_match.place is 'Division of the address shown, six digits; empty where it names none';
alter table reconciliation add column previous uuid references reconciliation;
comment on column reconciliation.previous is 'The one before with shops of this one';
-- Whether there is something to decide is told by what waits.
update reconciliation set state = 'DONE' where state = 'REVIEW';

create table reconciliation_review (
    reconciliation_id uuid    not null,
    position          bigint  not null,
    needs_two         boolean not null,
    distance          int     not null,
    state             text    not null,
    verdict           text,
    uscc              text,
    settled_at        timestamptz,
    taken_from        uuid,
    primary key (reconciliation_id, position),
    foreign key (reconciliation_id, position) references reconciliation_match
);
create index reconciliation_review_open on reconciliation_review (reconciliation_id, state, distance, position);
insert into reconciliation_review (reconciliation_id, position, needs_two, distance, state)
select reconciliation_id, position, jsonb_array_length(candidates) > 1, abs(score), 'OPEN' from reconciliation_match where level = 'WEAK';
comment on table reconciliation_review is 'Shops about which persons decide';
comment on column reconciliation_review.distance is 'Tenths of bits from as likely as not, or from the next entry: what is nearest tells most and comes first';
comment on column reconciliation_review.state is 'OPEN, HEAD where two persons differ, SETTLED';
comment on column reconciliation_review.taken_from is 'The earlier reconciliation in which the same was decided about the same';

create table reconciliation_verdict (
    id                uuid        primary key,
    reconciliation_id uuid        not null,
    position          bigint      not null,
    by_user           text        not null,
    by_head           boolean     not null,
    verdict           text        not null,
    uscc              text        not null,
    ground            text        not null,
    note              text,
    decided_at        timestamptz not null,
    taken_back_by     text,
    taken_back_at     timestamptz,
    taken_back_why    text,
    foreign key (reconciliation_id, position) references reconciliation_review
);
create unique index reconciliation_verdict_one on reconciliation_verdict (reconciliation_id, position, by_user)
    where taken_back_at is null;
comment on table reconciliation_verdict is 'Who decided what about a shop and why, also what was taken back';

create table reconciliation_clue (
    tenant            text        not null,
    platform          text        not null,
    shop_id           text        not null,
    discrepancy       text        not null,
    reconciliation_id uuid        not null,
    case_no           text        not null,
    bureau            text        not null,
    handed_in_by      text        not null,
    handed_in_at      timestamptz not null,
    primary key (tenant, platform, shop_id, discrepancy)
);
comment on table reconciliation_clue is 'What became a clue, once for each shop and discrepancy whatever run found it';

--changeset bridge:reconciliation-3
alter table reconciliation add column weights int not null default 1;
alter table reconciliation add column base uuid references reconciliation;
create index reconciliation_base on reconciliation (base) where base is not null;
comment on column reconciliation.weights is 'Version of the weights that it is matched by, in force when it was begun; 1 are those by hand';
comment on column reconciliation.base is 'The one whose register this one''s table changes; none: the table is the register';

alter table reconciliation_part add column due_at timestamptz;
comment on column reconciliation_part.due_at is
    'When it is due; none: at next_at. Parts that a node of the release before would do by other weights or another register have a next_at that never comes';

create table reconciliation_weights (
    tenant      text        not null,
    version     int         not null,
    verdicts    uuid[]      not null,
    weights     jsonb       not null,
    sha256      text        not null,
    compared    int         not null,
    effect      jsonb       not null,
    proposed_by text        not null,
    proposed_at timestamptz not null,
    primary key (tenant, version)
);
comment on table reconciliation_weights is 'Weights that were counted from what persons decided; never changed';
comment on column reconciliation_weights.verdicts is 'Decisions that it was counted from; counted again, they give the same';
comment on column reconciliation_weights.weights is 'Each weight with the pairs that it was counted from';
comment on column reconciliation_weights.sha256 is 'Of the decisions and the weights';
comment on column reconciliation_weights.compared is 'The version in force when it was proposed, which the effect is held against';

create table reconciliation_weights_in_force (
    id       uuid        primary key,
    tenant   text        not null,
    version  int         not null,
    begun_by text        not null,
    begun_at timestamptz not null
);
create index reconciliation_weights_in_force_tenant on reconciliation_weights_in_force (tenant, id);
comment on table reconciliation_weights_in_force is 'Which version a bureau begins reconciliations with; the last counts, and without any version 1. Append-only';

--changeset bridge:reconciliation-4
alter table reconciliation_part add column fault text;
comment on column reconciliation_part.fault is 'In Chinese: what it waits for, such as room on a disk, what is kept and that it goes on by itself; none: nothing';

--changeset bridge:reconciliation-5
alter table reconciliation_match add column unregistered text[];
alter table reconciliation_match add column code_beside bigint;
comment on column reconciliation_match.unregistered is 'What is wrong if the shop belongs to no entry; none: it shows a code';
comment on column reconciliation_match.code_beside is 'Position of a shop that shows the same code and has an unrelated operator';

create table reconciliation_taken_back (
    tenant         text        not null,
    platform       text        not null,
    shop_id        text        not null,
    uscc           text        not null,
    taken_back_by  text        not null,
    taken_back_at  timestamptz not null,
    taken_back_why text        not null,
    primary key (tenant, platform, shop_id, uscc)
);
comment on table reconciliation_taken_back is 'Matches that persons took back: whatever finds them again, two persons decide';

--changeset bridge:reconciliation-6
alter table reconciliation add column rows_gone bigint not null default 0;
comment on column reconciliation.rows_gone is 'Rows of shops, results and refusals before this position have left by the schedule, but those on which a decision stands';
create index reconciliation_clue_of on reconciliation_clue (reconciliation_id);
create index reconciliation_verdict_of on reconciliation_verdict (reconciliation_id, position);

--changeset bridge:reconciliation-7
alter table reconciliation_shop add column category text not null default '';
alter table reconciliation_shop add column permit text not null default '';
alter table reconciliation_shop add column needs_permit boolean not null default false;
comment on column reconciliation_shop.category is 'What it trades in, as the platform says; permit likewise; empty where it does not';
comment on column reconciliation_shop.needs_permit is 'Whether that needs a permit';
alter table reconciliation add column told jsonb;
comment on column reconciliation.told is 'How many shops and entries say what discrepancies of permits, scope and lists need; none: nobody does';

--changeset bridge:reconciliation-turnover
create table reconciliation_platform (
    reconciliation_id uuid not null references reconciliation,
    platform          text not null,
    primary key (reconciliation_id, platform)
);
comment on table reconciliation_platform is 'Platforms of whose shops a table tells what they turn over';
insert into reconciliation_platform
select distinct s.reconciliation_id, s.platform from reconciliation_shop s join reconciliation r on r.id = s.reconciliation_id
 where r.state = 'DONE' and s.platform <> '' and s.turnover is not null;

create table reconciliation_turnover (
    reconciliation_id uuid    not null references reconciliation,
    phone             text    not null,
    told_by           uuid    not null references reconciliation,
    platform          text    not null,
    shops             text[]  not null,
    turnover          numeric not null,
    unknown           bigint  not null,
    primary key (reconciliation_id, phone, told_by, platform)
);
comment on table reconciliation_turnover is 'What the shops of one telephone turn over by which table, where there is more than one row of them; each shop once';
comment on column reconciliation_turnover.told_by is 'The reconciliation whose table tells it: this one, or the newest of a platform of which this one tells nothing';
comment on column reconciliation_turnover.unknown is 'Shops among them of which no turnover is told';
-- Until then a trader was summed in one table, whatever the platforms.
insert into reconciliation_turnover
select reconciliation_id, phone, reconciliation_id, platform, array_agg(shop_id order by shop_id), coalesce(sum(turnover), 0), count(*) - count(turnover)
  from (select s.*, count(*) over trader as number, bool_or(s.code = '') over trader as is_uncoded
          from reconciliation_shop s join reconciliation r on r.id = s.reconciliation_id
         where r.state = 'DONE' and s.phone <> '' window trader as (partition by s.reconciliation_id, s.phone)) as t
 where number > 1 and is_uncoded group by reconciliation_id, phone, platform;

--changeset bridge:reconciliation-answers
alter table reconciliation add column shops_case text;
alter table reconciliation add column shops_answers text[];
comment on column reconciliation.shops_case is 'Case out of whose records shops_file was written; none: it was brought';
comment on column reconciliation.shops_answers is 'Numbers of the requests whose answers these records are, the newest answer first';

--changeset bridge:reconciliation-withdrawn-1
create table reconciliation_clue_withdrawn (
    reconciliation_id uuid not null,
    case_no           text not null,
    bureau            text not null,
    primary key (reconciliation_id, case_no, bureau)
);
comment on table reconciliation_clue_withdrawn is 'Clues whose finding was taken back: somebody may go on with them, and until then what they rest on stays';

--changeset bridge:reconciliation-deaths
alter table reconciliation_part add column deaths integer not null default 0;
comment on column reconciliation_part.deaths is 'How many processes died under it: two, and the reconciliation is set aside';
