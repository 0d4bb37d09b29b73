package org.redshield.bridge.access.ratelimit;

import java.sql.Date;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many bytes each person has sent and taken along on his last day, for all nodes: a row a person. */
@Component
@RequiredArgsConstructor
class DayWeights {

    private final JdbcClient jdbc;

    /** More on that day; what was of another day goes. */
    void add(String person, LocalDate day, long bytes) {
        jdbc.sql("""
                        insert into person_weight (user_id, day, bytes) values (?, ?, ?)
                        on conflict (user_id) do update
                           set day = excluded.day,
                               bytes = excluded.bytes
                                     + case when person_weight.day = excluded.day then person_weight.bytes else 0 end
                        """).params(person, Date.valueOf(day), bytes).update();
    }

    long of(String person, LocalDate day) {
        return jdbc.sql("select bytes from person_weight where user_id = ? and day = ?")
                .params(person, Date.valueOf(day))
                .query(Long.class)
                .optional()
                .orElse(0L);
    }
}
