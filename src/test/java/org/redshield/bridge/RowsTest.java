package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a record says goes into a row and comes out of it as it was. */
class RowsTest {

    record Wish(DayOfWeek day, String reason, Optional<String> by) {}

    record Place(String city, Optional<UUID> house) {}

    record Kept(
            String caseNo,
            String reason,
            Instant raisedAt,
            Optional<Instant> endedAt,
            Optional<LocalDate> dueOn,
            Optional<DayOfWeek> day,
            List<String> hands,
            int rounds,
            boolean open,
            Place place,
            Map<String, String> titles,
            Optional<Wish> wanted) {}

    private static final Kept FULL = new Kept(
            "310105-2026-000001",
            "卖假货",
            Instant.parse("2026-09-16T02:00:00.123456Z"),
            Optional.of(Instant.parse("2026-09-17T02:00:00Z")),
            Optional.of(LocalDate.of(2026, 9, 18)),
            Optional.of(DayOfWeek.MONDAY),
            List.of("officer310105", "officer2310105"),
            2,
            true,
            new Place("余杭", Optional.of(UUID.fromString("01890000-0000-7000-8000-000000000000"))),
            Map.of("a", "甲"),
            Optional.of(new Wish(DayOfWeek.FRIDAY, "还要查", Optional.empty())));

    private static final Kept EMPTY = new Kept(
            "310105-2026-000002",
            "卖假货",
            Instant.parse("2026-09-16T02:00:00Z"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            0,
            false,
            new Place("余杭", Optional.empty()),
            Map.of(),
            Optional.empty());

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.empty());

    private Kept thereAndBack(Kept row) {
        return jdbc.sql("""
                        select cast(:caseNo as text) as case_no, cast(:reason as text) as reason,
                               cast(:raisedAt as timestamptz) as raised_at, cast(:endedAt as timestamptz) as ended_at,
                               cast(:dueOn as date) as due_on, cast(:day as text) as day, cast(:hands as text[]) as hands,
                               cast(:rounds as int) as rounds, cast(:open as boolean) as open,
                               cast(:city as text) as city, cast(:house as uuid) as house,
                               cast(:wantedDay as text) as wanted_day, cast(:wantedReason as text) as wanted_reason,
                               cast(:by as text) as by,
                               cast(:titles as jsonb) as titles_json
                        """)
                .params(Rows.params(row))
                .param("titles", Json.write(row.titles()))
                .query(Rows.as(Kept.class))
                .single();
    }

    @Test
    void aRecordComesBackAsItWas() {
        assertThat(thereAndBack(FULL)).isEqualTo(FULL);
        assertThat(thereAndBack(EMPTY)).isEqualTo(EMPTY);
    }

    /** Else the reason of the one would pass for that of the other. */
    @Test
    void whatARecordAndTheOneInItBothSayHasAColumnEach() {
        record Inner(String reason) {}
        record Outer(String reason, Inner inner) {}
        assertThatThrownBy(() -> jdbc.sql("select 'a' as reason")
                        .query(Rows.as(Outer.class))
                        .single())
                .hasMessageContaining("inner_reason");
    }

    @Test
    void constantsInAnArrayComeBackAndNoArrayIsAbsent() {
        record Lists(
                List<DayOfWeek> days, List<DayOfWeek> never, Optional<List<String>> by, Optional<List<String>> none) {}
        Lists lists = new Lists(List.of(DayOfWeek.MONDAY), List.of(), Optional.of(List.of("a")), Optional.empty());
        assertThat(jdbc.sql("select cast(? as text[]) as days, null as never, cast(? as text[]) as by, null as none")
                        .params(Rows.values(lists.days(), lists.by()))
                        .query(Rows.as(Lists.class))
                        .single())
                .isEqualTo(lists);
    }

    @Test
    void absentValuesOfAMapAreNull() {
        Map<String, Object> kept = Rows.params(Map.of("by", Optional.empty(), "day", Optional.of(DayOfWeek.MONDAY)));
        assertThat(kept).containsEntry("by", null).containsEntry("day", "MONDAY");
    }
}
