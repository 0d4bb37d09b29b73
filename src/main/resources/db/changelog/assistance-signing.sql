--liquibase formatted sql

--changeset bridge:assistance-signing-1
alter table assistance_request
    add column supplement_by   text,
    add column supplement_head text,
    add column confirmed_by    text,
    add column withdrawal_head text,
    add column approved_at     timestamptz,
    add column unsigned        boolean not null default true;
alter table assistance_request alter column unsigned set default false;
alter table assistance_handling
    add column delay_drafted     boolean not null default false,
    add column delay_head        text,
    add column reply_approved_at timestamptz,
    add column unsigned          boolean not null default true;
alter table assistance_handling alter column unsigned set default false;
comment on column assistance_request.supplement_by is 'User id of who asked for the last supplement; null before this was kept';
comment on column assistance_request.supplement_head is 'User id of the head who signed the last supplement; null while nobody has';
comment on column assistance_request.confirmed_by is 'User id of who held that the reply is enough; null before this was kept';
comment on column assistance_request.withdrawal_head is 'User id of the head who signed the withdrawal; null while nobody has, and where no letter says so';
comment on column assistance_handling.delay_drafted is 'Whether delay_until and delay_reason are of a notice that has not gone out';
comment on column assistance_handling.delay_head is 'User id of the head who signed the delay notice; null while nobody has';
comment on column assistance_request.approved_at is 'When approved_by approved it: what evidence the letter lists';
comment on column assistance_request.unsigned is 'Whether it began on a version in which nobody signs a supplement or a withdrawal';
comment on column assistance_handling.reply_approved_at is 'When reply_approved_by approved the reply: what evidence it lists';
comment on column assistance_handling.unsigned is 'Whether it began on a version in which nobody signs a delay notice';
