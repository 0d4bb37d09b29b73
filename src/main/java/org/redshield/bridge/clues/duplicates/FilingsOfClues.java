package org.redshield.bridge.clues.duplicates;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Rows;
import org.redshield.bridge.clues.api.Filings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The clues that became cases. */
@Repository
@RequiredArgsConstructor
class FilingsOfClues implements Filings {

    private final JdbcClient jdbc;

    @Override
    public Optional<Filing> earliest(String tenant, String platform, String shopId) {
        return first(
                "platform = ? and shop_id = ? and state in ('FILED', 'CASE_PAUSED', 'SUSPENDED', 'DECIDED')",
                tenant,
                platform,
                shopId);
    }

    @Override
    public Optional<Filing> ofCase(String tenant, String caseNo) {
        return first("case_no = ?", tenant, caseNo);
    }

    private Optional<Filing> first(String which, Object... values) {
        return jdbc.sql("""
                        select case_no, filed_at from clue
                         where tenant = ? and %s and filed_at is not null
                         order by filed_at limit 1
                        """.formatted(which))
                .params(values)
                .query(Rows.as(Filing.class))
                .optional();
    }
}
