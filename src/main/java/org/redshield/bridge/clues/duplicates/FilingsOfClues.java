package org.redshield.bridge.clues.duplicates;

import static org.redshield.bridge.Rows.instant;

import java.util.Optional;
import org.redshield.bridge.cases.sight.Filings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The clues that became cases. */
@Repository
class FilingsOfClues implements Filings {

    private final JdbcClient jdbc;

    FilingsOfClues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Filing> earliest(String tenant, String platform, String shopId) {
        return jdbc.sql("""
                        select case_no, filed_at from clue
                         where tenant = ? and platform = ? and shop_id = ? and filed_at is not null
                           and state not in ('PASSED_ON', 'TERMINATED')
                         order by filed_at limit 1
                        """)
                .params(tenant, platform, shopId)
                .query((row, index) -> new Filing(row.getString("case_no"), instant(row, "filed_at")))
                .optional();
    }
}
