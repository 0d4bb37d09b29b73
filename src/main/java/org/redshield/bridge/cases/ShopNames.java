package org.redshield.bridge.cases;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the shops of cases are called, for one organisation, by what features know: people know shops by their names. */
@Repository
public class ShopNames {

    /**
     * A feature's contribution.
     *
     * @param sql a select, from the feature's tables alone, of {@code case_no, shop_name} for the cases {@code :cases} of
     *     {@code :tenant}
     */
    public record KnownBy(String sql) {}

    private final JdbcClient jdbc;
    private final String all;

    ShopNames(JdbcClient jdbc, List<KnownBy> known) {
        this.jdbc = jdbc;
        this.all = known.stream().map(KnownBy::sql).collect(Collectors.joining(" union all "));
    }

    /** The shop of a case as people know it, with its id, e.g. {@code 禾昀家居旗舰店（S1000001）}; by its id alone where no name is known. */
    public String called(String shopId, String caseNo, String tenant) {
        String name = of(List.of(caseNo), tenant).get(caseNo);
        return name == null ? shopId : name + "（" + shopId + "）";
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
}
