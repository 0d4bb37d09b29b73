package org.redshield.bridge.clues.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.clues.duplicates.Reports.Report;
import org.redshield.bridge.support.Received;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Of reports whose events are known, what is proposed is right, and what is the same is proposed; found in the database. */
class SuspicionQualityTest extends Scenario {

    private static final String BUREAU = "330100";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Suspicions suspicions;

    @AfterEach
    void gone() {
        new Received(jdbc).gone(BUREAU);
    }

    /** Seeds on which nothing was tuned. */
    @ParameterizedTest
    @ValueSource(longs = {20261001, 20261002, 20261003})
    void mostOfWhatIsTheSameIsProposedAndLittleElse(long seed) {
        List<Report> reports = Reports.of(seed, 25, "Q" + seed % 100 + "S");
        Received received = new Received(jdbc);
        List<String> ids = new ArrayList<>();
        Map<String, Report> byId = new HashMap<>();
        transaction.executeWithoutResult(status -> reports.forEach(report -> {
            String caseNo = BUREAU + "-2026-" + (600_000 + seed % 10 * 10_000 + ids.size());
            received.clue(
                    BUREAU,
                    caseNo,
                    report.shop(),
                    report.content(),
                    Instant.now(),
                    Instant.now().plusSeconds(864_000));
            ids.add(caseNo + "-C1");
            byId.put(caseNo + "-C1", report);
        }));
        for (int from = 0; from < ids.size(); from += 100) {
            suspicions.look(BUREAU, ids.subList(from, Math.min(from + 100, ids.size())));
        }
        Map<String, String> proposed = proposed(ids);
        suspicions.look(BUREAU, ids);
        assertThat(proposed(ids)).as("looking again changes nothing").isEqualTo(proposed);

        Set<Integer> seen = new HashSet<>();
        long same = ids.stream().filter(id -> !seen.add(byId.get(id).event())).count();
        long right = proposed.entrySet().stream()
                .filter(pair -> byId.get(pair.getKey()).event()
                        == byId.get(pair.getValue()).event())
                .count();
        double precision = (double) right / proposed.size();
        double recall = (double) right / same;
        String figures = "seed %d: %d reports, %d the same as an earlier one, %d proposed, precision %.3f, recall %.3f"
                .formatted(seed, ids.size(), same, proposed.size(), precision, recall);
        System.out.println(figures);
        assertThat(precision).as(figures).isGreaterThanOrEqualTo(0.95);
        assertThat(recall).as(figures).isGreaterThanOrEqualTo(0.9);
    }

    private Map<String, String> proposed(List<String> ids) {
        Map<String, String> proposed = new HashMap<>();
        jdbc.sql("select clue_id, other_id from clue_suspicion where clue_id = any(?)")
                .param(ids.toArray(String[]::new))
                .query(row -> {
                    proposed.put(row.getString(1), row.getString(2));
                });
        return proposed;
    }
}
