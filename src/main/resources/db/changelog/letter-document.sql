--liquibase formatted sql

--changeset bridge:letter-document-1
create table letter_document (
    letter_id   uuid        primary key references letter,
    bytes       bigint      not null,
    sha256      text        not null,
    made_at     timestamptz not null,
    sealed_by   text        not null,
    certificate text        not null,
    made_late   boolean     not null
);
comment on table letter_document is 'The sealed file of an issued letter; its bytes lie with the evidence, under their hash';
comment on column letter_document.certificate is 'SHA-256 of the certificate that sealed it';
comment on column letter_document.made_late is 'Made of what was stored, of a letter from before letters were sealed; it says so';

create table letter_unsealed (
    letter_id uuid        primary key references letter,
    sender    text        not null,
    late      boolean     not null,
    next_at   timestamptz not null,
    attempts  integer     not null default 0
);
create index letter_unsealed_next on letter_unsealed (late, next_at);
create index letter_unsealed_sender on letter_unsealed (sender);
comment on table letter_unsealed is 'Issued letters without a document, each until it has one';

--changeset bridge:letter-document-2 splitStatements:false
-- By the database itself, so that a node of the release before, which may still run, forgets none. Letters that came on paper are
-- of no series of ours, and not ours to seal.
create function letter_is_unsealed() returns trigger language plpgsql as $$
begin
    insert into letter_unsealed (letter_id, sender, late, next_at)
    select id, tenant, false, issued_at from new_rows where serial is not null;
    return null;
end
$$;
create trigger letter_unsealed after insert on letter
    referencing new table as new_rows for each statement execute function letter_is_unsealed();

insert into letter_unsealed (letter_id, sender, late, next_at)
select id, tenant, true, issued_at from letter where serial is not null;

--changeset bridge:letter-ofd-1
create table letter_ofd (
    letter_id   uuid        primary key references letter_document,
    bytes       bigint      not null,
    sha256      text        not null,
    made_at     timestamptz not null,
    sealed_by   text        not null,
    certificate text        not null
);
comment on table letter_ofd is 'The second rendition of a sealed letter, OFD with a seal of its own; its bytes lie with the evidence, under their hash';
comment on column letter_ofd.certificate is 'SHA-256 of the certificate that sealed it';

create table letter_ofd_due (
    letter_id uuid        primary key references letter_document,
    sender    text        not null,
    next_at   timestamptz not null,
    attempts  integer     not null default 0,
    why       text
);
create index letter_ofd_due_next on letter_ofd_due (next_at);
create index letter_ofd_due_sender on letter_ofd_due (sender);
comment on table letter_ofd_due is 'Sealed letters that are to have an OFD, each until it has one';
comment on column letter_ofd_due.why is 'Why it was not made when that was last tried';
