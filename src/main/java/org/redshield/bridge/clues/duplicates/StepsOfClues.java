package org.redshield.bridge.clues.duplicates;

import static org.redshield.bridge.Rows.column;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.cases.order.Progress.Step;
import org.redshield.bridge.clues.api.StepsReached;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far clues and the cases that they became are; one that was put together with another is as far as that. */
@Repository
@RequiredArgsConstructor
class StepsOfClues implements StepsReached {

    private final JdbcClient jdbc;

    @Override
    public List<Progress> reached(Collection<Of> cases) {
        List<Progress> steps = new ArrayList<>();
        jdbc.sql("""
                        select c.case_no, c.tenant, c.id, r.state, r.filed_at, m.details ->> 'ground' as ground,
                               m.details ->> 'outcome' as outcome, coalesce(m.decided_at, r.changed_at) as decided_at
                          from unnest(:tenants, :cases) as w (tenant, case_no)
                          join clue c on c.case_no = w.case_no and c.tenant = w.tenant
                          join clue r on r.id = coalesce(c.linked_to, c.id)
                          left join lateral (
                               select * from clue_matter m
                                where m.clue_id = r.id and m.approved
                                  and m.kind = case r.state when 'NOT_FILED' then 'NOT_FILE' when 'PASSED_ON' then 'TRANSFER'
                                               else 'DECIDE' end
                                order by m.decided_at desc limit 1) m on true
                        """)
                .param("tenants", column(cases, Of::tenant))
                .param("cases", column(cases, Of::caseNo))
                .query(row -> {
                    add(steps, row);
                });
        return steps;
    }

    private static void add(List<Progress> steps, ResultSet row) throws SQLException {
        var filed = instantIfAny(row, "filed_at");
        if (filed.isPresent()) {
            steps.add(progress(row, Step.FILED, filed.get(), Map.of()));
        }
        Instant decided = instantIfAny(row, "decided_at").orElseThrow();
        String outcome = textIfAny(row, "outcome").orElse("");
        switch (row.getString("state")) {
            case "NOT_FILED" ->
                steps.add(progress(
                        row,
                        Step.NOT_FILED,
                        decided,
                        Map.of("ground", textIfAny(row, "ground").orElse(""))));
            case "PASSED_ON" -> steps.add(progress(row, Step.PASSED_ON, decided, Map.of()));
            case "DECIDED", "CLOSED" ->
                steps.add(progress(
                        row,
                        outcome.equals("CRIMINAL_REFERRAL") ? Step.REFERRED : Step.DECIDED,
                        decided,
                        Map.of("decision", outcome)));
            default -> {
                // Nothing more than that it is filed, or not even that.
            }
        }
    }

    private static Progress progress(ResultSet row, Step step, Instant at, Map<String, String> facts)
            throws SQLException {
        String clue = row.getString("id");
        return new Progress(
                OrderKind.CLUE_VERIFICATION,
                row.getString("case_no"),
                row.getString("tenant"),
                clue,
                clue,
                step,
                at,
                facts);
    }
}
