package org.redshield.bridge.indicators;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.redshield.bridge.indicators.ring.Criteria;
import org.redshield.bridge.indicators.ring.Purchases;
import org.redshield.bridge.indicators.ring.Ring;
import org.redshield.bridge.indicators.ring.Rings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rings among the buyers of a case: those who share receivers, and, where there are several shops, those who share shops. */
final class Groups {

    static final String RECEIVERS = "收货人";
    static final String SHOPS = "网店";

    private final JdbcClient jdbc;
    private final Thresholds thresholds;

    Groups(JdbcClient jdbc, Thresholds thresholds) {
        this.jdbc = jdbc;
        this.thresholds = thresholds;
    }

    /**
     * The orders have been analyzed before: without statistics the joins would be loops in loops.
     *
     * @param take takes a select of {@code tid, fact}
     */
    void find(Consumer<String> take) {
        // A receiver whom one account uses holds nothing together, nor do shops of whom there are fewer than a ring's
        // buyer needs.
        jdbc.sql("""
                        create temporary table brushing_edge on commit drop as
                        with all_of as (
                            select k.kind, o.tid, o.buyer, k.object, o.created::date as day
                              from brushing_order o
                             cross join lateral (values ('收货人', coalesce(o.phone, o.address)), ('网店', o.shop)) k (kind, object)
                             where o.buyer <> '' and k.object <> '' and o.created is not null
                               and (k.kind = '收货人' or (select count(distinct shop) from brushing_order) >= :shops)),
                        objects as (
                            select kind, object, row_number() over (partition by kind order by object collate "C") - 1 as object_no
                              from (select kind, object from all_of group by kind, object having min(buyer) <> max(buyer)) o),
                        edge as (select * from all_of join objects using (kind, object)),
                        buyers as (
                            select kind, buyer, row_number() over (partition by kind order by buyer collate "C") - 1 as buyer_no
                              from (select kind, buyer from edge group by kind, buyer) b)
                        select kind, tid, buyer, object, buyer_no, object_no, day - date '2000-01-01' as day,
                               row_number() over (partition by kind order by day, tid collate "C") - 1 as place
                          from edge join buyers using (kind, buyer)
                        """).param("shops", thresholds.sameShops().objects()).update();
        jdbc.sql("""
                        create temporary table brushing_ring
                            (kind text, ring int, buyers int, objects int, orders int, place bigint) on commit drop
                        """).update();
        keep(RECEIVERS, thresholds.sameReceivers());
        keep(SHOPS, thresholds.sameShops());
        take.accept("""
                select e.tid, r.kind || '团组' || r.ring || '：' || r.buyers || ' 个买家账号、' || r.objects
                              || case r.kind when '网店' then ' 家网店' else ' 个收货人' end || '，共 ' || r.orders || ' 笔订单'
                  from brushing_ring r join brushing_edge e using (kind, place)
                """);
    }

    private void keep(String kind, Criteria criteria) {
        List<Ring> rings = Rings.in(purchases(kind), criteria);
        for (int number = 1; number <= rings.size(); number++) {
            Ring ring = rings.get(number - 1);
            jdbc.sql("""
                            insert into brushing_ring
                            select :kind, :ring, :buyers, :objects, :orders, place from unnest(:places) as p (place)
                            """)
                    .param("kind", kind)
                    .param("ring", number)
                    .param("buyers", ring.buyers().length)
                    .param("objects", ring.objects().length)
                    .param("orders", ring.orders().length)
                    .param("places", Arrays.stream(ring.orders()).boxed().toArray(Integer[]::new))
                    .update();
        }
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
                        with busiest as (
                            select r.kind, r.ring, e.buyer, e.object,
                                   dense_rank() over (partition by r.kind, r.ring order by b.number desc, e.buyer_no) as buyer_rank,
                                   dense_rank() over (partition by r.kind, r.ring order by o.number desc, e.object_no) as object_rank
                              from brushing_ring r join brushing_edge e using (kind, place)
                              join (select kind, ring, buyer_no, count(*) as number
                                      from brushing_ring join brushing_edge using (kind, place) group by 1, 2, 3) b
                                   using (kind, ring, buyer_no)
                              join (select kind, ring, object_no, count(*) as number
                                      from brushing_ring join brushing_edge using (kind, place) group by 1, 2, 3) o
                                   using (kind, ring, object_no)
                             where r.ring <= :rings)
                        select kind, ring, buyer_rank, object_rank, buyer, object, count(*)::int as orders from busiest
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
