package org.redshield.bridge.casework;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.Rows;
import org.redshield.bridge.letter.Letter;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of what came in. Every statement names the tenant. */
@Repository
class IncomingStore {

    private static final String SELECT = """
            select i.*, i.sender as counterpart, false as asks, i.rejection as rejection_kind,
                   i.rejection_by as rejection_drafted_by, i.rejection_head as rejection_approved_by, a.lead_certificate, a.lead_user, a.second_certificate, a.second_user
              from incoming_letter i left join assignment a on a.tenant = i.tenant and a.subject_id = i.subject_id
             where i.tenant = :tenant
            """;

    /** As the columns have it: what its state means says its kind. */
    private record Row(
            String feature,
            Subject subject,
            UUID letterId,
            Instant receivedAt,
            IncomingKind.About about,
            String state,
            int returns,
            Optional<Rejection> rejection,
            Optional<Assignment> officers) {}

    private final JdbcClient jdbc;
    private final Map<String, IncomingKind> kinds;
    private final InstantSource time;

    IncomingStore(JdbcClient jdbc, List<IncomingKind> kinds, InstantSource time) {
        this.jdbc = jdbc;
        this.kinds = kinds.stream().collect(Collectors.toMap(IncomingKind::feature, Function.identity()));
        this.time = time;
    }

    IncomingKind kind(String feature) {
        return kinds.get(feature);
    }

    /** A new letter makes a new row, a corrected one takes over the row of the returned one. */
    void arrive(IncomingKind kind, Letter letter, Instant receivedAt) {
        IncomingKind.About about = kind.about().apply(letter);
        jdbc.sql("""
                        insert into incoming_letter (tenant, subject_id, feature, case_no, sender, state, letter_id,
                               received_at, cause, source_no, platform, shop_id, changed_at)
                        values (:receiver, :subjectId, :feature, :caseNo, :sender, :state, :id, :receivedAt, :cause,
                               :sourceNo, :platform, :shopId, :now)
                        on conflict (tenant, subject_id) do update
                           set state = excluded.state, letter_id = excluded.letter_id,
                               received_at = excluded.received_at, cause = excluded.cause,
                               source_no = excluded.source_no, platform = excluded.platform,
                               shop_id = excluded.shop_id, acknowledged_by = null, acknowledged_at = null,
                               rejection = null, rejection_code = null, rejection_text = null, rejection_by = null,
                               rejection_head = null, changed_at = excluded.changed_at
                        """)
                .params(Rows.params(letter))
                .param("feature", kind.feature())
                .param("state", IncomingKind.Step.RECEIVED.name())
                .param("receivedAt", timestamp(receivedAt))
                .params(Rows.params(about))
                .param("now", timestamp(time.instant()))
                .update();
    }

    Optional<IncomingLetter> find(String id, String tenant) {
        return query("and i.subject_id = :id", id, tenant).optional();
    }

    /** With its row locked until the transaction ends. */
    Optional<IncomingLetter> lock(String id, String tenant) {
        return query("and i.subject_id = :id for update of i", id, tenant).optional();
    }

    List<IncomingLetter> ofCase(String caseNo, String tenant) {
        return query("and i.case_no = :id order by i.subject_id", caseNo, tenant)
                .list();
    }

    private JdbcClient.MappedQuerySpec<IncomingLetter> query(String condition, String id, String tenant) {
        RowMapper<Row> rows = Rows.as(Row.class);
        return jdbc.sql(SELECT + condition)
                .param("tenant", tenant)
                .param("id", id)
                .query((row, index) -> letter(rows.mapRow(row, index)));
    }

    void state(IncomingLetter letter, WorkState next) {
        update(letter, next, "", Map.of());
    }

    void acknowledged(IncomingLetter letter, WorkState next, String user) {
        update(letter, next, "acknowledged_by = :user, acknowledged_at = :now,", Map.of("user", user));
    }

    void returned(IncomingLetter letter, WorkState next) {
        update(letter, next, "returns = returns + 1,", Map.of());
    }

    void rejection(IncomingLetter letter, Rejection rejection) {
        update(letter, letter.state(), """
                rejection = :kind, rejection_code = :code, rejection_text = :text, rejection_by = :draftedBy,
                rejection_head = :approvedBy,
                """, Rows.params(rejection));
    }

    private void update(IncomingLetter letter, WorkState state, String assignments, Map<String, Object> values) {
        jdbc.sql("update incoming_letter set " + assignments
                        + " state = :state, changed_at = :now where tenant = :tenant and subject_id = :id")
                .params(values)
                .param("state", state.name())
                .param("now", timestamp(time.instant()))
                .param("tenant", letter.tenant())
                .param("id", letter.id())
                .update();
    }

    private IncomingLetter letter(Row row) {
        IncomingKind kind = kinds.get(row.feature());
        return new IncomingLetter(
                kind,
                row.subject(),
                row.letterId(),
                row.receivedAt(),
                row.about(),
                kind.state(row.state()),
                row.returns(),
                row.rejection(),
                row.officers());
    }
}
