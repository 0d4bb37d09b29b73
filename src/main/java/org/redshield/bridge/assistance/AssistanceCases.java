package org.redshield.bridge.assistance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.letter.LetterView;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The cases of an organisation as its people see them: the ones it opened and the ones it was asked to help with. Of the
 * other side they show letters and receipts, nothing else.
 */
@Service
@Transactional(readOnly = true)
public class AssistanceCases {

    private static final int LARGEST_PAGE = 200;

    /** One row per request and handling, with the title of its state left to Java. */
    private static final String ROWS = """
            select r.case_no, r.request_id, 'REQUESTER' as role, r.state, r.cause, r.source_no, r.platform, r.target_id,
                   r.requested_bureau as counterpart, r.raised_at as since, r.changed_at, r.route, r.disposition_id
              from assistance_request r
             where r.tenant = :tenant
            union all
            select h.case_no, h.request_id, 'HANDLER', h.state, h.cause, h.source_no, h.platform, h.target_id,
                   h.requester, h.received_at, h.changed_at, 'HOME_BUREAU', null
              from assistance_handling h
             where h.tenant = :tenant
            """;

    private static final String FILTER = """
             where (cast(:role as text) is null or role = :role)
               and (cast(:text as text) is null or case_no = :text or target_id = :text or source_no = :text)
            """;

    private final JdbcClient jdbc;
    private final RequestStore requests;
    private final HandlingStore handlings;
    private final CaseEvents events;
    private final Letters letters;

    AssistanceCases(
            JdbcClient jdbc, RequestStore requests, HandlingStore handlings, CaseEvents events, Letters letters) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.handlings = handlings;
        this.events = events;
        this.letters = letters;
    }

    /** On which side of a case an organisation stands. */
    public enum Role {
        REQUESTER,
        HANDLER
    }

    /** The four parts of a case, in their order. */
    public enum Phase {
        REQUEST("请求"),
        INVESTIGATION("查办"),
        FEEDBACK("反馈"),
        DISPOSITION("处置");

        private final String title;

        Phase(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    public enum PhaseStatus {
        PENDING,
        CURRENT,
        DONE,
        /** It will not come: the case ended before, or nobody asked for it. */
        SKIPPED
    }

    public record PhaseView(Phase phase, String title, PhaseStatus status) {}

    /**
     * What to list.
     *
     * @param role empty for both sides
     * @param text a case number, shop id, or the bureau's own case number, exactly; empty for all
     */
    public record CaseFilter(Optional<Role> role, Optional<String> text) {
        public static CaseFilter all() {
            return new CaseFilter(Optional.empty(), Optional.empty());
        }
    }

    /** @param number from 0 */
    public record PageRequest(int number, int size) {
        public PageRequest {
            if (number < 0 || size < 1 || size > LARGEST_PAGE) {
                throw new IllegalArgumentException("Page " + number + " of " + size + " rows");
            }
        }
    }

    public record CasePage(List<CaseRow> rows, long total) {}

    /**
     * One line of the list.
     *
     * @param state an enum name of {@link RequestState} or {@link HandlingState}
     * @param counterpart code of the other bureau; empty on the direct way
     */
    public record CaseRow(
            String caseNo,
            String requestId,
            Role role,
            String state,
            String stateTitle,
            String cause,
            Optional<String> sourceNo,
            String platform,
            String targetId,
            Optional<String> counterpart,
            Instant since,
            Instant changedAt) {}

    /**
     * What happened.
     *
     * @param what a {@link CaseAct} name, another feature's code, or {@code LETTER_<type>} and {@code RECEIPT_<stage>}
     * @param byOtherSide known from a letter or a receipt
     */
    public record Milestone(String what, String title, Instant at, boolean byOtherSide, Optional<String> letterId) {}

    /** A case as one organisation sees it: one of request and handling is present, both when it asks itself. */
    public record CaseView(
            String caseNo,
            String tenant,
            List<CaseRow> rows,
            Optional<AssistanceRequest> request,
            Optional<AssistanceHandling> handling,
            List<PhaseView> phases,
            List<Finding> findings,
            List<Milestone> milestones) {}

    /** Newest first. */
    public CasePage page(String tenant, CaseFilter filter, PageRequest page) {
        List<CaseRow> rows = filtered(
                        "select * from (" + ROWS + ") as cases" + FILTER
                                + " order by since desc, request_id desc limit :limit offset :offset",
                        tenant,
                        filter)
                .param("limit", page.size())
                .param("offset", (long) page.number() * page.size())
                .query(AssistanceCases::row)
                .list();
        long total = filtered("select count(*) from (" + ROWS + ") as cases" + FILTER, tenant, filter)
                .query(Long.class)
                .single();
        return new CasePage(rows, total);
    }

    private JdbcClient.StatementSpec filtered(String sql, String tenant, CaseFilter filter) {
        return jdbc.sql(sql)
                .param("tenant", tenant)
                .param("role", filter.role().map(Role::name).orElse(null))
                .param("text", filter.text().map(String::strip).orElse(null));
    }

    /** Empty also when the case exists but is none of the organisation's business. */
    public Optional<CaseView> get(String caseNo, String tenant) {
        Optional<AssistanceRequest> request =
                requests.ofCase(caseNo, tenant).stream().findFirst();
        Optional<AssistanceHandling> handling =
                handlings.ofCase(caseNo, tenant).stream().findFirst();
        if (request.isEmpty() && handling.isEmpty()) {
            return Optional.empty();
        }
        List<CaseRow> rows = jdbc.sql(
                        "select * from (" + ROWS + ") as cases where case_no = :caseNo order by role desc")
                .param("tenant", tenant)
                .param("caseNo", caseNo)
                .query(AssistanceCases::row)
                .list();
        List<Finding> findings =
                handling.map(h -> handlings.findings(h.requestId(), tenant)).orElse(List.of());
        List<PhaseView> phases = request.map(AssistanceCases::phases).orElseGet(() -> phases(handling.orElseThrow()));
        return Optional.of(
                new CaseView(caseNo, tenant, rows, request, handling, phases, findings, milestones(caseNo, tenant)));
    }

    /** Our own events; of the other side its letters once delivered to us, and what it did with ours. */
    private List<Milestone> milestones(String caseNo, String tenant) {
        List<Milestone> all = new ArrayList<>();
        events.of(caseNo, tenant).stream()
                .filter(event -> event.act().filter(CaseAct.class::isInstance).isPresent())
                .forEach(event -> all.add(new Milestone(
                        event.what(),
                        event.title(),
                        event.at(),
                        false,
                        Optional.ofNullable(event.detail().get("letterId")))));
        letters.ofCase(caseNo, tenant).forEach(view -> addLetter(all, view, tenant));
        all.sort((a, b) -> a.at().compareTo(b.at()));
        return List.copyOf(all);
    }

    private static void addLetter(List<Milestone> all, LetterView view, String tenant) {
        boolean ours = view.sender().equals(tenant);
        if (!ours) {
            all.add(new Milestone(
                    "LETTER_" + view.kind().name(),
                    view.kind().title() + " " + view.number(),
                    view.issuedAt(),
                    true,
                    Optional.of(view.id().toString())));
            return;
        }
        view.receipts().stream()
                .filter(receipt -> receipt.stage() == ReceiptStage.DELIVERED
                        || receipt.stage() == ReceiptStage.ACKNOWLEDGED
                        || receipt.stage() == ReceiptStage.READ)
                .forEach(receipt -> all.add(new Milestone(
                        "RECEIPT_" + receipt.stage().name(),
                        view.number() + "：" + title(receipt.stage()),
                        receipt.at(),
                        true,
                        Optional.of(view.id().toString()))));
    }

    private static String title(ReceiptStage stage) {
        return switch (stage) {
            case DELIVERED -> "已送达对方";
            case ACKNOWLEDGED -> "对方已签收";
            case READ -> "对方已阅";
            default -> stage.name();
        };
    }

    static List<PhaseView> phases(AssistanceRequest request) {
        int current =
                switch (request.state()) {
                    case DRAFT, PENDING_APPROVAL, ISSUED, RETURNED_FOR_CORRECTION -> 0;
                    case RECEIVED, EXTENSION_NOTIFIED, IN_PROGRESS, SUPPLEMENT_REQUESTED -> 1;
                    case REPLIED, DECLINED -> 2;
                    case CONFIRMED -> request.dispositionId().isPresent() ? 3 : 2;
                    case CLOSED, WITHDRAWN -> 4;
                };
        boolean finished = request.outcome()
                .filter(outcome -> outcome.equals("FINISHED") || outcome.equals("DISPOSITION"))
                .isPresent();
        boolean declined = request.outcome().filter("DECLINED"::equals).isPresent();
        boolean[] done = {
            true, finished, finished || declined, request.dispositionId().isPresent()
        };
        return phases(current, done);
    }

    static List<PhaseView> phases(AssistanceHandling handling) {
        int current =
                switch (handling.state()) {
                    case RECEIVED, ACKNOWLEDGED -> 0;
                    case ACCEPTED, ASSIGNED, IN_PROGRESS, EXTENSION_NOTIFIED, SUPPLEMENT_REQUESTED -> 1;
                    case REPLY_PENDING_APPROVAL, REPLIED -> 2;
                    default -> 4;
                };
        boolean replied = handling.replyLetterId().isPresent();
        return phases(current, new boolean[] {true, replied, replied, false});
    }

    /** @param done for a case that is over: which parts took place */
    private static List<PhaseView> phases(int current, boolean[] done) {
        List<PhaseView> views = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            int place = phase.ordinal();
            PhaseStatus status;
            if (current == 4) {
                status = done[place] ? PhaseStatus.DONE : PhaseStatus.SKIPPED;
            } else if (place < current) {
                status = PhaseStatus.DONE;
            } else {
                status = place == current ? PhaseStatus.CURRENT : PhaseStatus.PENDING;
            }
            views.add(new PhaseView(phase, phase.title(), status));
        }
        return List.copyOf(views);
    }

    private static CaseRow row(ResultSet row, int index) throws SQLException {
        Role role = Role.valueOf(row.getString("role"));
        String state = row.getString("state");
        return new CaseRow(
                row.getString("case_no"),
                row.getString("request_id"),
                role,
                state,
                role == Role.REQUESTER
                        ? RequestState.valueOf(state).title()
                        : HandlingState.valueOf(state).title(),
                row.getString("cause"),
                RequestStore.optional(row, "source_no"),
                row.getString("platform"),
                row.getString("target_id"),
                RequestStore.optional(row, "counterpart"),
                RequestStore.instant(row, "since"),
                RequestStore.instant(row, "changed_at"));
    }
}
