package org.redshield.bridge.access.audit;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much people have decided, by the record of access: each form that was sent stands in it once. */
@Component
@RequiredArgsConstructor
public class FormsSent {

    private final JdbcClient jdbc;

    /**
     * How many forms each person has sent for an organisation; who sent none is not among them.
     *
     * @param from inclusive; rows that are older than a year may be in the archive and are not counted
     */
    public Map<String, Long> byPerson(String tenant, Instant from) {
        return jdbc
                .sql(
                        "select user_id, count(*) as n from access_log"
                                + " where what = 'DECISION' and tenant = ? and at >= ? and user_id is not null group by user_id")
                .params(tenant, timestamp(from))
                .query((row, n) -> Map.entry(row.getString("user_id"), row.getLong("n")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
