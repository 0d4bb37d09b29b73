package org.redshield.bridge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class CaseEventsTest {

    private static final String CASE = "310105-2026-000001";

    private enum Asking implements RecordedAct {
        LETTER_ISSUED;

        @Override
        public String title() {
            return "发出协助调查函";
        }
    }

    private enum Disposing implements RecordedAct {
        LETTER_ISSUED,
        CLOSED;

        @Override
        public String title() {
            return this == CLOSED ? "办结" : "发出处置函";
        }
    }

    private final DataSource database = TestDatabase.with(
            "db/changelog/bureau.sql",
            "db/changelog/deadline.sql",
            "db/changelog/letter.sql",
            "db/changelog/evidence.sql",
            "db/changelog/platform.sql",
            "db/changelog/assistance.sql",
            "db/changelog/disposition.sql",
            "db/changelog/house-cases.sql");
    private final JdbcClient jdbc = JdbcClient.create(database);

    private CaseEvents events(RecordedActs... contributed) {
        return new CaseEvents(jdbc, () -> Instant.parse("2026-09-18T02:00:00Z"), List.of(contributed));
    }

    private static List<String> titles(CaseEvents events) {
        return events.of(CASE, "310105").stream()
                .map(CaseEvents.CaseEvent::title)
                .toList();
    }

    @Test
    void actsOfTwoFeaturesMayHaveTheSameName() {
        CaseEvents events =
                events(new RecordedActs("ask", Asking.values()), new RecordedActs("dispose", Disposing.values()));
        events.append(CASE, "310105", "officer310105", Disposing.LETTER_ISSUED, "D1", Map.of(), Optional.of("某字1号"));
        events.append(CASE, "310105", "officer310105", Asking.LETTER_ISSUED, "R1");
        events.append(
                CASE,
                "310105",
                CaseEvents.SYSTEM,
                Disposing.CLOSED,
                "D1",
                Map.of(CaseEvents.ABOUT, "下架"),
                Optional.empty());
        events.append(CASE, "330110", CaseEvents.SYSTEM, Disposing.CLOSED, "D2");

        assertThat(titles(events)).containsExactly("发出处置函", "发出协助调查函", "办结（下架）");
        assertThat(events.of(CASE, "310105"))
                .extracting(event -> event.subjectId().orElseThrow())
                .containsExactly("D1", "R1", "D1");
        assertThat(titles(events(new RecordedActs("ask", Asking.values()))))
                .as("of a feature that is not there any more")
                .containsExactly("LETTER_ISSUED", "发出协助调查函", "CLOSED（下架）");
    }

    @Test
    void whatNoFeatureContributesIsNotWritten() {
        assertThatThrownBy(() -> events().append(CASE, "310105", "officer310105", Asking.LETTER_ISSUED, "R1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LETTER_ISSUED");
    }

    @Test
    void whatHappenedCannotBeRewritten() {
        for (String attempt :
                List.of("update case_event set note = 'x'", "delete from case_event", "truncate case_event")) {
            assertThatThrownBy(() -> jdbc.sql(attempt).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
        }
    }
}
