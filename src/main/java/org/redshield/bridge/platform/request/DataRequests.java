package org.redshield.bridge.platform.request;

import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.engine.model.AskedByModels;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.work.Polling;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Requests for data to platforms: from the order to the answer. */
@AskedByModels
@Service
@RequiredArgsConstructor
public class DataRequests {

    /** A submission that is under way has ended by then, so that the platform hears of it before it is withdrawn. */
    private static final Duration SUBMISSION = Duration.ofSeconds(30);

    private static final String SELECT = """
            select request_no, status, tier, approver, tier_citation, tier_version, approved_by, approved_as,
                   platform_request_id, platform_status, refusal_reason, explanation, new_due_at,
                   due_at, submitted_at, answered_at, overdue_at, row_count, content
              from platform_request
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Gateways gateways;
    private final WorkQueue queue;
    private final AnswerClocks clocks;
    private final Attachments attachments;
    private final ApplicationEventPublisher events;

    /**
     * Published in the transaction that withdraws.
     *
     * @param request as it was before
     */
    public record Withdrawn(DataRequest request) {}

    /**
     * Writes the request down, not yet sent. The same request again changes nothing.
     *
     * @return its number
     */
    @Transactional
    public String create(DataRequestOrder order) {
        jdbc.sql("""
                        insert into platform_request (request_no, request_id, case_no, tenant, platform, dataset,
                                                      content, status, created_at)
                        values (:requestNo, :requestId, :caseNo, :tenant, :platform, :dataset,
                                :content::jsonb, :status, :now)
                        on conflict (request_no) do nothing
                        """)
                .param("requestNo", order.requestNo())
                .param("requestId", order.requestId())
                .param("caseNo", order.caseNo())
                .param("tenant", order.tenant())
                .param("platform", order.platform())
                .param("dataset", order.dataset().name())
                .param("content", Json.write(order))
                .param("status", Status.DRAFT.name())
                .param("now", now())
                .update();
        attachments.list(order);
        return order.requestNo();
    }

    /** The numbers of what has not ended, in the order of the datasets. */
    @AskedByModels
    public List<String> pending(String requestId, String tenant) {
        return ofRequest(requestId, tenant).stream()
                .filter(request -> !request.status().ended())
                .map(DataRequest::requestNo)
                .toList();
    }

    /** All data requests of a co-investigation, in the order of the datasets. */
    public List<DataRequest> ofRequest(String requestId, String tenant) {
        return sorted(jdbc.sql(SELECT + " where request_id = ? and tenant = ?")
                .params(requestId, tenant)
                .query(this::request)
                .list());
    }

    /** All data requests of a case in one organisation's file, in the order of the datasets. */
    public List<DataRequest> ofCase(String caseNo, String tenant) {
        return sorted(jdbc.sql(SELECT + " where case_no = ? and tenant = ?")
                .params(caseNo, tenant)
                .query(this::request)
                .list());
    }

    /** @throws Refusal platform.unknown-request */
    public DataRequest get(String requestNo) {
        return find(requestNo).orElseThrow(() -> new Refusal("platform.unknown-request", requestNo));
    }

    public Optional<DataRequest> find(String requestNo) {
        return jdbc.sql(SELECT + " where request_no = ?")
                .param(requestNo)
                .query(this::request)
                .optional();
    }

    /** The dataset of each of these requests of the organisation; what is no request of its own is left out. */
    public Map<String, Dataset> datasets(Collection<String> requestNos, String tenant) {
        if (requestNos.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select request_no, dataset from platform_request where tenant = ? and request_no = any(?)")
                .params(tenant, requestNos.toArray(String[]::new))
                .query((row, number) ->
                        Map.entry(row.getString("request_no"), Dataset.valueOf(row.getString("dataset"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Those of these cases of which answers are in the tables and not in the archive, by one statement. */
    public Set<String> casesWithRows(Collection<String> caseNos) {
        return jdbc.sql("""
                        select p.case_no from platform_request p join answer_records a on a.request_no = p.request_no
                         where p.case_no = any(?) and a.archived_at is null
                        """)
                .param(caseNos.toArray(String[]::new))
                .query(String.class)
                .set();
    }

    /** What was ordered, with the officers' personal data. */
    public DataRequestOrder order(String requestNo) {
        return jdbc.sql("select content from platform_request where request_no = ?")
                .param(requestNo)
                .query(String.class)
                .optional()
                .map(order -> Json.read(order, DataRequestOrder.class))
                .orElseThrow(() -> new Refusal("platform.unknown-request", requestNo));
    }

    /** The platform's liaison has been asked. */
    @Transactional
    public void askedLiaison(String requestNo) {
        jdbc.sql("update platform_request set status = 'LIAISON' where request_no = ? and status <> 'WITHDRAWN'")
                .param(requestNo)
                .update();
    }

    /** What a notice asks a platform for, dataset by dataset: its {@code title}, and {@code within} what time it is to be handed in. */
    public List<Map<String, Object>> asked(String tenant, String platform, Collection<Dataset> datasets) {
        return datasets.stream()
                .map(dataset -> LetterDraft.row(
                        "title",
                        dataset.title(),
                        "within",
                        clocks.period(tenant, platform, dataset).replace(" ", "")))
                .toList();
    }

    /**
     * Starts the clock of the answer.
     *
     * @return when the platform's answer is due
     */
    @Transactional
    public Instant startClock(String requestNo) {
        DataRequest request = get(requestNo);
        if (request.times().dueAt().isEmpty()) {
            Instant dueAt = clocks.start(request, order(requestNo).outerDueAt());
            jdbc.sql("update platform_request set due_at = ? where request_no = ? and due_at is null")
                    .params(timestamp(dueAt), requestNo)
                    .update();
        }
        return get(requestNo).times().dueAt().orElseThrow();
    }

    /** Bureau and platform agreed on another date; what was submitted said the first. */
    public void movedTo(String requestNo, Instant dueAt) {
        jdbc.sql("""
                        update platform_request
                           set submitted_due_at = coalesce(submitted_due_at, due_at), due_at = ?
                         where request_no = ?
                        """).params(timestamp(dueAt), requestNo).update();
    }

    /** An answer of whatever kind is in the case: its clock ends, met or missed. */
    @Transactional
    public DataRequest concluded(String requestNo) {
        DataRequest request = get(requestNo);
        clocks.met(request, request.times().answeredAt().orElseGet(clock::instant));
        return request;
    }

    /** It was not approved: nothing was sent, nothing is awaited. */
    @Transactional
    public void declined(String requestNo) {
        clocks.cancel(get(requestNo), "未获批准，请求没有发出");
    }

    /** The answer is late; shown until the end, also when it comes afterwards. */
    @Transactional
    public void overdue(String requestNo) {
        clocks.missed(get(requestNo), clock.instant());
        jdbc.sql("update platform_request set overdue_at = coalesce(overdue_at, ?) where request_no = ?")
                .params(now(), requestNo)
                .update();
    }

    /** Ends the request, unless it has ended. */
    @Transactional
    public void end(
            String requestNo, Status status, Optional<RefusalReason> reason, Optional<String> explanation, long rows) {
        jdbc.sql("""
                        update platform_request
                           set status = ?,
                               refusal_reason = case when ? = 'REFUSED' then coalesce(?, refusal_reason) end,
                               explanation = coalesce(?, explanation), row_count = ?,
                               answered_at = ?
                         where request_no = ? and status in ('DRAFT', 'APPROVED', 'SUBMITTED', 'LIAISON')
                        """)
                .params(
                        status.name(),
                        status.name(),
                        reason.map(Enum::name).orElse(null),
                        explanation.orElse(null),
                        rows,
                        now(),
                        requestNo)
                .update();
        if (status == Status.WITHDRAWN) {
            clocks.cancel(get(requestNo), "请求已撤回");
        }
    }

    /** What the platform said on being asked; the request goes on. */
    public void progress(String requestNo, RequestStatus status) {
        jdbc.sql("""
                        update platform_request
                           set platform_status = ?, refusal_reason = ?, explanation = ?,
                               new_due_at = coalesce(?, new_due_at)
                         where request_no = ?
                        """)
                .params(
                        status.status(),
                        status.reason()
                                .flatMap(RefusalReason::of)
                                .map(Enum::name)
                                .orElse(null),
                        explanation(status).orElse(null),
                        status.newDueAt().map(Rows::timestamp).orElse(null),
                        requestNo)
                .update();
    }

    /** A reason that is not on our list must not be lost: it goes before the text. */
    private static Optional<String> explanation(RequestStatus status) {
        Optional<String> unknown =
                status.reason().filter(reason -> RefusalReason.of(reason).isEmpty());
        return unknown.map(
                        reason -> status.text().map(text -> reason + "：" + text).orElse(reason))
                .or(status::text);
    }

    public void explain(String requestNo, String explanation) {
        jdbc.sql("update platform_request set explanation = ? where request_no = ?")
                .params(explanation, requestNo)
                .update();
    }

    /** The same bytes again change nothing, whichever evidence they are. */
    public void addEvidence(String requestNo, List<Evidence> evidence) {
        for (Evidence file : evidence) {
            jdbc.sql("""
                            insert into platform_request_evidence (request_no, evidence_id, sha256) values (?, ?, ?)
                            on conflict do nothing
                            """).params(requestNo, file.id(), file.sha256()).update();
        }
    }

    /** SHA-256 of the files that the answer has. */
    public List<String> files(String requestNo) {
        return jdbc.sql("select sha256 from platform_request_evidence where request_no = ?")
                .param(requestNo)
                .query(String.class)
                .list();
    }

    /** Withdraws all that has not ended; the platform is told, as often as it takes. */
    @Transactional
    public void withdrawAll(String requestId, String tenant, String reason) {
        for (DataRequest request : ofRequest(requestId, tenant)) {
            if (!request.status().ended()) {
                withdraw(request, reason);
            }
        }
    }

    private void withdraw(DataRequest request, String reason) {
        // First what the poller and the loader lock first.
        queue.forget(request.requestNo());
        jdbc.sql("""
                        update platform_request set status = 'WITHDRAWN', withdrawal_reason = ?, answered_at = ?
                         where request_no = ?
                        """).params(reason, now(), request.requestNo()).update();
        clocks.cancel(request, reason);
        events.publishEvent(new Withdrawn(request));
        boolean neverSent = request.status() == Status.DRAFT
                && request.permission()
                        .decision()
                        .filter(decision -> decision.approver() == Approver.NONE)
                        .isEmpty();
        if (!neverSent && gateways.find(request.platform()).isPresent()) {
            Duration delay = request.times().submittedAt().isPresent() ? Duration.ZERO : SUBMISSION;
            queue.watch(Polling.Kind.WITHDRAWAL, request.platform(), request.requestNo(), delay);
        }
    }

    public String withdrawalReason(String requestNo) {
        return jdbc.sql("select coalesce(withdrawal_reason, '') from platform_request where request_no = ?")
                .param(requestNo)
                .query(String.class)
                .single();
    }

    /** The platform will do no more about this request. */
    @Transactional
    public void withdrawalConfirmed(String requestNo) {
        jdbc.sql("""
                        update platform_request
                           set withdrawal_confirmed_at = coalesce(withdrawal_confirmed_at, ?)
                         where request_no = ?
                        """).params(now(), requestNo).update();
    }

    /** The answer as it stands, also while there is none yet. */
    public DataAnswer answer(String requestNo) {
        List<UUID> evidence = jdbc.sql(
                        "select evidence_id from platform_request_evidence where request_no = ? order by evidence_id")
                .param(requestNo)
                .query(UUID.class)
                .list();
        return new DataAnswer(get(requestNo), evidence);
    }

    private static List<DataRequest> sorted(List<DataRequest> requests) {
        return requests.stream()
                .sorted(Comparator.comparing(DataRequest::requestId).thenComparing(DataRequest::dataset))
                .toList();
    }

    private DataRequest request(ResultSet row, int number) throws SQLException {
        DataRequestOrder order = Json.read(row.getString("content"), DataRequestOrder.class);
        return new DataRequest(
                row.getString("request_no"),
                order.requestId(),
                order.caseNo(),
                order.tenant(),
                order.platform(),
                order.dataset(),
                new DataRequest.Scope(order.targetType(), order.targetId(), order.from(), order.to()),
                Status.valueOf(row.getString("status")),
                new DataRequest.Permission(
                        decision(row),
                        textIfAny(row, "approved_by"),
                        textIfAny(row, "approved_as").flatMap(Approver::of)),
                new DataRequest.Said(
                        textIfAny(row, "platform_request_id"),
                        textIfAny(row, "platform_status"),
                        textIfAny(row, "refusal_reason").map(RefusalReason::valueOf),
                        textIfAny(row, "explanation"),
                        instantIfAny(row, "new_due_at")),
                new DataRequest.Times(
                        instantIfAny(row, "due_at"),
                        instantIfAny(row, "submitted_at"),
                        instantIfAny(row, "answered_at"),
                        instantIfAny(row, "overdue_at").isPresent()),
                row.getLong("row_count"));
    }

    private static Optional<TierDecision> decision(ResultSet row) throws SQLException {
        String tier = row.getString("tier");
        if (tier == null) {
            return Optional.empty();
        }
        Optional<Approver> approver = textIfAny(row, "approver").flatMap(Approver::of);
        return Optional.of(new TierDecision(
                Dataset.Tier.valueOf(tier),
                approver.orElse(Approver.NONE),
                row.getString("tier_citation"),
                approver.isPresent()
                        ? Optional.empty()
                        : textIfAny(row, "explanation").or(() -> Optional.of("")),
                textIfAny(row, "tier_version")));
    }

    private Object now() {
        return timestamp(clock.instant());
    }
}
