package org.redshield.bridge.clues.dispatch;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.clues.api.HeadsWork;
import org.redshield.bridge.engine.duty.Head;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clues that wait while their verification falls due: one statement, which notes what it tells. */
@Component
@RequiredArgsConstructor
class WaitingTold implements HeadsWork {

    private final JdbcClient jdbc;

    @Override
    public List<Waiting> due(Instant now, Instant soon) {
        return jdbc.sql("""
                        with told as (
                            update clue set due_told = case when due_at <= :now then 'OVERDUE' else 'SOON' end
                             where state = 'RECEIVED' and due_told is distinct from 'OVERDUE'
                               and due_at <= :soon and (due_told is null or due_at <= :now)
                            returning tenant, case_no, due_at, due_told)
                        select tenant, due_told, count(*) as clues, min(due_at) as due_at,
                               (array_agg(case_no order by due_at, case_no))[1] as case_no
                          from told group by tenant, due_told order by tenant, due_told
                        """)
                .param("now", timestamp(now))
                .param("soon", timestamp(soon))
                .query((row, n) -> new Waiting(
                        row.getString("tenant"),
                        Head.UNIT_HEAD,
                        row.getString("case_no"),
                        "待分派线索 " + row.getInt("clues") + " 件",
                        instant(row, "due_at"),
                        row.getString("due_told").equals("OVERDUE")))
                .list();
    }
}
