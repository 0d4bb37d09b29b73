package org.redshield.bridge.indicators;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.indicators.Indicator.Aspect;
import org.redshield.bridge.indicators.Indicator.Filled;
import org.redshield.bridge.indicators.Indicator.Need;
import org.redshield.bridge.platform.dataset.Dataset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the records that were staged do not tell: where nothing can be read nothing is known, which is not nothing found. */
final class Coverage {

    private static final String TOO_SHORT = "没有写明调取期间或者期间不足 29 日，无法与此前 28 日比较";

    private final JdbcClient jdbc;
    private final Staging staging;
    private final Thresholds thresholds;
    private final int parcels;
    private final Map<Dataset, Map<Filled, Long>> readable = new EnumMap<>(Dataset.class);
    private final Map<Dataset, Long> rows = new EnumMap<>(Dataset.class);
    private final Map<Need, Optional<String>> lacks = new HashMap<>();

    /** @param parcels version of the list of empty parcels; 0 for none */
    Coverage(JdbcClient jdbc, Staging staging, Thresholds thresholds, int parcels) {
        this.jdbc = jdbc;
        this.staging = staging;
        this.thresholds = thresholds;
        this.parcels = parcels;
    }

    /**
     * In Chinese.
     *
     * @param missing why nothing of it can be computed; empty where something can
     * @param unlooked which parts of it were not looked at, or only in few rows, and why
     */
    record Gaps(List<String> missing, List<String> unlooked) {}

    Map<Indicator, Gaps> gaps() {
        Stream.of(Indicator.values())
                .flatMap(indicator -> indicator.aspects().stream())
                .flatMap(aspect -> aspect.needs().stream())
                .filter(Filled.class::isInstance)
                .map(Filled.class::cast)
                .distinct()
                .collect(Collectors.groupingBy(Filled::dataset))
                .forEach(this::count);
        Map<Indicator, Gaps> gaps = new EnumMap<>(Indicator.class);
        for (Indicator indicator : Indicator.values()) {
            gaps.put(indicator, gaps(indicator));
        }
        return gaps;
    }

    private Gaps gaps(Indicator indicator) {
        Set<String> missing = new LinkedHashSet<>();
        List<String> unlooked = new ArrayList<>();
        boolean computable = false;
        for (Aspect aspect : indicator.aspects()) {
            List<String> lacking = aspect.needs().stream()
                    .flatMap(need -> lacks.computeIfAbsent(need, this::lack).stream())
                    .toList();
            missing.addAll(lacking);
            computable |= lacking.isEmpty();
            Stream.concat(lacking.stream(), aspect.needs().stream().flatMap(need -> few(need).stream()))
                    .distinct()
                    .map(why -> aspect.title() + "：" + why)
                    .forEach(unlooked::add);
        }
        if (computable && indicator == Indicator.B3) {
            nobodys().ifPresent(unlooked::add);
        }
        return computable ? new Gaps(List.of(), unlooked) : new Gaps(List.copyOf(missing), List.of());
    }

    private void count(Dataset dataset, List<Filled> columns) {
        String counts = columns.stream()
                .map(one -> ", count(nullif(%s::text, ''))".formatted(one.staged()))
                .collect(Collectors.joining());
        jdbc.sql("select count(*)%s from %s staged".formatted(counts, staging.table(dataset)))
                .query(row -> {
                    rows.put(dataset, row.getLong(1));
                    Map<Filled, Long> filled = new HashMap<>();
                    for (int at = 0; at < columns.size(); at++) {
                        filled.put(columns.get(at), row.getLong(at + 2));
                    }
                    readable.put(dataset, filled);
                });
    }

    private static String name(Filled need) {
        return "“%s”中的“%s”"
                .formatted(
                        need.dataset().title(),
                        need.dataset().column(need.column()).orElseThrow().title());
    }

    /** Why nothing is known by it. */
    private Optional<String> lack(Need need) {
        if (need instanceof Filled filled) {
            return readable.get(filled.dataset()).get(filled) > 0
                    ? Optional.empty()
                    : Optional.of(rows.get(filled.dataset()) > 0 ? name(filled) + "为空或者无法辨认" : "缺" + name(filled));
        } else if (need instanceof Indicator.Days days) {
            long[] shops = tooShort(days.dataset());
            return shops[0] < shops[1] ? Optional.empty() : Optional.of(TOO_SHORT);
        } else if (need instanceof Indicator.Shops) {
            int enough = thresholds.sameShops().objects();
            long shops = jdbc.sql("select count(shop) from (select shop from brushing_order group by shop) s")
                    .query(Long.class)
                    .single();
            return shops >= enough ? Optional.empty() : Optional.of("记录只涉及 " + shops + " 家网店，不足 " + enough + " 家");
        }
        return parcels > 0 ? Optional.empty() : Optional.of("没有载入空包名单");
    }

    /** Where less than half of the rows that should have it do. */
    private Optional<String> few(Need need) {
        if (need instanceof Filled filled && !filled.sparse()) {
            long all = rows.get(filled.dataset());
            long some = readable.get(filled.dataset()).get(filled);
            return some > 0 && some * 2 < all
                    ? Optional.of(name(filled) + "只有 " + some + " 行可以辨认，共 " + all + " 行")
                    : Optional.empty();
        } else if (need instanceof Indicator.Days days) {
            long[] shops = tooShort(days.dataset());
            return shops[0] > 0 && shops[0] < shops[1]
                    ? Optional.of(shops[1] + " 家网店中有 " + shops[0] + " 家" + TOO_SHORT)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** Shops none of whose days has its 28 days before, and all. */
    private long[] tooShort(Dataset dataset) {
        return jdbc.sql("""
                        select count(*) filter (where not exists (
                                   select from (select day, lag(day, 28) over (order by day) as earlier from brushing_day d
                                                 where d.kind = ? and d.shop = s.shop) near
                                    where day - earlier = 28)), count(*)
                          from (select shop from brushing_order group by shop) s
                        """)
                .param(dataset.name())
                .query((row, number) -> new long[] {row.getLong(1), row.getLong(2)})
                .single();
    }

    /** What was paid to whom stars do not tell. */
    private Optional<String> nobodys() {
        long nobodys = jdbc.sql(
                        "select count(*) from brushing_payment where kind not in ('PAY', 'REFUND') and is_nobodys")
                .query(Long.class)
                .single();
        return nobodys == 0 ? Optional.empty() : Optional.of("转账 " + nobodys + " 笔没有订单号，账号又带星号或者为空，不知道是谁的，没有核对");
    }
}
