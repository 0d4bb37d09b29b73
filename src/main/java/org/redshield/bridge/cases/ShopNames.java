package org.redshield.bridge.cases;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the shops of cases are called, for one organisation, by what features know: people know shops by their names. */
@Repository
public class ShopNames {

    /**
     * A feature's contribution.
     *
     * @param sql a select, from the feature's tables alone, of {@code case_no, shop_id, shop_name, company, credit_code} for the
     *     cases {@code :cases} of {@code :tenant}; a company is one that has a code, never a person
     */
    public record KnownBy(String sql) {}

    /** Of a shop of which nobody has told anything. */
    public static final Known UNKNOWN = new Known(Optional.empty(), Optional.empty(), Optional.empty());

    private final JdbcClient jdbc;
    private final String all;

    public ShopNames(JdbcClient jdbc, List<KnownBy> known) {
        this.jdbc = jdbc;
        this.all = known.stream().map(KnownBy::sql).collect(Collectors.joining(" union all "));
    }

    /** The shop of a case as people know it, with its id, e.g. {@code 禾昀家居旗舰店（S1000001）}; by its id alone where no name is known. */
    public String called(String shopId, String caseNo, String tenant) {
        String name = of(List.of(caseNo), tenant).get(caseNo);
        return name == null ? shopId : name + "（" + shopId + "）";
    }

    /**
     * What is known of a shop.
     *
     * @param company whose shop it is, as registered, and its 统一社会信用代码
     */
    public record Known(Optional<String> name, Optional<String> company, Optional<String> creditCode) {

        private static Optional<String> first(List<Known> all, Function<Known, Optional<String>> what) {
            return all.stream().flatMap(one -> what.apply(one).stream()).findFirst();
        }
    }

    /** What somebody has told of that very shop in the case. */
    public Known about(String shopId, String caseNo, String tenant) {
        if (all.isEmpty()) {
            return UNKNOWN;
        }
        List<Known> told = jdbc.sql("select shop_name, company, credit_code from (" + all
                        + ") known where shop_id = :shop order by shop_name, company, credit_code")
                .param("shop", shopId)
                .param("cases", List.of(caseNo))
                .param("tenant", tenant)
                .query((row, index) -> {
                    Optional<String> code = told(row.getString("credit_code"));
                    Optional<String> company = told(row.getString("company"));
                    return new Known(told(row.getString("shop_name")), code.flatMap(has -> company), code);
                })
                .list();
        return new Known(
                Known.first(told, Known::name),
                Known.first(told, Known::company),
                Known.first(told, Known::creditCode));
    }

    /** By case, where somebody has told a name. */
    public Map<String, String> of(Collection<String> caseNos, String tenant) {
        Map<String, String> names = new HashMap<>();
        if (!caseNos.isEmpty()) {
            jdbc.sql("select case_no, shop_name from (" + all + ") known where shop_name <> ''")
                    .param("cases", caseNos)
                    .param("tenant", tenant)
                    .query(row -> {
                        names.putIfAbsent(row.getString("case_no"), row.getString("shop_name"));
                    });
        }
        return names;
    }

    private static Optional<String> told(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(said -> !said.isEmpty());
    }
}
