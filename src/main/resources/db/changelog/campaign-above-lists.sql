--liquibase formatted sql

--changeset bridge:campaign-above-2 splitStatements:false
-- A campaign stands in the list of who leads it, of who is to, and of who ordered it: all are counted and found anew when it changes.
create function campaign_listed_above() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        new := old;
    end if;
    if new.named is not null then
        insert into supervision_due (tenant, case_no)
        select distinct one, new.case_no from unnest(array[new.tenant, new.named, new.superior]) one where one is not null;
        insert into search_due (tenant, case_no)
        select distinct one, new.case_no from unnest(array[new.tenant, new.named, new.superior]) one where one is not null;
    end if;
    return null;
end
$$;
create trigger campaign_listed_above after delete or update of tenant, title, state, changed_at, named, superior, order_received_at on campaign
    for each row execute function campaign_listed_above();
