package org.redshield.bridge.reconciliation;

import java.util.Collection;
import java.util.List;
import org.redshield.bridge.cases.sight.ShopSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Those in which the bureau's newest reconciliation found something wrong. */
@Repository
class ShopsOfReconciliation implements ShopSource {

    private final JdbcClient jdbc;

    ShopsOfReconciliation(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String code() {
        return "RECONCILIATION";
    }

    @Override
    public String title() {
        return "最近一次主体比对发现问题的网店";
    }

    @Override
    public List<Shop> shops(String tenant, Collection<String> platforms, int most) {
        return jdbc.sql("""
                        select s.platform, s.shop_id, max(m.uscc) as code, max(s.name) as name
                          from reconciliation_match m
                          join reconciliation_shop s using (reconciliation_id, position)
                         where m.reconciliation_id = (select id from reconciliation
                                                       where tenant = :tenant and state = 'DONE' order by started_at desc limit 1)
                           and cardinality(m.discrepancies) > 0 and s.platform = any(:platforms)
                         group by s.platform, s.shop_id order by s.platform, s.shop_id limit :most
                        """)
                .param("tenant", tenant)
                .param("platforms", platforms.toArray(String[]::new))
                .param("most", most)
                .query((row, index) -> new Shop(
                        row.getString("platform"),
                        row.getString("shop_id"),
                        row.getString("code"),
                        row.getString("name")))
                .list();
    }
}
