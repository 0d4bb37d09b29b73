--liquibase formatted sql

--changeset bridge:access-passwords-1
create table account_secret (
    user_id         text    primary key,
    must_change     boolean not null default false,
    by_one          boolean not null default false,
    factor_id       uuid,
    factor          bytea,
    factor_taken    bigint,
    constraint account_secret_factor check ((factor_id is null) = (factor is null) and (factor is null) = (factor_taken is null))
);
comment on table account_secret is 'What is kept of a password beside its hash (ADR 0134); who has no row has his own';
comment on column account_secret.must_change is 'Others have given it to him: until he has changed it he does nothing else';
comment on column account_secret.by_one is 'One person alone has given it: with it nobody works in a role that two give';
comment on column account_secret.factor_id is 'The enrolment of his second factor; a new one after each';
comment on column account_secret.factor is 'The key of his one-time codes, encrypted (bridge.password.key)';
comment on column account_secret.factor_taken is 'Number of the half minute whose code was taken last: neither it nor an older one is taken again';

create table account_reset (
    id           uuid        primary key,
    user_id      text        not null,
    what         text        not null check (what in ('PASSWORD', 'SECOND_FACTOR')),
    asked_by     text        not null,
    asked_at     timestamptz not null,
    part         bytea,
    confirmed_by text,
    confirmed_at timestamptz,
    withdrawn_at timestamptz,
    constraint account_reset_by_two check (asked_by <> user_id and confirmed_by <> asked_by and confirmed_by <> user_id),
    constraint account_reset_confirmed check ((confirmed_by is null) = (confirmed_at is null)),
    constraint account_reset_ended check (confirmed_at is null or withdrawn_at is null)
);
comment on table account_reset is 'Who asked that somebody get a new password or second factor, and who confirmed it. Rows stay.';
comment on column account_reset.part is 'The part of the new password that who asked was told, encrypted (bridge.password.key), until it is confirmed';
create index account_reset_open on account_reset (user_id) where confirmed_at is null and withdrawn_at is null;

--changeset bridge:access-passwords-2
-- Existing passwords stay valid. Those of heads and of the three offices were given before this rule; whoever becomes one from now
-- on has a password by two persons first.
insert into account_secret (user_id, by_one)
select u.id_, true from act_id_user u
 where not exists (select from act_id_membership m where m.user_id_ = u.id_
                      and m.group_id_ in ('accountAdmin', 'securityAdmin', 'auditor', 'unitHead', 'bureauHead', 'chiefHead'));
