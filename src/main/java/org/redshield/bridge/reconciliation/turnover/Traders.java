package org.redshield.bridge.reconciliation.turnover;

import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.reconciliation.match.Discrepancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who has several shops, who shows another's code, and who is too large to trade without one: of a whole table, each in one statement. */
@Component
@RequiredArgsConstructor
public class Traders {

    /**
     * Nobody answers one telephone for more shops of a table: behind more it is a service's number or the platform's own, and nobody's. To
     * take one for a trader's would accuse each of those shops.
     */
    static final int MOST_SHOPS = 100;

    private final JdbcClient jdbc;
    private final Turnovers turnovers;

    /** All shops are matched. */
    public void judge(UUID id) {
        forgetServiceNumbers(id);
        findSeveralShops(id);
        findSharedCodes(id);
        turnovers.sum(id);
        findUnregistered(id);
    }

    private void forgetServiceNumbers(UUID id) {
        jdbc.sql("""
                        update reconciliation_shop set phone = ''
                         where reconciliation_id = :id
                           and phone in (select phone from reconciliation_shop where reconciliation_id = :id and phone <> ''
                                          group by phone having count(*) > :most)
                        """).param("id", id).param("most", MOST_SHOPS).update();
    }

    private void findSeveralShops(UUID id) {
        jdbc.sql("""
                        with told as (
                            select m.position,
                                   m.level in ('EXACT', 'STRONG')
                                     and count(*) filter (where m.level in ('EXACT', 'STRONG')) over (partition by m.uscc) > 1
                                   or s.phone <> '' and count(*) over (partition by s.phone) > 1 as is_one_of_several
                              from reconciliation_match m join reconciliation_shop s using (reconciliation_id, position)
                             where m.reconciliation_id = :id)
                        update reconciliation_match as m set discrepancies = array_append(m.discrepancies, 'DUPLICATE_SUBJECT')
                          from told where m.reconciliation_id = :id and m.position = told.position and told.is_one_of_several
                        """).param("id", id).update();
    }

    /**
     * One code, name and all, behind shops of unrelated operators: neither the person nor the telephone leads from one to the other, not
     * by way of a third shop either. The registrant's own, as far as the register tells, are not meant; whoever tells one of the two alone
     * is not judged.
     */
    private void findSharedCodes(UUID id) {
        jdbc.sql("""
                        with recursive shown as (
                            select m.position, m.uscc, s.person, s.phone,
                                   jsonb_path_exists(m.candidates, '$[0].contributions[*] ?
                                       ((@.field == "PERSON" || @.field == "PHONE") && @.agreement == "EQUAL")') as is_registrants
                              from reconciliation_match m join reconciliation_shop s using (reconciliation_id, position)
                             where m.reconciliation_id = :id and 'DUPLICATE_SUBJECT' = any(m.discrepancies)
                               and (m.level = 'EXACT' or m.level = 'STRONG' and upper(s.code) = m.uscc)
                               and s.person <> '' and s.phone <> ''),
                        trader as (
                            select * from (
                                select uscc, person, phone, array_agg(position) as positions, min(position) as position,
                                       bool_or(is_registrants) as is_registrants, count(*) over (partition by uscc) as traders,
                                       row_number() over (partition by uscc order by bool_or(is_registrants) desc, min(position)) as number
                                  from shown group by uscc, person, phone) as o
                             where traders > 1),
                        related as (
                            select uscc, 'P' || person as key from trader where is_registrants or number = 1
                             union
                            select uscc, e.other
                              from related join (select uscc, 'P' || person as key, 'T' || phone as other from trader
                                                  union all
                                                 select uscc, 'T' || phone, 'P' || person from trader) e using (uscc, key)),
                        told as (
                            select o.*, r.uscc is null as is_apart,
                                   bool_or(is_registrants) over code as is_known,
                                   min(position) filter (where r.uscc is null) over code as apart,
                                   min(position) filter (where r.uscc is not null) over code as near
                              from trader o left join related r on r.uscc = o.uscc and r.key = 'P' || o.person
                            window code as (partition by o.uscc))
                        update reconciliation_match as m
                           set discrepancies = array_append(m.discrepancies, 'IDENTITY_MISUSE'),
                               code_beside = found.beside
                          from (select unnest(positions) as position, case when is_apart then near else apart end as beside
                                  from told where is_apart or apart is not null and not is_known) as found
                         where m.reconciliation_id = :id and m.position = found.position and not 'IDENTITY_MISUSE' = any(m.discrepancies)
                        """).param("id", id).update();
    }

    /**
     * 电子商务法第十条: who shows no code and is in no register is lawful if he is small by the sum of all his shops ({@link Turnovers}); not who
     * trades in what needs a permit (网络交易监督管理办法第八条第三款). So it is also with shops of which persons say later that they are nobody's: a
     * WEAK one's own turnover counts then.
     */
    private void findUnregistered(UUID id) {
        jdbc.sql("""
                        with trader as (
                            select phone, sum(turnover) as turnover, sum(unknown) = 0 as is_known
                              from reconciliation_turnover where reconciliation_id = :id group by phone),
                        sold as (
                            select s.position, s.code, coalesce(t.turnover + case m.level when 'WEAK' then coalesce(s.turnover, 0) else 0 end, s.turnover) as turnover,
                                   coalesce(t.is_known, s.turnover is not null)
                                     and not bool_or(s.needs_permit and s.code = '') over (partition by coalesce(w.phone, s.position::text)) as is_known
                              from reconciliation_shop s join reconciliation_match m using (reconciliation_id, position)
                             cross join lateral (select case when s.phone <> '' and m.level in ('WEAK', 'NONE') then s.phone end as phone) w
                              left join trader t on t.phone = w.phone
                             where s.reconciliation_id = :id and m.reconciliation_id = :id),
                        told as (
                            select m.position,
                                   case when sold.turnover > 100000 then array_prepend('UNREGISTERED_OVER_THRESHOLD', own)
                                        when sold.is_known then array_remove(own, 'DISPLAY_MISSING')
                                        else array_prepend('NO_LICENCE_REQUIRED_UNCLEAR', own) end as discrepancies
                              from reconciliation_match m join sold using (position)
                             cross join lateral (select array(select d from unnest(m.discrepancies) with ordinality as u (d, n)
                                                               where d <> all(:restOnEntry) order by n) as own) o
                             where m.reconciliation_id = :id and sold.code = '')
                        update reconciliation_match as m
                           set unregistered = told.discrepancies,
                               discrepancies = case m.level when 'NONE' then told.discrepancies else m.discrepancies end
                          from told where m.reconciliation_id = :id and m.position = told.position
                        """)
                .param("restOnEntry", Discrepancy.names(Discrepancy::restsOnEntry))
                .param("id", id)
                .update();
    }
}
