package org.redshield.bridge.platform;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.gateway.Dialogue;
import org.redshield.bridge.platform.liaison.Dialogues;
import org.redshield.bridge.platform.records.ColumnItem;
import org.redshield.bridge.platform.records.GrantedAnswers;
import org.redshield.bridge.platform.records.Records;
import org.redshield.bridge.platform.request.AnswerPage;
import org.redshield.bridge.platform.request.AnswerRows;
import org.redshield.bridge.platform.request.Approver;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.TierDecision;
import org.springframework.stereotype.Component;

/**
 * What the file of a case shows of platforms: our own data requests; and of others' the answers whose files all came to us
 * with letters. Rows are masked, and that they were shown is on record.
 */
@Component
@RequiredArgsConstructor
class DatasetsOfCase implements CaseSection {

    private static final int FIRST_ROWS = 10;

    private final DataRequests requests;
    private final AnswerRows rows;
    private final GrantedAnswers granted;
    private final Dialogues dialogues;
    private final Records records;
    private final Organisations organisations;
    private final PersonNames names;
    private final Audit audit;

    /**
     * What a platform was asked for and what came back.
     *
     * @param granted the answer is another organisation's and came with its letter
     */
    record DatasetItem(
            String requestNo,
            String dataset,
            String title,
            String tier,
            boolean granted,
            String state,
            String stateTitle,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Optional<String> refusalTitle,
            @JsonUnwrapped Course course,
            @JsonUnwrapped Content content) {}

    /**
     * How a request of our own went; how another organisation came by an answer is its own affair.
     *
     * @param dialogue what the platform asked or proposed before answering, oldest first
     */
    record Course(
            Optional<Decider> decider,
            boolean overdue,
            Optional<Instant> submittedAt,
            Optional<Instant> dueAt,
            Optional<Instant> answeredAt,
            Optional<String> explanation,
            List<DialogueItem> dialogue) {

        static final Course UNKNOWN = new Course(
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /**
     * The rows of an answer.
     *
     * @param total rows in all; {@code rows} holds the first of them, masked, null where the platform gave no value
     * @param archivedAt since when the rows are not in the tables; then {@code rows} is empty
     */
    record Content(long total, List<ColumnItem> columns, List<List<String>> rows, Optional<Instant> archivedAt) {}

    /**
     * Who had to approve a data request of our own, by the table of data tiers.
     *
     * @param approver a group, or NONE; empty where nobody may
     * @param approvedBy who decided, by name
     * @param version of the table, as people count it
     */
    record Decider(
            String tierTitle,
            Optional<String> approver,
            Optional<String> approverTitle,
            Optional<String> approvedBy,
            String citation,
            Optional<String> version) {}

    /**
     * A question of the platform or a date that it put forward, and the answer.
     *
     * @param from who said it
     * @param verdict whether a date was accepted, and what that did to the deadline
     * @param by name of the officer who answered
     * @param told how the platform learned of the answer; absent while it has not been told
     */
    record DialogueItem(
            String title,
            String from,
            Optional<String> text,
            Optional<Instant> newDueAt,
            Instant askedAt,
            Optional<String> answer,
            Optional<String> verdict,
            Optional<String> by,
            Optional<Instant> answeredAt,
            Optional<String> told) {}

    @Override
    public Map<String, Class<?>> lists() {
        return Map.of("datasets", DatasetItem.class);
    }

    @Override
    public String version() {
        return """
                select string_agg(concat(request_no, status, platform_status, row_count), ',' order by request_no)
                  from platform_request where case_no = :caseNo and tenant = :tenant
                """;
    }

    @Override
    public void contribute(CaseFolder folder) {
        List<DataRequest> own = requests.ofCase(folder.caseNo(), folder.tenant());
        List<DataRequest> others = granted.ofCase(folder.caseNo(), folder.tenant());
        Map<String, Instant> archived = new HashMap<>();
        records.states(Stream.concat(own.stream(), others.stream())
                        .map(DataRequest::requestNo)
                        .toList())
                .forEach(state -> state.archived().ifPresent(since -> archived.put(state.requestNo(), since.at())));
        List<DatasetItem> items = new ArrayList<>();
        own.forEach(request -> items.add(item(folder, request, false, course(request), archived)));
        others.forEach(request -> items.add(item(folder, request, true, Course.UNKNOWN, archived)));
        folder.list("datasets", items);
    }

    private DatasetItem item(
            CaseFolder folder, DataRequest request, boolean granted, Course course, Map<String, Instant> archived) {
        return new DatasetItem(
                request.requestNo(),
                request.dataset().name(),
                request.dataset().title(),
                tier(request),
                granted,
                request.status().name(),
                request.status().title(),
                request.scope().from(),
                request.scope().to(),
                request.said().refusalReason().map(RefusalReason::title),
                course,
                content(folder.viewer(), request, Optional.ofNullable(archived.get(request.requestNo()))));
    }

    private Content content(Caller caller, DataRequest request, Optional<Instant> archivedAt) {
        if (request.rows() == 0 || archivedAt.isPresent()) {
            return new Content(request.rows(), List.of(), List.of(), archivedAt);
        }
        audit.record(caller, request.caseNo(), AuditAct.DATASET_ROWS, request.requestNo());
        AnswerPage page = rows.first(request.requestNo(), FIRST_ROWS, true);
        return new Content(
                request.rows(), page.columns().stream().map(ColumnItem::of).toList(), page.rows(), archivedAt);
    }

    private Course course(DataRequest request) {
        return new Course(
                request.permission().decision().map(decision -> decider(request, decision)),
                request.times().overdue(),
                request.times().submittedAt(),
                request.times().dueAt(),
                request.times().answeredAt(),
                request.said().explanation(),
                dialogues.of(request.requestNo()).stream()
                        .map(one -> dialogue(one, request))
                        .toList());
    }

    private static String tier(DataRequest request) {
        return request.permission()
                .decision()
                .map(TierDecision::tier)
                .orElse(request.dataset().tier())
                .name();
    }

    private Decider decider(DataRequest request, TierDecision decision) {
        Optional<Approver> approver = Optional.of(decision.approver())
                .filter(required -> decision.barred().isEmpty());
        return new Decider(
                decision.tier().title(),
                approver.map(Approver::code),
                approver.map(Approver::title),
                request.permission().approvedBy().map(names::of),
                decision.citation(),
                decision.versionNumber());
    }

    private DialogueItem dialogue(Dialogue one, DataRequest request) {
        String platform =
                organisations.find(request.platform()).map(Organisation::name).orElse(request.platform());
        Optional<String> verdict = one.accepted()
                .map(accepted -> accepted
                        ? "同意改期；" + one.clock().map(Dialogue.ClockEffect::title).orElse("")
                        : "不同意改期");
        boolean unanswered = one.answeredAt().isEmpty() && request.status().ended();
        return new DialogueItem(
                one.kind().title(),
                one.liaison() ? platform + "政企协查专员" : platform,
                one.text(),
                one.newDueAt(),
                one.askedAt(),
                one.answer(),
                unanswered ? Optional.of("请求已经办结或撤回，没有答复") : verdict,
                one.answeredBy().map(names::of),
                one.answeredAt(),
                one.told().map(Dialogue.Told::title));
    }
}
