package org.redshield.bridge.indicators;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.redshield.bridge.LongPause;
import org.redshield.bridge.engine.model.NewestTable;
import org.redshield.bridge.indicators.api.RingSearch;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.HeldRecords;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rings as in one case (B4), among the records of several bureaus: the same blocks by the same thresholds, of which only those are told
 * that reach over bureaus. Accounts are those of one platform; receivers are the same on all of them.
 */
@Component
class JoinedRings implements RingSearch {

    /** Changes with every change of what is computed. */
    static final String METHOD = "团伙串并 1.0.2";

    private static final int PORTION = 5_000;
    private static final int MOST_RINGS = 100;
    private static final int MOST_SHOPS = 200;
    private static final int MOST_IN_RING = 12;

    private final JdbcClient jdbc;
    private final DataRequests requests;
    private final HeldRecords held;
    private final NewestTable<Thresholds> newest;

    JoinedRings(JdbcClient jdbc, DataSource database, DataRequests requests, HeldRecords held) {
        JdbcTemplate inPortions = new JdbcTemplate(database);
        inPortions.setFetchSize(PORTION);
        this.jdbc = JdbcClient.create(inPortions);
        this.requests = requests;
        this.held = held;
        this.newest = new NewestTable<>(jdbc, Thresholds.KEY, Thresholds::read);
    }

    private record Shop(String bureau, String platform, String shopId) {}

    @Override
    public Found across(List<Source> sources, UnaryOperator<String> alias, Consumer<Order> orders) {
        // The blocks are peeled here while the database waits.
        LongPause.mayCome(jdbc);
        Map<Shop, List<DataRequest>> answers = new LinkedHashMap<>();
        sources.forEach(source -> answers.computeIfAbsent(
                        new Shop(source.bureau(), source.platform(), source.shopId()), none -> new ArrayList<>())
                .add(requests.get(source.requestNo())));
        NewestTable.Version<Thresholds> table = newest.get();
        stage(answers);
        new Groups(jdbc, table.table(), "select null where false").find(facts -> {});
        keepWhatReachesOverBureaus();
        List<Ring> rings = rings(alias);
        tell(alias, orders);
        Map<String, String> parameters = table.table().of(Indicator.B4);
        parameters.put("最多列出的团伙", String.valueOf(MOST_RINGS));
        return new Found(METHOD, table.id(), parameters, files(answers), looked(), rings);
    }

    /** A statement for each shop: its answers overlap, and those of two shops never do. */
    private void stage(Map<Shop, List<DataRequest>> answers) {
        Staging.prepare(jdbc);
        jdbc.sql("""
                        create temporary table brushing_order (tid text, own_tid text, request_no text, bureau text, platform text,
                            shop_id text, shop text, buyer text, phone text, address text, created timestamp) on commit drop
                        """).update();
        answers.forEach((shop, of) -> jdbc.sql(
                        """
                        insert into brushing_order
                        select :platform || ' ' || o.tid, o.tid, o.request_no, :bureau, :platform, o.shop, :platform || ' ' || o.shop,
                               :platform || ' ' || nullif(o.buyer, ''), o.phone, o.address, o.created
                          from (%s) o where o.is_paid
                        """.formatted(Staging.ORDERS.formatted(":shop", held.rows(of, Dataset.TRADE), "")))
                .param("bureau", shop.bureau())
                .param("platform", shop.platform())
                .param("shop", shop.shopId())
                .update());
        jdbc.sql("analyze brushing_order").update();
    }

    private void keepWhatReachesOverBureaus() {
        jdbc.sql("""
                        create temporary table joint_ring on commit drop as
                        select kind, ring, row_number() over (order by count(*) desc, kind collate "C", ring)::int as number
                          from brushing_ring join brushing_edge e using (kind, place) join brushing_order o using (tid)
                         group by kind, ring having count(distinct o.bureau) > 1
                        """).update();
        jdbc.sql("delete from joint_ring where number > ?").param(MOST_RINGS).update();
        jdbc.sql("""
                        delete from brushing_ring r
                         where not exists (select from joint_ring j where j.kind = r.kind and j.ring = r.ring)
                        """).update();
        jdbc.sql("analyze brushing_ring").update();
    }

    private List<Ring> rings(UnaryOperator<String> alias) {
        Map<String, List<Groups.Cell>> cells = Groups.busiest(jdbc, Integer.MAX_VALUE, MOST_IN_RING).stream()
                .collect(Collectors.groupingBy(cell -> cell.kind() + cell.ring()));
        Map<Integer, Map<String, Long>> bureaus = counts("bureau");
        Map<Integer, Map<String, Long>> shops = counts("shop");
        return jdbc.sql("""
                        select j.number, kind, ring, r.buyers, r.objects, r.orders, count(distinct (e.buyer_no, e.object_no)) as pairs,
                               min(o.created)::date as first_day, max(o.created)::date as last_day
                          from joint_ring j join brushing_ring r using (kind, ring) join brushing_edge e using (kind, place)
                          join brushing_order o using (tid)
                         group by 1, 2, 3, 4, 5, 6 order by 1
                        """)
                .query((row, number) -> ring(
                        row,
                        cells.get(row.getString("kind") + row.getInt("ring")),
                        bureaus.get(row.getInt("number")),
                        shops.get(row.getInt("number")),
                        alias))
                .list();
    }

    /** Orders of each ring by a column, in the order of its values. */
    private Map<Integer, Map<String, Long>> counts(String column) {
        Map<Integer, Map<String, Long>> counts = new TreeMap<>();
        jdbc.sql("""
                        select j.number, o.%s as name, count(*) as orders
                          from joint_ring j join brushing_ring r using (kind, ring) join brushing_edge e using (kind, place)
                          join brushing_order o using (tid) group by 1, 2
                        """.formatted(column)).query(row -> {
            counts.computeIfAbsent(row.getInt("number"), none -> new TreeMap<>())
                    .put(row.getString("name"), row.getLong("orders"));
        });
        return counts;
    }

    private static Ring ring(
            ResultSet row,
            List<Groups.Cell> cells,
            Map<String, Long> bureaus,
            Map<String, Long> shops,
            UnaryOperator<String> alias)
            throws SQLException {
        String kind = row.getString("kind");
        long all = (long) row.getInt("buyers") * row.getInt("objects");
        TreeMap<Integer, String> names = new TreeMap<>();
        TreeMap<Integer, String> columns = new TreeMap<>();
        cells.forEach(cell -> {
            names.put(cell.buyerRank(), alias.apply(cell.buyer()));
            columns.put(cell.objectRank(), object(kind, cell.object(), alias));
        });
        int[][] orders = new int[names.lastKey()][columns.lastKey()];
        cells.forEach(cell -> orders[cell.buyerRank() - 1][cell.objectRank() - 1] = cell.orders());
        return new Ring(
                row.getInt("number"),
                kind,
                row.getInt("buyers"),
                row.getInt("objects"),
                row.getInt("orders"),
                (int) ((row.getLong("pairs") * 200 + all) / (2 * all)),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                bureaus.entrySet().stream()
                        .map(bureau -> new Part(bureau.getKey(), bureau.getValue()))
                        .toList(),
                shops.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(MOST_SHOPS)
                        .map(shop -> new RingSearch.Shop(
                                shop.getKey().substring(0, shop.getKey().indexOf(' ')),
                                shop.getKey().substring(shop.getKey().indexOf(' ') + 1),
                                shop.getValue()))
                        .toList(),
                shops.size(),
                List.copyOf(names.values()),
                List.copyOf(columns.values()),
                Stream.of(orders)
                        .map(line -> IntStream.of(line).boxed().toList())
                        .toList());
    }

    /** A shop everybody sees in the pool. */
    private static String object(String kind, String object, UnaryOperator<String> alias) {
        return kind.equals(Groups.SHOPS) ? object.substring(object.indexOf(' ') + 1) : alias.apply(object);
    }

    private void tell(UnaryOperator<String> alias, Consumer<Order> orders) {
        jdbc.sql("""
                        select j.number, kind, o.bureau, o.request_no, o.own_tid, o.created::date as day, b.buyer, object
                          from joint_ring j join brushing_ring r using (kind, ring) join brushing_edge e using (kind, place)
                          join brushing_order o using (tid)
                          join brushing_buyer b using (kind, buyer_no) join brushing_object using (kind, object_no)
                         order by j.number, o.bureau collate "C", o.created, e.tid collate "C"
                        """).query(row -> {
            orders.accept(new Order(
                    row.getInt("number"),
                    row.getString("bureau"),
                    row.getString("request_no"),
                    row.getString("own_tid"),
                    row.getObject("day", LocalDate.class),
                    alias.apply(row.getString("buyer")),
                    object(row.getString("kind"), row.getString("object"), alias)));
        });
    }

    private long looked() {
        return jdbc.sql("select count(*) from brushing_order").query(Long.class).single();
    }

    private Map<String, String> files(Map<Shop, List<DataRequest>> answers) {
        Map<String, List<DataRequest>> ofBureaus = new TreeMap<>();
        answers.forEach((shop, of) -> ofBureaus
                .computeIfAbsent(shop.bureau(), none -> new ArrayList<>())
                .addAll(of));
        Map<String, String> files = new TreeMap<>();
        ofBureaus.forEach((bureau, of) -> files.put(bureau, Hashes.sha256(String.join("\n", held.files(of)))));
        return files;
    }
}
