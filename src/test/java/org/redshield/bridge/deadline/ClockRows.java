package org.redshield.bridge.deadline;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Open clocks in any number, written in one statement, with the dates that the bridge itself computes. */
public final class ClockRows {

    private ClockRows() {}

    /** Statutory clocks of 15 working days from that day on. */
    public static void insert(JdbcClient jdbc, Http bridge, int count, String start) {
        JsonNode due = bridge.get("/api/deadlines/preview?unit=WORKING_DAYS&amount=15&start=" + start)
                .json();
        OffsetDateTime startedAt = OffsetDateTime.parse(start + "T10:00:00+08:00");
        OffsetDateTime dueAt = OffsetDateTime.parse(due.get("dueAt").asText());
        jdbc.sql("""
                        insert into clock (case_no, subject_id, tenant, kind, title, sequence, citation, started_at, unit,
                                           amount, due_at, half_at, four_fifths_at, state, provisional,
                                           calendar_version, explanation)
                        select '310105-2026-9' || lpad(n::text, 5, '0'), :start || '-' || n, '310105', 'STATUTORY_REPLY',
                               '法定答复', 1, '程序规定第四十五条', :started, 'WORKING_DAYS', 15, :due, :due, :due, 'RUNNING',
                               :provisional, :version, :explanation
                          from generate_series(1, :count) as n
                        """)
                .param("start", start)
                .param("started", startedAt)
                .param("due", dueAt)
                .param("provisional", due.get("provisional").asBoolean())
                .param("version", due.get("calendarVersion").asText())
                .param("explanation", due.get("explanation").asText())
                .param("count", count)
                .update();
    }
}
