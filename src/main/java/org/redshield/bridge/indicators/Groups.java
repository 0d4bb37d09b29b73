package org.redshield.bridge.indicators;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.redshield.bridge.indicators.ring.Criteria;
import org.redshield.bridge.indicators.ring.Purchases;
import org.redshield.bridge.indicators.ring.Ring;
import org.redshield.bridge.indicators.ring.RingWalk;
import org.redshield.bridge.indicators.ring.Rings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rings among the buyers of a case: those who share receivers, and, where there are several shops, those who share shops. */
final class Groups {

    static final String RECEIVERS = "收货人";
    static final String SHOPS = "网店";

    private final JdbcClient jdbc;
    private final Thresholds thresholds;
    private final String listed;

    /** @param listed a select of the orders whose waybills are in the list of empty parcels */
    Groups(JdbcClient jdbc, Thresholds thresholds, String listed) {
        this.jdbc = jdbc;
        this.thresholds = thresholds;
        this.listed = listed;
    }

    /**
     * The orders have been analyzed before: without statistics the joins would be loops in loops.
     *
     * @param take takes a select of {@code tid, fact}
     */
    void find(Consumer<String> take) {
        jdbc.sql("""
                        create temporary table brushing_object (kind text, object text, object_no int) on commit drop;
                        create temporary table brushing_buyer (kind text, buyer text, buyer_no int) on commit drop;
                        create temporary table brushing_edge
                            (kind text, tid text, buyer_no int, object_no int, day int, place int) on commit drop
                        """).update();
        number(RECEIVERS, "coalesce(phone, address)");
        // Where there are fewer shops than a ring's buyer needs, they hold nothing together.
        if (jdbc.sql("select count(shop) from (select shop from brushing_order group by shop) s")
                        .query(Integer.class)
                        .single()
                >= thresholds.sameShops().objects()) {
            number(SHOPS, "shop");
        }
        jdbc.sql("""
                        create temporary table brushing_ring
                            (kind text, ring int, buyers int, objects int, orders int, listed text, place int) on commit drop
                        """).update();
        keep(RECEIVERS, thresholds.sameReceivers());
        keep(SHOPS, thresholds.sameShops());
        analyze("brushing_edge, brushing_ring");
        take.accept("""
                select e.tid, r.kind || '团组' || r.ring || '：' || r.buyers || ' 个买家账号、' || r.objects
                              || case r.kind when '网店' then ' 家网店' else ' 个收货人' end || '，共 ' || r.orders || ' 笔订单' || r.listed
                  from brushing_ring r join brushing_edge e using (kind, place)
                """);
    }

    /**
     * Buyers, objects and orders get numbers of their own: objects without those whom one account uses, who hold nothing together.
     * Step by step, since each step is only planned well by one who knows how much the one before left.
     */
    private void number(String kind, String object) {
        jdbc.sql("""
                        create temporary table brushing_link on commit drop as
                        select tid, buyer, %1$s as object, created::date - date '2000-01-01' as day
                          from brushing_order where buyer <> '' and %1$s <> '' and created is not null
                        """.formatted(object)).update();
        analyze("brushing_link");
        jdbc.sql("""
                        insert into brushing_object
                        select :kind, object, row_number() over (order by object collate "C") - 1
                          from (select object from brushing_link group by object having min(buyer) <> max(buyer)) o
                        """).param("kind", kind).update();
        analyze("brushing_object");
        jdbc.sql("""
                        insert into brushing_buyer
                        select :kind, buyer, row_number() over (order by buyer collate "C") - 1
                          from (select buyer from brushing_link join brushing_object using (object)
                                 where kind = :kind group by buyer) b
                        """).param("kind", kind).update();
        analyze("brushing_buyer");
        jdbc.sql("""
                        insert into brushing_edge
                        select :kind, tid, buyer_no, object_no, day, row_number() over (order by day, tid collate "C") - 1
                          from brushing_link join brushing_object o using (object) join brushing_buyer b using (buyer)
                         where o.kind = :kind and b.kind = :kind
                        """).param("kind", kind).update();
        jdbc.sql("drop table brushing_link").update();
    }

    private void analyze(String tables) {
        jdbc.sql("analyze " + tables).update();
    }

    private void keep(String kind, Criteria criteria) {
        Purchases purchases = purchases(kind);
        int[] seeds = jdbc
                .sql("select place from brushing_edge where kind = ? and tid in (%s) order by place".formatted(listed))
                .param(kind)
                .query(Integer.class)
                .list()
                .stream()
                .mapToInt(Integer::intValue)
                .toArray();
        double[] walk = RingWalk.from(seeds, purchases);
        // Those first to which the list leads.
        List<Ring> rings = Rings.in(purchases, criteria).stream()
                .sorted(Comparator.comparing(ring -> -reached(ring, walk, purchases)))
                .toList();
        for (int number = 1; number <= rings.size(); number++) {
            Ring ring = rings.get(number - 1);
            jdbc.sql("""
                            insert into brushing_ring
                            select :kind, :ring, :buyers, :objects, :orders, :listed, place from unnest(:places) as p (place)
                            """)
                    .param("kind", kind)
                    .param("ring", number)
                    .param("buyers", ring.buyers().length)
                    .param("objects", ring.objects().length)
                    .param("orders", ring.orders().length)
                    .param("listed", listed(ring, seeds, reached(ring, walk, purchases)))
                    .param("places", Arrays.stream(ring.orders()).boxed().toArray(Integer[]::new))
                    .update();
        }
    }

    /** Of a thousand walks so many are in this ring. */
    private static long reached(Ring ring, double[] walk, Purchases purchases) {
        return Math.round(1_000
                * (IntStream.of(ring.buyers()).mapToDouble(buyer -> walk[buyer]).sum()
                        + IntStream.of(ring.objects())
                                .mapToDouble(object -> walk[purchases.buyers() + object])
                                .sum()));
    }

    /** How a ring hangs together with the list of empty parcels. */
    private static String listed(Ring ring, int[] seeds, long reached) {
        long own = IntStream.of(ring.orders())
                .filter(order -> Arrays.binarySearch(seeds, order) >= 0)
                .count();
        return reached == 0 && own == 0
                ? ""
                : "，其中 " + own + " 笔的运单在空包名单中，从名单出发的随机游走有 " + reached / 10 + "." + reached % 10 + "% 在该团组";
    }

    private Purchases purchases(String kind) {
        int[] counts = jdbc.sql("""
                        select count(*), coalesce(max(buyer_no) + 1, 0), coalesce(max(object_no) + 1, 0)
                          from brushing_edge where kind = ?
                        """)
                .param(kind)
                .query((row, number) -> new int[] {row.getInt(1), row.getInt(2), row.getInt(3)})
                .single();
        int[] buyer = new int[counts[0]];
        int[] object = new int[counts[0]];
        int[] day = new int[counts[0]];
        jdbc.sql("select place, buyer_no, object_no, day from brushing_edge where kind = ?")
                .param(kind)
                .query(row -> {
                    int place = row.getInt("place");
                    buyer[place] = row.getInt("buyer_no");
                    object[place] = row.getInt("object_no");
                    day[place] = row.getInt("day");
                });
        return new Purchases(counts[1], counts[2], buyer, object, day);
    }

    /** How often one buyer of a ring ordered at one object, by their ranks in it from 1. */
    record Cell(String kind, int ring, int buyerRank, int objectRank, String buyer, String object, int orders) {}

    /**
     * The busiest buyers and objects of rings that were found, by ring and rank.
     *
     * @param rings of each kind so many
     * @param most so many buyers and objects of each
     */
    static List<Cell> busiest(JdbcClient jdbc, int rings, int most) {
        return jdbc.sql("""
                        with inside as materialized (
                            select kind, ring, buyer_no, object_no from brushing_ring join brushing_edge using (kind, place)
                             where ring <= :rings),
                        busiest as (
                            select kind, ring, buyer_no, object_no,
                                   dense_rank() over (partition by kind, ring order by b.number desc, buyer_no) as buyer_rank,
                                   dense_rank() over (partition by kind, ring order by o.number desc, object_no) as object_rank
                              from inside
                              join (select kind, ring, buyer_no, count(*) as number from inside group by 1, 2, 3) b
                                   using (kind, ring, buyer_no)
                              join (select kind, ring, object_no, count(*) as number from inside group by 1, 2, 3) o
                                   using (kind, ring, object_no))
                        select kind, ring, buyer_rank, object_rank, buyer, object, count(*)::int as orders
                          from busiest join brushing_buyer using (kind, buyer_no) join brushing_object using (kind, object_no)
                         where buyer_rank <= :most and object_rank <= :most group by 1, 2, 3, 4, 5, 6 order by kind, ring, 3, 4
                        """)
                .param("rings", rings)
                .param("most", most)
                .query((row, number) -> new Cell(
                        row.getString("kind"),
                        row.getInt("ring"),
                        row.getInt("buyer_rank"),
                        row.getInt("object_rank"),
                        row.getString("buyer"),
                        row.getString("object"),
                        row.getInt("orders")))
                .list();
    }
}
