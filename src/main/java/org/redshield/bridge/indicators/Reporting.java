package org.redshield.bridge.indicators;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.redshield.bridge.Rows;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.indicators.ring.RingWalk;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.HeldRecords;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at the records of a run and writes down what they say, in the caller's transaction. */
final class Reporting {

    /** Changes with every change of what is computed. */
    static final String METHOD = "刷单研判 1.3.1";
    /** As many as a disposition can name one by one. */
    static final int MOST_ORDERS = 500;

    /** What the known forms of brushing show elsewhere. */
    private static final List<String> BEYOND = List.of(
            "登录地址记录：只记网店自己的登录，不记买家，看不出买家账号是否共用设备或者网络地址（B4）",
            "聊天与客服记录：不作自动分析，是否约定返还货款和佣金须由办案人员查阅（B3）",
            "买家账号的注册时间：调取的记录中没有，看不出是否为新账号（B4）",
            "访客：平台只在推广计划的名称中写明点击次数，自然来的访客不知道（B8）",
            "评价人与同业经营者的关系：记录中没有，差评集中不等于恶意；恶意退货也没有单独计算（B10）",
            "其他案件和其他单位的记录：不属于本案，没有使用");

    private static final String SUSPICIOUS = "suspicious.points";
    private static final int MOST_ROWS = 200;
    private static final int MOST_BARS = 12;
    private static final int MOST_RINGS = 5;
    private static final int MOST_IN_RING = 12;

    private final JdbcClient jdbc;
    private final HeldRecords held;
    private final Divisions divisions;

    /** @param jdbc reads in portions */
    Reporting(JdbcClient jdbc, HeldRecords held, Divisions divisions) {
        this.jdbc = jdbc;
        this.held = held;
        this.divisions = divisions;
    }

    /**
     * What is looked at, and by what.
     *
     * @param parcels version of the list of empty parcels; 0 for none
     */
    record Matter(
            UUID run,
            String tenant,
            List<DataRequest> answers,
            String tableVersion,
            Thresholds thresholds,
            int parcels) {}

    IndicatorReport of(Matter matter) {
        Staging staging = new Staging(jdbc, held, divisions, matter.answers());
        int unpaid = staging.make();
        Map<Indicator, Coverage.Gaps> gaps = new Coverage(jdbc, staging, matter.thresholds(), matter.parcels()).gaps();
        IndicatorFindings findings =
                new IndicatorFindings(jdbc, matter.run(), matter.tenant(), matter.parcels(), matter.thresholds());
        gaps.forEach((indicator, gap) -> {
            if (gap.missing().isEmpty()) {
                findings.find(indicator);
            }
        });
        jdbc.sql("analyze indicator_row").update();
        judge(matter);
        return report(matter, gaps, unpaid);
    }

    /** Sums up the points of each order. */
    private void judge(Matter matter) {
        jdbc.sql("""
                        insert into indicator_order (run_id, tid, points, payment)
                        select :run, f.tid, sum(p.points), o.payment
                          from (select distinct indicator, tid from indicator_row where run_id = :run) f
                          join unnest(:indicators::text[], :points::int[]) as p (indicator, points) using (indicator)
                          join brushing_order o using (tid)
                         group by f.tid, o.payment having sum(p.points) >= :limit
                        """)
                .param("run", matter.run())
                .param(
                        "indicators",
                        Stream.of(Indicator.values()).map(Indicator::name).toArray(String[]::new))
                .param(
                        "points",
                        Stream.of(Indicator.values())
                                .map(matter.thresholds()::points)
                                .toArray(Integer[]::new))
                .param("limit", matter.thresholds().whole(SUSPICIOUS))
                .update();
        jdbc.sql("""
                        create temporary table brushing_judged on commit drop as
                        select o.created, o.price, o.payment, o.state, s.tid is not null as is_suspicious, extract(epoch from r.first - o.created) / 3600 as waited
                          from brushing_order o left join indicator_order s on s.run_id = :run and s.tid = o.tid
                          left join (select tid, min(created) as first from brushing_review group by tid) r on r.tid = o.tid
                        """).param("run", matter.run()).update();
    }

    private IndicatorReport report(Matter matter, Map<Indicator, Coverage.Gaps> gaps, int unpaid) {
        IndicatorReport.Bar all = bars("'全部'", "name", 1).stream()
                .findFirst()
                .orElse(new IndicatorReport.Bar("全部", 0, 0, BigDecimal.ZERO, BigDecimal.ZERO));
        Map<String, long[]> counts = counts(matter.run());
        List<IndicatorReport.Part> parts = new ArrayList<>();
        gaps.forEach((indicator, gap) -> parts.add(part(matter, indicator, gap, counts, all.orders())));
        Map<String, String> parameters = new LinkedHashMap<>();
        matter.thresholds()
                .values()
                .forEach((name, value) ->
                        parameters.put(matter.thresholds().titles().get(name), value));
        parameters.put("空包名单版本", String.valueOf(matter.parcels()));
        parameters.put("从空包名单出发的随机游走", RingWalk.HOW);
        return new IndicatorReport(
                METHOD,
                matter.tableVersion(),
                parameters,
                matter.answers().stream().map(DataRequest::requestNo).sorted().toList(),
                Hashes.sha256(String.join("\n", held.files(matter.answers()))),
                all.orders(),
                all.payment(),
                parts.stream()
                        .map(IndicatorReport.Part::score)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO.setScale(1), BigDecimal::add),
                parts,
                matter.thresholds().whole(SUSPICIOUS),
                all.suspicious(),
                all.suspiciousPayment(),
                suspicious(matter.run()),
                charts(),
                impact(matter),
                unpaid == 0
                        ? BEYOND
                        : Stream.concat(Stream.of("没有付款的订单：" + unpaid + " 笔，不是成交，没有计入"), BEYOND.stream())
                                .toList());
    }

    /** Orders and rows of each indicator. */
    private Map<String, long[]> counts(UUID run) {
        Map<String, long[]> counts = new LinkedHashMap<>();
        jdbc.sql("""
                        select indicator, count(distinct tid) as orders, count(*) as rows from indicator_row
                         where run_id = ? group by indicator
                        """).param(run).query(row -> {
            counts.put(row.getString("indicator"), new long[] {row.getLong("orders"), row.getLong("rows")});
        });
        return counts;
    }

    private IndicatorReport.Part part(
            Matter matter, Indicator indicator, Coverage.Gaps gaps, Map<String, long[]> counts, long all) {
        int points = matter.thresholds().points(indicator);
        long[] found = counts.getOrDefault(indicator.name(), new long[2]);
        boolean computed = gaps.missing().isEmpty();
        return new IndicatorReport.Part(
                indicator.name(),
                indicator.title(),
                indicator.definition(),
                indicator.law(),
                computed ? IndicatorReport.State.COMPUTED : IndicatorReport.State.NOT_COMPUTABLE,
                gaps.missing(),
                gaps.unlooked(),
                matter.thresholds().of(indicator),
                points,
                found[0],
                computed ? score(points, found[0], all) : null,
                computed ? rows(matter.run(), indicator) : List.of(),
                found[1]);
    }

    /** Points of an average order. */
    private static BigDecimal score(int points, long shown, long all) {
        return BigDecimal.valueOf(points * shown).divide(BigDecimal.valueOf(Math.max(1, all)), 1, RoundingMode.HALF_UP);
    }

    /** The first rows of evidence in the order of orders. */
    private List<IndicatorReport.Row> rows(UUID run, Indicator indicator) {
        return jdbc.sql("""
                        select tid, fact from indicator_row where run_id = ? and indicator = ?
                         order by tid collate "C", fact collate "C" limit ?
                        """)
                .params(run, indicator.name(), MOST_ROWS)
                .query((row, number) -> new IndicatorReport.Row(row.getString("tid"), row.getString("fact")))
                .list();
    }

    private List<IndicatorReport.Suspicious> suspicious(UUID run) {
        return jdbc.sql("""
                        select o.tid, o.points, o.payment, r.indicators, r.facts
                          from (select * from indicator_order where run_id = ? order by points desc, tid collate "C" limit ?) o
                         cross join lateral (
                               select array_agg(indicator order by indicator, fact collate "C") as indicators,
                                      array_agg(fact order by indicator, fact collate "C") as facts
                                 from indicator_row where run_id = o.run_id and tid = o.tid) r
                         order by o.points desc, o.tid collate "C"
                        """)
                .params(run, MOST_ORDERS)
                .query((row, number) -> suspicious(row))
                .list();
    }

    private static IndicatorReport.Suspicious suspicious(ResultSet row) throws SQLException {
        List<String> indicators = Rows.texts(row, "indicators");
        List<String> facts = Rows.texts(row, "facts");
        // B10 behind B9.
        List<IndicatorReport.Fact> inOrder = IntStream.range(0, facts.size())
                .mapToObj(at -> new IndicatorReport.Fact(indicators.get(at), facts.get(at)))
                .sorted(Comparator.comparing(one -> Indicator.valueOf(one.indicator())))
                .toList();
        return new IndicatorReport.Suspicious(
                row.getString("tid"),
                row.getInt("points"),
                inOrder.stream().map(IndicatorReport.Fact::indicator).distinct().toList(),
                inOrder,
                row.getBigDecimal("payment"));
    }

    private IndicatorReport.Charts charts() {
        return new IndicatorReport.Charts(
                bars("created::date::text", "name", 400),
                bars("price::text", "orders desc, name", MOST_BARS),
                bars("""
                        case when waited is null or waited < 0 then null when waited < 1 then '1 小时内' when waited < 6 then '1 至 6 小时'
                             when waited < 24 then '6 至 24 小时' when waited < 72 then '1 至 3 日'
                             when waited < 168 then '3 至 7 日' else '7 日以上' end
                        """, "min(waited)", MOST_BARS),
                bars("nullif(state, '')", "orders desc, name", MOST_BARS),
                rings());
    }

    /** Orders and amounts by an expression, without those of which it is not known; no amount where none is known. */
    private List<IndicatorReport.Bar> bars(String expression, String order, int most) {
        return jdbc.sql("""
                        select name, count(*) as orders, count(*) filter (where is_suspicious) as suspicious,
                               sum(payment) as payment,
                               case when count(payment) > 0 then coalesce(sum(payment) filter (where is_suspicious), 0) end as suspicious_payment
                          from (select *, (%s) collate "C" as name from brushing_judged) named
                         where name is not null group by name order by %s limit %d
                        """.formatted(expression, order, most))
                .query((row, number) -> new IndicatorReport.Bar(
                        row.getString("name"),
                        row.getLong("orders"),
                        row.getLong("suspicious"),
                        row.getBigDecimal("payment"),
                        row.getBigDecimal("suspicious_payment")))
                .list();
    }

    /** The largest rings, where they were looked for. */
    private List<IndicatorReport.Matrix> rings() {
        if (!jdbc.sql("select to_regclass('pg_temp.brushing_ring') is not null")
                .query(Boolean.class)
                .single()) {
            return List.of();
        }
        Map<String, String> listed = new HashMap<>();
        jdbc.sql("select distinct kind || '团组' || ring as name, listed from brushing_ring")
                .query(row -> {
                    listed.put(row.getString("name"), row.getString("listed"));
                });
        Map<String, TreeMap<Integer, TreeMap<Integer, Integer>>> cells = new LinkedHashMap<>();
        Groups.busiest(jdbc, MOST_RINGS, MOST_IN_RING)
                .forEach(cell -> cells.computeIfAbsent(cell.kind() + "团组" + cell.ring(), none -> new TreeMap<>())
                        .computeIfAbsent(cell.buyerRank(), none -> new TreeMap<>())
                        .put(cell.objectRank(), cell.orders()));
        return cells.entrySet().stream()
                .map(ring -> matrix(ring.getKey() + listed.get(ring.getKey()), ring.getValue()))
                .toList();
    }

    private static IndicatorReport.Matrix matrix(String title, TreeMap<Integer, TreeMap<Integer, Integer>> cells) {
        int columns = cells.values().stream().mapToInt(TreeMap::lastKey).max().orElse(0);
        String name = title.substring(0, title.indexOf("团组"));
        return new IndicatorReport.Matrix(
                title,
                IntStream.rangeClosed(1, columns)
                        .mapToObj(column -> name + column)
                        .toList(),
                cells.values().stream()
                        .map(row -> IntStream.rangeClosed(1, columns)
                                .mapToObj(column -> row.getOrDefault(column, 0))
                                .toList())
                        .toList());
    }

    private IndicatorReport.Impact impact(Matter matter) {
        long persons = jdbc.sql("select count(buyer) from (select buyer from brushing_order group by buyer) b")
                .query(Long.class)
                .single();
        return new IndicatorReport.Impact(
                "查办涉嫌虚假交易案件，找出需要核实的订单",
                matter.answers().stream()
                        .map(answer -> answer.dataset().title())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("、")),
                persons,
                "只对订单计分，不对个人下结论；是否属于虚假交易由办案人员逐笔核实后决定",
                "只用本单位在本案中依法取得的记录；结果不含姓名、电话、地址；计算和查看都留痕");
    }
}
