package org.redshield.bridge.access.audit;

import static org.redshield.bridge.Rows.timestamp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.engine.form.SentForms;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door of the record. Append-only: the database refuses to change a row, or to delete one that is not archived. What is
 * recorded here is written in the caller's transaction; reads of cases, which have none, go through {@link AuditQueue}.
 */
@Component
public class Audit implements SentForms {

    private static final String INSERT = """
            insert into access_log (at, user_id, tenant, roles, what, operation, case_no, subject_id, detail, source,
                                    purpose_code, purpose, whose, times)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate jdbc;
    private final InstantSource clock;
    private final Marks marks;

    Audit(JdbcTemplate jdbc, InstantSource clock, Marks marks) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.marks = marks;
    }

    /** See {@link #record(Caller, String, Act, String, Optional)}. */
    @Transactional
    public void record(Caller caller, String caseNo, Act act, String subject) {
        record(caller, caseNo, act, subject, Optional.empty());
    }

    /**
     * In the caller's transaction, before anything is shown: what cannot be recorded is not shown.
     *
     * @param purpose needed for what is shown unmasked
     */
    @Transactional
    public void record(Caller caller, String caseNo, Act act, String subject, Optional<Purpose> purpose) {
        record(caller, caseNo, act, subject, purpose, List.of());
    }

    /**
     * The same, of data that are shown as they are.
     *
     * @param shown the personal data themselves; only keyed hashes of them are kept, by which an auditor finds the row
     */
    @Transactional
    public void record(
            Caller caller,
            String caseNo,
            Act act,
            String subject,
            Optional<Purpose> purpose,
            Collection<String> shown) {
        write(List.of(Entry.of(act, caller).on(caseNo, subject).seeing(purpose, marks.of(shown))));
    }

    /**
     * Somebody searched this record, or took parts of it along.
     *
     * @param person whose rows he looked for, by his account
     * @param by what he looked by
     * @param whose for whose data; only keyed hashes are kept
     */
    @Transactional
    public void searched(Caller caller, Act act, String caseNo, String person, String by, Optional<String> whose) {
        write(List.of(Entry.of(act, caller)
                .on(caseNo, person)
                .saying(by)
                .seeing(Optional.empty(), marks.of(whose.stream().toList()))));
    }

    /** Whether somebody came in, in the transaction in which it was found out. @param account null where there is none such */
    @Transactional
    public void signIn(String account, boolean failed, String way) {
        write(List.of(Entry.of(failed ? Act.SIGN_IN_FAILED : Act.SIGN_IN, account, null, null)
                .by(way)));
    }

    /** Outside of what may yet be undone. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void recordAlone(Entry entry) {
        write(List.of(entry));
    }

    /** A decision goes on record with what it does. */
    @Override
    public void sent(Sent form) {
        write(List.of(Entry.of(Act.DECISION, form.user(), form.tenant(), null)
                .by(form.process() + "：" + form.step())
                .on(form.caseNo(), form.id())
                .saying(form.decision().orElse(null))));
    }

    /** All of them or none: what waits is tried again as a whole. */
    @Transactional
    void writeAll(List<Entry> entries) {
        write(entries);
    }

    private void write(List<Entry> entries) {
        jdbc.batchUpdate(INSERT, new BatchPreparedStatementSetter() {
            @Override
            public void setValues(PreparedStatement row, int index) throws SQLException {
                set(row, entries.get(index));
            }

            @Override
            public int getBatchSize() {
                return entries.size();
            }
        });
    }

    private void set(PreparedStatement row, Entry entry) throws SQLException {
        row.setObject(1, timestamp(entry.at() == null ? clock.instant() : entry.at()));
        row.setString(2, entry.user());
        row.setString(3, entry.tenant());
        row.setString(4, entry.roles());
        row.setString(5, entry.act().name());
        row.setString(6, entry.operation());
        row.setString(7, entry.caseNo());
        row.setString(8, entry.subject());
        row.setString(9, entry.detail());
        row.setString(10, entry.source());
        row.setString(
                11, entry.purpose() == null ? null : entry.purpose().kind().name());
        row.setString(12, entry.purpose() == null ? null : entry.purpose().text());
        row.setArray(13, entry.whose().isEmpty() ? null : array(row.getConnection(), entry.whose()));
        row.setInt(14, entry.times());
    }

    private static java.sql.Array array(Connection connection, List<Long> marks) throws SQLException {
        return connection.createArrayOf("bigint", marks.toArray());
    }
}
