package org.redshield.bridge.restoreguard;

import static org.redshield.bridge.Rows.instant;

import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When the database was found to be an earlier one: every series may have skipped numbers then, and has a gap. */
@Component
@RequiredArgsConstructor
public class Restores {

    private final JdbcClient jdbc;

    public List<Instant> all() {
        return jdbc.sql("select since from sending_hold order by id")
                .query((row, number) -> instant(row, "since"))
                .list();
    }
}
