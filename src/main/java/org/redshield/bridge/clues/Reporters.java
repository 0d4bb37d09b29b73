package org.redshield.bridge.clues;

import static org.redshield.bridge.Rows.textIfAny;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.audit.Act;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.casework.Assignments;
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
public class Reporters implements KeptOut {

    private static final int SHORTEST_NAME = 2;
    /** Any other address names a town or a street, as facts do. */
    private static final Pattern HOUSE = Pattern.compile(".{4,}[0-9号室弄栋幢].*");

    private final JdbcClient jdbc;
    private final ClueStore clues;
    private final Assignments assignments;
    private final Audit audit;

    Reporters(JdbcClient jdbc, ClueStore clues, Assignments assignments, Audit audit) {
        this.jdbc = jdbc;
        this.clues = clues;
        this.assignments = assignments;
        this.audit = audit;
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

        private List<String> traces() {
            return Stream.concat(
                            Stream.of(name, identityNo, phone)
                                    .flatMap(Optional::stream)
                                    .map(Reporters::plain)
                                    .filter(text -> text.length() >= SHORTEST_NAME),
                            address.stream().map(Reporters::plain).filter(text -> HOUSE.matcher(text)
                                    .matches()))
                    .toList();
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void keep(UUID reportId, Reporter reporter) {
        jdbc.sql("""
                        insert into clue_reporter (report_id, name, identity_no, phone, address)
                        values (:report, :name, :identityNo, :phone, :address)
                        """)
                .param("report", reportId)
                .param("name", reporter.name().orElse(null))
                .param("identityNo", reporter.identityNo().orElse(null))
                .param("phone", reporter.phone().orElse(null))
                .param("address", reporter.address().orElse(null))
                .update();
    }

    /**
     * Also who reported the same clue again: those who work on the one know the other. Of every form of every case. Who may
     * not read it is not refused, or he could try names until one is; that he wrote it is on record for the auditor.
     */
    @Override
    @Transactional
    public void check(Writer writer, String caseNo, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        Caller caller = new Caller(writer.user(), writer.groups(), List.of(writer.tenant()));
        for (Clue clue : clues.ofCase(caseNo, writer.tenant())) {
            List<Reporter> named = jdbc.sql("""
                            select r.* from clue same join clue_reporter r on r.report_id = same.report_id
                             where same.id = :clue or same.linked_to = :clue
                            """).param("clue", clue.id()).query(Reporters::reporter).list().stream()
                    .filter(reporter -> isNamed(reporter, texts))
                    .toList();
            if (!named.isEmpty() && mayRead(caller, clue)) {
                throw new Refusal("clues.reporter-in-text");
            }
            if (!named.isEmpty()) {
                audit.record(caller, caseNo, Act.REPORTER_NAMED, clue.id());
            }
        }
    }

    /**
     * For what others will read.
     *
     * @throws Refusal {@code clues.reporter-in-text} where a text names the reporter
     */
    static void keepOut(Reporter reporter, List<String> texts) {
        if (isNamed(reporter, texts)) {
            throw new Refusal("clues.reporter-in-text");
        }
    }

    private static boolean isNamed(Reporter reporter, List<String> texts) {
        List<String> traces = reporter.traces();
        return texts.stream().map(Reporters::plain).anyMatch(text -> traces.stream()
                .anyMatch(text::contains));
    }

    /** However it is spaced and typed. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\s-]", "")
                .toLowerCase(Locale.ROOT);
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
                .query(Reporters::reporter)
                .optional();
        audit.record(
                caller,
                caseNo,
                Act.REPORTER,
                clue.id(),
                Optional.empty(),
                reporter.stream()
                        .flatMap(one -> Stream.of(one.name(), one.identityNo(), one.phone()))
                        .flatMap(Optional::stream)
                        .toList());
        return reporter;
    }

    private static Reporter reporter(ResultSet row, int index) throws SQLException {
        return new Reporter(
                textIfAny(row, "name"),
                textIfAny(row, "identity_no"),
                textIfAny(row, "phone"),
                textIfAny(row, "address"));
    }
}
