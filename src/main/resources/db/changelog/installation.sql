--liquibase formatted sql

--changeset bridge:installation-1
-- What this installation is. An older node beside knows of it the zone alone.
alter table installation
    add column kind         text        check (kind in ('PRODUCTION', 'DEMONSTRATION')),
    add column bureaus      text[]      not null default '{}',
    add column platforms    text[]      not null default '{}',
    add column evidence     text,
    add column version      text,
    add column marked       text[]      not null default '{}',
    add column numbers      jsonb       not null default '{}',
    add column numbers_lost boolean     not null default false,
    add column log_size     bigint,
    add column accepted_at  timestamptz;
comment on table installation is 'What this installation is, one row; its id is that of numbered_installation';
comment on column installation.kind is 'Set by the first start, once and for good';
comment on column installation.evidence is 'Where files of evidence lie: directory, or bucket and its name';
comment on column installation.version is 'Of the program that started last';
comment on column installation.marked is 'Roles of the places outside the database that bear the mark of this installation';
comment on column installation.numbers is 'The last number of each series that is known to stand outside the database';
comment on column installation.numbers_lost is 'A start found none of the numbers outside, and the consequence is not drawn yet';
comment on column installation.log_size is 'Of the newest signed head of the evidence log that is known to stand outside the database';
comment on column installation.accepted_at is 'When somebody accepted a difference last';

--changeset bridge:installation-2 splitStatements:false
create function kind_is_for_good() returns trigger language plpgsql as $$
begin
    if old.kind is not null and (tg_op = 'DELETE' or new.kind is distinct from old.kind) then
        raise exception 'An installation is for production or for the demonstration once and for good';
    end if;
    return coalesce(new, old);
end
$$;
create trigger kind_is_for_good before update of kind or delete on installation
    for each row execute function kind_is_for_good();

--changeset bridge:installation-3
alter table sending_hold add column because text;
comment on column sending_hold.because is 'Why, for people, where it is not only that the database is an earlier one';
