package org.redshield.bridge.platform.request;

import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.engine.model.AskedByModels;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.dataset.Column;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.gateway.Accepted;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.gateway.Submission;
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
    private final Tiers tiers;
    private final ApplicationEventPublisher events;

    /**
     * Published in the transaction that withdraws.
     *
     * @param request as it was before
     */
    public record Withdrawn(DataRequest request) {}

    public DataRequests(
            JdbcClient jdbc,
            InstantSource clock,
            Gateways gateways,
            WorkQueue queue,
            AnswerClocks clocks,
            Attachments attachments,
            Tiers tiers,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.gateways = gateways;
        this.queue = queue;
        this.clocks = clocks;
        this.attachments = attachments;
        this.tiers = tiers;
        this.events = events;
    }

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

    /** What was ordered, with the officers' personal data. */
    public DataRequestOrder order(String requestNo) {
        return jdbc.sql("select content from platform_request where request_no = ?")
                .param(requestNo)
                .query(String.class)
                .optional()
                .map(order -> Json.read(order, DataRequestOrder.class))
                .orElseThrow(() -> new Refusal("platform.unknown-request", requestNo));
    }

    /**
     * Has the table of data tiers decide, once: a later version of it changes nothing for this request. What nobody may
     * approve ends refused.
     */
    @Transactional
    public TierDecision classify(String requestNo) {
        DataRequest request = get(requestNo);
        return request.permission().decision().orElseGet(() -> classify(request));
    }

    private TierDecision classify(DataRequest request) {
        TierDecision decision = tiers.decide(
                request.dataset(), request.tenant(), order(request.requestNo()).basis());
        jdbc.sql("""
                        update platform_request set tier = ?, approver = ?, tier_citation = ?, tier_version = ?
                         where request_no = ?
                        """)
                .params(
                        decision.tier().name(),
                        decision.barred().isPresent()
                                ? null
                                : decision.approver().code(),
                        decision.citation(),
                        decision.version().orElse(null),
                        request.requestNo())
                .update();
        decision.barred()
                .ifPresent(reason -> end(
                        request.requestNo(),
                        Status.REFUSED,
                        Optional.of(RefusalReason.OUT_OF_LEGAL_SCOPE),
                        Optional.of(reason),
                        0));
        return decision;
    }

    /** Ends a request whose model has no step in which that head could approve it. */
    @Transactional
    public void refuseWithoutStep(String requestNo, Approver approver) {
        String dataset = get(requestNo).dataset().title();
        String sentence = new Refusal("platform.no-approval-step", dataset, approver.title()).getMessage();
        end(requestNo, Status.REFUSED, Optional.empty(), Optional.of(sentence), 0);
    }

    /**
     * A head's approval.
     *
     * @param as the highest office of that person
     * @throws Refusal platform.own-request for one who raised or handles the request; platform.approver-too-low;
     *     platform.already-decided
     */
    @Transactional
    public void approve(String requestNo, String user, Approver as) {
        decide(requestNo, user, as, Status.APPROVED, null);
    }

    /**
     * A head's refusal, in whatever office; a request that may not be made at all has ended without it.
     *
     * @throws Refusal as {@link #approve}, but platform.approver-too-low
     */
    @Transactional
    public void decline(String requestNo, String user, Approver as, String reason) {
        decide(requestNo, user, as, Status.DECLINED, reason);
    }

    private void decide(String requestNo, String user, Approver as, Status status, String reason) {
        TierDecision decision = classify(requestNo);
        DataRequest request = get(requestNo);
        approval(order(requestNo)).check(user);
        // Whoever holds the task may say no, also where the table asks for a higher office since it was given out.
        boolean approves = status == Status.APPROVED;
        if (decision.barred().isPresent()) {
            if (approves) {
                throw Tiers.refusal(request.dataset(), decision.barred().get());
            }
            return;
        }
        if (approves && !as.suffices(decision.approver())) {
            throw new Refusal(
                    "platform.approver-too-low",
                    request.dataset().title(),
                    decision.approver().title());
        }
        int changed = jdbc.sql("""
                        update platform_request
                           set status = :status, approved_by = :approvedBy, approved_as = :approvedAs,
                               approved_at = :approvedAt, explanation = :explanation
                         where request_no = :requestNo and status = 'DRAFT'
                        """)
                .param("status", status.name())
                .param("approvedBy", user)
                .param("approvedAs", as.code())
                .param("approvedAt", now())
                .param("explanation", reason)
                .param("requestNo", requestNo)
                .update();
        if (changed == 0) {
            throw new Refusal("platform.already-decided", request.status().title());
        }
    }

    private static Approval approval(DataRequestOrder order) {
        return new Approval(
                order.caseNo(), order.tenant(), order.requestNo(), order.handlers(), "platform.own-request");
    }

    /**
     * Sends the request to the platform, within 15 s. Sending what was sent before is harmless: the platform knows the
     * number and answers with the same id.
     *
     * @throws PlatformUnavailable to be tried again
     */
    @Transactional
    public SubmitOutcome submit(String requestNo) {
        DataRequest request = get(requestNo);
        if (request.status() == Status.WITHDRAWN) {
            queue.answer(request, AnswerState.WITHDRAWN);
            return new SubmitOutcome.Submitted();
        }
        if (request.status() != Status.DRAFT && request.status() != Status.APPROVED) {
            return new SubmitOutcome.Submitted();
        }
        requirePermission(request);
        Optional<PlatformGateway> gateway = gateways.find(request.platform());
        if (gateway.isEmpty()) {
            explain(requestNo, "该平台尚未开通数据接口，转平台协查专员办理。");
            queue.answer(request, AnswerState.LIAISON);
            return new SubmitOutcome.Submitted();
        }
        try {
            Accepted accepted = gateway.get()
                    .submit(new Submission(order(requestNo), request.times().dueAt(), attachments.of(requestNo)));
            requireItsOwn(request, accepted.platformRequestId());
            submitted(requestNo, accepted);
            queue.watch(Polling.Kind.REQUEST, request.platform(), requestNo);
            return new SubmitOutcome.Submitted();
        } catch (PlatformRefusal refusal) {
            end(requestNo, Status.REFUSED, reasonOf(refusal), Optional.of(refusal.text()), 0);
            return new SubmitOutcome.Refused(refusal.code(), refusal.text());
        }
    }

    /**
     * Nothing leaves the bureau without the approval that the table and the law ask for, whatever way a model went: by
     * somebody in that office, who does not handle the request.
     */
    private void requirePermission(DataRequest request) {
        DataRequestOrder order = order(request.requestNo());
        TierDecision decision = classify(request.requestNo());
        decision.barred().ifPresent(reason -> {
            throw Tiers.refusal(request.dataset(), reason);
        });
        Approver required = tiers.leastApprover(order).orHigher(decision.approver());
        boolean permitted = required == Approver.NONE
                || request.status() == Status.APPROVED
                        && request.permission()
                                .approvedAs()
                                .filter(as -> as.suffices(required))
                                .isPresent()
                        && request.permission()
                                .approvedBy()
                                .filter(approval(order)::isOpenTo)
                                .isPresent();
        if (!permitted) {
            throw new Refusal("platform.not-approved", request.dataset().title(), required.title());
        }
    }

    private static Optional<RefusalReason> reasonOf(PlatformRefusal refusal) {
        return RefusalReason.of(refusal.code()).or(() -> RefusalReason.of(refusal.text()));
    }

    private void submitted(String requestNo, Accepted accepted) {
        jdbc.sql("""
                        update platform_request
                           set status = 'SUBMITTED', platform_request_id = ?, platform_status = ?, submitted_at = ?
                         where request_no = ?
                        """)
                .params(accepted.platformRequestId(), accepted.status(), now(), requestNo)
                .update();
    }

    /** Where two requests were given one id, one of the answers was about the other: the older one is asked for again. */
    private void requireItsOwn(DataRequest request, String id) {
        Optional<String> other = holder(request, id);
        if (other.isEmpty()) {
            return;
        }
        if (get(other.get()).status() == Status.SUBMITTED) {
            try {
                askForId(other.get());
            } catch (PlatformRefusal e) {
                throw sameId(request, id, other.get());
            }
        }
        if (holder(request, id).isPresent()) {
            throw sameId(request, id, other.get());
        }
    }

    private static PlatformUnavailable sameId(DataRequest request, String id, String other) {
        return new PlatformUnavailable("Platform %s has %s under the id of %s"
                        .formatted(request.platform(), request.requestNo(), other))
                .saying("编号 " + id + " 与 " + other + " 相同")
                .at(request.platform());
    }

    private Optional<String> holder(DataRequest request, String id) {
        return jdbc.sql("""
                        select request_no from platform_request
                         where platform = ? and platform_request_id = ? and request_no <> ?
                        """)
                .params(request.platform(), id, request.requestNo())
                .query(String.class)
                .optional();
    }

    /**
     * Sends what was sent before, to learn the id under which the platform has it.
     *
     * @throws PlatformUnavailable to be tried again
     * @throws PlatformRefusal when it has nothing under our number
     */
    public void askForId(String requestNo) {
        DataRequest request = get(requestNo);
        Optional<Instant> dueAt = dueAtAsSubmitted(requestNo).or(request.times()::dueAt);
        Accepted accepted = gateways.of(request.platform())
                .submit(new Submission(order(requestNo), dueAt, attachments.of(requestNo)));
        // An id that another request has is not this one's either.
        jdbc.sql("""
                        update platform_request set platform_request_id = :id
                         where request_no = :no and status = 'SUBMITTED'
                           and not exists (select 1 from platform_request
                                            where platform = :platform and platform_request_id = :id)
                        """)
                .param("id", accepted.platformRequestId())
                .param("no", requestNo)
                .param("platform", request.platform())
                .update();
    }

    /** The platform's liaison has been asked. */
    @Transactional
    public void askedLiaison(String requestNo) {
        jdbc.sql("update platform_request set status = 'LIAISON' where request_no = ? and status <> 'WITHDRAWN'")
                .param(requestNo)
                .update();
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

    private Optional<Instant> dueAtAsSubmitted(String requestNo) {
        return jdbc.sql("select submitted_due_at from platform_request where request_no = ?")
                .param(requestNo)
                .query((row, number) -> instantIfAny(row, "submitted_due_at"))
                .single();
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
    public Answer answer(String requestNo) {
        List<UUID> evidence = jdbc.sql(
                        "select evidence_id from platform_request_evidence where request_no = ? order by evidence_id")
                .param(requestNo)
                .query(UUID.class)
                .list();
        return new Answer(get(requestNo), evidence);
    }

    /**
     * The first rows of an answer.
     *
     * @param limit 1 to 1000
     * @param masked names, phones, addresses and numbers of persons shortened
     */
    public AnswerPage rows(String requestNo, int limit, boolean masked) {
        DataRequest request = get(requestNo);
        List<Column> columns = request.dataset().columns();
        if (columns.isEmpty()) {
            return new AnswerPage(columns, List.of(), 0);
        }
        Optional<RecordPlace> place = jdbc.sql(
                        "select partition, load_id from answer_records where request_no = ? and archived_at is null")
                .param(requestNo)
                .query((row, number) -> RecordPlace.of(row))
                .optional();
        if (place.isEmpty()) {
            return new AnswerPage(columns, List.of(), request.rows());
        }
        // Names come from the enum and the table of answers, never from a caller.
        String select = "select %s from %s t order by line_no limit ?"
                .formatted(
                        String.join(
                                ", ", columns.stream().map(DataRequests::asText).toList()),
                        place.get().rows());
        List<List<String>> rows = jdbc.sql(select)
                .param(Math.max(1, Math.min(limit, 1000)))
                .query((row, number) -> values(row, columns, masked))
                .list();
        return new AnswerPage(columns, rows, request.rows());
    }

    public static String asText(Column column) {
        return column.type() == Column.Type.TIME
                ? "to_char(%s, 'YYYY-MM-DD HH24:MI:SS')".formatted(column.name())
                : column.name() + "::text";
    }

    static List<String> values(ResultSet row, List<Column> columns, boolean masked) throws SQLException {
        String[] values = new String[columns.size()];
        for (int i = 0; i < values.length; i++) {
            String value = row.getString(i + 1);
            boolean show = !masked || value == null || value.isEmpty();
            values[i] = show ? value : columns.get(i).mask().apply(value);
        }
        return java.util.Arrays.asList(values);
    }

    private static List<DataRequest> sorted(List<DataRequest> requests) {
        return requests.stream()
                .sorted(java.util.Comparator.comparing(DataRequest::requestId).thenComparing(DataRequest::dataset))
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
