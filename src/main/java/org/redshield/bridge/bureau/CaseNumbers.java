package org.redshield.bridge.bureau;

import java.time.InstantSource;
import java.time.ZoneId;
import org.redshield.bridge.BridgeApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Allots case numbers {@code <tenant>-<year>-<six digits>}, the year in Asia/Shanghai. */
@Service
public class CaseNumbers {

    private final JdbcClient jdbc;
    private final InstantSource time;

    CaseNumbers(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** Unique under concurrency: the counter's row is locked until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String next(String tenant) {
        int year = time.instant().atZone(ZoneId.of(BridgeApplication.ZONE)).getYear();
        int number = jdbc.sql("""
                        insert into case_counter (tenant, year, last) values (:tenant, :year, 1)
                        on conflict (tenant, year) do update set last = case_counter.last + 1
                        returning last
                        """)
                .param("tenant", tenant)
                .param("year", year)
                .query(Integer.class)
                .single();
        return "%s-%d-%06d".formatted(tenant, year, number);
    }
}
