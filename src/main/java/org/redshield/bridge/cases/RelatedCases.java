package org.redshield.bridge.cases;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The other cases of an organisation that have something in common with one of its cases. What they have in common is compared
 * in the database and never shown; cases of other organisations are not looked at.
 */
@Repository
public class RelatedCases {

    /** Cases that are told. */
    private static final int MOST = 30;

    /** Values of each kind that are looked for in other cases, the most frequent ones of a case with very many records. */
    private static final int MOST_VALUES = 200;

    private static final String SAME_SHOP = "同一网店";

    private final Involvements involvements;
    private final String ofCase;
    private final String amongOthers;

    RelatedCases(Involvements involvements, List<RelatedBy> contributed) {
        this.involvements = involvements;
        this.ofCase = values(contributed, by -> "", "k.case_no = :wanted");
        this.amongOthers = values(
                contributed,
                by -> by.amongOthers().isEmpty() ? "" : " and " + by.amongOthers(),
                "k.value = any(:wanted)");
    }

    private static String values(List<RelatedBy> contributed, Function<RelatedBy, String> further, String condition) {
        return contributed.stream()
                .map(by -> """
                        (select '%s' as title, k.case_no, k.value from (%s%s) k where k.value <> '' and %s
                          order by k.times desc limit :most)
                        """.formatted(by.title(), by.sql(), further.apply(by), condition))
                .collect(Collectors.joining(" union "));
    }

    /**
     * @param titles what it has in common
     * @param involvement what the organisation does in it
     */
    public record Related(Involvement involvement, Set<String> titles) {}

    private record Value(String title, String caseNo, String value) {}

    /**
     * The cases that have the most in common first, then the newest.
     *
     * @param db where to ask
     */
    public List<Related> of(JdbcClient db, String caseNo, String tenant) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        for (Involvement mine : involvements.ofCase(caseNo, tenant)) {
            mine.shopId().ifPresent(shop -> involvements.ofShop(db, tenant, shop, MOST_VALUES).stream()
                    .filter(other -> other.platform().equals(mine.platform()))
                    .forEach(other -> add(found, other.caseNo(), SAME_SHOP)));
        }
        List<Value> mine = values(db, ofCase, caseNo, tenant);
        if (!mine.isEmpty()) {
            Set<String> known =
                    mine.stream().map(one -> one.title() + " " + one.value()).collect(Collectors.toSet());
            values(db, amongOthers, mine.stream().map(Value::value).toArray(String[]::new), tenant).stream()
                    .filter(other -> known.contains(other.title() + " " + other.value()))
                    .forEach(other -> add(found, other.caseNo(), other.title()));
        }
        found.remove(caseNo);
        Map<String, Involvement> byCase = involvements.ofCases(found.keySet(), tenant).stream()
                .collect(Collectors.toMap(Involvement::caseNo, one -> one, (first, later) -> first));
        return byCase.values().stream()
                .map(one -> new Related(one, found.get(one.caseNo())))
                .sorted(Comparator.<Related>comparingInt(one -> -one.titles().size())
                        .thenComparing(one -> one.involvement().since(), Comparator.reverseOrder()))
                .limit(MOST)
                .toList();
    }

    private static List<Value> values(JdbcClient db, String sql, Object wanted, String tenant) {
        return sql.isEmpty()
                ? List.of()
                : db.sql(sql)
                        .param("tenant", tenant)
                        .param("wanted", wanted)
                        .param("most", MOST_VALUES)
                        .query((row, n) ->
                                new Value(row.getString("title"), row.getString("case_no"), row.getString("value")))
                        .list();
    }

    private static void add(Map<String, Set<String>> found, String caseNo, String title) {
        found.computeIfAbsent(caseNo, one -> new TreeSet<>()).add(title);
    }
}
