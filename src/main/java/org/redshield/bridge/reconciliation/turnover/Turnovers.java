package org.redshield.bridge.reconciliation.turnover;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.texts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Organisations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who trades without a code is known by his telephone, and is small or not by the sum of all his shops (电子商务法第十条). */
@Component
@RequiredArgsConstructor
public class Turnovers {

    private final JdbcClient jdbc;
    private final Organisations organisations;

    /**
     * Some of a trader's shops.
     *
     * @param reconciliation whose table tells it
     * @param startedAt when that was begun
     * @param platformName as people know it
     * @param turnover of those of which it is told, CNY
     * @param unknown so many of the shops of which it is not, or which may be a registered operator's
     */
    @Schema(name = "ReconciliationTurnover")
    public record Sold(
            UUID reconciliation,
            Instant startedAt,
            String platform,
            String platformName,
            List<String> shops,
            BigDecimal turnover,
            long unknown) {

        private Sold by(Map<String, String> names) {
            String name = names.getOrDefault(platform, platform);
            return new Sold(reconciliation, startedAt, platform, name, shops, turnover, unknown);
        }
    }

    /**
     * Of whose entry the matcher is sure is another operator (网络交易监督管理办法第八条第三款), and not summed; of whom it is not, the turnover
     * is as one that is not told.
     *
     * <p>Platforms report apart: of each of which this table tells no turnover, the newest that does within twelve months is added, as
     * far as its rows are there; a table is as old as its first run. Of two that end together the second sees the first. A shop counts
     * once, by this table before the other, by the larger figure where one table has two. Where a trader has a shop of which nobody says
     * on which platform it is, nothing is added, for it may be the same; nor is anything summed of a telephone behind more shops than one
     * trader has ({@link Traders#MOST_SHOPS}).
     */
    public void sum(UUID id) {
        jdbc.sql(
                        "select pg_advisory_xact_lock(hashtextextended('reconciliation-turnover/' || tenant, 0)) from reconciliation where id = ?")
                .param(id)
                .query((row, number) -> "")
                .list();
        jdbc.sql("""
                        insert into reconciliation_platform (reconciliation_id, platform)
                        select distinct reconciliation_id, platform from reconciliation_shop
                         where reconciliation_id = ? and platform <> '' and turnover is not null
                        on conflict do nothing
                        """).param(id).update();
        List<Beside> others = beside(id);
        jdbc.sql("""
                        with trader as (
                            select s.phone, bool_and(s.platform <> '') as is_placed
                              from reconciliation_shop s join reconciliation_match m using (reconciliation_id, position)
                             where s.reconciliation_id = :id and m.reconciliation_id = :id and s.phone <> ''
                             group by s.phone having bool_or(s.code = '' and m.level in ('WEAK', 'NONE'))),
                        sold as (
                            select s.phone, s.platform, s.shop_id, s.turnover, s.reconciliation_id as told_by, m.level
                              from reconciliation_shop s join trader using (phone)
                              join reconciliation_match m using (reconciliation_id, position)
                             where s.reconciliation_id = :id and m.reconciliation_id = :id
                             union all
                            select s.phone, s.platform, s.shop_id, s.turnover, s.reconciliation_id,
                                   (select m.level from reconciliation_match m
                                     where m.reconciliation_id = s.reconciliation_id and m.position = s.position)
                              from reconciliation_shop s
                              join unnest(:others::uuid[], :platforms) as b (id, platform) on b.id = s.reconciliation_id and b.platform = s.platform
                              join trader on trader.phone = s.phone and trader.is_placed
                             where s.reconciliation_id = any(:others::uuid[])),
                        judged as (
                            select *, bool_or(level in ('EXACT', 'STRONG')) over shop as is_others,
                                   bool_or(level = 'WEAK') over shop as is_unsure
                              from sold window shop as (partition by phone, platform, shop_id)),
                        several as (select *, count(*) over (partition by phone) as number from judged where not is_others),
                        shop as (
                            select distinct on (o.phone, o.platform, o.shop_id)
                                   o.phone, o.platform, o.shop_id, o.told_by, case when not o.is_unsure then o.turnover end as turnover
                              from several o where o.number between 2 and :most
                             order by o.phone, o.platform, o.shop_id, o.turnover is null, o.told_by <> :id, o.turnover desc)
                        insert into reconciliation_turnover (reconciliation_id, phone, told_by, platform, shops, turnover, unknown)
                        select :id, phone, told_by, platform, array_agg(shop_id order by shop_id), coalesce(sum(turnover), 0),
                               count(*) - count(turnover)
                          from shop group by phone, told_by, platform
                        on conflict do nothing
                        """)
                .param("id", id)
                .param("others", others.stream().map(Beside::id).toArray(UUID[]::new))
                .param("platforms", others.stream().map(Beside::platform).toArray(String[]::new))
                .param("most", Traders.MOST_SHOPS)
                .update();
    }

    private record Beside(UUID id, String platform) {}

    /** Asked first: so the other tables are read by their index, and those of others not at all. */
    private List<Beside> beside(UUID id) {
        return jdbc.sql("""
                        select distinct on (p.platform) b.id, p.platform
                          from reconciliation r
                          join reconciliation b on b.tenant = r.tenant and b.id <> r.id and b.state = 'DONE' and b.rows_gone = 0
                          join (select tenant, shops_file, min(started_at) as at from reconciliation group by tenant, shops_file) as f
                            on f.tenant = b.tenant and f.shops_file = b.shops_file and f.at > r.started_at - interval '12 months'
                          join reconciliation_platform p on p.reconciliation_id = b.id
                         where r.id = :id and p.platform not in (
                               select platform from reconciliation_platform where reconciliation_id = :id)
                         order by p.platform, f.at desc, b.started_at desc, b.id desc
                        """)
                .param("id", id)
                .query((row, number) -> new Beside(row.getObject("id", UUID.class), row.getString("platform")))
                .list();
    }

    /** By the positions of shops that show no code, this table's own first. */
    public Map<Long, List<Sold>> of(UUID id, Collection<Long> positions) {
        record At(long position, Sold sold) {}
        List<At> found = jdbc.sql("""
                        select s.position, r.id as told_by, r.started_at, coalesce(t.platform, s.platform) as platform,
                               coalesce(t.shops, array[s.shop_id]) as shops, coalesce(t.turnover, s.turnover, 0) as turnover,
                               coalesce(t.unknown, (s.turnover is null)::int) as unknown, r.id <> :id
                          from reconciliation_shop s join reconciliation_match m using (reconciliation_id, position)
                          left join reconciliation_turnover t
                            on t.reconciliation_id = s.reconciliation_id and t.phone = s.phone and m.level in ('WEAK', 'NONE')
                          join reconciliation r on r.id = coalesce(t.told_by, s.reconciliation_id)
                         where s.reconciliation_id = :id and s.position = any(:positions) and s.code = ''
                         union all
                        select s.position, r.id, r.started_at, s.platform, array[s.shop_id], coalesce(s.turnover, 0), (s.turnover is null)::int, false
                          from reconciliation_shop s join reconciliation_match m using (reconciliation_id, position)
                          join reconciliation r on r.id = s.reconciliation_id
                         where s.reconciliation_id = :id and s.position = any(:positions) and s.code = '' and m.level = 'WEAK'
                           and exists (select from reconciliation_turnover t where t.reconciliation_id = :id and t.phone = s.phone)
                         order by 1, 8, 4, 7 desc
                        """)
                .param("id", id)
                .param("positions", positions.toArray(Long[]::new))
                .query((row, number) -> new At(
                        row.getLong("position"),
                        new Sold(
                                row.getObject("told_by", UUID.class),
                                instant(row, "started_at"),
                                row.getString("platform"),
                                row.getString("platform"),
                                texts(row, "shops"),
                                row.getBigDecimal("turnover"),
                                row.getLong("unknown"))))
                .list();
        Map<String, String> names = organisations.names(
                found.stream().map(at -> at.sold().platform()).collect(Collectors.toSet()));
        return found.stream()
                .collect(Collectors.groupingBy(
                        At::position, Collectors.mapping(at -> at.sold().by(names), Collectors.toList())));
    }
}
