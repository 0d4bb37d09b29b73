package org.redshield.bridge.indicators;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each order shows: one statement an indicator over the tables of {@link Staging}, each fact a row of evidence. */
final class IndicatorFindings {

    /**
     * How much more than usual a day is: by the median of the 28 days before, all of which must have been asked for or have something.
     */
    private static final String UNUSUAL_DAYS = """
            (with per_day as (
                 select shop, day, coalesce(number, 0) as number
                   from (select shop, day from brushing_day where kind = '%3$s') a
                   full join (select shop, day, count(*) as number from (%1$s) e group by shop, day) c using (shop, day)),
             in_shop as (
                 select shop, array_agg(day order by day) as days, array_agg(number order by day) as numbers
                   from per_day group by shop),
             usual as (
                 select s.shop, s.days[n] as day, s.numbers[n] as number, m.median
                   from in_shop s cross join lateral generate_series(29, cardinality(s.numbers)) n
                  cross join lateral (select percentile_cont(0.5) within group (order by b.number) as median
                                        from unnest(s.numbers[n - 28 : n - 1]) as b (number)) m
                  where s.days[n] - s.days[n - 28] = 28)
             select shop, day, number, round(median::numeric, 1) as median from usual
              where number - median > %2$s * sqrt(greatest(median, 1)))
            """;

    private final JdbcClient jdbc;
    private final UUID run;
    private final Thresholds thresholds;
    private final Map<String, Object> values = new HashMap<>();

    /** @param parcels version of the list of empty parcels; 0 for none */
    IndicatorFindings(JdbcClient jdbc, UUID run, String tenant, int parcels, Thresholds thresholds) {
        this.jdbc = jdbc;
        this.run = run;
        this.thresholds = thresholds;
        values.put("tenant", tenant);
        values.put("parcels", parcels);
        values.put("words", thresholds.words());
        thresholds.values().forEach((name, value) -> {
            if (!name.endsWith("words")) {
                values.put(name.replace('.', '_'), thresholds.number(name));
            }
        });
    }

    /** @param facts a select of {@code tid, fact}; a fact that is null is none */
    private void found(Indicator indicator, String facts) {
        jdbc.sql("""
                        insert into indicator_row (run_id, indicator, tid, fact)
                        select distinct :run::uuid, :indicator, tid, fact from (%s) found (tid, fact) where fact is not null
                        """.formatted(facts))
                .params(values)
                .param("run", run)
                .param("indicator", indicator.name())
                .update();
    }

    /** Every fact of this indicator. */
    void find(Indicator indicator) {
        switch (indicator) {
            case B1 -> emptyParcels();
            case B2 -> sharedParcelsAndReceivers();
            case B3 -> moneyBack();
            case B4 -> groups();
            case B5 -> behaviour();
            case B6 -> reviews();
            case B7 -> memos();
            case B8 -> salesWithoutVisits();
            case B9 -> moneyWithoutGoods();
            case B10 -> badReviews();
        }
    }

    /**
     * A trace that was told before its order ended does not say how the parcel ended. Of a trace's words only the name of a division is told: others hold who received it, and a telephone.
     */
    private void emptyParcels() {
        found(Indicator.B1, """
                with usual as (
                    select o.item, percentile_cont(0.9) within group (order by p.weight) as weight
                      from brushing_parcel p join brushing_order o using (tid) group by o.item)
                select s.tid, f.fact
                  from (select p.*, o.city, o.created, u.weight as usual, d.name as last_place,
                               :parcels > 0 and exists (select from empty_parcel e
                                   where e.tenant = :tenant and e.waybill = p.waybill and e.version <= :parcels) as is_listed,
                               p.weight <= :B1_light and u.weight >= :B1_heavy as is_light,
                               n.is_known and strpos(p.place, o.city) = 0
                               and coalesce(strpos(p.place, nullif(o.district, '')), 0) = 0
                               and not d.cities && c.cities as is_elsewhere,
                               p.began < o.created as is_early,
                               not p.is_delivered and n.is_known as is_undelivered
                          from brushing_parcel p join brushing_order o using (tid) left join usual u using (item)
                          left join brushing_place d on d.name = split_part(split_part(p.place, '【', 2), '】', 1)
                          left join brushing_place c on c.name = o.city
                         cross join lateral (select o.ended is not null
                                   and (p.taken < o.ended and coalesce(p.reached < o.ended, true)) is not true as is_known) n) s
                 cross join lateral (values
                     (case when is_listed then '运单 ' || waybill || ' 在空包名单中' end),
                     (case when is_light
                           then '包裹重 ' || weight || ' 千克，同款商品的包裹可达 ' || round(usual::numeric, 2) || ' 千克' end),
                     (case when is_elsewhere
                           then '物流止于【' || last_place || '】，收货城市为' || city end),
                     (case when is_early
                           then '物流始于 ' || to_char(began, 'YYYY-MM-DD HH24:MI:SS') || '，早于下单时间 '
                                || to_char(created, 'YYYY-MM-DD HH24:MI:SS') end),
                     (case when is_undelivered then '已收货而没有派送记录' end)) f (fact)
                 where is_listed or is_light or is_elsewhere or is_early or is_undelivered
                """);
    }

    private void sharedParcelsAndReceivers() {
        String often = """
                select tid, '同一收货%2$s在 ' || :B2_days || ' 日内有 ' || most || ' 笔订单'
                  from (select tid, max(behind) over (partition by %1$s order by created
                                                      range between current row and :B2_days * interval '1 day' following) as most
                          from (select tid, %1$s, created,
                                       count(*) over (partition by %1$s order by created
                                                      range between :B2_days * interval '1 day' preceding and current row) as behind
                                  from brushing_order
                                 where %1$s in (select %1$s from brushing_order group by %1$s having count(*) > :B2_orders)) counted) peaked
                 where most > :B2_orders
                """;
        found(Indicator.B2, """
                select p.tid, '运单 ' || waybill || ' 用于 ' || s.orders || ' 笔订单'
                  from brushing_parcel p join brushing_order o using (tid)
                  join (select waybill, count(distinct tid) as orders from brushing_parcel
                         where waybill in (select waybill from brushing_parcel
                                            where waybill <> '' group by waybill having count(*) > 1)
                         group by waybill having count(distinct tid) > 1) s using (waybill)
                union all
                """ + often.formatted("phone", "电话") + " union all " + often.formatted("address", "地址"));
    }

    private void moneyBack() {
        // What was transferred once was not transferred for several orders: it is for the one that it fits best.
        found(Indicator.B3, """
                select distinct on (b.ctid) o.tid, '付款 ' || o.payment || ' 元（' || to_char(p.at, 'YYYY-MM-DD HH24:MI:SS') || '），卖家于 '
                              || to_char(b.at, 'YYYY-MM-DD HH24:MI:SS') || ' 另行转回 ' || b.amount || ' 元'
                  from brushing_order o join brushing_payment p on p.tid = o.tid and p.kind = 'PAY'
                  join brushing_payment b on b.payer = p.payee and b.payee = p.payer and b.kind not in ('PAY', 'REFUND')
                   and not b.is_nobodys and coalesce(nullif(b.tid, ''), o.tid) = o.tid
                   and b.at between p.at and p.at + :B3_days * interval '1 day'
                   and b.amount - o.payment between :B3_least and :B3_most
                 order by b.ctid, b.amount - o.payment, b.at - p.at, o.tid collate "C"
                """);
    }

    private void groups() {
        jdbc.sql("""
                        create temporary table brushing_listed on commit drop as
                        select p.tid from brushing_parcel p join empty_parcel e using (waybill)
                         where e.tenant = :tenant and e.version <= :parcels group by p.tid
                        """).params(values).update();
        new Groups(jdbc, thresholds, "select tid from brushing_listed").find(facts -> found(Indicator.B4, facts));
    }

    private void behaviour() {
        found(Indicator.B5, """
                select o.tid, '下单后 ' || round(extract(epoch from o.ended - o.created) / 60) || ' 分钟收货，收货后 '
                              || round(extract(epoch from r.created - o.ended) / 60) || ' 分钟好评'
                  from brushing_order o join brushing_review r using (tid)
                 where r.result = 'good' and o.ended - o.created <= :B5_hours * interval '1 hour'
                   and r.created between o.ended and o.ended + :B5_minutes * interval '1 minute'
                union all
                select o.tid, '当日 ' || o.number || ' 笔订单，此前 28 日中位数 ' || o.median || '，其中 ' || o.same || ' 笔金额相同'
                  from (select o.tid, d.number, d.median, count(o.payment) over (partition by d.shop, d.day, o.payment) as same
                          from brushing_order o join %s d on d.shop = o.shop and d.day = o.created::date) o
                 where o.same >= :B5_same
                """.formatted(UNUSUAL_DAYS.formatted(
                "select shop, created::date as day from brushing_order where created is not null",
                ":B5_deviation",
                Dataset.TRADE)));
    }

    private void reviews() {
        alikeTexts();
        found(Indicator.B6, """
                select r.tid, '与另外 ' || t.reviews - 1 || ' 条评价文字相近'
                  from brushing_review r join brushing_order o using (tid) join brushing_text t using (content)
                union all
                select r.tid, '评价于 ' || to_char(r.created, 'YYYY-MM-DD HH24:MI:SS') || '，早于签收时间 '
                              || to_char(p.signed, 'YYYY-MM-DD HH24:MI:SS')
                  from brushing_review r join brushing_order o using (tid) join brushing_parcel p using (tid)
                 where r.created < p.signed
                """);
    }

    /** Which texts are nearly the same, and how many reviews have one of them, where these are enough. */
    private void alikeTexts() {
        jdbc.sql("""
                        create temporary table brushing_content on commit drop as
                        select row_number() over (order by content collate "C") - 1 as number, content, count(*) as reviews
                          from brushing_review where length(content) >= :length group by content
                        """).param("length", thresholds.whole("B6.length")).update();
        int[] groups = NearTexts.groups(
                take -> jdbc.sql("select content from brushing_content order by number")
                        .query(row -> {
                            take.accept(row.getString("content"));
                        }),
                thresholds.whole("B6.similarity"));
        int[] moved = IntStream.range(0, groups.length)
                .filter(text -> groups[text] != text)
                .toArray();
        jdbc.sql("""
                        create temporary table brushing_text on commit drop as
                        select content, reviews
                          from (select content, sum(reviews) over (partition by coalesce(alike, number))::bigint as reviews
                                  from brushing_content left join unnest(:moved::int[], :alike::int[]) m (number, alike) using (number)) t
                         where reviews >= :enough
                        """)
                .param("moved", boxed(IntStream.of(moved)))
                .param("alike", boxed(IntStream.of(moved).map(text -> groups[text])))
                .param("enough", thresholds.number("B6.reviews"))
                .update();
        jdbc.sql("analyze brushing_text").update();
    }

    private static Integer[] boxed(IntStream numbers) {
        return numbers.boxed().toArray(Integer[]::new);
    }

    private void memos() {
        found(Indicator.B7, """
                select o.tid, '卖家备注有“' || w.word || '”'
                  from brushing_order o cross join unnest(:words::text[]) as w (word)
                 where o.memo <> '' and (o.memo = w.word or length(w.word) > 1 and strpos(o.memo, w.word) > 0)
                """);
    }

    private void salesWithoutVisits() {
        found(Indicator.B8, """
                select o.tid, '当日成交 ' || o.orders || ' 笔，推广点击 ' || p.clicks || ' 次'
                  from (select tid, shop, created::date as day, count(*) over (partition by shop, created::date) as orders
                          from brushing_order) o
                  join brushing_promo p using (shop, day)
                 where o.orders >= :B8_orders and o.orders > p.clicks
                """);
    }

    private void moneyWithoutGoods() {
        found(Indicator.B9, """
                select tid, '前后 28 日 ' || orders || ' 笔订单中 ' || refunds || ' 笔仅退款不退货'
                  from (select o.tid, r.is_returned, count(*) over near as orders,
                               count(*) filter (where not r.is_returned) over near as refunds
                          from brushing_order o left join brushing_refund r using (tid)
                        window near as (partition by o.shop order by o.created
                                        range between interval '28 days' preceding and interval '28 days' following)) counted
                 where not is_returned and refunds >= :B9_refunds and refunds * 100 >= :B9_share * orders
                """);
    }

    private void badReviews() {
        String bad = "select o.shop, r.created::date as day from brushing_review r join brushing_order o using (tid)"
                + " where r.result = 'bad' and r.created is not null";
        found(Indicator.B10, """
                select r.tid, '当日 ' || d.number || ' 条差评，此前 28 日中位数 ' || d.median
                  from brushing_review r join brushing_order o using (tid)
                  join %s d on d.shop = o.shop and d.day = r.created::date
                 where r.result = 'bad' and d.number >= :B10_reviews
                """.formatted(UNUSUAL_DAYS.formatted(bad, ":B10_deviation", Dataset.REVIEW)));
    }
}
