package org.redshield.bridge.clues.duplicates;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.redshield.bridge.cases.visibility.ShopSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Those of clues and cases that a bureau works on. */
@Repository
@RequiredArgsConstructor
class ShopsInClues implements ShopSource {

    private final JdbcClient jdbc;

    @Override
    public String code() {
        return "CLUES";
    }

    @Override
    public String title() {
        return "本局在办的线索、案件";
    }

    @Override
    public String placeBasis() {
        return "线索管辖研判中填写的实际经营地";
    }

    @Override
    public List<Shop> shops(String tenant, Collection<String> platforms, int most) {
        return jdbc.sql("""
                        select platform, shop_id, max(coalesce(credit_code, '')) as credit_code, max(coalesce(shop_name, '')) as name,
                               case when count(distinct stated.place) = 1 then max(stated.place) else '' end as place
                          from clue left join lateral (
                               select nullif(m.details ->> 'actualPlace', '') as place from clue_matter m
                                where m.clue_id = clue.id and m.kind = 'TRANSFER' order by m.proposed_at desc limit 1) stated on true
                         where tenant = :tenant and platform = any(:platforms) and shop_id is not null
                           and state not in ('RECEIVED', 'CLOSED', 'TERMINATED', 'NOT_FILED', 'PASSED_ON', 'LINKED', 'WITHDRAWN')
                         group by platform, shop_id order by platform, shop_id limit :most
                        """)
                .params(Rows.params(Map.of("tenant", tenant, "platforms", platforms, "most", most)))
                .query(Rows.as(Shop.class))
                .list();
    }
}
