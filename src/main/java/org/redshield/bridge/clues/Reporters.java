package org.redshield.bridge.clues;

import static org.redshield.bridge.Rows.textIfAny;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.personal.AccessLog;
import org.redshield.bridge.casework.Assignments;
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
public class Reporters {

    private static final int SHORTEST_NAME = 2;

    private final JdbcClient jdbc;
    private final ClueStore clues;
    private final Assignments assignments;
    private final AccessLog accessLog;

    Reporters(JdbcClient jdbc, ClueStore clues, Assignments assignments, AccessLog accessLog) {
        this.jdbc = jdbc;
        this.clues = clues;
        this.assignments = assignments;
        this.accessLog = accessLog;
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
            return Stream.of(name, identityNo, phone)
                    .flatMap(Optional::stream)
                    .filter(text -> text.length() >= SHORTEST_NAME)
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
     * For what others will read.
     *
     * @throws Refusal {@code clues.reporter-in-text} where a text names the reporter
     */
    void keepOut(UUID reportId, String... texts) {
        find(reportId).ifPresent(reporter -> keepOut(reporter, texts));
    }

    static void keepOut(Reporter reporter, String... texts) {
        boolean named = Arrays.stream(texts).filter(Objects::nonNull).anyMatch(text -> reporter.traces().stream()
                .anyMatch(text::contains));
        if (named) {
            throw new Refusal("clues.reporter-in-text");
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
        accessLog.record(caller, caseNo, AccessLog.What.REPORTER, clue.id());
        return find(clue.report().id());
    }

    private Optional<Reporter> find(UUID reportId) {
        return jdbc.sql("select name, identity_no, phone, address from clue_reporter where report_id = ?")
                .param(reportId)
                .query((row, index) -> new Reporter(
                        textIfAny(row, "name"),
                        textIfAny(row, "identity_no"),
                        textIfAny(row, "phone"),
                        textIfAny(row, "address")))
                .optional();
    }
}
