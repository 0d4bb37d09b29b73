package org.redshield.bridge.access.audit;

import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.personal.Purpose;
import org.redshield.bridge.engine.form.SentForms;
import org.redshield.bridge.engine.progress.CasesOfInstances;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door of the record. Append-only: the database refuses to change a row, or to delete one that is not archived. What is
 * recorded here is written in the caller's transaction; reads of cases, which have none, go through {@link AuditQueue}.
 */
@Component
@RequiredArgsConstructor
public class Audit implements SentForms {

    /** Any number in one statement, with the case of what is a task or an instance of the engine's. */
    private static final String INSERT = """
            insert into access_log (at, user_id, tenant, roles, what, operation, case_no, subject_id, detail, source,
                                    purpose_code, purpose, whose, times)
            select coalesce(e.at, ?), e."user", e.tenant, e.roles, e.act, e.operation, coalesce(e."caseNo", c.case_no), e.subject,
                   e.detail, e.source, e.purpose ->> 'kind', e.purpose ->> 'text', nullif(e.whose, '{}'), e.times
              from jsonb_to_recordset(cast(? as jsonb)) as e (
                   at timestamptz, "user" text, tenant text, roles text, act text, operation text, "caseNo" text, subject text,
                   detail text, source text, purpose jsonb, whose bigint[], times integer)
              left join lateral (%s) c on e."caseNo" is null
            """.formatted(CasesOfInstances.OF.formatted("e.subject"));

    private final JdbcTemplate jdbc;
    private final InstantSource clock;
    private final PersonMarks marks;

    /** See {@link #record(Caller, String, Act, String, Optional)}. */
    @Transactional
    public void record(Caller caller, String caseNo, AuditAct act, String subject) {
        record(caller, caseNo, act, subject, Optional.empty());
    }

    /**
     * In the caller's transaction, before anything is shown: what cannot be recorded is not shown.
     *
     * @param purpose needed for what is shown unmasked
     */
    @Transactional
    public void record(Caller caller, String caseNo, AuditAct act, String subject, Optional<Purpose> purpose) {
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
            AuditAct act,
            String subject,
            Optional<Purpose> purpose,
            Collection<String> shown) {
        write(List.of(AuditEntry.of(act, caller).on(caseNo, subject).seeing(purpose, marks.of(shown))));
    }

    /**
     * Somebody searched this record, or took parts of it along.
     *
     * @param person whose rows he looked for, by his account
     * @param by what he looked by
     * @param whose for whose data; only keyed hashes are kept
     */
    @Transactional
    public void searched(Caller caller, AuditAct act, String caseNo, String person, String by, Optional<String> whose) {
        write(List.of(AuditEntry.of(act, caller)
                .on(caseNo, person)
                .saying(by)
                .seeing(Optional.empty(), marks.of(whose.stream().toList()))));
    }

    /**
     * What somebody changed of what holds for everybody, in one statement.
     *
     * @param way method and address
     * @param changes by what was changed; how, without a personal datum
     */
    @Transactional
    public void configured(Caller caller, String way, Map<String, String> changes) {
        AuditEntry entry = AuditEntry.of(AuditAct.CONFIGURATION, caller).by(way);
        write(changes.entrySet().stream()
                .map(change -> entry.on(null, change.getKey()).saying(change.getValue()))
                .toList());
    }

    /** Whether somebody came in, in the transaction in which it was found out. @param account null where there is none such */
    @Transactional
    public void signIn(String account, boolean failed, String way) {
        write(List.of(AuditEntry.of(failed ? AuditAct.SIGN_IN_FAILED : AuditAct.SIGN_IN, account, null, null)
                .by(way)));
    }

    /** Somebody came under that account's name and was not let in. */
    @Transactional
    public void signInRefused(String account, String way, Refusal why) {
        write(List.of(AuditEntry.of(AuditAct.SIGN_IN_FAILED, account, null, null)
                .by(way)
                .saying(why.code())));
    }

    /** Outside of what may yet be undone. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void recordAlone(AuditEntry entry) {
        write(List.of(entry));
    }

    /** A decision goes on record with what it does. */
    @Override
    public void sent(Sent form) {
        write(List.of(AuditEntry.of(AuditAct.DECISION, form.user(), form.tenant(), null)
                .by(form.process() + "：" + form.step())
                .on(form.caseNo(), form.id())
                .saying(form.decision().orElse(null))));
    }

    /** All of them or none, in the caller's transaction or one of their own: what waits is tried again as a whole. */
    void write(List<AuditEntry> entries) {
        jdbc.update(INSERT, timestamp(clock.instant()), Json.write(entries));
    }
}
