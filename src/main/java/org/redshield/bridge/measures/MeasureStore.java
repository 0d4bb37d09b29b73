package org.redshield.bridge.measures;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.letter.Letter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of both sides. Every statement names the tenant. */
@Repository
class MeasureStore {

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Transitions transitions;

    MeasureStore(JdbcClient jdbc, InstantSource time, Transitions transitions) {
        this.jdbc = jdbc;
        this.time = time;
        this.transitions = transitions;
    }

    void insert(InvestigativeMeasure measure) {
        jdbc.sql("""
                        insert into investigative_measure (tenant, measure_id, case_no, about, kind, cause, filing_no, target,
                               reason, state, hands, superior, own_head, citation, duty_version, raised_by, raised_at, changed_at)
                        values (:tenant, :id, :caseNo, :about, :kind, :cause, :filingNo, :target, :reason, :state, :hands,
                               :superior, :ownHead, :citation, :version, :by, :at, :at)
                        """)
                .param("tenant", measure.tenant())
                .param("id", measure.id())
                .param("caseNo", measure.caseNo())
                .param("about", measure.about())
                .param("kind", measure.kind().name())
                .param("cause", measure.cause())
                .param("filingNo", measure.filingNo().orElse(null))
                .param("target", measure.target())
                .param("reason", measure.reason())
                .param("state", measure.state().name())
                .param("hands", measure.hands().toArray(String[]::new))
                .param("superior", measure.superior().orElse(null))
                .param("ownHead", measure.ownHead())
                .param("citation", measure.citation().orElse(null))
                .param("version", measure.dutyVersion().orElse(null))
                .param("by", measure.raisedBy())
                .param("at", timestamp(measure.raisedAt()))
                .update();
    }

    int count(String caseNo, String tenant) {
        return jdbc.sql("select count(*) from investigative_measure where case_no = ? and tenant = ?")
                .params(caseNo, tenant)
                .query(Integer.class)
                .single();
    }

    Optional<InvestigativeMeasure> find(String id, String tenant) {
        return query("measure_id = :key", id, tenant).optional();
    }

    List<InvestigativeMeasure> ofCase(String caseNo, String tenant) {
        return query("case_no = :key order by raised_at, measure_id", caseNo, tenant)
                .list();
    }

    /** With its row locked until the transaction ends. @throws Refusal {@code measures.unknown} */
    InvestigativeMeasure locked(String id, String tenant) {
        return query("measure_id = :key for update", id, tenant)
                .optional()
                .orElseThrow(() -> new Refusal("measures.unknown", id));
    }

    private JdbcClient.MappedQuerySpec<InvestigativeMeasure> query(String condition, String key, String tenant) {
        return jdbc.sql("select * from investigative_measure where tenant = :tenant and " + condition)
                .param("tenant", tenant)
                .param("key", key)
                .query(MeasureStore::measure);
    }

    void move(InvestigativeMeasure measure, MeasureState next, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(more);
        values.put("state", transitions.move(measure.state(), next).name());
        update("investigative_measure", measure.id(), measure.tenant(), values);
    }

    void approved(InvestigativeMeasure measure, String user) {
        update("investigative_measure", measure.id(), measure.tenant(), Map.of("approved_by", user));
    }

    void answered(InvestigativeMeasure measure, UUID answer) {
        update("investigative_measure", measure.id(), measure.tenant(), Map.of("answer_id", answer));
    }

    void register(Letter letter) {
        jdbc.sql("""
                        insert into asked_measure (tenant, measure_id, case_no, sender, state, letter_id, received_at, changed_at)
                        values (:tenant, :id, :caseNo, :sender, 'OPEN', :letter, :now, :now)
                        on conflict do nothing
                        """)
                .param("tenant", letter.receiver())
                .param("id", letter.subjectId())
                .param("caseNo", letter.caseNo())
                .param("sender", letter.sender())
                .param("letter", letter.id())
                .param("now", timestamp(time.instant()))
                .update();
    }

    Optional<AskedMeasure> asked(String id, String tenant) {
        return asked("measure_id = :key", id, tenant).optional();
    }

    List<AskedMeasure> askedOfCase(String caseNo, String tenant) {
        return asked("case_no = :key order by measure_id", caseNo, tenant).list();
    }

    /** @throws Refusal {@code measures.unknown} */
    AskedMeasure askedLocked(String id, String tenant) {
        return asked("measure_id = :key for update", id, tenant)
                .optional()
                .orElseThrow(() -> new Refusal("measures.unknown", id));
    }

    private JdbcClient.MappedQuerySpec<AskedMeasure> asked(String condition, String key, String tenant) {
        return jdbc.sql("select * from asked_measure where tenant = :tenant and " + condition)
                .param("tenant", tenant)
                .param("key", key)
                .query(MeasureStore::askedMeasure);
    }

    /** Nobody can tell any more what was decided before this release: it is open again. */
    void reopen(String id, String tenant) {
        jdbc.sql("""
                        update asked_measure set state = 'OPEN', decided_by = null, opinion = null, changed_at = ?
                         where tenant = ? and measure_id = ?
                        """).params(timestamp(time.instant()), tenant, id).update();
    }

    void decided(AskedMeasure asked, AskedState next, String user, Optional<String> opinion) {
        Map<String, Object> values = new HashMap<>();
        values.put("state", transitions.move(asked.state(), next).name());
        values.put("decided_by", user);
        opinion.ifPresent(words -> values.put("opinion", words));
        update("asked_measure", asked.id(), asked.tenant(), values);
    }

    /** @param values by column */
    private void update(String table, String id, String tenant, Map<String, Object> values) {
        String assignments = String.join(
                ", ",
                values.keySet().stream().map(column -> column + " = :" + column).toList());
        jdbc.sql("update " + table + " set " + assignments
                        + ", changed_at = :now where tenant = :tenant and measure_id = :id")
                .params(values)
                .param("now", timestamp(time.instant()))
                .param("tenant", tenant)
                .param("id", id)
                .update();
    }

    private static InvestigativeMeasure measure(ResultSet row, int index) throws SQLException {
        return new InvestigativeMeasure(
                row.getString("measure_id"),
                row.getString("case_no"),
                row.getString("tenant"),
                row.getString("about"),
                MeasureKind.valueOf(row.getString("kind")),
                row.getString("cause"),
                textIfAny(row, "filing_no"),
                row.getString("target"),
                row.getString("reason"),
                MeasureState.valueOf(row.getString("state")),
                texts(row, "hands"),
                textIfAny(row, "superior"),
                row.getBoolean("own_head"),
                textIfAny(row, "citation"),
                textIfAny(row, "duty_version"),
                row.getString("raised_by"),
                instant(row, "raised_at"),
                textIfAny(row, "approved_by"),
                Optional.ofNullable(row.getObject("letter_id", UUID.class)),
                Optional.ofNullable(row.getObject("answer_id", UUID.class)));
    }

    private static AskedMeasure askedMeasure(ResultSet row, int index) throws SQLException {
        return new AskedMeasure(
                row.getString("measure_id"),
                row.getString("case_no"),
                row.getString("tenant"),
                row.getString("sender"),
                AskedState.valueOf(row.getString("state")),
                row.getObject("letter_id", UUID.class),
                textIfAny(row, "decided_by"),
                textIfAny(row, "opinion"));
    }
}
