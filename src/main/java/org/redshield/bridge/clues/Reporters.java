package org.redshield.bridge.clues;

import static org.redshield.bridge.Rows.column;
import static org.redshield.bridge.Rows.texts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.traces.Folded;
import org.redshield.bridge.access.traces.Seen;
import org.redshield.bridge.access.traces.Traces;
import org.redshield.bridge.cases.retention.Retained;
import org.redshield.bridge.cases.retention.RetentionRule;
import org.redshield.bridge.cases.retention.RetentionSettings;
import org.redshield.bridge.casework.Assignments;
import org.redshield.bridge.engine.Outgoing;
import org.redshield.bridge.engine.form.KeptOut;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 举报人: who reported something is kept secret (市场监督管理投诉举报处理办法 art. 37). Nobody else's SQL names this table, and nothing
 * of it gets into variables, letters, orders or the case file: the two officers and their unit head read it here, and each
 * reading is on record.
 */
@Service
public class Reporters implements KeptOut, RetentionRule {

    private static final String OVER = """
            select r.report_id::text as key, array_agg(distinct own.case_no) as case_nos, max(own.changed_at) as over_since
              from clue_reporter r
              join clue c on c.report_id = r.report_id
              join clue own on own.id in (c.id, c.linked_to)
            """;
    /** The kind of a reporter's leaf in the evidence log. */
    private static final String SEALED = "REPORTER";

    /** The form in which a reporter is entered, and its fields for that. */
    private static final String FORM = "registerClue";

    private static final Set<String> FIELDS =
            Set.of("reporterName", "reporterIdentityNo", "reporterPhone", "reporterAddress");

    private final JdbcClient jdbc;
    private final ClueStore clues;
    private final Assignments assignments;
    private final Audit audit;
    private final Period kept;

    Reporters(JdbcClient jdbc, ClueStore clues, Assignments assignments, Audit audit, RetentionSettings retention) {
        this.jdbc = jdbc;
        this.clues = clues;
        this.assignments = assignments;
        this.audit = audit;
        this.kept = retention.reporter();
    }

    /** As entered; what it says of itself is nothing, so that no log can quote it. */
    @Schema(name = "Reporter")
    public record Reporter(
            Optional<String> name, Optional<String> identityNo, Optional<String> phone, Optional<String> address) {

        static final Reporter UNKNOWN =
                new Reporter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public boolean anyKnown() {
            return Stream.of(name, identityNo, phone, address).anyMatch(Optional::isPresent);
        }

        @Override
        public String toString() {
            return "Reporter";
        }

        /** By what he would be recognised in a text, however it is spelled. */
        public Traces traces() {
            return Traces.of(name, identityNo, phone, address);
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void keep(UUID reportId, Reporter reporter) {
        jdbc.sql("""
                        insert into clue_reporter (report_id, name, identity_no, phone, address)
                        values (:report, :name, :identityNo, :phone, :address)
                        """).params(Rows.params(reporter)).param("report", reportId).update();
    }

    /** Those of many reports, all by one statement. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keepAll(Map<UUID, Reporter> reporters) {
        if (reporters.isEmpty()) {
            return;
        }
        List<Map.Entry<UUID, Reporter>> all = List.copyOf(reporters.entrySet());
        jdbc.sql("""
                        insert into clue_reporter (report_id, name, identity_no, phone, address)
                        select * from unnest(cast(:reports as uuid[]), :names, :identityNos, :phones, :addresses)
                        """)
                .param("reports", column(all, one -> one.getKey().toString()))
                .param("names", of(all, Reporter::name))
                .param("identityNos", of(all, Reporter::identityNo))
                .param("phones", of(all, Reporter::phone))
                .param("addresses", of(all, Reporter::address))
                .update();
    }

    private static String[] of(List<Map.Entry<UUID, Reporter>> all, Function<Reporter, Optional<String>> field) {
        return column(all, one -> field.apply(one.getValue()).orElse(null));
    }

    private record Known(UUID reportId, Reporter reporter) {}

    /**
     * Of whom these reports are told to be now, keeps those of whom nothing was known.
     *
     * @return the reports of which another reporter is on record: he stays
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> addWhereUnknown(Map<UUID, Reporter> told) {
        Map<UUID, Reporter> known = new HashMap<>();
        jdbc.sql("select * from clue_reporter where report_id = any(?)")
                .param(told.keySet().toArray(UUID[]::new))
                .query(Rows.as(Known.class))
                .list()
                .forEach(one -> known.put(one.reportId(), one.reporter()));
        Map<UUID, Reporter> added = new HashMap<>(told);
        added.keySet().removeAll(known.keySet());
        added.values().removeIf(reporter -> !reporter.anyKnown());
        keepAll(added);
        known.entrySet().removeIf(one -> one.getValue().equals(told.get(one.getKey())));
        return known.keySet();
    }

    /**
     * Also who reported the same clue again: those who work on the one know the other. Of every text of every case. Who may
     * not read it is not refused, or he could try names until one is; that he wrote it is on record for the auditor.
     *
     * @throws Refusal {@code clues.reporter-in-text}
     */
    @Override
    @Transactional
    public void check(Writer writer, String caseNo, List<Told> texts) {
        if (texts.isEmpty()) {
            return;
        }
        Caller caller = new Caller(writer.user(), writer.groups(), List.of(writer.tenant()));
        List<Words> words = null;
        for (Clue clue : clues.ofCase(caseNo, writer.tenant())) {
            List<Traces> reporters = traces(clue);
            if (reporters.isEmpty()) {
                continue;
            }
            // A text is folded once, for all whom it may name.
            words = words == null ? texts.stream().map(Words::of).toList() : words;
            Optional<Refusal> named = named(reporters, words);
            if (named.isPresent() && mayRead(caller, clue)) {
                throw named.get();
            }
            if (named.isPresent()) {
                audit.record(caller, caseNo, AuditAct.REPORTER_NAMED, clue.id());
            }
        }
    }

    @Override
    @Transactional(readOnly = true)
    public boolean guards(Writer writer, String caseNo) {
        Caller caller = new Caller(writer.user(), writer.groups(), List.of(writer.tenant()));
        return clues.ofCase(caseNo, writer.tenant()).stream()
                .anyMatch(clue -> mayRead(caller, clue) && !traces(clue).isEmpty());
    }

    /**
     * Whoever wrote what is in it, and whenever: who answers for a letter and may read the reporter sends none that names him. Where
     * none of them may, it is on record.
     *
     * @throws Refusal {@code clues.reporter-in-letter}
     */
    @Override
    @Transactional
    public void leaving(Outgoing letter) {
        for (Clue clue : clues.ofCase(letter.caseNo(), letter.sender())) {
            List<Traces> reporters = traces(clue);
            if (reporters.isEmpty()
                    || letter.texts().map(Folded::new).allMatch(text -> reporters.stream()
                            .allMatch(one -> one.in(text).isEmpty()))) {
                continue;
            }
            if (letter.hands().stream().anyMatch(user -> answersFor(clue, user))) {
                throw new Refusal("clues.reporter-in-letter", letter.title());
            }
            letter.hands()
                    .forEach(user -> audit.record(
                            new Caller(user, Set.of(), List.of(letter.sender())),
                            letter.caseNo(),
                            AuditAct.REPORTER_NAMED,
                            clue.id()));
        }
    }

    @Override
    public boolean isPlaceFor(String form, String field) {
        return form.equals(FORM) && FIELDS.contains(field);
    }

    /** Of all who reported it, also those by whom it came again, and those who reported what it is the same as. */
    private List<Traces> traces(Clue clue) {
        return jdbc
                .sql("""
                        select distinct r.* from clue same join clue_reporter r on r.report_id = same.report_id
                         where same.id = :clue or same.linked_to = :clue
                        """)
                .param("clue", clue.linkedTo().orElse(clue.id()))
                .query(Rows.as(Reporter.class))
                .list()
                .stream()
                .map(Reporter::traces)
                .filter(Traces::any)
                .toList();
    }

    private record Words(String place, Folded text) {

        static Words of(Told told) {
            return new Words(told.place(), new Folded(told.text()));
        }
    }

    private static Optional<Refusal> named(List<Traces> reporters, List<Words> texts) {
        return texts.stream()
                .flatMap(words -> reporters.stream()
                        .flatMap(reporter -> reporter.in(words.text()).stream())
                        .map(seen -> refusal(words.place(), seen)))
                .findFirst();
    }

    private static Refusal refusal(String place, Seen seen) {
        return new Refusal(
                "clues.reporter-in-text", place, seen.words(), seen.kind().title());
    }

    /**
     * For what others will read.
     *
     * @throws Refusal {@code clues.reporter-in-text} where a text names the reporter
     */
    public static void keepOut(Reporter reporter, List<Told> texts) {
        Traces traces = reporter.traces();
        if (traces.any()) {
            named(List.of(traces), texts.stream().map(Words::of).toList()).ifPresent(refusal -> {
                throw refusal;
            });
        }
    }

    /** Whether the person may read who reported it; of whom there need not be anything known. */
    boolean mayRead(Caller caller, Clue any) {
        // Of the same clue twice, those who work on the one read who reported the other.
        Clue clue = any.linkedTo().flatMap(id -> clues.find(id, any.tenant())).orElse(any);
        boolean head =
                clue.dispatchedBy().orElse(caller.userId()).equals(caller.userId()) && caller.hasRole("unitHead");
        return head
                || assignments
                        .find(clue.tenant(), clue.id())
                        .filter(officers -> officers.users().contains(caller.userId()))
                        .isPresent();
    }

    /** Whether one of those who may read it, by his account: the two officers, and the head who gave it to them. */
    private boolean answersFor(Clue any, String user) {
        Clue clue = any.linkedTo().flatMap(id -> clues.find(id, any.tenant())).orElse(any);
        return clue.dispatchedBy().filter(user::equals).isPresent()
                || assignments
                        .find(clue.tenant(), clue.id())
                        .filter(officers -> officers.users().contains(user))
                        .isPresent();
    }

    /**
     * Who reported it; the reading is on record before anything is shown.
     *
     * @throws Forbidden {@code clues.reporter-protected} to everybody else, be there such a clue or not
     */
    @Transactional
    public Optional<Reporter> read(Caller caller, String caseNo) {
        Clue clue = caller.tenants().stream()
                .flatMap(tenant -> clues.ofCase(caseNo, tenant).stream())
                .filter(one -> mayRead(caller, one))
                .findFirst()
                .orElseThrow(() -> new Forbidden("clues.reporter-protected"));
        Optional<Reporter> reporter = jdbc.sql("select * from clue_reporter where report_id = ?")
                .param(clue.report().id())
                .query(Rows.as(Reporter.class))
                .optional();
        audit.record(
                caller,
                caseNo,
                AuditAct.REPORTER,
                clue.id(),
                Optional.empty(),
                reporter.stream()
                        .flatMap(one -> Stream.of(one.name(), one.identityNo(), one.phone()))
                        .flatMap(Optional::stream)
                        .toList());
        return reporter;
    }

    @Override
    public Retained what() {
        return Retained.REPORTER;
    }

    @Override
    public Period kept() {
        return kept;
    }

    /** Reports of which every clue is over, and the clue that it was linked to as well. */
    @Override
    public Page due(Instant overBefore, String after, int limit) {
        List<Due> due = jdbc.sql(OVER + """
                         where r.report_id::text > :after
                         group by r.report_id
                        having bool_and(own.state = any(:over)) and max(own.changed_at) < :before
                         order by r.report_id::text limit :limit
                        """)
                .params(Rows.params(Map.of("after", after, "over", overStates(), "before", overBefore, "limit", limit)))
                .query(Rows.as(Due.class))
                .list();
        return new Page(
                due,
                due.size() < limit
                        ? Optional.empty()
                        : Optional.of(due.get(due.size() - 1).key()));
    }

    private static String[] overStates() {
        return Arrays.stream(ClueState.values())
                .filter(ClueState::over)
                .map(Enum::name)
                .toArray(String[]::new);
    }

    @Override
    public Optional<Deleted> delete(Due due) {
        return jdbc.sql("""
                        delete from clue_reporter r
                         where report_id = :report
                           and not exists (select from clue c join clue own on own.id in (c.id, c.linked_to)
                                            where c.report_id = r.report_id and own.state <> all(:over))
                        returning commitment
                        """)
                .params(Map.of("report", UUID.fromString(due.key()), "over", overStates()))
                .query(String.class)
                .optional()
                .map(commitment -> new Deleted(1, commitment, Optional.of(SEALED), List.of(due.key())));
    }
}
