package org.redshield.bridge.cases;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.Json;
import org.redshield.bridge.engine.duty.InsteadOf;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The append-only record of what happened in a case, per organisation, for all features. Appended in the transaction of
 * what happened.
 */
@Service
public class CaseEvents {

    /** The actor of what a deadline or a letter caused. */
    public static final String SYSTEM = "system";

    /** SQL that names the transaction it runs in, to {@link #together} afterwards, for a few days. */
    public static final String TRANSACTION = "pg_current_xact_id()::xid::text";

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Map<RecordedAct, String> features = new HashMap<>();
    private final Map<String, RecordedAct> acts = new HashMap<>();

    public CaseEvents(JdbcClient jdbc, InstantSource time, List<RecordedActs> contributed) {
        this.jdbc = jdbc;
        this.time = time;
        contributed.forEach(of -> of.acts().forEach(act -> {
            features.put(act, of.feature());
            acts.put(key(of.feature(), act.name()), act);
        }));
    }

    private static String key(String feature, String name) {
        return feature + "." + name;
    }

    /**
     * @param actor user id, key of a platform, or {@link #SYSTEM}
     * @param act empty where this release does not know it any more
     * @param what the stable code of the act, unique in its feature
     * @param subjectId the request, disposition, deadline … that it happened to; empty where an older release wrote none
     * @param detail ids, codes, dates and titles; never personal data or free text
     * @param note what the actor wrote to it
     */
    public record CaseEvent(
            String caseNo,
            String tenant,
            Instant at,
            String actor,
            Optional<RecordedAct> act,
            String what,
            Optional<String> subjectId,
            Map<String, String> detail,
            Optional<String> note) {

        /** As an officer reads it. */
        public String title() {
            return withWhatItIsAbout(act.map(RecordedAct::title).orElse(what));
        }

        /** Whether it is a decision, which stands on a form of its own in the bound file. */
        public boolean isDecision() {
            return detail.containsKey(Approvals.HANDS);
        }

        /** Of a decision, user ids of all who had a hand in what was decided; else nobody. */
        public List<String> hands() {
            String hands = detail.getOrDefault(Approvals.HANDS, "");
            return hands.isEmpty() ? List.of() : List.of(hands.split(","));
        }

        /** User id of the absent head in whose place it was done. */
        public Optional<String> insteadOf() {
            return Optional.ofNullable(detail.get(INSTEAD_OF));
        }

        /** As whoever has just done it reads it. */
        public Optional<String> done() {
            return act.map(RecordedAct::done).map(this::withWhatItIsAbout);
        }

        private String withWhatItIsAbout(String title) {
            return detail.containsKey(ABOUT) ? title + "（" + detail.get(ABOUT) + "）" : title;
        }
    }

    /** Detail that tells acts of one kind apart, shown behind the title. */
    public static final String ABOUT = "about";

    /** Detail of what somebody did in an absent head's place. */
    private static final String INSTEAD_OF = "insteadOf";

    @Transactional(propagation = Propagation.MANDATORY)
    public void append(String caseNo, String tenant, String actor, RecordedAct act, String requestId) {
        insert(caseNo, tenant, actor, act, requestId, Map.of("requestId", requestId), Optional.empty());
    }

    /** @param about what is to be read of it */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(String caseNo, String tenant, String actor, RecordedAct act, String subjectId, String about) {
        append(caseNo, tenant, actor, act, Map.of("requestId", subjectId, ABOUT, about));
    }

    /** @param detail with the {@code requestId} that it happened to */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(String caseNo, String tenant, String actor, RecordedAct act, Map<String, String> detail) {
        insert(caseNo, tenant, actor, act, detail.get("requestId"), detail, Optional.empty());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void append(
            String caseNo,
            String tenant,
            String actor,
            RecordedAct act,
            String subjectId,
            Map<String, String> detail,
            Optional<String> note) {
        insert(caseNo, tenant, actor, act, subjectId, detail, note);
    }

    /** The same act in one of many cases. @param note what is to be read of it, or null */
    public record Happened(String caseNo, String tenant, String subjectId, String note) {}

    /** What one actor did in many cases at once, by one statement. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void appendAll(String actor, RecordedAct act, List<Happened> cases) {
        jdbc.sql("""
                        insert into case_event (case_no, tenant, at, actor, feature, what, subject_id, detail, note)
                        select c.case_no, c.tenant, :at, :actor, :feature, :what, c.subject,
                               jsonb_build_object('requestId', c.subject), c.note
                          from unnest(:caseNos, :tenants, :subjects, :notes) as c (case_no, tenant, subject, note)
                        """)
                .param("caseNos", cases.stream().map(Happened::caseNo).toArray(String[]::new))
                .param("tenants", cases.stream().map(Happened::tenant).toArray(String[]::new))
                .param("subjects", cases.stream().map(Happened::subjectId).toArray(String[]::new))
                .param("notes", cases.stream().map(Happened::note).toArray(String[]::new))
                .param("at", timestamp(time.instant()))
                .param("actor", actor)
                .param("feature", features.get(act))
                .param("what", act.name())
                .update();
    }

    /** Survives the refusal that follows: an attempt that the law forbids is on record although nothing else changed. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void appendDespiteRefusal(
            String caseNo, String tenant, String actor, RecordedAct act, Map<String, String> detail) {
        insert(caseNo, tenant, actor, act, detail.get("requestId"), detail, Optional.empty());
    }

    /** One organisation's events of a case, oldest first. */
    @Transactional(readOnly = true)
    public List<CaseEvent> of(String caseNo, String tenant) {
        return jdbc.sql("""
                        select case_no, tenant, at, actor, feature, what, subject_id, detail, note from case_event
                         where case_no = ? and tenant = ? order by at, id
                        """).params(caseNo, tenant).query(this::event).list();
    }

    /** The organisations in which anything happened in the case. */
    @Transactional(readOnly = true)
    public List<String> organisations(String caseNo) {
        return jdbc.sql("select distinct tenant from case_event where case_no = ?")
                .param(caseNo)
                .query(String.class)
                .list();
    }

    /** The same of several cases, by one statement; those in which nothing happened are left out. */
    @Transactional(readOnly = true)
    public Map<String, List<String>> organisations(Collection<String> caseNos) {
        Map<String, List<String>> organisations = new HashMap<>();
        jdbc.sql("select distinct case_no, tenant from case_event where case_no = any(?)")
                .param(caseNos.toArray(String[]::new))
                .query(row -> {
                    organisations
                            .computeIfAbsent(row.getString("case_no"), any -> new ArrayList<>())
                            .add(row.getString("tenant"));
                });
        return organisations;
    }

    /** What of an organisation's events of a case came of one transaction. */
    @Transactional(readOnly = true)
    public List<CaseEvent> together(String caseNo, String tenant, String transaction) {
        return jdbc.sql("""
                        select case_no, tenant, at, actor, feature, what, subject_id, detail, note from case_event
                         where case_no = ? and tenant = ? and xmin::text = ? order by at, id
                        """)
                .params(caseNo, tenant, transaction)
                .query(this::event)
                .list();
    }

    /** What others than this person did in the organisation's cases, or what happened by itself; newest first. */
    @Transactional(readOnly = true)
    public List<CaseEvent> since(Collection<String> caseNos, String tenant, Instant since, String exceptBy, int limit) {
        return jdbc.sql("""
                        select case_no, tenant, at, actor, feature, what, subject_id, detail, note from case_event
                         where case_no = any(:cases) and tenant = :tenant and at >= :since and actor <> :user
                         order by at desc, id desc limit :limit
                        """)
                .param("cases", caseNos.toArray(String[]::new))
                .param("tenant", tenant)
                .param("since", timestamp(since))
                .param("user", exceptBy)
                .param("limit", limit)
                .query(this::event)
                .list();
    }

    private void insert(
            String caseNo,
            String tenant,
            String actor,
            RecordedAct act,
            String subjectId,
            Map<String, String> detail,
            Optional<String> note) {
        String feature = features.get(act);
        if (feature == null) {
            throw new IllegalArgumentException("No feature contributes the act " + act);
        }
        jdbc.sql("""
                        insert into case_event (case_no, tenant, at, actor, feature, what, subject_id, detail, note)
                        values (:caseNo, :tenant, :at, :actor, :feature, :what, :subject, cast(:detail as jsonb), :note)
                        """)
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .param("at", timestamp(time.instant()))
                .param("actor", actor)
                .param("feature", feature)
                .param("what", act.name())
                .param("subject", subjectId)
                .param("detail", Json.write(withOffice(actor, detail)))
                .param("note", note.orElse(null))
                .update();
    }

    private static Map<String, String> withOffice(String actor, Map<String, String> detail) {
        Optional<String> head = InsteadOf.head().filter(absent -> !actor.equals(SYSTEM));
        if (head.isEmpty()) {
            return detail;
        }
        Map<String, String> all = new HashMap<>(detail);
        all.put(INSTEAD_OF, head.get());
        return all;
    }

    /**
     * A feature's contribution of rows that have leaves in the evidence log and leave the bridge with a case's evidence: an
     * organisation's own acts, and what it exchanged with others.
     *
     * @param sql yields {@code kind}, of the leaf, and {@code key}, of the row, for {@code :caseNo} and {@code :tenant}
     */
    public record RowsOfCase(String sql) {}

    /** What happened leaves the bridge with the case's evidence. */
    @Configuration(proxyBeanMethods = false)
    static class Exported {

        /** What happened is shown by whoever contributes it; here is only said that something has. */
        @Bean
        CaseSection recordOfCase() {
            return new CaseSection() {
                @Override
                public String version() {
                    return "select max(id)::text from case_event where case_no = :caseNo and tenant = :tenant";
                }

                @Override
                public void contribute(CaseFolder folder) {}
            };
        }

        @Bean
        RowsOfCase exportedEvents() {
            return new RowsOfCase("""
                    select 'CASE_EVENT' as kind, id::text as key from case_event
                     where case_no = :caseNo and tenant = :tenant
                    """);
        }
    }

    private CaseEvent event(ResultSet row, int index) throws SQLException {
        String what = row.getString("what");
        return new CaseEvent(
                row.getString("case_no"),
                row.getString("tenant"),
                instant(row, "at"),
                row.getString("actor"),
                Optional.ofNullable(acts.get(key(row.getString("feature"), what))),
                what,
                textIfAny(row, "subject_id"),
                Json.texts(row.getString("detail")),
                textIfAny(row, "note"));
    }
}
