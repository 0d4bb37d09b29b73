package org.redshield.bridge.clues.duplicates;

import java.util.Collection;
import java.util.List;
import org.redshield.bridge.cases.sight.ShopSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Those of clues and cases that a bureau works on. */
@Repository
class ShopsInClues implements ShopSource {

    private final JdbcClient jdbc;

    ShopsInClues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String code() {
        return "CLUES";
    }

    @Override
    public String title() {
        return "本局在办的线索、案件";
    }

    @Override
    public List<Shop> shops(String tenant, Collection<String> platforms, int most) {
        return jdbc.sql("""
                        select platform, shop_id, max(coalesce(credit_code, '')) as code, max(coalesce(shop_name, '')) as name
                          from clue
                         where tenant = :tenant and platform = any(:platforms) and shop_id is not null
                           and state not in ('RECEIVED', 'CLOSED', 'TERMINATED', 'NOT_FILED', 'PASSED_ON', 'LINKED', 'WITHDRAWN')
                         group by platform, shop_id order by platform, shop_id limit :most
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
