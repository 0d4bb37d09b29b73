package org.redshield.bridge.platform.request;

import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.gateway.Accepted;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.Submission;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.work.Polling;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sends requests for data to their platforms, and learns under which id a platform has them. */
@Service
@RequiredArgsConstructor
public class Submissions {

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Gateways gateways;
    private final DataRequests requests;
    private final DataGrounds grounds;
    private final Attachments attachments;
    private final WorkQueue queue;

    /**
     * Sends the request to the platform, within 15 s. Sending what was sent before is harmless: the platform knows the
     * number and answers with the same id.
     *
     * @throws PlatformUnavailable to be tried again
     * @throws org.redshield.bridge.Refusal as {@link DataGrounds#require}
     */
    @Transactional
    public SubmitOutcome submit(String requestNo) {
        DataRequest request = requests.get(requestNo);
        if (request.status() == Status.WITHDRAWN) {
            queue.answer(request, AnswerState.WITHDRAWN);
            return new SubmitOutcome.Submitted();
        }
        if (request.status() != Status.DRAFT && request.status() != Status.APPROVED) {
            return new SubmitOutcome.Submitted();
        }
        DataRequestOrder order = requests.order(requestNo);
        grounds.require(request, order);
        Optional<PlatformGateway> gateway = gateways.find(request.platform());
        if (gateway.isEmpty()) {
            requests.explain(requestNo, "该平台尚未开通数据接口，转平台协查专员办理。");
            queue.answer(request, AnswerState.LIAISON);
            return new SubmitOutcome.Submitted();
        }
        try {
            Accepted accepted =
                    gateway.get().submit(new Submission(order, request.times().dueAt(), attachments.of(requestNo)));
            requireItsOwn(request, accepted.platformRequestId());
            submitted(requestNo, accepted);
            queue.watch(Polling.Kind.REQUEST, request.platform(), requestNo);
            return new SubmitOutcome.Submitted();
        } catch (PlatformRefusal refusal) {
            requests.end(requestNo, Status.REFUSED, reasonOf(refusal), Optional.of(refusal.text()), 0);
            return new SubmitOutcome.Refused(refusal.code(), refusal.text());
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
                .params(accepted.platformRequestId(), accepted.status(), timestamp(clock.instant()), requestNo)
                .update();
    }

    /** Where two requests were given one id, one of the answers was about the other: the older one is asked for again. */
    private void requireItsOwn(DataRequest request, String id) {
        Optional<String> other = holder(request, id);
        if (other.isEmpty()) {
            return;
        }
        if (requests.get(other.get()).status() == Status.SUBMITTED) {
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
        DataRequest request = requests.get(requestNo);
        Optional<Instant> dueAt = dueAtAsSubmitted(requestNo).or(request.times()::dueAt);
        Accepted accepted = gateways.of(request.platform())
                .submit(new Submission(requests.order(requestNo), dueAt, attachments.of(requestNo)));
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

    private Optional<Instant> dueAtAsSubmitted(String requestNo) {
        return jdbc.sql("select submitted_due_at from platform_request where request_no = ?")
                .param(requestNo)
                .query((row, number) -> instantIfAny(row, "submitted_due_at"))
                .single();
    }
}
